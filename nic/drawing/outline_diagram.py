"""A layered diagram for a phone: boxes below each other, indented below their first parent."""

from collections.abc import Sequence

from nic.drawing.diagram_content import DiagramContent, DiagramNode, text_alternative
from nic.drawing.diagram_parts import node_group, part_name, text_box
from nic.drawing.palette import Palette
from nic.drawing.shapes import Group, Line, Picture, Shape, Words
from nic.drawing.text import balanced, wrap

_WIDTH = 360.0
_MARGIN = 12.0
_SIZE = 13.5
_GAP = 9.0


def outline_picture(content: DiagramContent, palette: Palette) -> Picture:
    """Lay `content` out 360 px wide; further parents are named below the box, since lines to them would
    cross the text."""
    rows = content.outline()
    deepest = max((depth for depth, _, _ in rows), default=0)
    indent = min(18.0, 110.0 / max(deepest, 1))
    shapes: list[Shape] = []
    y = _MARGIN
    for line in balanced(content.title, _WIDTH - 2 * _MARGIN, 17, "heading", max_lines=4):
        y += 22
        shapes.append(Words(line, _MARGIN, y - 6, 17, palette.ink, face="heading"))
    y += 8 if content.title else 4
    rails: dict[int, tuple[float, float]] = {}
    nodes: list[Shape] = []
    edges: list[Shape] = []
    for depth, node, others in rows:
        left = _MARGIN + depth * indent
        y += 8 if node.changes else 0
        box = text_box(node, _WIDTH - _MARGIN - left, _SIZE)
        middle = y + min(box.height / 2, 18)
        if depth and depth - 1 in rails:
            edges.append(_elbow(rails[depth - 1], left, middle, node, palette))
        nodes.append(node_group(node, box, left, y, palette))
        y += box.height
        rails[depth] = (left + indent * 0.45, y)
        notes, y = _further(others, left, y, palette)
        nodes += notes
        y += _GAP
    height = round(y + _MARGIN - _GAP)
    return Picture(
        _WIDTH,
        height,
        content.title,
        text_alternative(content),
        [*shapes, Group("edges", edges), *nodes],
        palette.surface,
    )


def _elbow(
    rail: tuple[float, float], left: float, middle: float, node: DiagramNode, palette: Palette
) -> Line:
    x, top = rail
    points = [(x, top), (x, middle), (left, middle)]
    return Line(points, palette.muted, 1.2, opacity=0.75, part=f"edge-to-{part_name(node.id)}")


def _further(
    others: Sequence[DiagramNode], left: float, y: float, palette: Palette
) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    if others:
        text = "also serves: " + "; ".join(other.text for other in others)
        for line in wrap(text, _WIDTH - _MARGIN - left - 26, 12, max_lines=3):
            y += 16
            shapes.append(Words(line, left + 22, y - 2, 12, palette.muted))
        y += 2
    return shapes, y
