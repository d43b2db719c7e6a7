"""Fishbone diagrams: the problem at the head, categories as bones, causes and causes of causes as twigs."""

from dataclasses import dataclass

from nic.drawing.diagram_content import DiagramContent, DiagramNode, text_alternative
from nic.drawing.diagram_parts import badges, node_group, part_name, ring, text_box
from nic.drawing.outline_diagram import outline_picture
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render, render_inline
from nic.drawing.shapes import Box, Group, Line, Picture, Shape, Words
from nic.drawing.text import balanced, text_width, wrap

_MARGIN = 20.0
_SLANT = 34.0
_LEAST_BONE = 5.0
_WIDE_WIDTH = 1100.0
_A4 = ((842.0, 595.0), (595.0, 842.0))
_A4_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0)


def draw_fishbone(
    content: DiagramContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw a fishbone as `svg`, `png` or `pdf`.

    The first node without a parent is the problem, its children are the categories, all below are causes;
    `ringed` marks a root cause. `size` is wide (1100 px or more), phone (360 px, an outline) or a4. Raises
    `ValueError` for an unknown name.
    """
    return render(fishbone_picture(content, palette=palette, size=size), format)


def inline_fishbone(
    content: DiagramContent, *, palette: str = "light", size: str = "wide", prefix: str = ""
) -> str:
    """The fishbone as SVG for a page under a strict policy; see `render_inline`."""
    return render_inline(fishbone_picture(content, palette=palette, size=size), prefix=prefix)


def fishbone_picture(content: DiagramContent, *, palette: str = "light", size: str = "wide") -> Picture:
    """The layout of a fishbone; see `draw_fishbone`."""
    colors = palette_named(palette)
    if size == "phone":
        return outline_picture(content, colors)
    if size == "wide":
        return _Fishbone(content, colors, _WIDE_WIDTH, 13.5, 210).picture()
    if size != "a4":
        raise ValueError(f"No diagram size is called {size!r}; choose wide, phone or a4.")
    for text_size in _A4_SIZES:
        for width, height in _A4:
            picture = _Fishbone(content, colors, width, text_size, text_size * 11).picture()
            if picture.height <= height and picture.width <= width:
                return picture
    return _Fishbone(content, colors, _A4[1][0], _A4_SIZES[-1], _A4_SIZES[-1] * 11).picture()


@dataclass(frozen=True, slots=True)
class _Cause:
    """One cause: its depth below the category, its lines, and the y of its first line within the block."""

    node: DiagramNode
    depth: int
    lines: list[str]


@dataclass(slots=True)
class _Bone:
    category: DiagramNode
    causes: list[_Cause]
    label_lines: list[str]
    height: float = 0.0


class _Fishbone:
    """One layout on a page of `width` pixels or more, with text of `size` and columns of `least` pixels or
    more."""

    def __init__(
        self, content: DiagramContent, palette: Palette, width: float, size: float, least: float
    ) -> None:
        self.content, self.palette, self.size = content, palette, size
        self.line = size * 1.34
        rows = content.outline()
        self.problem = rows[0][1] if rows else DiagramNode("problem", content.title)
        categories = sum(depth <= 1 for depth, _, _ in rows[1:])
        columns = max((categories + 1) // 2, 1)
        self.head_width = min(210.0, width * 0.2)
        room = width - 2 * _MARGIN - self.head_width - 14
        self.column = min(max(room / columns, least), 330.0)
        self.width = 2 * _MARGIN + self.head_width + 14 + columns * self.column
        self.bones = self._bones()

    def _bones(self) -> list[_Bone]:
        bones: list[_Bone] = []
        for depth, node, _ in self.content.outline()[1:]:
            if depth <= 1:
                room = self.column - _SLANT - self.size * 1.6
                bones.append(_Bone(node, [], wrap(node.text, room, self.size, "bold", max_lines=4)))
                continue
            level = depth - 2
            room = self.column - _SLANT - self._indent(level) - self.size
            face = "bold" if node.ringed else "regular"
            bones[-1].causes.append(_Cause(node, level, wrap(node.text, room, self.size, face, max_lines=8)))
        for bone in bones:
            causes = sum(map(self._cause_height, bone.causes))
            bone.height = self._label_height(bone) + max(self.size * 1.4 + causes, self.size * _LEAST_BONE)
        return bones

    def _indent(self, level: int) -> float:
        return min(level * self.size * 1.15, self.column * 0.35)

    def _label_height(self, bone: _Bone) -> float:
        return len(bone.label_lines) * self.line + self.size

    def _cause_height(self, cause: _Cause) -> float:
        return len(cause.lines) * self.line + self.size * 0.75

    def picture(self) -> Picture:
        content, palette, size = self.content, self.palette, self.size
        shapes: list[Shape] = []
        y = _MARGIN * 0.7
        title: list[Shape] = []
        for line in balanced(content.title, self.width - 2 * _MARGIN, size * 1.4, "heading", max_lines=3):
            y += size * 1.85
            title.append(Words(line, _MARGIN, y - size * 0.4, size * 1.4, palette.ink, face="heading"))
        if title:
            shapes.append(Group("heading", title))
        head = text_box(DiagramNode("", self.problem.text, "aim"), self.head_width, size * 1.05)
        above = max([bone.height for bone in self.bones[::2]] + [head.height / 2])
        below = max([bone.height for bone in self.bones[1::2]] + [head.height / 2])
        top = y + size
        spine = top + above
        right = self.width - _MARGIN - self.head_width
        shapes.append(Line([(_MARGIN, spine), (right, spine)], palette.ink, 2.4, part="spine"))
        for number, bone in enumerate(self.bones):
            left = _MARGIN + number // 2 * self.column
            up = number % 2 == 0
            shapes += self._bone(bone, left, top if up else spine, above if up else below, up=up)
        problem = DiagramNode(self.problem.id, self.problem.text, "aim", link=self.problem.link)
        shapes.append(node_group(problem, head, right, spine - head.height / 2, palette))
        height = round(spine + below + _MARGIN)
        return Picture(
            round(self.width, 1),
            height,
            content.title,
            text_alternative(content, "leads to"),
            shapes,
            palette.surface,
        )

    def _bone(self, bone: _Bone, left: float, top: float, height: float, *, up: bool) -> list[Shape]:
        """A category from its label to the spine; `top` and `height` are the space between spine and page
        edge."""
        label = self._label_height(bone)
        label_top = top if up else top + height - label
        near_spine = top + height if up else top
        at_label = label_top + label if up else label_top
        start, end = left + self.column - _SLANT - self.size * 0.8, left + self.column - 4
        shapes: list[Shape] = [Line([(start, at_label), (end, near_spine)], self.palette.accent, 1.8)]
        slack = (height - bone.height) / (len(bone.causes) + 1)
        y = (at_label + self.size * 0.7 if up else near_spine + self.size) + min(slack, self.size * 1.4)
        twigs: dict[int, tuple[float, float]] = {}
        for cause in bone.causes:
            bottom = y + len(cause.lines) * self.line
            reach = start + (end - start) * (bottom - at_label) / ((near_spine - at_label) or 1)
            shapes += self._cause(cause, left, y, reach, twigs)
            y += self._cause_height(cause) + min(slack, self.size * 1.4)
        shapes.append(self._label(bone, left, label_top, start + self.size - left))
        return shapes

    def _label(self, bone: _Bone, left: float, top: float, width: float) -> Group:
        node, palette = bone.category, self.palette
        height = self._label_height(bone)
        shapes: list[Shape] = [
            Box(left, top, width, height, fill=palette.sunken, edge=palette.accent, radius=6)
        ]
        for number, line in enumerate(bone.label_lines):
            baseline = top + self.size * 0.5 + number * self.line + self.size
            shapes.append(Words(line, left + self.size * 0.6, baseline, self.size, palette.ink, face="bold"))
        shapes += badges(node.badges, left + width - self.size, top, self.size, palette)
        return Group(f"node-{part_name(node.id)}", shapes, node=node.id, link=node.link)

    def _cause(
        self, cause: _Cause, left: float, y: float, reach: float, twigs: dict[int, tuple[float, float]]
    ) -> list[Shape]:
        """A cause with its twig to the bone, or with an elbow from the cause above it."""
        palette, node = self.palette, cause.node
        x = left + self._indent(cause.depth) + self.size * 0.5
        bottom = y + len(cause.lines) * self.line + (6 if node.ringed and not cause.depth else 2)
        shapes: list[Shape] = []
        if cause.depth and cause.depth - 1 in twigs:
            rail, start = twigs[cause.depth - 1]
            middle = y + self.line * 0.5
            shapes.append(
                Line([(rail, start), (rail, middle), (x - 2, middle)], palette.muted, 1.1, opacity=0.8)
            )
        elif not cause.depth:
            shapes.append(Line([(x, bottom), (reach, bottom)], palette.muted, 1.1, opacity=0.8))
        twigs[cause.depth] = (x + self.size * 0.3, bottom if not cause.depth else bottom - 2)
        words: list[Shape] = []
        if node.ringed:
            wide = max(text_width(line, self.size, "bold") for line in cause.lines) + 12
            words.append(
                ring(x - 4, y - 1, min(wide, reach - x - 2), len(cause.lines) * self.line + 2, palette)
            )
        face, ink = ("bold" if node.ringed else "regular"), (palette.muted if node.dashed else palette.ink)
        for number, line in enumerate(cause.lines):
            words.append(Words(line, x + 2, y + number * self.line + self.size, self.size, ink, face=face))
        words += badges(node.badges, reach - self.size, y, self.size * 0.9, palette)
        return [*shapes, Group(f"node-{part_name(node.id)}", words, node=node.id, link=node.link)]
