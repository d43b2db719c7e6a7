"""A theory as an indented list: the aim, drivers below it, change ideas after "to test". No database.

A part that serves several is written again under each. Other parts with the same words carry a number: "words [2]".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nic.theory.exchange.reading import (
    AIM_PARTS,
    NODE_PARTS,
    Builder,
    Message,
    Reading,
    aim_parts_of,
    labels_of,
)
from nic.theory.models import NodeKind
from nic.theory.plain import Key, PlainRow, PlainTheory, outline_of

_BULLET = re.compile(r"(?:[-*•–—▪◦‣·]\s+|o\t\s*|(?:\d+\.)+\d*\s+|\d+\)\s+)")
_PART = re.compile(rf"({'|'.join([*AIM_PARTS, *NODE_PARTS])})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(
    r"(?:(aim)\s*:|((?:primary |secondary |tertiary )?driver)\s*:|((?:change )?idea)\s*:|(to test)(?=[\s:.…])[\s:.…]*)"
    r"(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = {"\n": "⏎", "\t": "⇥"}
_INDENT = "  "


def written(text: str) -> str:
    """Words in one line: line ends and tabs become signs, and these signs themselves are marked."""
    text = re.sub(r"[\\⏎⇥]", lambda found: "\\" + found.group(), text)
    return re.sub(r"[\n\t]", lambda found: _SIGNS[found.group()], text)


def unwritten(text: str) -> str:
    """The words of a line."""
    signs = {sign: letter for letter, sign in _SIGNS.items()}
    return re.sub(r"\\([\\⏎⇥])|([⏎⇥])", lambda found: found.group(1) or signs[found.group(2)], text)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was read: how deep it stands; a part of the node above, or a node, of a kind where it says so."""

    number: int
    width: int
    part: str
    kind: str
    words: str


def _lines(text: str) -> Iterator[_Line]:
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        body = raw.lstrip(" \t\u00a0\u3000")
        if body.strip():
            indent = raw[: len(raw) - len(body)].replace("\t", "    ")
            yield _line(number, len(indent), body.strip())


def _line(number: int, width: int, body: str) -> _Line:
    bullet = _BULLET.match(body)
    if bullet and bullet.end() < len(body):
        body = body[bullet.end() :].strip()
    part = _PART.fullmatch(body)
    if part:
        return _Line(number, width, part.group(1).lower(), "", unwritten(part.group(2)).strip())
    kind = _KIND.fullmatch(body)
    if kind:
        said = "aim" if kind.group(1) else "driver" if kind.group(2) else "idea"
        return _Line(number, width, "", said, unwritten(kind.group(5)).strip())
    return _Line(number, width, "", "", unwritten(body).strip())


def read(text: str, aim_text: str | None = None) -> Reading:
    """Reads an indented list. ``aim_text`` is the aim that stands already, for a list that begins with drivers."""
    lines = list(_lines(text))
    builder = Builder("indented list")
    nodes = [line for line in lines if not line.part]
    top = min((line.width for line in nodes), default=0)
    bare = [line for line in nodes if line.width == top and not line.kind]
    alone = len(bare) == 1 and bare[0] is nodes[0] and not _has_idea_below(nodes)
    has_aim = alone or any(line.kind == "aim" for line in nodes)
    above: list[tuple[int, Key | None]] = []
    for place, line in enumerate(lines):
        while above and above[-1][0] >= line.width:
            above.pop()
        parent = above[-1][1] if above else None
        if line.part:
            _take_part(builder, line, parent)
        elif above and parent is None:
            above.append((line.width, None))
        else:
            below = _has_below(lines, place)
            kind = _kind_of(builder, line, parent, below, has_aim)
            key = builder.put(line.number, kind, line.words, parent) if kind else None
            above.append((line.width, key))
    _hint_at_ideas(builder)
    return builder.finished(aim_text)


