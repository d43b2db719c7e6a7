"""Removing texts of a thing for good, on one page for every kind that offers it (``nic.kernel.house.Removal``)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice, TextAreaField
from wtforms.validators import Length

from nic.kernel import audit
from nic.kernel.errors import DomainError, NotFoundInScope, NotPermitted, SignInNeeded, needed
from nic.kernel.house import Removal, SubjectKind, current_house
from nic.kernel.permissions import can
from nic.kernel.scope import Public, Scope, current_scope
from nic.web.forms import ChoiceListField, Form
from nic.web.pages import page

blueprint = Blueprint("removal", __name__)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a thing: its name in the code, what it is called, every wording of it, and whether one stands now."""

    thing: Any
    name: str
    label: str
    wordings: frozenset[str]
    stands: bool

    @property
    def key(self) -> str:
        """What names it in the form."""
        return f"{current_house().subject_of(self.thing).key}-{self.thing.id}-{self.name}"

    @property
    def told(self) -> str:
        """What the person who may read it is shown."""
        if self.stands:
            return str(getattr(self.thing, self.name))
        return "Stood here before; it is in the history."


class RemovalForm(Form):
    """Which texts go for good, and why."""

    texts = ChoiceListField("What to remove", coerce=str)
    reason = TextAreaField(
        "Why",
        [Length(max=4000)],
        description="It stays in the history. Do not repeat the name.",
    )

    def offer(self, texts: Iterable[Text]) -> None:
        """Fills the choices."""
        self.texts.choices = [SelectChoice(text.key, text.label) for text in texts]


def _show(kind: str, subject_id: int) -> ResponseReturnValue:
    scope = current_scope()
    if isinstance(scope, Public):
        raise SignInNeeded
    subject_kind = current_house().subjects.get(kind)
    if subject_kind is None or subject_kind.removal is None:
        raise NotFoundInScope
    thing = subject_kind.removal.load(scope, subject_id)
    allowed = can(subject_kind.removal.allow, thing)
    form = RemovalForm()
    if form.is_submitted() and not allowed:
        raise NotPermitted
    texts = _texts_of(scope, subject_kind, thing) if allowed else []
    form.offer(texts)
    if form.validate_on_submit():
        chosen = [text for text in texts if text.key in set(form.texts.data or ())]
        if form.attempt(_remove, scope, subject_kind.removal, thing, texts, chosen, form.reason.data):
            flash("Removed for good. That it was done, by whom and why, stays in the history.")
            return redirect(url_for("removal.show", kind=kind, subject_id=subject_id))
    readable = _is_read(scope, subject_kind, subject_id)
    return page(
        "web/removal.html",
        kind=subject_kind,
        thing=thing,
        name=subject_kind.removal.name(thing),
        allowed=allowed,
        readable=readable,
        form=form,
        told={text.key: text.told for text in texts} if readable else {},
    )


# The permission is the subject kind's own, asked above: whoever reads the thing learns here whom to tell.
_show.nic_permission = "the thing's own"  # type: ignore[attr-defined]
blueprint.add_url_rule(
    "/removal/<kind>/<int:subject_id>", view_func=_show, endpoint="show", methods=["GET", "POST"]
)


def _is_read(scope: Scope, kind: SubjectKind, subject_id: int) -> bool:
    try:
        return can(kind.view, kind.load(scope, subject_id))
    except NotFoundInScope:
        return False


def _texts_of(scope: Scope, kind: SubjectKind, thing: Any) -> list[Text]:
    """Every text of a thing and of its parts in which something stands, or stood before."""
    removal = kind.removal
    parts = removal.parts(scope, thing) if removal is not None else ()
    return _found([("", thing), *parts])


def _found(labelled: Sequence[tuple[str, Any]]) -> list[Text]:
    house = current_house()
    kept = audit.words_kept(thing for _, thing in labelled)
    found = []
    for label, thing in labelled:
        kind = house.subject_of(thing)
        for name in kind.texts:
            wordings = kept.get((kind.key, thing.id, name))
            if wordings:
                called = kind.labels.get(name, name.replace("_", " ").capitalize())
                whole = f"{label}: {called[:1].lower()}{called[1:]}" if label else called
                stands = str(getattr(thing, name) or "") in wordings
                found.append(Text(thing, name, whole, frozenset(wordings), stands))
    return found


def _remove(
    scope: Scope,
    removal: Removal,
    thing: Any,
    texts: Sequence[Text],
    chosen: Sequence[Text],
    reason: str,
) -> int:
    """Removes the chosen texts, and those others in which the same words stand; gives how many. Raises DomainError."""
    if not chosen:
        raise DomainError("Choose what to remove.", "texts")
    reason = needed(reason, "reason", "Say why it has to go.")
    copies = [copy for copy in removal.copies(scope, thing) if can(removal.allow, copy)]
    others = [text for text in texts if text not in chosen] + _found([("", copy) for copy in copies])
    wordings = {wording for text in chosen for wording in text.wordings}
    gone = [*chosen, *(text for text in others if _repeats(text, wordings))]
    for text in gone:
        audit.redact(scope, text.thing, text.name, reason)
    return len(gone)


def _repeats(text: Text, wordings: Collection[str]) -> bool:
    telling = [wording for wording in wordings if len(wording) >= audit.SHORTEST_REPEATED]
    return any(wording in whole for wording in telling for whole in text.wordings)
