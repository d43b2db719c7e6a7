"""What a driver diagram or another layered diagram shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["aim", "primary", "secondary", "idea", "plain"]
BadgeKind = Literal["plan", "do", "study", "act", "better", "worse", "quiet"]
Change = Literal["added", "removed", "reworded", "rewired"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A dot on a node, such as a cycle: one or two characters, and the color of its state or decision."""

    text: str
    kind: BadgeKind = "quiet"


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """One box.

    `level` is its column at the least (0 = left); `dashed` outlines what does not exist yet; `ringed` marks
    a root cause; `changes` are the words with which it differs from an earlier version, on a tag and by its edge.
    """

    id: str
    text: str
    kind: NodeKind = "plain"
    level: int = 0
    badges: Sequence[Badge] = ()
    link: str = ""
    dashed: bool = False
    ringed: bool = False
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class DiagramEdge:
    """A line from a parent to a child; the line to a second parent is dashed.

    A line that is `added` is thick with a plus at its middle; one that is `removed` is thin with a cross there.
    """

    parent: str
    child: str
    second: bool = False
    change: Literal["", "added", "removed"] = ""


@dataclass(frozen=True, slots=True)
class DiagramContent:
    """Nodes in the order in which people wrote them, and the lines between them.

    `columns` are headings over the columns. `keeps_order`: every column stands in the order given, as people
    arranged it; otherwise in the order that crosses fewest lines. A line back to an ancestor is allowed and
    drawn like any other. Raises `ValueError` for a repeated node, an unknown end of a line, or a line from a
    node to itself.
    """

    title: str
    nodes: Sequence[DiagramNode]
    edges: Sequence[DiagramEdge]
    columns: Sequence[str] = ()
    keeps_order: bool = False

    def __post_init__(self) -> None:
        ids = {node.id for node in self.nodes}
        if len(ids) != len(self.nodes):
            raise ValueError("Two nodes have the same id.")
        for edge in self.edges:
            if edge.parent not in ids or edge.child not in ids:
                raise ValueError(f"The line {edge.parent!r} to {edge.child!r} has an end that is no node.")
            if edge.parent == edge.child:
                raise ValueError(f"The node {edge.parent!r} has a line to itself.")

    def outline(self) -> list[tuple[int, DiagramNode, list[DiagramNode]]]:
        """Depth, node and further parents, each node once below its first parent, in the order given."""
        nodes = {node.id: node for node in self.nodes}
        children: dict[str, list[str]] = {identity: [] for identity in nodes}
        parents: dict[str, list[str]] = {identity: [] for identity in nodes}
        for edge in sorted(self.edges, key=lambda edge: edge.second):
            parents[edge.child].append(edge.parent)
        for identity, above in parents.items():
            if above:
                children[above[0]].append(identity)
        rows: list[tuple[int, DiagramNode, list[DiagramNode]]] = []
        seen: set[str] = set()

        def visit(identity: str, depth: int) -> None:
            if identity in seen:
                return
            seen.add(identity)
            rows.append((depth, nodes[identity], [nodes[other] for other in parents[identity][1:]]))
            for child in children[identity]:
                visit(child, depth + 1)

        for identity in [*(identity for identity in nodes if not parents[identity]), *nodes]:
            visit(identity, 0)
        return rows


def text_alternative(content: DiagramContent, verb: str = "serves") -> str:
    """The diagram as one sentence for each node, below its parent; ``verb`` says what a node does for that."""
    rows = content.outline()
    names = {node.id: node.text for node in content.nodes}
    above = {edge.child: edge.parent for edge in reversed(content.edges) if not edge.second}
    parts = [content.title]
    for _, node, others in rows:
        serves = [names[above[node.id]]] if node.id in above else []
        serves += [other.text for other in others]
        text = f"{node.text} [{', '.join(node.changes)}]" if node.changes else node.text
        parts.append(f"{text} ({verb}: {'; '.join(serves)})" if serves else text)
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: DiagramContent) -> list[tuple[str, ...]]:
    """A heading row, then one row per node: level, text, further parents, marks."""
    rows: list[tuple[str, ...]] = [("Level", "Text", "Also serves", "Marks")]
    for depth, node, others in content.outline():
        marks = ", ".join([*node.changes, *(badge.text for badge in node.badges)])
        rows.append((str(depth + 1), node.text, "; ".join(other.text for other in others), marks))
    return rows
