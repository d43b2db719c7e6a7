"""Pages on theories: the outline, its aim, and one page per node."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from nic.kernel.errors import DomainError
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, Team
from nic.theory import graph, operations, queries
from nic.theory.adoption.queries import origins_of, reworded_since
from nic.theory.diagrams.lately import told_steps
from nic.theory.diagrams.picture import inline_picture, marks_on
from nic.theory.forms import AddNodeForm, AimForm, EditAimForm, LinkForm, NodeTextForm, ParentForm
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.panels import Mark, panels_of
from nic.theory.policy import TheoryPermission as Can
from nic.theory.versions import published
from nic.theory.versions.queries import latest_of_networks
from nic.theory.wording import aim_sentence, hint_for_idea, missing_from_aim
from nic.web.pages import page
from nic.web.panels import panels_on

blueprint = Blueprint("theory", __name__)


def address_of_theory(theory: Theory) -> str:
    """The page on which a theory stands."""
    if theory.team_id is not None:
        return url_for("theory.team_theory", team_id=theory.team_id)
    return url_for("theory.network_theory", network_id=theory.network_id)


def shown(theory: Theory, marks: Mapping[int, Sequence[Mark]]) -> dict[str, Any]:
    """What the template of a theory reads."""
    parts = (theory.aim_for_whom, theory.aim_how_much, theory.aim_by_when)
    return {
        "theory": theory,
        "sentence": aim_sentence(theory.aim.text, *parts, theory.aim_baseline),
        "missing": missing_from_aim(*parts),
        "rows": graph.outline(theory),
        "archived": [node for node in theory.nodes if node.is_archived and not node.is_withdrawn],
        "marks": marks,
        "editable": can(Can.EDIT_THEORY, theory),
        "origins": origins_of(current_scope(), theory),
        "kinds": {node.id: graph.kind_in_words(node, theory) for node in theory.nodes},
    }


def editor_parts(theory: Theory, marks: Mapping[int, Sequence[Mark]]) -> dict[str, Any]:
    """What the editor reads: the outline, what happened lately, and the picture, which ends the reading."""
    scope = current_scope()
    parts = shown(theory, marks)
    parts["lately"] = told_steps(scope, theory)
    parts["published"] = published.state_of(scope, theory)
    parts["reworded"] = reworded_since(scope, theory) if parts["origins"] else 0
    parts["picture"] = Markup(inline_picture(theory, marks))  # noqa: S704  drawn here, every text escaped
    return parts


@blueprint.get("/teams/<int:team_id>/theory")
@requires(Can.VIEW_THEORY, load=organizations.load_team)
def team_theory(team: Team) -> ResponseReturnValue:
    """The team's theory; where it has none, its networks' to read, and the way to begin one."""
    scope = current_scope()
    own = queries.theory_of_team(scope, team.id)
    networks = latest_of_networks(scope, team.network_ids) if own is None else []
    return page(
        "theory/theory.html",
        owner=team,
        of_networks=[published.shown_version(version) for version in networks],
        shown=editor_parts(own, marks_on(scope, own)) if own else None,
    )


@blueprint.get("/networks/<int:network_id>/theory")
@requires(Can.VIEW_PUBLISHED, load=organizations.load_network)
def network_theory(network: Network) -> ResponseReturnValue:
    """The network's theory: the draft for its hub, what is published for all others."""
    if not can(Can.VIEW_THEORY, network):
        return published.network_page(network)
    theory = queries.theory_of_network(current_scope(), network.id)
    parts = editor_parts(theory, marks_on(current_scope(), theory)) if theory else None
    return page("theory/theory.html", owner=network, shown=parts, of_networks=[])


