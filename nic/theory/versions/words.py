"""The difference of two versions in words: what was added, removed, reworded, rewired. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from nic.theory.models import NodeKind
from nic.theory.plain import PlainNode, PlainTheory
from nic.theory.versions.comparison import (
    AIM_PARTS,
    Reworded,
    compare,
    named,
    part_in_words,
    reordered,
    rewired,
    summary,
)

Piece = tuple[Literal["same", "gone", "new"], str]


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words that changed: what they are of, and the old and the new ones in pieces."""

    of: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All changes between two versions as the page says them."""

    summary: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[Rewording, ...]
    rewired: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.removed or self.reworded or self.rewired)


def changes(before: PlainTheory, after: PlainTheory) -> Told:
    """What changed from one theory to another."""
    difference = compare(before, after)
    aim = tuple(
        Rewording(AIM_PARTS[name], pieces(part_in_words(old), part_in_words(new)))
        for name, (old, new) in difference.aim_parts.items()
    )
    return Told(
        summary=summary(before, after),
        added=tuple(_placed(node, after) for node in difference.added),
        removed=tuple(_placed(node, before) for node in difference.removed),
        reworded=aim + tuple(part for each in difference.reworded for part in _rewordings(each)),
        rewired=(
            *(_rewired(each.node, each.now, each.no_longer) for each in rewired(before, after, difference)),
            *(f"Another order below {named(node)}." for node in reordered(before, after)),
        ),
    )


def _placed(node: PlainNode, theory: PlainTheory) -> str:
    """A node with its kind and what it serves."""
    above = [
        named(theory.nodes[key])
        for key in theory.parents()[node.id]
        if theory.nodes[key].kind is not NodeKind.AIM
    ]
    serves = f", for {_joined(above)}" if above else ""
    return f"{node.kind.label.capitalize()}: {named(node)}{serves}"


def _rewordings(each: Reworded) -> Iterator[Rewording]:
    kind = each.after.kind.label.capitalize()
    if each.before.kind is not each.after.kind:
        yield Rewording(
            f"What was a {each.before.kind.label}", pieces(each.before.kind.label, each.after.kind.label)
        )
    if each.before.text != each.after.text:
        yield Rewording(kind, pieces(each.before.text, each.after.text))
    for name in ("note", "evidence"):
        old, new = getattr(each.before, name), getattr(each.after, name)
        if old != new:
            yield Rewording(f"{name.capitalize()} of {named(each.after)}", pieces(old, new))


def _rewired(node: PlainNode, now: tuple[PlainNode, ...], gone: tuple[PlainNode, ...]) -> str:
    new, old = _joined([named(each) for each in now]), _joined([named(each) for each in gone])
    if now and gone:
        return f"{named(node)} now serves {new}, no longer {old}."
    return f"{named(node)} now also serves {new}." if now else f"{named(node)} no longer serves {old}."


def _joined(texts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what stayed, what is gone, what is new."""
    was, is_now = (re.findall(r"\S+\s*", text) for text in (old, new))
    matcher = SequenceMatcher(
        None, [word.strip() for word in was], [word.strip() for word in is_now], autojunk=False
    )
    found: list[Piece] = []
    for verb, start, end, new_start, new_end in matcher.get_opcodes():
        if verb == "equal":
            found.append(("same", "".join(is_now[new_start:new_end])))
            continue
        if end > start:
            found.append(("gone", "".join(was[start:end])))
        if new_end > new_start:
            found.append(("new", "".join(is_now[new_start:new_end])))
    return tuple(found)
