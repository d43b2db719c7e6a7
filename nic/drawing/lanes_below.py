"""Cycles and visits in lanes below the time axis; their labels never overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from nic.drawing.chart_sizes import ChartSize
from nic.drawing.palette import Palette
from nic.drawing.placing import Stretch, lanes
from nic.drawing.run_chart_content import CycleMark, VisitMark
from nic.drawing.scales import TimeScale
from nic.drawing.shapes import Box, Group, Line, Marks, Shape, Words
from nic.drawing.text import shorten, text_width

_GAP = 8.0
_BADGE = 7.5


@dataclass(frozen=True, slots=True)
class _Placed:
    part: str
    start: float
    end: float
    text: str
    text_start: float
    decision: str
    is_visit: bool

    def stretch(self, size: float) -> Stretch:
        reach = self.end + (_BADGE if self.decision else 0)
        return Stretch(
            min(self.start, self.text_start), max(reach, self.text_start + text_width(self.text, size))
        )


def marks_below(
    cycles: Sequence[CycleMark],
    visits: Sequence[VisitMark],
    time: TimeScale,
    size: ChartSize,
    palette: Palette,
    y: float,
) -> tuple[list[Shape], float]:
    """Bars of cycles and marks of visits with their labels, from `y` down; and the y below them.

    Labels are shortened before further lanes are opened; a small chart leaves out what its lanes cannot
    hold, and says so.
    """
    if not cycles and not visits:
        return [], y
    placed, chosen = _fewest_lanes(cycles, visits, time, size)
    height = 16 + (size.text * 1.15 if any(mark.text for mark in placed) else 2)
    most = size.max_lanes if size.name == "small" else max(chosen) + 1
    shapes: list[Shape] = []
    for mark, lane in zip(placed, chosen, strict=True):
        if lane < most:
            shapes.append(_mark(mark, y + 4 + lane * height, size, palette))
    bottom = y + 4 + min(max(chosen) + 1, most) * height
    left_out = sum(lane >= most for lane in chosen)
    if left_out:
        bottom += size.text * 1.2
        shapes.append(Words(f"and {left_out} more", time.start, bottom - 3, size.text, palette.muted))
    return [Group("marks-below", shapes)], bottom + 4


def _fewest_lanes(
    cycles: Sequence[CycleMark], visits: Sequence[VisitMark], time: TimeScale, size: ChartSize
) -> tuple[list[_Placed], list[int]]:
    """Marks and their lanes, with labels as long as they can be without more lanes than the bars need
    anyway."""
    layouts = []
    for limit in _limits(size):
        placed = _placed(cycles, visits, time, size, limit)
        layouts.append((placed, lanes([mark.stretch(size.text) for mark in placed], _GAP)))
    allowed = max(size.max_lanes, max(layouts[-1][1]) + 2)
    return next(layout for layout in layouts if max(layout[1]) < allowed)


def _limits(size: ChartSize) -> list[float]:
    """Widths to try for a label, from generous to none."""
    return [size.label_width * share for share in (1, 0.75, 0.55, 0.4)] + [size.text * 1.8, 0.0]


def _fitted(label: str, short: str, limit: float, size: float) -> str:
    """The label where it fits, else its short form, else as much of it as says something."""
    if text_width(label, size) <= limit:
        return label
    if short and (limit < 8 * size or not label):
        return short if limit else ""
    return shorten(label, limit, size) if limit >= 4 * size else ""


def _placed(
    cycles: Sequence[CycleMark], visits: Sequence[VisitMark], time: TimeScale, size: ChartSize, limit: float
) -> list[_Placed]:
    placed = []
    for number, cycle in enumerate(cycles, start=1):
        start = time.at(cycle.start)
        end = max(time.at(cycle.end), start + 8)
        start = min(start, end - 8)
        text = _fitted(cycle.label, cycle.short, limit, size.text)
        placed.append(
            _Placed(
                f"cycle-{number}", start, end, text, _text_start(start, text, size), cycle.decision, False
            )
        )
    for number, visit in enumerate(visits, start=1):
        x = time.at(visit.when)
        text = _fitted(visit.label, "", limit, size.text)
        placed.append(
            _Placed(f"visit-{number}", x - 5, x + 5, text, _text_start(x - 5, text, size), "", True)
        )
    return placed


def _text_start(start: float, text: str, size: ChartSize) -> float:
    """Left end of a label: below the start of its mark, or further left where the page ends."""
    return max(size.margin, min(start, size.width - size.margin - text_width(text, size.text)))


def _mark(mark: _Placed, top: float, size: ChartSize, palette: Palette) -> Group:
    middle = top + 8
    shapes: list[Shape] = []
    if mark.is_visit:
        shapes.append(Marks("triangle", [((mark.start + mark.end) / 2, middle)], 10, palette.wait))
    else:
        shapes.append(Box(mark.start, middle - 3, mark.end - mark.start, 6, fill=palette.plan, radius=3))
    if mark.decision:
        color = {"✓": palette.better, "×": palette.worse}.get(mark.decision, palette.act)
        ring = Marks("circle", [(mark.end, middle)], 2 * _BADGE, color, palette.surface, 1)
        shapes += [
            ring,
            Words(mark.decision, mark.end, middle + 3.6, 10, palette.surface, face="bold", anchor="middle"),
        ]
    if mark.text:
        shapes.append(Words(mark.text, mark.text_start, top + 15 + size.text, size.text, palette.muted))
    return Group(mark.part, shapes)


def boundary(x: float, top: float, bottom: float, palette: Palette) -> Line:
    """The line between two phases."""
    return Line([(x, top), (x, bottom)], palette.line, 1, dash=(2, 3))