@blueprint.route("/teams/<int:team_id>/theory/begin", methods=["GET", "POST"])
@blueprint.route("/networks/<int:network_id>/theory/begin", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=queries.load_owner)
def begin(owner: Team | Network) -> ResponseReturnValue:
    """The aim, from which a theory begins."""
    theory = queries.theory_of(current_scope(), owner)
    if theory is not None:
        return redirect(address_of_theory(theory))
    form = AimForm()
    if form.validate_on_submit():
        begun = form.attempt(operations.begin_theory, current_scope(), owner, **_aim_parts(form))
        if begun:
            flash("Aim saved. Next: what must change for it to come true?")
            return redirect(address_of_theory(begun))
    return page("theory/aim_form.html", form=form, owner=owner, theory=None)


@blueprint.route("/theories/<int:theory_id>/aim", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=queries.load_theory)
def edit_aim(theory: Theory) -> ResponseReturnValue:
    """The aim, to reword."""
    form = EditAimForm(
        version=theory.aim_version,
        what=theory.aim.text,
        for_whom=theory.aim_for_whom,
        how_much=theory.aim_how_much,
        by_when=theory.aim_by_when,
        baseline=theory.aim_baseline,
    )
    if form.validate_on_submit() and form.attempt(
        operations.set_aim, current_scope(), theory, form.version.data, **_aim_parts(form)
    ):
        flash("Aim saved.")
        return redirect(address_of_theory(theory))
    return page("theory/aim_form.html", form=form, owner=theory.owner, theory=theory)


AIM_FIELDS = ("what", "for_whom", "baseline", "how_much", "by_when")


def _aim_parts(form: AimForm) -> dict[str, Any]:
    return {name: form[name].data for name in AIM_FIELDS}


@blueprint.route("/theories/<int:theory_id>/nodes/new", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=queries.load_theory)
def add_node(theory: Theory) -> ResponseReturnValue:
    """A new driver or change idea. The address says which kind, and below what."""
    asked = request.form.get("kind") or request.args.get("kind")
    kind = NodeKind(asked) if asked in list(NodeKind) else NodeKind.PRIMARY_DRIVER
    form = AddNodeForm(kind=kind.value, parent_ids=request.args.getlist("below", type=int))
    form.offer(graph.possible_parents(theory, kind) if kind is not NodeKind.PRIMARY_DRIVER else [])
    if form.validate_on_submit():
        node = form.attempt(
            operations.add_node,
            current_scope(),
            theory,
            kind=kind,
            text=form.text.data,
            parent_ids=form.parent_ids.data,
            note=form.note.data,
            evidence=form.evidence.data,
        )
        if node:
            flash(f"Added: {node.text}")
            _hint(node)
            return redirect(f"{address_of_theory(theory)}#node-{node.id}")
    return page("theory/node_form.html", form=form, theory=theory, kind=kind, node=None)


def _hint(node: Node) -> None:
    """Where a change idea reads like a task, says so; it is saved all the same."""
    hint = hint_for_idea(node.text) if node.kind is NodeKind.CHANGE_IDEA else ""
    if hint:
        flash(hint, "warning")


@blueprint.get("/theory/nodes/<int:node_id>")
@requires(Can.VIEW_PUBLISHED, load=published.load_node)
def node(node: Node | published.PublishedNode) -> ResponseReturnValue:
    """One node: its words, what it serves, what serves it, and what other rooms show beside it."""
    if isinstance(node, published.PublishedNode):
        return published.node_page(node)
    return _node_page(node, LinkForm(version=node.version))


def _node_page(node: Node, form: LinkForm) -> ResponseReturnValue:
    theory = node.theory
    by_id = {each.id: each for each in theory.nodes}
    form.offer([] if node.is_archived else graph.possible_parents(theory, node.kind, node))
    parents = [by_id[key] for key in sorted(node.parent_ids)]
    orders = [[link.child_id for link in graph.links_below(theory, parent)] for parent in parents]
    return page(
        "theory/node.html",
        node=node,
        theory=theory,
        address=address_of_theory(theory),
        parents=list(zip(parents, orders, strict=True)),
        children=[by_id[link.child_id] for link in graph.links_below(theory, node)],
        panels=panels_of(current_scope(), [node.id])[node.id],
        hint=hint_for_idea(node.text) if node.kind is NodeKind.CHANGE_IDEA else "",
        form=form,
        kind_words=graph.kind_in_words(node, theory),
        may_become=[kind for kind in graph.levels_open_to(theory, node) if not node.is_archived],
        editable=can(Can.EDIT_THEORY, node),
        things=panels_on(current_scope(), "node", node),
    )


