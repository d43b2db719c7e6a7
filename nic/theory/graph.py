"""A theory as a graph: which node may serve which, loops, order, and the graph written as an outline. No database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nic.theory.diagrams.shape import MAY_SERVE, Shape, fault_of, fault_of_link
from nic.theory.models import Node, NodeKind, NodeLink, Theory

__all__ = ["MAY_SERVE"]


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


def links_below(theory: Theory, parent: Node, with_archived: bool = False) -> list[NodeLink]:
    """The links to what serves a node, in order; archived nodes are left out unless they are asked for."""
    links = [
        link
        for node in theory.nodes
        if with_archived or not node.is_archived
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


def shape_of(theory: Theory) -> Shape:
    """The graph as plain data, archived nodes included."""
    nodes = [node for node in theory.nodes if not node.is_withdrawn]
    return Shape(
        kinds={node.id: node.kind for node in nodes},
        texts={node.id: node.text for node in nodes},
        links={
            (link.parent_id, link.child_id): link.position for node in nodes for link in node.parent_links
        },
    )


def serves(theory: Theory, node_id: int, other_id: int) -> bool:
    """Whether a node serves another one, directly or through others, archived ones included."""
    return shape_of(theory).serves(node_id, other_id)


def kind_in_words(node: Node, theory: Theory) -> str:
    """The kind of a node in words: a secondary driver below another one is a tertiary driver."""
    above = {other.kind for other in theory.nodes if other.id in node.parent_ids}
    if node.kind is NodeKind.SECONDARY_DRIVER and NodeKind.SECONDARY_DRIVER in above:
        return "tertiary driver"
    return node.kind.label


def levels_open_to(theory: Theory, node: Node) -> Sequence[NodeKind]:
    """What a node may become where it stands: an idea a driver, a driver with nothing below it an idea."""
    other = {
        NodeKind.CHANGE_IDEA: NodeKind.SECONDARY_DRIVER,
        NodeKind.SECONDARY_DRIVER: NodeKind.CHANGE_IDEA,
    }.get(node.kind)
    if other is None:
        return []
    shape = shape_of(theory)
    return [] if fault_of(replace(shape, kinds={**shape.kinds, node.id: other})) else [other]


def possible_parents(theory: Theory, kind: NodeKind, node: Node | None = None) -> Sequence[Node]:
    """The nodes that a new node of a kind may serve, or a given node beside those it serves; in outline order."""
    if node is None:
        return [other for other in in_order(theory) if other.kind in MAY_SERVE[kind]]
    shape = shape_of(theory)
    return [
        other
        for other in in_order(theory)
        if other.id not in node.parent_ids and not fault_of_link(shape, other.id, node.id)
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
