"""A theory as plain data: what a version keeps, what is compared, what is pasted and taken away. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nic.theory.diagrams.shape import Shape, fault_of_link
from nic.theory.graph import links_below
from nic.theory.models import NodeKind, Theory
from nic.theory.wording import aim_sentence

Key = int | str
"""A node's key: a number once it is stored, a text before that."""


@dataclass(frozen=True, slots=True)
class PlainNode:
    """A node: its key, its kind and its words."""

    id: Key
    kind: NodeKind
    text: str
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PlainTheory:
    """A theory: its nodes by key, what serves each of them in order, and the aim beyond its "what".

    ``below`` names only nodes that something serves, so that two theories that say the same are equal.
    """

    nodes: Mapping[Key, PlainNode]
    below: Mapping[Key, tuple[Key, ...]]
    for_whom: str = ""
    how_much: str = ""
    by_when: date | None = None
    baseline: str = ""

    @property
    def aim(self) -> PlainNode:
        """The node at the top."""
        return next(node for node in self.nodes.values() if node.kind is NodeKind.AIM)

    @property
    def sentence(self) -> str:
        """The aim as a sentence."""
        return aim_sentence(self.aim.text, self.for_whom, self.how_much, self.by_when, self.baseline)

    @property
    def links(self) -> list[tuple[Key, Key]]:
        """Every (parent, child), in order below each parent."""
        return [(parent, child) for parent, children in self.below.items() for child in children]

    def parents(self) -> dict[Key, tuple[Key, ...]]:
        """What each node serves, for every node."""
        found: dict[Key, list[Key]] = {key: [] for key in self.nodes}
        for parent, child in self.links:
            found[child].append(parent)
        return {key: tuple(above) for key, above in found.items()}


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A node in the outline: as ``graph.OutlineRow``, of a plain theory."""

    node: PlainNode
    depth: int
    children: tuple["PlainRow", ...] = ()
    also_serves: tuple[PlainNode, ...] = ()
    again: bool = False


def plain_of(theory: Theory) -> PlainTheory:
    """A stored theory as it stands now, without what is archived."""
    active = [node for node in theory.nodes if not node.is_archived]
    below = {node.id: tuple(link.child_id for link in links_below(theory, node)) for node in active}
    return PlainTheory(
        nodes={
            node.id: PlainNode(node.id, node.kind, node.text, node.note, node.evidence) for node in active
        },
        below={parent: children for parent, children in below.items() if children},
        for_whom=theory.aim_for_whom,
        how_much=theory.aim_how_much,
        by_when=theory.aim_by_when,
        baseline=theory.aim_baseline,
    )


def outline_of(theory: PlainTheory) -> Sequence[PlainRow]:
    """Rows in rows: the aim with all that serves it, then what is not linked to anything yet.

    Of two versions together some nodes may serve each other in a circle; they stand last.
    """
    parents = theory.parents()
    seen: set[Key] = set()

    def row_of(key: Key, depth: int, parent: Key | None) -> PlainRow:
        node = theory.nodes[key]
        if key in seen:
            return PlainRow(node, depth, again=True)
        seen.add(key)
        others = tuple(theory.nodes[above] for above in parents[key] if above != parent)
        children = tuple(row_of(child, depth + 1, key) for child in theory.below.get(key, ()))
        return PlainRow(node, depth, children, others)

    roots = [key for key, above in parents.items() if not above]
    roots.sort(key=lambda key: theory.nodes[key].kind.level)
    rows = [row_of(key, 0, None) for key in roots]
    return rows + [row_of(key, 0, None) for key in theory.nodes if key not in seen]


def nodes_in_order(theory: PlainTheory) -> list[PlainNode]:
    """Every node once, as the outline reads."""
    found: list[PlainNode] = []
    waiting = [*reversed(outline_of(theory))]
    while waiting:
        row = waiting.pop()
        if not row.again:
            found.append(row.node)
        waiting.extend(reversed(row.children))
    return found


@dataclass(slots=True)
class Draft:
    """A plain theory in the making."""

    nodes: dict[Key, PlainNode] = field(default_factory=dict)
    below: dict[Key, list[Key]] = field(default_factory=dict)

    def link(self, parent: Key, child: Key) -> None:
        """Lets a node serve another one, once."""
        children = self.below.setdefault(parent, [])
        if child not in children:
            children.append(child)

    def why_not(self, parent: Key, child: Key) -> str:
        """Why a node cannot serve another one, in a sentence; empty where it can."""
        number = {key: place for place, key in enumerate(self.nodes)}
        shape = Shape(
            kinds={number[key]: node.kind for key, node in self.nodes.items()},
            texts={number[key]: node.text for key, node in self.nodes.items()},
            links={
                (number[upper], number[lower]): 0 for upper, lowers in self.below.items() for lower in lowers
            },
        )
        return fault_of_link(shape, number[parent], number[child])

    def finished(self, **aim: Any) -> PlainTheory:
        """The theory; ``aim`` gives the parts of the aim beyond its "what"."""
        below = {parent: tuple(children) for parent, children in self.below.items() if children}
        return PlainTheory(dict(self.nodes), below, **aim)
