"""What changed between two versions of a theory: found, told in words, and applied. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nic.theory.models import NodeKind
from nic.theory.plain import Key, PlainNode, PlainTheory

AIM_PARTS = {"for_whom": "For whom", "baseline": "From where", "how_much": "How much", "by_when": "By when"}


@dataclass(frozen=True, slots=True)
class Reworded:
    """A node with other words (or of another kind) than before."""

    before: PlainNode
    after: PlainNode


@dataclass(frozen=True, slots=True)
class Rewired:
    """A node that stands in both versions and serves others than before: what it serves now, and no longer."""

    node: PlainNode
    now: tuple[PlainNode, ...]
    no_longer: tuple[PlainNode, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of two versions, enough to make the later one of the earlier one.

    ``orders`` gives what serves a node in its new order, where adding and leaving out alone would not give it.
    """

    added: tuple[PlainNode, ...] = ()
    removed: tuple[PlainNode, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    linked: tuple[tuple[Key, Key], ...] = ()
    unlinked: tuple[tuple[Key, Key], ...] = ()
    orders: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    aim_parts: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return self == Comparison()


def compare(before: PlainTheory, after: PlainTheory) -> Comparison:
    """What changed from one theory to another. A node is the same where its key is."""
    old, new = set(before.links), set(after.links)
    found = Comparison(
        added=tuple(node for key, node in after.nodes.items() if key not in before.nodes),
        removed=tuple(node for key, node in before.nodes.items() if key not in after.nodes),
        reworded=tuple(
            Reworded(node, after.nodes[key])
            for key, node in before.nodes.items()
            if key in after.nodes and after.nodes[key] != node
        ),
        linked=tuple(link for link in after.links if link not in old),
        unlinked=tuple(link for link in before.links if link not in new),
        aim_parts={
            name: (getattr(before, name), getattr(after, name))
            for name in AIM_PARTS
            if getattr(before, name) != getattr(after, name)
        },
    )
    nearly = apply(before, found).below
    orders = {key: order for key, order in after.below.items() if nearly.get(key) != order}
    return Comparison(
        found.added,
        found.removed,
        found.reworded,
        found.linked,
        found.unlinked,
        orders,
        found.aim_parts,
    )


def apply(before: PlainTheory, difference: Comparison) -> PlainTheory:
    """The theory that the difference makes of another one."""
    nodes = dict(before.nodes.items())
    for node in difference.removed:
        del nodes[node.id]
    for each in difference.reworded:
        nodes[each.after.id] = each.after
    nodes |= {node.id: node for node in difference.added}
    gone = set(difference.unlinked)
    below = {
        parent: [child for child in children if (parent, child) not in gone]
        for parent, children in before.below.items()
    }
    for parent, child in difference.linked:
        below.setdefault(parent, []).append(child)
    ordered = {parent: tuple(children) for parent, children in below.items() if children}
    parts: dict[str, Any] = {name: getattr(before, name) for name in AIM_PARTS}
    parts |= {name: after for name, (_, after) in difference.aim_parts.items()}
    return PlainTheory(nodes, ordered | dict(difference.orders), **parts)


def rewired(before: PlainTheory, after: PlainTheory, difference: Comparison) -> list[Rewired]:
    """The nodes of both versions whose links changed, in the order of the later version."""
    found = []
    for key, node in after.nodes.items():
        if key not in before.nodes:
            continue
        now = tuple(after.nodes[parent] for parent, child in difference.linked if child == key)
        gone = tuple(before.nodes[parent] for parent, child in difference.unlinked if child == key)
        if now or gone:
            found.append(Rewired(node, now, gone))
    return found


def reordered(before: PlainTheory, after: PlainTheory) -> list[PlainNode]:
    """The nodes below which what stands in both versions changed its order."""
    found = []
    for key, children in after.below.items():
        kept = [child for child in before.below.get(key, ()) if child in children]
        if kept != [child for child in children if child in kept]:
            found.append(after.nodes[key])
    return found


def changes_of(before: PlainTheory, after: PlainTheory) -> dict[Key, tuple[str, ...]]:
    """The words with which each node of either version is marked in the picture and the outline."""
    difference = compare(before, after)
    marked: dict[Key, list[str]] = {}
    for word, keys in (
        ("added", [node.id for node in difference.added]),
        ("removed", [node.id for node in difference.removed]),
        ("reworded", [each.after.id for each in difference.reworded]),
        ("rewired", [each.node.id for each in rewired(before, after, difference)]),
    ):
        for key in keys:
            marked.setdefault(key, []).append(word)
    if difference.aim_parts and "reworded" not in marked.get(after.aim.id, ()):
        marked.setdefault(after.aim.id, []).insert(0, "reworded")
    return {key: tuple(words) for key, words in marked.items()}


def named(node: PlainNode) -> str:
    """A node in quotation marks, as it reads: “to test talk partners”."""
    return f"“to test {node.text}”" if node.kind is NodeKind.CHANGE_IDEA else f"“{node.text}”"


def part_in_words(value: str | date | None) -> str:
    """A part of the aim as people read it."""
    if isinstance(value, date):
        return f"{value.day} {value:%B} {value.year}"
    return value or ""


def summary(before: PlainTheory, after: PlainTheory) -> str:
    """The difference in one line: "2 added, 1 removed, 3 reworded, 1 rewired."."""
    difference = compare(before, after)
    if difference.is_empty:
        return "Nothing changed."
    counts = dict.fromkeys(("added", "removed", "reworded", "rewired"), 0)
    for words in changes_of(before, after).values():
        for word in words:
            counts[word] += 1
    told = [f"{count} {word}" for word, count in counts.items() if count]
    if reordered(before, after):
        told.append("another order")
    if not told:
        return "The same parts, in another order."
    return f"{', '.join(told)}."
