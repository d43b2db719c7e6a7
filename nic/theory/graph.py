"""A theory as a graph: which node may serve which, loops, order, and the graph written as an outline. No database."""

from collections.abc import Sequence
from dataclasses import dataclass

from nic.theory.models import Node, NodeKind, NodeLink, Theory

MAY_SERVE: dict[NodeKind, frozenset[NodeKind]] = {
    NodeKind.AIM: frozenset(),
    NodeKind.PRIMARY_DRIVER: frozenset({NodeKind.AIM}),
    NodeKind.SECONDARY_DRIVER: frozenset({NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER}),
    NodeKind.CHANGE_IDEA: frozenset({NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER}),
}
"""The kinds that each kind may serve. A secondary driver below another one is what some call tertiary."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A node in the outline.

    A node that serves several stands in full under the first of them, with the others in ``also_serves``; under those
    it stands as a reference only (``again``), without its children.
    """

    node: Node
    depth: int
    children: tuple["OutlineRow", ...] = ()
    also_serves: tuple[Node, ...] = ()
    again: bool = False


def links_below(theory: Theory, parent: Node) -> list[NodeLink]:
    """The links to what serves a node, in order; archived nodes are left out."""
    links = [
        link
        for node in theory.nodes
        if not node.is_archived
        for link in node.parent_links
        if link.parent_id == parent.id
    ]
    return sorted(links, key=lambda link: (link.position, link.child_id))


def next_position(theory: Theory, parent_id: int) -> int:
    """The position after everything that serves a node, archived or not."""
    taken = (
        link.position for node in theory.nodes for link in node.parent_links if link.parent_id == parent_id
    )
    return max(taken, default=0) + 1


def serves(theory: Theory, node_id: int, other_id: int) -> bool:
    """Whether a node serves another one, directly or through others, archived ones included."""
    above = {node.id: node.parent_ids for node in theory.nodes}
    waiting, seen = [node_id], set[int]()
    while waiting:
        current = waiting.pop()
        if current == other_id:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(above.get(current, frozenset()))
    return False


def possible_parents(theory: Theory, kind: NodeKind, node: Node | None = None) -> Sequence[Node]:
    """The nodes that a new node of a kind may serve, or a given node beside those it serves; in outline order."""
    return [
        other
        for other in in_order(theory)
        if other.kind in MAY_SERVE[kind]
        and (node is None or (other.id not in node.parent_ids and not serves(theory, other.id, node.id)))
    ]


def in_order(theory: Theory) -> Sequence[Node]:
    """Every active node once, as the outline reads."""
    found: list[Node] = []

    def visit(row: OutlineRow) -> None:
        if not row.again:
            found.append(row.node)
        for child in row.children:
            visit(child)

    for root in outline(theory):
        visit(root)
    return found


def outline(theory: Theory) -> Sequence[OutlineRow]:
    """The theory as rows in rows: first the aim with all that serves it, then what is not linked to anything yet."""
    active = {node.id: node for node in theory.nodes if not node.is_archived}
    below: dict[int, list[tuple[int, int]]] = {}
    for node in active.values():
        for link in node.parent_links:
            below.setdefault(link.parent_id, []).append((link.position, node.id))
    seen: set[int] = set()

    def row_of(node: Node, depth: int, parent_id: int | None) -> OutlineRow:
        if node.id in seen:
            return OutlineRow(node, depth, again=True)
        seen.add(node.id)
        others = tuple(active[key] for key in sorted(node.parent_ids - {parent_id}) if key in active)
        children = tuple(row_of(active[key], depth + 1, node.id) for _, key in sorted(below.get(node.id, ())))
        return OutlineRow(node, depth, children, others)

    roots = [node for node in active.values() if not node.parent_ids & active.keys()]
    roots.sort(key=lambda node: (node.kind.level, node.id))
    return [row_of(node, 0, None) for node in roots]
