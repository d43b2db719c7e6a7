"""Boxes with wrapped text, badges and curves: what all diagrams are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from nic.drawing.diagram_content import Badge, Change, DiagramNode
from nic.drawing.palette import Palette
from nic.drawing.shapes import Box, Group, Line, Marks, Point, Shape, Words
from nic.drawing.text import balanced, text_width

_LINE = 1.34


@dataclass(frozen=True, slots=True)
class TextBox:
    """Text wrapped for a box of `width`; heights follow from the lines."""

    lines: list[str]
    width: float
    size: float
    face: str
    padding: float

    @property
    def height(self) -> float:
        """Height of the box."""
        return len(self.lines) * self.size * _LINE + 2 * self.padding


def text_box(
    node: DiagramNode, width: float, size: float, max_lines: int = 12, padding_share: float = 0.75
) -> TextBox:
    """Wrap a node's text for a box of `width` pixels; the padding is a share of the text's size."""
    face = "bold" if node.kind in ("aim", "primary") else "regular"
    padding = size * padding_share
    room = width - 2 * padding
    lines = balanced(node.text or "\u2026", room, size, face, max_lines=max_lines)
    return TextBox(lines, width, size, face, padding)


def node_group(node: DiagramNode, box: TextBox, x: float, y: float, palette: Palette) -> Group:
    """A node with its box at left `x` and top `y`, its text and its badges, findable by its id."""
    fill, edge, edge_width, ink = _look(node, palette)
    shapes: list[Shape] = [
        Box(
            x, y, box.width, box.height, fill=fill, edge=edge, edge_width=edge_width, radius=min(8, box.size * 0.6),
            dash=(4, 3) if node.dashed or "removed" in node.changes else (),
        )
    ]  # fmt: skip
    if node.ringed:
        shapes.append(ring(x - 3, y - 3, box.width + 6, box.height + 6, palette))
    for number, line in enumerate(box.lines):
        baseline = y + box.padding + (number + 0.5) * box.size * _LINE + box.size * 0.35
        shapes.append(Words(line, x + box.padding, baseline, box.size, ink, face=box.face))
    shapes += badges(node.badges, x + box.width - box.size, y, box.size, palette)
    if node.changes:
        shapes += _tag(node.changes, x + box.size * 0.55, y, box.size * 0.84, palette)
    return Group(f"node-{part_name(node.id)}", shapes, node=node.id, link=node.link)


_SIGNS = {"added": "+", "removed": "\u2212", "reworded": "~", "rewired": "\u2194"}


def change_color(change: Change | Literal[""], palette: Palette) -> str:
    """The color of a change, beside its word or sign."""
    colors = {"added": "better", "removed": "worse", "reworded": "wait", "rewired": "plan"}
    color: str = getattr(palette, colors.get(change, "muted"))
    return color


def _tag(changes: Sequence[Change], x: float, y: float, size: float, palette: Palette) -> list[Shape]:
    """The words of what changed, on a small plate that lies on the upper edge of a box."""
    words = ", ".join(f"{_SIGNS[change]} {change}" for change in changes)
    width, height = text_width(words, size, "bold") + size, size * 1.5
    color = change_color(changes[0], palette)
    plate = Box(x, y - height / 2, width, height, fill=palette.surface, edge=color, edge_width=1.2, radius=3)
    return [plate, Words(words, x + size / 2, y + size * 0.35, size, color, face="bold")]


def _look(node: DiagramNode, palette: Palette) -> tuple[str | None, str, float, str]:
    if "removed" in node.changes:
        return None, palette.worse, 1.4, palette.muted
    if node.changes:
        unchanged = _look(replace(node, changes=()), palette)
        if node.kind == "aim":
            return unchanged
        return unchanged[0], change_color(node.changes[0], palette), 2.4, unchanged[3]
    if node.dashed:
        return None, palette.muted, 1.2, palette.muted
    if node.kind == "aim":
        return palette.accent, palette.accent, 1, palette.accent_ink
    if node.kind == "primary":
        return palette.surface, palette.accent, 1.6, palette.ink
    if node.kind == "idea":
        return palette.sunken, palette.line, 1, palette.ink
    return palette.surface, palette.line, 1.2, palette.ink


def ring(x: float, y: float, width: float, height: float, palette: Palette) -> Box:
    """The ring around a root cause."""
    return Box(x, y, width, height, edge=palette.worse, edge_width=1.8, radius=min(10, height / 2))


def badges(marks: Sequence[Badge], right: float, y: float, size: float, palette: Palette) -> list[Shape]:
    """Dots along the top edge of a box, from its right end; at most five, then their number."""
    colors = {"quiet": palette.muted}
    radius = size * 0.68
    shown = list(marks)[:5] if len(marks) <= 5 else [*list(marks)[:4], Badge(f"+{len(marks) - 4}")]
    shapes: list[Shape] = []
    for place, badge in enumerate(reversed(shown)):
        x = right - place * (2 * radius + 2)
        color = colors.get(badge.kind) or getattr(palette, badge.kind)
        shapes.append(Marks("circle", [(x, y)], 2 * radius, color, palette.surface, 1.2))
        text = badge.text[:2]
        shapes.append(
            Words(text, x, y + size * 0.27, size * 0.76, palette.surface, face="bold", anchor="middle")
        )
    return shapes


def change_of_line(
    path: Sequence[Point], palette: Palette, change: Literal["added", "removed"], part: str
) -> list[Shape]:
    """A line that was added or removed: a smooth line with a plus or a cross at its middle."""
    line = curve(path, palette, second=change == "removed")
    color = change_color(change, palette)
    changed = replace(line, color=color, width=2.6 if change == "added" else 1.4, opacity=1.0)
    middle = (len(path) // 2 - 1) // 2 * 2
    (x, y), (other_x, other_y) = path[middle], path[middle + 1]
    sign = "+" if change == "added" else "\u00d7"
    at_x, at_y = (x + other_x) / 2, (y + other_y) / 2
    shapes: list[Shape] = [
        changed,
        Marks("circle", [(at_x, at_y)], 15, palette.surface, color, 1.4),
        Words(sign, at_x, at_y + 4.6, 14, color, face="bold", anchor="middle"),
    ]
    return [Group(part, shapes)]


def curve(path: Sequence[Point], palette: Palette, *, second: bool, part: str = "") -> Line:
    """A smooth line through points that alternate between right and left edges of columns."""
    points: list[Point | None] = [path[0]]
    for (x, y), (next_x, next_y) in pairwise(path):
        middle = (x + next_x) / 2
        points += [(middle, y), (middle, next_y), (next_x, next_y)]
    dash = (4.0, 4.0) if second else ()
    return Line(points, palette.muted, 1.2, dash=dash, opacity=0.75, curved=True, part=part)


def part_name(identity: str) -> str:
    """An id that HTML and CSS accept, from any text."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", identity)