def _has_idea_below(nodes: list[_Line]) -> bool:
    """Whether change ideas stand directly below the first line: it is a driver then, for no idea serves an aim."""
    widths = [line.width for line in nodes[1:]]
    return any(line.kind == "idea" and line.width == min(widths) > nodes[0].width for line in nodes[1:])


def _has_below(lines: list[_Line], place: int) -> bool:
    """Whether nodes stand below a line."""
    for following in lines[place + 1 :]:
        if following.width <= lines[place].width:
            return False
        if not following.part:
            return True
    return False


def _kind_of(
    builder: Builder, line: _Line, parent: Key | None, has_below: bool, has_aim: bool
) -> NodeKind | None:
    """What a line is: as it says itself, else by what stands above and below it. None where it stands wrong."""
    upper = builder.draft.nodes[parent].kind if parent is not None else None
    if line.kind == "aim":
        return NodeKind.AIM
    if upper is NodeKind.CHANGE_IDEA:
        builder.problem(line.number, "Nothing stands below a change idea. Indent it less.")
        return None
    if line.kind == "idea":
        return NodeKind.CHANGE_IDEA
    if upper is None and not line.kind:
        return NodeKind.AIM if has_aim else NodeKind.PRIMARY_DRIVER
    if upper is NodeKind.AIM:
        return NodeKind.PRIMARY_DRIVER
    if line.kind == "driver" or has_below or upper is NodeKind.PRIMARY_DRIVER:
        return NodeKind.SECONDARY_DRIVER
    return NodeKind.CHANGE_IDEA


def _take_part(builder: Builder, line: _Line, parent: Key | None) -> None:
    if parent is None:
        builder.problem(line.number, f"“{line.part}:” tells of the line above it. Indent it below that.")
    elif line.part in NODE_PARTS:
        builder.set_part(line.number, parent, NODE_PARTS[line.part], line.words)
    elif builder.draft.nodes[parent].kind is not NodeKind.AIM:
        builder.problem(line.number, f"“{line.part}:” belongs below the aim.")
    else:
        builder.set_aim_part(line.number, AIM_PARTS[line.part], line.words)


def _hint_at_ideas(builder: Builder) -> None:
    kinds = [node.kind for node in builder.draft.nodes.values()]
    if NodeKind.SECONDARY_DRIVER in kinds and NodeKind.CHANGE_IDEA not in kinds:
        builder.hints.append(
            Message(0, "No change idea was found. Begin a line with “to test” where it is one.")
        )


def write(theory: PlainTheory) -> str:
    """The theory as an indented list that reads as the same theory."""
    labels = labels_of(theory)
    lines: list[str] = []

    def add(row: PlainRow, depth: int, upper: NodeKind | None) -> None:
        node = row.node
        lines.append(_INDENT * depth + _said(node.kind, written(labels[node.id]), upper, bool(row.children)))
        if not row.again:
            parts = {"note": node.note, "evidence": node.evidence}
            if node.kind is NodeKind.AIM:
                parts |= aim_parts_of(theory)
            lines.extend(
                f"{_INDENT * (depth + 1)}{name}: {written(value)}" for name, value in parts.items() if value
            )
        for child in row.children:
            add(child, depth + 1, node.kind)

    for root in outline_of(theory):
        add(root, 0, None)
    return "\n".join(lines) + "\n"


def _said(kind: NodeKind, words: str, upper: NodeKind | None, has_below: bool) -> str:
    """A node in its line: its words alone where these read as what it is, else with its kind before them."""
    if kind is NodeKind.CHANGE_IDEA:
        return f"to test {words}" if not words.startswith((":", ".", "…")) else f"idea: {words}"
    plain = _line(0, 0, words)
    reads_plainly = not plain.part and not plain.kind and plain.words == unwritten(words)
    if kind is NodeKind.AIM:
        return words if reads_plainly else f"aim: {words}"
    by_place = upper in (NodeKind.AIM, NodeKind.PRIMARY_DRIVER) or (has_below and upper is not None)
    return words if reads_plainly and by_place else f"driver: {words}"