@blueprint.route("/theory/nodes/<int:node_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=queries.load_node)
def reword_node(node: Node) -> ResponseReturnValue:
    """The words of a node. The aim has a page of its own."""
    if node.kind is NodeKind.AIM:
        return redirect(url_for("theory.edit_aim", theory_id=node.theory_id))
    form = NodeTextForm(obj=node)
    if form.validate_on_submit() and form.attempt(
        operations.reword_node,
        current_scope(),
        node,
        form.version.data,
        form.text.data,
        form.note.data,
        form.evidence.data,
    ):
        flash("Saved.")
        _hint(node)
        return _back_to(node)
    return page("theory/node_form.html", form=form, theory=node.theory, kind=node.kind, node=node)


def _back_to(node: Node) -> ResponseReturnValue:
    return redirect(url_for("theory.node", node_id=node.id))


@blueprint.post("/theory/nodes/<int:node_id>/link")
@requires(Can.EDIT_THEORY, load=queries.load_node)
def link_node(node: Node) -> ResponseReturnValue:
    """Lets the node serve one more."""
    form = LinkForm()
    parents = {parent.id: parent for parent in node.theory.nodes}
    form.offer(node.theory.nodes)
    if form.validate_on_submit() and form.attempt(
        operations.link_nodes, current_scope(), parents[form.parent_id.data], node, form.version.data
    ):
        flash(f"Linked to: {parents[form.parent_id.data].text}")
        return _back_to(node)
    return _node_page(node, form)


def _parent_named(node: Node, form: ParentForm) -> Node:
    """The parent that a small form is about. Raises DomainError where it is none of the theory's."""
    if form.validate_on_submit():
        for parent in node.theory.nodes:
            if parent.id == form.parent_id.data:
                return parent
    raise DomainError("What this was about is not there any more. Open the page again.")


@blueprint.post("/theory/nodes/<int:node_id>/unlink")
@requires(Can.EDIT_THEORY, load=queries.load_node)
def unlink_node(node: Node) -> ResponseReturnValue:
    """Takes one of the node's links away."""
    form = ParentForm()
    parent = _parent_named(node, form)
    operations.unlink_nodes(current_scope(), parent, node, form.version.data)
    flash(f"No longer linked to: {parent.text}")
    return _back_to(node)


@blueprint.post("/theory/nodes/<int:node_id>/move")
@requires(Can.EDIT_THEORY, load=queries.load_node)
def move_node(node: Node) -> ResponseReturnValue:
    """Moves the node up or down among those that serve the same parent."""
    form = ParentForm()
    parent = _parent_named(node, form)
    operations.move_node(current_scope(), parent, node, form.steps.data or 0, form.version.data)
    return _back_to(node)


@blueprint.post("/theory/nodes/<int:node_id>/archive")
@requires(Can.EDIT_THEORY, load=queries.load_node)
def archive_node(node: Node) -> ResponseReturnValue:
    """Puts the node away; its page offers the way back."""
    operations.archive_node(current_scope(), node)
    return _back_to(node)


@blueprint.post("/theory/nodes/<int:node_id>/restore")
@requires(Can.EDIT_THEORY, load=queries.load_node)
def restore_node(node: Node) -> ResponseReturnValue:
    """Takes the node back out of the archive."""
    operations.restore_node(current_scope(), node)
    flash("Restored, with the links it had.")
    return _back_to(node)
