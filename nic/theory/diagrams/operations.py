"""Rearranging a diagram: a node under another parent or on another level, and taking a step back, or forward again."""

from collections.abc import Collection

from nic.kernel import audit
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version, touch
from nic.theory.diagrams.shape import MAY_SERVE, Shape, fault_of
from nic.theory.diagrams.steps import one_step
from nic.theory.graph import links_below, next_position, shape_of
from nic.theory.models import Node, NodeKind, NodeLink, Theory
from nic.theory.operations import link_nodes, place_node, unlink_nodes
from nic.theory.panels import marks_of


def move_under(
    scope: Scope,
    node: Node,
    old: Node | None,
    new: Node,
    *,
    kind: NodeKind | None = None,
    before: Node | None = None,
    version: int | None = None,
) -> Node:
    """Lets a node serve ``new`` instead of ``old``, above ``before`` or last; its other links stay.

    Its kind follows from where it stands, unless ``kind`` says it. Raises DomainError for a rule that this would break,
    StaleVersion where somebody changed the node, or took it from ``old``, meanwhile.
    """
    if node.theory_id != new.theory_id:
        raise DomainError("These two stand in different theories.", "parent_id")
    with one_step(scope, node.theory, "moved", node) as step:
        _check_place(node, old, version)
        if new.is_archived or node.is_archived:
            raise DomainError("Restore it first; what is archived cannot be linked.", "parent_id")
        if old is None and node.kind is NodeKind.PRIMARY_DRIVER:
            old = step.theory.aim
        if old is new:
            return place_node(scope, new, node, before)
        _take_kind(scope, step.theory, node, kind or _kind_below(node, new), leaving=old, joining=new)
        if new.id not in node.parent_ids:
            node.parent_links.append(NodeLink(parent=new, position=next_position(step.theory, new.id)))
        touch(node)
        audit.record(scope, "moved", node, details={"parent_id": new.id})
        if before is not None:
            place_node(scope, new, node, before)
    return node


def _check_place(node: Node, old: Node | None, version: int | None) -> None:
    check_version(node, version, {"text": node.text, "note": node.note, "evidence": node.evidence})
    if old is not None and old.id not in node.parent_ids:
        raise StaleVersion({"text": node.text}, node.version)


def _kind_below(node: Node, parent: Node) -> NodeKind:
    """The kind that a node has below a parent: an idea stays one below drivers, a driver goes by the level."""
    if parent.kind is NodeKind.AIM:
        return NodeKind.PRIMARY_DRIVER
    return NodeKind.CHANGE_IDEA if node.kind is NodeKind.CHANGE_IDEA else NodeKind.SECONDARY_DRIVER


def _take_kind(
    scope: Scope,
    theory: Theory,
    node: Node,
    kind: NodeKind,
    *,
    leaving: Node | None = None,
    joining: Node | None = None,
) -> None:
    """Gives a node a kind and takes it from ``leaving``, after looking that all rules will hold with ``joining`` too.

    Links to archived nodes that the new kind does not allow are taken away; a step back brings them again.
    """
    if (
        kind is not node.kind
        and NodeKind.CHANGE_IDEA in (kind, node.kind)
        and marks_of(scope, [node.id])[node.id]
    ):
        raise DomainError(f"“{node.text}” has cycles, so it stays a change idea.", "kind")
    shape = shape_of(theory)
    archived = {each.id for each in theory.nodes if each.is_archived}
    kinds = {**shape.kinds, node.id: kind}
    links = {
        link: place for link, place in shape.links.items() if leaving is None or link != (leaving.id, node.id)
    }
    links = {
        (upper, lower): place
        for (upper, lower), place in links.items()
        if kinds[upper] in MAY_SERVE[kinds[lower]] or not {upper, lower} & archived
    }
    _refuse_other_places(
        node, kind, [theory_node for theory_node in theory.nodes if (theory_node.id, node.id) in links]
    )
    proposed = Shape(kinds, shape.texts, links)
    fault = fault_of(proposed.linked(joining.id, node.id) if joining is not None else proposed)
    if fault:
        raise DomainError(fault, "parent_id")
    node.kind = kind
    for each in theory.nodes:
        for link in [link for link in each.parent_links if (link.parent_id, each.id) not in links]:
            each.parent_links.remove(link)


