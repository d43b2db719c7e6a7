"""The history of any registered thing, on one page."""

import re
from datetime import date, datetime
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from nic.kernel.audit import AuditEntry, entries_for
from nic.kernel.errors import NotFoundInScope, NotPermitted, SignInNeeded
from nic.kernel.house import SubjectKind, current_house
from nic.kernel.permissions import can
from nic.kernel.scope import Public, current_scope
from nic.web import words
from nic.web.pages import page

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
blueprint = Blueprint("history", __name__)


def _show(kind: str, subject_id: int) -> ResponseReturnValue:
    scope = current_scope()
    if isinstance(scope, Public):
        raise SignInNeeded
    subject_kind = current_house().subjects.get(kind)
    if subject_kind is None:
        raise NotFoundInScope
    subject = subject_kind.load(scope, subject_id)
    if not can(subject_kind.view, subject):
        raise NotPermitted
    entries = entries_for(kind, subject_id, parts=subject_kind.parts(subject))
    names = current_house().names_of_people(
        {entry.actor_id for entry in entries if entry.actor_id is not None}
    )
    return page(
        "web/history.html",
        kind=subject_kind,
        subject=subject,
        entries=[_told(subject_kind, entry, names) for entry in entries],
    )


# The permission is the subject kind's own, checked above for each kind.
_show.nic_permission = "the thing's own"  # type: ignore[attr-defined]
blueprint.add_url_rule("/history/<kind>/<int:subject_id>", view_func=_show, endpoint="show")


def _in_words(value: Any) -> Any:
    """A kept value as people read it: days, instants and codes in words, yes and no, lists and answers in a line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return words.figure(value, digits=4)
        case list():
            return ", ".join(str(_in_words(each)) for each in value)
        case dict():
            return "; ".join(
                f"{name.replace('_', ' ').capitalize()}: {_in_words(each)}" for name, each in value.items()
            )
        case str() if _DAY.fullmatch(value):
            return words.short_day(date.fromisoformat(value))
        case str() if _INSTANT.fullmatch(value):
            return words.moment(datetime.fromisoformat(value))
        case str() if _CODE.fullmatch(value):
            return value.replace("_", " ")
        case _:
            return value


def _told(whole: SubjectKind, entry: AuditEntry, names: dict[int, str]) -> dict[str, Any]:
    """An entry as the page tells it; one on a part says of what."""
    kind = current_house().subjects[entry.subject_kind]
    changes = [
        {
            "label": kind.labels.get(name, name.replace("_", " ").capitalize()),
            "before": _in_words(entry.before.get(name)),
            "after": _in_words(entry.after.get(name)),
        }
        for name in {**entry.before, **entry.after}
        if not name.endswith("_id")
    ]
    who = names.get(entry.actor_id or 0) or entry.actor_label or "Somebody"
    return {
        "who": who,
        "when": entry.created_at,
        "verb": entry.verb,
        "of": f"this {kind.name}" if kind is whole else f"a {kind.name} of this {whole.name}",
        "reason": entry.reason,
        "changes": changes,
    }
