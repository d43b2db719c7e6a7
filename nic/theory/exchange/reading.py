"""What reading a pasted theory needs whatever its form: nodes by their words, links by the rules, messages by line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nic.theory.models import NodeKind
from nic.theory.plain import Draft, Key, PlainNode, PlainTheory, nodes_in_order

MOST_NODES = 400
MOST_SIGNS = 2000
AIM_PARTS = {
    "for whom": "for_whom",
    "from where": "baseline",
    "baseline": "baseline",
    "how much": "how_much",
    "by when": "by_when",
}
NODE_PARTS = {"note": "note", "notes": "note", "evidence": "evidence"}
_LABELLED = re.compile(r"(.*\S) \[(\d{1,4})\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong with a line, or how it was read; line 0 is about the whole."""

    line: int
    text: str

    @property
    def words(self) -> str:
        """The message with its line."""
        return f"Line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``theory`` is None where there are ``problems``; ``source`` is the theory that the text is of.

    ``has_aim``: whether the text has an aim of its own.
    """

    form: str
    theory: PlainTheory | None
    problems: Sequence[Message] = ()
    hints: Sequence[Message] = ()
    has_aim: bool = True
    source: int | None = None


def labelled(text: str) -> tuple[str, str]:
    """Words and the label behind them: "talk partners [2]" is the second node with these words."""
    found = _LABELLED.fullmatch(text)
    return (found.group(1), found.group(2)) if found else (text, "")


def labels_of(theory: PlainTheory) -> dict[Key, str]:
    """Each node's words as they are written where words alone do not tell it from another one of its kind."""
    groups: dict[tuple[NodeKind, str], list[Key]] = {}
    for node in nodes_in_order(theory):
        groups.setdefault((node.kind, node.text), []).append(node.id)
    written: dict[Key, str] = {}
    for (_, text), keys in groups.items():
        needs_one = len(keys) > 1 or bool(_LABELLED.fullmatch(text))
        for number, key in enumerate(keys, start=1):
            written[key] = f"{text} [{number}]" if needs_one else text
    return written


@dataclass(slots=True)
class Builder:
    """A theory while it is read, line by line."""

    form: str
    draft: Draft = field(default_factory=Draft)
    aim: Key | None = None
    aim_parts: dict[str, Any] = field(default_factory=dict)
    problems: list[Message] = field(default_factory=list)
    hints: list[Message] = field(default_factory=list)
    _keys: dict[tuple[NodeKind, str, str], Key] = field(default_factory=dict)

    def problem(self, line: int, text: str) -> None:
        """Says what is wrong with a line."""
        self.problems.append(Message(line, text))

    def put(self, line: int, kind: NodeKind, words: str, parent: Key | None) -> Key | None:
        """A node by its words, new or named before, linked to what it serves. None where that cannot be."""
        text, label = labelled(words.strip())
        if not text:
            self.problem(line, "There are no words.")
            return None
        if len(text) > MOST_SIGNS:
            self.problem(line, f"Keep it under {MOST_SIGNS:,} characters.")
            return None
        key = self._keys.get((kind, text, label))
        if key is None:
            key = self._add(line, kind, text, label)
        if key is not None and parent is not None:
            self._link(line, parent, key)
        return key

    def _add(self, line: int, kind: NodeKind, text: str, label: str) -> Key | None:
        if kind is NodeKind.AIM and self.aim is not None:
            self.problem(line, "A theory has one aim, and there is one already.")
            return None
        key = f"new-{len(self.draft.nodes) + 1}"
        self._keys[kind, text, label] = key
        self.draft.nodes[key] = PlainNode(key, kind, text)
        if kind is NodeKind.AIM:
            self.aim = key
        if len(self.draft.nodes) == MOST_NODES + 1:
            self.problem(
                line, f"A theory of more than {MOST_NODES} parts cannot be read. Paste a part of it."
            )
        return key

    def _link(self, line: int, parent: Key, child: Key) -> None:
        if child in self.draft.below.get(parent, ()) or len(self.draft.nodes) > MOST_NODES:
            return
        if child == parent:
            self.problem(line, "It cannot serve itself.")
            return
        fault = self.draft.why_not(parent, child)
        if fault:
            self.problem(line, fault)
            return
        others = [key for key, children in self.draft.below.items() if child in children]
        if others:
            names = self.draft.nodes
            self.hints.append(
                Message(
                    line,
                    f"“{names[child].text}” stands above too: one part that serves “{names[others[0]].text}” "
                    f"and “{names[parent].text}”.",
                )
            )
        self.draft.link(parent, child)

    def set_part(self, line: int, key: Key, name: str, value: str) -> None:
        """A note or evidence of a node."""
        node = self.draft.nodes[key]
        if len(value) > MOST_SIGNS:
            self.problem(line, f"Keep it under {MOST_SIGNS:,} characters.")
            return
        parts = {"note": node.note, "evidence": node.evidence} | {name: value}
        self.draft.nodes[key] = PlainNode(node.id, node.kind, node.text, **parts)

    def set_aim_part(self, line: int, name: str, value: str) -> None:
        """A part of the aim beyond its "what"."""
        if name != "by_when":
            self.aim_parts[name] = value[:MOST_SIGNS]
            return
        day = as_day(value)
        if day is None:
            self.problem(line, f"“{value[:40]}” is not a day. Write it as 2027-06-12.")
        else:
            self.aim_parts[name] = day

    def finished(self, aim_text: str | None) -> Reading:
        """What was read; ``aim_text`` is the aim that stands already, for a text without one."""
        has_aim = self.aim is not None
        if not self.draft.nodes and not self.problems:
            self.problem(0, "There is nothing to read yet.")
        elif not has_aim and aim_text is None and not self.problems:
            self.problem(1, "Begin with the aim, and write the drivers below it.")
        if self.problems:
            return Reading(self.form, None, tuple(self.problems), tuple(self.hints), has_aim)
        if not has_aim:
            self._put_aim_above(aim_text or "")
        return Reading(self.form, self.draft.finished(**self.aim_parts), (), tuple(self.hints), has_aim)

    def _put_aim_above(self, text: str) -> None:
        self.draft.nodes["aim"] = PlainNode("aim", NodeKind.AIM, text)
        for key, node in self.draft.nodes.items():
            if node.kind is NodeKind.PRIMARY_DRIVER:
                self.draft.link("aim", key)


def as_day(text: str) -> date | None:
    """A day as people and spreadsheets write it; None for another text."""
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def day_text(day: date | None) -> str:
    """A day as it is written for ``as_day``."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}" if day is not None else ""


def aim_parts_of(theory: PlainTheory) -> Mapping[str, str]:
    """The parts of the aim as they are written, those that are not empty."""
    parts = {
        "for whom": theory.for_whom,
        "from where": theory.baseline,
        "how much": theory.how_much,
        "by when": day_text(theory.by_when),
    }
    return {name: value for name, value in parts.items() if value}
