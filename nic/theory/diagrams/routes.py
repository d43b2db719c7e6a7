"""The editor's addresses: one small act at a time, what changed since, undo and redo, the diagram to take away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.database import db
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.permissions import requires
from nic.kernel.scope import Scope, current_scope
from nic.theory import operations
from nic.theory import queries as theories
from nic.theory.diagrams import operations as arranging
from nic.theory.diagrams import queries
from nic.theory.diagrams.lately import told_steps
from nic.theory.diagrams.picture import marks_on, taken_away
from nic.theory.diagrams.undoing import operations as undoing
from nic.theory.forms import LevelForm, StepForm
from nic.theory.models import Node, NodeKind, Theory, TheoryStep
from nic.theory.panels import Mark
from nic.theory.policy import TheoryPermission as Can
from nic.theory.routes import address_of_theory, blueprint, editor_parts, shown
from nic.theory.wording import hint_for_idea
from nic.web.pictures import picture_file


class _Act:
    """What a sent act is about: nodes by their keys, all of one theory."""

    def __init__(self, theory: Theory, form: StepForm) -> None:
        self.theory, self.form, self.version = theory, form, form.version.data
        self.nodes = {node.id: node for node in theory.nodes if not node.is_withdrawn}

    def named(self, key: int | None) -> Node:
        """A node of the theory. Raises DomainError where it is gone."""
        if key in self.nodes:
            return self.nodes[key]
        raise DomainError("What this was about is not there any more. It may have been undone.")

    def maybe(self, key: int | None) -> Node | None:
        """A node of the theory, or none."""
        return self.nodes.get(key) if key is not None else None

    @property
    def node(self) -> Node:
        """The node that the act is on."""
        return self.named(self.form.node_id.data)

    @property
    def parent(self) -> Node:
        """The node that it serves in the place that is meant."""
        return self.named(self.form.parent_id.data)

    @property
    def kind(self) -> NodeKind:
        """The level that was sent. Raises DomainError where none was."""
        if not self.form.kind.data:
            raise DomainError("Say on which level it stands.", "kind")
        return NodeKind(self.form.kind.data)


def _add(scope: Scope, act: _Act) -> Node:
    form = act.form
    return operations.add_node(
        scope,
        act.theory,
        kind=act.kind,
        text=form.text.data,
        parent_ids=[form.parent_id.data] if form.parent_id.data else [],
        after=act.maybe(form.beside_id.data),
        client_uuid=form.client_uuid.data,
    )


ACTS: dict[str, Callable[[Scope, _Act], object]] = {
    "add": _add,
    "reword": lambda scope, act: operations.reword_node(
        scope, act.node, act.version, act.form.text.data, client_uuid=act.form.client_uuid.data
    ),
    "place": lambda scope, act: operations.place_node(
        scope, act.parent, act.node, act.maybe(act.form.beside_id.data), act.version
    ),
    "under": lambda scope, act: arranging.move_under(
        scope,
        act.node,
        act.maybe(act.form.parent_id.data),
        act.named(act.form.to_id.data),
        before=act.maybe(act.form.beside_id.data),
        version=act.version,
    ),
    "link": lambda scope, act: operations.link_nodes(
        scope, act.named(act.form.to_id.data), act.node, act.version
    ),
    "unlink": lambda scope, act: operations.unlink_nodes(scope, act.parent, act.node, act.version),
    "serve": lambda scope, act: arranging.set_parents(scope, act.node, act.form.parent_ids.data, act.version),
    "in": lambda scope, act: arranging.indent_node(scope, act.parent, act.node, act.version),
    "out": lambda scope, act: arranging.outdent_node(scope, act.parent, act.node, act.version),
    "kind": lambda scope, act: arranging.set_kind(scope, act.node, act.kind, act.version),
    "archive": lambda scope, act: operations.archive_node(scope, act.node, act.version),
    "restore": lambda scope, act: operations.restore_node(scope, act.node),
    "undo": lambda scope, act: undoing.undo_last(scope, act.theory),
    "redo": lambda scope, act: undoing.redo_last(scope, act.theory),
}


@blueprint.post("/theories/<int:theory_id>/steps")
@requires(Can.EDIT_THEORY, load=theories.load_theory)
def take_step(theory: Theory) -> ResponseReturnValue:
    """One act of the editor, answered with the outline as it stands after it."""
    form = StepForm()
    act = ACTS.get(form.act.data or "")
    if not form.validate_on_submit() or act is None:
        return jsonify(said="The page sent something that is not known here. Open it again."), 422
    scope = current_scope()
    before = queries.step_sent_before(scope, theory, form.client_uuid.data)
    try:
        with db.session.begin_nested():
            done = before.node if before else act(scope, _Act(theory, form))
    except DomainError as error:
        return jsonify(said=error.message), 422
    except StaleVersion as stale:
        return jsonify(_meanwhile(theory, form, stale)), 409
    return jsonify(_answer(scope, theory, done))


def _meanwhile(theory: Theory, form: StepForm, stale: StaleVersion) -> dict[str, Any]:
    """The node as it stands now, for the page to show beside what was typed."""
    node = next(node for node in theory.nodes if node.id == form.node_id.data)
    parents = sorted(node.parent_ids)
    return {
        "node": node.id,
        "version": stale.version,
        "text": node.text,
        "parents": parents,
        "archived": node.is_archived,
    }


def _answer(scope: Scope, theory: Theory, done: object) -> dict[str, Any]:
    told = {"said": "", "hint": ""}
    if isinstance(done, TheoryStep):
        told["said"] = f"{'Undone' if done.undone_at else 'Done again'}: {_in_words(done)}"
        done = done.node
    if isinstance(done, Node):
        told["hint"] = hint_for_idea(done.text) if done.kind is NodeKind.CHANGE_IDEA else ""
    return {
        **told,
        "node": done.id if isinstance(done, Node) else None,
        "version": done.version if isinstance(done, Node) else None,
        "revision": theory.revision,
        "outline": _outline(theory, marks_on(scope, theory)),
    }


def _outline(theory: Theory, marks: Mapping[int, Sequence[Mark]]) -> str:
    return render_template("theory/_outline_part.html", shown=shown(theory, marks))


@blueprint.get("/theories/<int:theory_id>/now")
@requires(Can.VIEW_THEORY, load=queries.load_head)
def theory_now(theory: Theory) -> ResponseReturnValue:
    """What the page shows, where it has changed ``since`` the revision that the page has; otherwise nothing."""
    since = request.args.get("since", type=int)
    if since == theory.revision:
        return Response(status=204)
    scope = current_scope()
    whole = theories.load_theory(scope, theory.id)
    others = [step.words for step in told_steps(scope, whole, after=since or 0) if not step.undone]
    parts = editor_parts(whole, marks_on(scope, whole))
    return jsonify(
        revision=whole.revision,
        said=others[:3],
        outline=render_template("theory/_outline_part.html", shown=parts),
        lately=render_template("theory/_lately.html", shown=parts),
        picture=str(parts["picture"]),
    )


def _back_to(theory: Theory) -> ResponseReturnValue:
    return redirect(address_of_theory(theory))


@blueprint.post("/theories/<int:theory_id>/undo")
@requires(Can.EDIT_THEORY, load=theories.load_theory)
def undo(theory: Theory) -> ResponseReturnValue:
    """Takes back the person's own last change."""
    return _told(theory, "Undone", lambda: undoing.undo_last(current_scope(), theory))