def _refuse_other_places(node: Node, kind: NodeKind, others: list[Node]) -> None:
    for other in others:
        if other.kind not in MAY_SERVE[kind]:
            raise DomainError(
                f"“{node.text}” also serves “{other.text}”. Unlink it there before it changes its level.",
                "parent_id",
            )


def set_kind(scope: Scope, node: Node, kind: NodeKind, version: int | None = None) -> Node:
    """Makes a change idea a driver where it stands, or a driver without anything below it an idea.

    Raises DomainError for a rule that this would break; StaleVersion.
    """
    with one_step(scope, node.theory, "changed the level of", node) as step:
        _check_place(node, None, version)
        if NodeKind.AIM in (kind, node.kind):
            raise DomainError("The aim stays the aim.", "kind")
        _take_kind(scope, step.theory, node, kind)
        touch(node)
        audit.record(scope, "changed the level of", node)
    return node


def set_parents(scope: Scope, node: Node, parent_ids: Collection[int], version: int | None = None) -> Node:
    """Lets a node serve exactly these. A primary driver serves the aim. Raises DomainError, StaleVersion."""
    with one_step(scope, node.theory, "linked", node) as step:
        _check_place(node, None, version)
        if node.kind in (NodeKind.AIM, NodeKind.PRIMARY_DRIVER):
            raise DomainError("A primary driver serves the aim and nothing else.", "parent_ids")
        wanted = [each for each in step.theory.nodes if each.id in parent_ids]
        archived = {each.id for each in step.theory.nodes if each.is_archived}
        for parent in [each for each in step.theory.nodes if each.id in node.parent_ids - archived]:
            if parent not in wanted:
                unlink_nodes(scope, parent, node)
        for parent in wanted:
            link_nodes(scope, parent, node)
        audit.record(scope, "linked", node, details={"parent_ids": sorted(parent_ids)})
    return node


def indent_node(scope: Scope, parent: Node, node: Node, version: int | None = None) -> Node:
    """Moves a node one level down, below the one that stands above it under the same parent.

    A primary driver becomes a secondary one; a secondary driver with nothing below it becomes a change idea, others
    tertiary drivers. Raises DomainError where nothing stands above it; StaleVersion.
    """
    with one_step(scope, node.theory, "moved", node) as step:
        order = [link.child for link in links_below(step.theory, parent)]
        if node not in order:
            raise StaleVersion({"text": node.text}, node.version)
        place = order.index(node)
        above = order[place - 1] if place else None
        if above is None:
            raise DomainError(
                "Nothing stands above it at this level. Move it down first, or link it.", "parent_id"
            )
        if above.kind is NodeKind.CHANGE_IDEA:
            raise DomainError(f"“{above.text}” is a change idea; nothing stands below an idea.", "parent_id")
        kind = NodeKind.SECONDARY_DRIVER
        if node.kind is not NodeKind.PRIMARY_DRIVER and not links_below(step.theory, node):
            kind = NodeKind.CHANGE_IDEA
        return move_under(scope, node, parent, above, kind=kind, version=version)


def outdent_node(scope: Scope, parent: Node, node: Node, version: int | None = None) -> Node:
    """Moves a node one level up, next below the parent that it served: an idea becomes a driver, a secondary driver
    a primary one. Raises DomainError for a primary driver, or a rule that this would break; StaleVersion.
    """
    with one_step(scope, node.theory, "moved", node) as step:
        by_id = {each.id: each for each in step.theory.nodes if not each.is_archived}
        above = [by_id[key] for key in sorted(parent.parent_ids) if key in by_id]
        if parent.kind is NodeKind.AIM:
            raise DomainError("Above a primary driver stands the aim only.", "parent_id")
        if not above:
            raise DomainError(f"“{parent.text}” is not linked to anything yet. Link it first.", "parent_id")
        upper = above[0]
        kind = NodeKind.PRIMARY_DRIVER if upper.kind is NodeKind.AIM else NodeKind.SECONDARY_DRIVER
        order = [link.child for link in links_below(step.theory, upper)]
        if parent not in order:
            raise StaleVersion({"text": node.text}, node.version)
        following = next(iter(order[order.index(parent) + 1 :]), None)
        return move_under(scope, node, parent, upper, kind=kind, before=following, version=version)
