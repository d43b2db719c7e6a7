"""Pages on whole theories: paste one, take one away, begin from an example."""

from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network, Team
from nic.theory.exchange import indented, json_form, operations, recognized, rows
from nic.theory.exchange.examples import all_examples
from nic.theory.exchange.forms import MOST_SIGNS, PasteForm
from nic.theory.exchange.merging import added_to, made_of
from nic.theory.exchange.reading import Message, Reading
from nic.theory.models import NodeKind, Theory
from nic.theory.plain import PlainTheory, outline_of, plain_of
from nic.theory.policy import TheoryPermission as Can
from nic.theory.queries import load_owner, load_theory, theory_of
from nic.theory.versions.comparison import changes_of, summary
from nic.theory.versions.models import TheoryVersion
from nic.theory.versions.pictures import both
from nic.theory.versions.queries import content_of, load_version
from nic.theory.wording import hint_for_idea
from nic.web.forms import Form
from nic.web.pages import page

blueprint = Blueprint("exchange", __name__)


@blueprint.route("/teams/<int:team_id>/theory/paste", methods=["GET", "POST"])
@blueprint.route("/networks/<int:network_id>/theory/paste", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=load_owner)
def paste(owner: Team | Network) -> ResponseReturnValue:
    """A whole theory as a list, rows or JSON: looked at first, then made."""
    theory = theory_of(current_scope(), owner)
    form = PasteForm()
    if request.method == "GET" or not form.validate_on_submit():
        return page("theory/exchange/paste.html", form=form, owner=owner, theory=theory, typed=_typed(form))
    typed = _typed(form)
    current = plain_of(theory) if theory is not None else None
    reading = recognized.read(typed, current.aim.text if current is not None else None)
    target, problems = _target(current, reading, theory, form.how.data)
    seen = _digest(current, typed, form.how.data)
    is_sure = request.form.get("act") == "make" and form.seen.data == seen
    if is_sure and target is not None:
        done = form.attempt(_make, owner, theory, target)
        if done:
            flash("The theory is made. You can undo it as one step.")
            return redirect(_theory_url(owner))
    form.seen.data = seen
    changed = request.form.get("act") == "make" and not is_sure
    return page(
        "theory/exchange/paste.html",
        form=form,
        owner=owner,
        theory=theory,
        typed=typed,
        reading=reading,
        problems=problems,
        changed=changed,
        preview=_preview(current, target) if target is not None else None,
    )


def _typed(form: PasteForm) -> str:
    """The file that was sent, else the text with its indentation as it was typed."""
    if form.file.data:
        raw = form.file.data.stream.read(4 * MOST_SIGNS)
        return str(raw.decode("utf-8-sig", errors="replace")).replace("\0", "")
    typed = request.form.get("text", "").replace("\0", "").replace("\ufeff", "")
    return typed.replace("\r\n", "\n")


def _target(
    current: PlainTheory | None, reading: Reading, theory: Theory | None, how: str
) -> tuple[PlainTheory | None, list[Message]]:
    """What the theory would say, and why it cannot."""
    if reading.theory is None:
        return None, [*reading.problems]
    if current is None or theory is None:
        return reading.theory, []
    if how == "replace":
        return made_of(current, reading, theory.id), []
    whole, faults = added_to(current, reading, theory.id)
    return (None if faults else whole), faults


def _digest(current: PlainTheory | None, typed: str, how: str) -> str:
    """Changes with the theory and with what was pasted: what was looked at is what is made."""
    return sha256(repr((current, typed.strip("\n"), how)).encode()).hexdigest()[:24]


def _make(owner: Team | Network, theory: Theory | None, target: PlainTheory) -> Theory:
    scope = current_scope()
    if theory is None:
        return operations.begin_with(scope, owner, target)
    return operations.make_theory_say(scope, theory, target)


def _preview(current: PlainTheory | None, target: PlainTheory) -> dict[str, Any]:
    shown = both(current, target) if current is not None else target
    kinds = [node.kind for node in target.nodes.values()]
    return {
        "rows": outline_of(shown),
        "sentence": target.sentence,
        "changes": changes_of(current, target) if current is not None else {},
        "marks": {},
        "linked": False,
        "prefix": "preview",
        "summary": summary(current, target) if current is not None else "",
        "drivers": sum(kind in (NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER) for kind in kinds),
        "ideas": kinds.count(NodeKind.CHANGE_IDEA),
        "hints": _hints(current, target),
    }


def _hints(current: PlainTheory | None, target: PlainTheory) -> list[str]:
    """The hints for ideas that are new and begin like a task."""
    standing = {node.text for node in current.nodes.values()} if current is not None else set()
    ideas = [node.text for node in target.nodes.values() if node.kind is NodeKind.CHANGE_IDEA]
    return [hint for text in ideas if text not in standing and (hint := hint_for_idea(text))]


def _theory_url(owner: Team | Network) -> str:
    if isinstance(owner, Team):
        return url_for("theory.team_theory", team_id=owner.id)
    return url_for("theory.network_theory", network_id=owner.id)


@blueprint.get("/theories/<int:theory_id>/export")
@requires(Can.VIEW_THEORY, load=load_theory)
def export(theory: Theory) -> ResponseReturnValue:
    """A theory as it is being written, to take away: ``?form=`` text, csv or json."""
    return _file(plain_of(theory), theory.id, "theory")


@blueprint.get("/theory/versions/<int:version_id>/export")
@requires(Can.VIEW_PUBLISHED, load=load_version)
def export_version(version: TheoryVersion) -> ResponseReturnValue:
    """A published version to take away: ``?form=`` text, csv or json."""
    return _file(content_of(version), version.theory_id, f"theory-version-{version.number}")


def _file(content: PlainTheory, theory_id: int, name: str) -> Response:
    form = request.args.get("form", "text")
    if form == "json":
        text, ending, kind = json_form.write(content, theory_id), "json", "application/json"
    elif form == "csv":
        text, ending, kind = "\ufeff" + rows.write(content), "csv", "text/csv"
    elif form == "text":
        text, ending, kind = indented.write(content), "txt", "text/plain"
    else:
        raise NotFoundInScope
    response = Response(text, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return response


@blueprint.route("/teams/<int:team_id>/theory/examples", methods=["GET", "POST"])
@blueprint.route("/networks/<int:network_id>/theory/examples", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=load_owner)
def examples(owner: Team | Network) -> ResponseReturnValue:
    """Example theories to read, and to begin from."""
    form = Form()
    chosen = next((each for each in all_examples() if each.key == request.form.get("example")), None)
    if (
        chosen is not None
        and form.validate_on_submit()
        and form.attempt(operations.begin_from_example, current_scope(), owner, chosen)
    ):
        flash("This is an example. Reword the aim and take away what is not yours.")
        return redirect(_theory_url(owner))
    return page(
        "theory/exchange/examples.html",
        form=form,
        owner=owner,
        has_theory=theory_of(current_scope(), owner) is not None,
        examples=[(each, _preview(None, each.theory) | {"prefix": each.key}) for each in all_examples()],
    )


@blueprint.post("/theories/<int:theory_id>/ours")
@requires(Can.EDIT_THEORY, load=load_theory)
def make_ours(theory: Theory) -> ResponseReturnValue:
    """Says that a theory which began as an example is its people's own by now."""
    operations.make_example_ours(current_scope(), theory)
    flash("No longer marked as an example.")
    return redirect(_theory_url(theory.owner))