@blueprint.post("/theories/<int:theory_id>/redo")
@requires(Can.EDIT_THEORY, load=theories.load_theory)
def redo(theory: Theory) -> ResponseReturnValue:
    """Makes again what the person undid last."""
    return _told(theory, "Done again", lambda: undoing.redo_last(current_scope(), theory))


@blueprint.post("/theory/steps/<int:step_id>/undo")
@requires(Can.EDIT_THEORY, load=queries.load_step)
def undo_step(step: TheoryStep) -> ResponseReturnValue:
    """Takes one change back, whoever made it."""
    return _told(step.theory, "Undone", lambda: undoing.undo_step(current_scope(), step))


@blueprint.post("/theory/steps/<int:step_id>/redo")
@requires(Can.EDIT_THEORY, load=queries.load_step)
def redo_step(step: TheoryStep) -> ResponseReturnValue:
    """Makes one change again."""
    return _told(step.theory, "Done again", lambda: undoing.redo_step(current_scope(), step))


def _told(theory: Theory, done: str, act: Callable[[], TheoryStep]) -> ResponseReturnValue:
    """Carries out an undo or redo and says what it was; where it cannot be done, why."""
    try:
        with db.session.begin_nested():
            step = act()
    except DomainError as error:
        flash(error.message, "warning")
    else:
        flash(f"{done}: {_in_words(step)}")
    return _back_to(theory)


def _in_words(step: TheoryStep) -> str:
    return f"{step.verb} “{step.node.text}”" if step.node else f"{step.verb} the theory"


@blueprint.post("/theory/nodes/<int:node_id>/level")
@requires(Can.EDIT_THEORY, load=theories.load_node)
def set_level(node: Node) -> ResponseReturnValue:
    """Makes an idea a driver where it stands, or a driver an idea."""
    form = LevelForm()
    if form.validate_on_submit():
        arranging.set_kind(current_scope(), node, NodeKind(form.kind.data), form.version.data)
        flash(f"This is a {node.kind.label} now.")
    return redirect(url_for("theory.node", node_id=node.id))


@blueprint.get("/theories/<int:theory_id>/diagram")
@requires(Can.VIEW_THEORY, load=theories.load_theory)
def take_away(theory: Theory) -> ResponseReturnValue:
    """The diagram as a file (``?format=png``): one landscape A4 page, or as a PDF several (``&pages=many``)."""
    many = request.args.get("pages") == "many"
    return picture_file(
        "driver-diagram",
        lambda form: taken_away(theory, marks_on(current_scope(), theory), form, many and form == "pdf"),
    )
