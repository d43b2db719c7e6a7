"""The rules of a theory as a graph: which node may serve which, no circles, at most three levels of drivers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from nic.theory.models import NodeKind

MAY_SERVE: dict[NodeKind, frozenset[NodeKind]] = {
    NodeKind.AIM: frozenset(),
    NodeKind.PRIMARY_DRIVER: frozenset({NodeKind.AIM}),
    NodeKind.SECONDARY_DRIVER: frozenset({NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER}),
    NodeKind.CHANGE_IDEA: frozenset({NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER}),
}
"""The kinds that each kind may serve. A secondary driver below another one is a tertiary driver."""

MOST_SECONDARY = 2
"""So many secondary drivers may stand below one another: the lower one is tertiary."""

Link = tuple[int, int]
"""(parent, child)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The kinds and words of nodes by key, archived ones included, and the links between them with their positions."""

    kinds: Mapping[int, NodeKind]
    texts: Mapping[int, str]
    links: Mapping[Link, int]

    def linked(self, parent: int, child: int) -> "Shape":
        """The same with one more link."""
        return replace(self, links={**self.links, (parent, child): 0})

    def parents(self, node: int) -> Iterator[int]:
        """The nodes that a node serves."""
        return (parent for parent, child in self.links if child == node)

    def children(self, node: int) -> Iterator[int]:
        """The nodes that serve a node."""
        return (child for parent, child in self.links if parent == node)

    def serves(self, node: int, other: int) -> bool:
        """Whether a node serves another one, directly or through others, or is it."""
        waiting, seen = [node], set[int]()
        while waiting:
            current = waiting.pop()
            if current == other:
                return True
            if current not in seen:
                seen.add(current)
                waiting.extend(self.parents(current))
        return False

    def secondaries_above(self, node: int) -> int:
        """How many secondary drivers stand in the longest way up from a node, itself included."""
        own = self.kinds[node] is NodeKind.SECONDARY_DRIVER
        return own + max((self.secondaries_above(parent) for parent in self.parents(node)), default=0)

    def secondaries_below(self, node: int) -> int:
        """How many secondary drivers stand in the longest way down from a node, itself included."""
        own = self.kinds[node] is NodeKind.SECONDARY_DRIVER
        return own + max((self.secondaries_below(child) for child in self.children(node)), default=0)


def fault_of_link(shape: Shape, parent: int, child: int) -> str:
    """Why a node cannot serve another one, as a sentence; empty where it can."""
    upper, lower = shape.texts[parent], shape.texts[child]
    if shape.kinds[parent] not in MAY_SERVE[shape.kinds[child]]:
        kinds = shape.kinds[child].label, shape.kinds[parent].label
        return f"A {kinds[0]} cannot serve the {kinds[1]} “{upper}” directly."
    if shape.serves(parent, child):
        return f"“{upper}” already serves “{lower}”, so the reverse would go round in a circle."
    if (
        shape.kinds[child] is NodeKind.SECONDARY_DRIVER
        and shape.secondaries_above(parent) + shape.secondaries_below(child) > MOST_SECONDARY
    ):
        return (
            "Drivers stand in three levels: primary, secondary, tertiary. "
            f"“{lower}” below “{upper}” would make a fourth."
        )
    return ""


def fault_of(shape: Shape) -> str:
    """The first rule that a whole graph breaks, as a sentence; empty where it breaks none."""
    built = replace(shape, links={})
    for parent, child in sorted(shape.links):
        fault = fault_of_link(built, parent, child)
        if fault:
            return fault
        built = built.linked(parent, child)
    aim = next(key for key, kind in shape.kinds.items() if kind is NodeKind.AIM)
    for key, kind in shape.kinds.items():
        if kind is NodeKind.PRIMARY_DRIVER and (aim, key) not in shape.links:
            return f"The primary driver “{shape.texts[key]}” would no longer serve the aim."
    return ""
