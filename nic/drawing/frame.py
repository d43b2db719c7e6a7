"""The parts that all charts over time share: title, grid, value axis, time axis, side labels, key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nic.drawing.chart_sizes import ChartSize
from nic.drawing.palette import Palette
from nic.drawing.placing import spread, thinned
from nic.drawing.scales import Scale, TimeScale, tick_texts
from nic.drawing.shapes import Box, Group, Line, MarkKind, Marks, Point, Shape, Words
from nic.drawing.text import LINE_HEIGHT, SLACK, balanced, shorten, text_width, wrap


@dataclass(frozen=True, slots=True)
class SideLabel:
    """A name and a value beside the plot, at the height of what they belong to."""

    name: str
    value: str
    y: float
    color: str
    face: str = "regular"

    def text(self, room: float, size: float) -> str:
        """Name and value within `room`; the name is shortened first."""
        value_width = text_width(f" {self.value}", size, self.face)
        name = shorten(self.name, max(room - value_width, room * 0.3), size, self.face)
        return shorten(f"{name} {self.value}".strip(), room, size, self.face)


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of the key: a mark, a line or (None) a swatch, and its words."""

    text: str
    mark: MarkKind | Literal["line"] | None
    fill: str | None
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot lies, and its two scales."""

    left: float
    right: float
    top: float
    bottom: float
    values: Scale
    time: TimeScale


def series_line(values: Sequence[float | None], frame: Frame) -> tuple[list[Point | None], dict[int, Point]]:
    """The line through `values` with `None` at its gaps, and the place of each value by point number."""
    line: list[Point | None] = []
    places: dict[int, Point] = {}
    for index, value in enumerate(values):
        if value is None or index in frame.time.gaps:
            line.append(None)
        if value is not None:
            places[index] = (frame.time.positions[index], frame.values.at(value))
            line.append(places[index])
    return line, places


def heading(title: str, subtitle: str, size: ChartSize, palette: Palette) -> tuple[list[Shape], float]:
    """Title and subtitle as shapes, and the y below them."""
    shapes: list[Shape] = []
    y = size.margin
    width = size.width - 2 * size.margin
    for line in balanced(title, width, size.title, "heading", max_lines=5):
        y += size.title * LINE_HEIGHT
        shapes.append(
            Words(line, size.margin, y - size.title * 0.32, size.title, palette.ink, face="heading")
        )
    for line in wrap(subtitle, width, size.text, max_lines=4):
        y += size.text * LINE_HEIGHT
        shapes.append(Words(line, size.margin, y - size.text * 0.2, size.text, palette.muted))
    return ([Group("heading", shapes)] if shapes else []), y + (size.text * 0.7 if shapes else 0)


def tick_column(ticks: Sequence[float], unit: str, size: ChartSize) -> float:
    """Width that the texts of the value axis take, with the gap to the plot."""
    return max(text_width(text, size.tick) for text in tick_texts(ticks, unit)) + 8


def value_axis(
    frame: Frame, ticks: Sequence[float], unit: str, size: ChartSize, palette: Palette
) -> list[Shape]:
    """Horizontal grid lines and their numbers."""
    grid: list[Shape] = []
    numbers: list[Shape] = []
    for tick, text in zip(ticks, tick_texts(ticks, unit), strict=True):
        y = frame.values.at(tick)
        grid.append(Line([(frame.left, y), (frame.right, y)], palette.grid, 1))
        numbers.append(
            Words(text, frame.left - 8, y + size.tick * 0.36, size.tick, palette.muted, anchor="end")
        )
    return [Group("grid", grid), Group("value-axis", numbers)]


def time_axis(
    frame: Frame,
    labels: Sequence[str],
    dates: Sequence[date] | None,
    size: ChartSize,
    palette: Palette,
    y: float,
) -> tuple[list[Shape], float]:
    """Labels below the plot, thinned so that none overlaps, with years; and the y below them."""
    short = [shorten(label, size.width * 0.3, size.tick) for label in labels]
    widths = [text_width(label, size.tick) for label in short]
    centers = frame.time.positions
    shown = _ends_only(short, widths, frame) if size.name == "small" else thinned(centers, widths, 14)
    baseline = y + size.tick * 1.1
    shapes: list[Shape] = []
    last_year = None
    for index in shown:
        half = widths[index] / 2
        x = min(max(centers[index], half + 2), size.width - half - 2)
        x = min(x, frame.right - half) if size.name == "small" else x
        shapes.append(Words(short[index], x, baseline, size.tick, palette.muted, anchor="middle"))
        if dates and size.name != "small" and dates[index].year != last_year:
            last_year = dates[index].year
            year = baseline + size.tick * LINE_HEIGHT
            if str(last_year) not in short[index]:
                shapes.append(Words(str(last_year), x, year, size.tick, palette.muted, anchor="middle"))
    rows = 2 if dates and size.name != "small" else 1
    return [Group("time-axis", shapes)], y + size.tick * LINE_HEIGHT * rows + 4


def _ends_only(labels: Sequence[str], widths: Sequence[float], frame: Frame) -> list[int]:
    """First and last label where both fit, else the last."""
    if not labels:
        return []
    last = len(labels) - 1
    fits = widths[0] + widths[last] + 20 <= frame.right - frame.left
    return [0, last] if last and fits else [last]


def names_above(
    labels: Sequence[SideLabel], right: float, size: ChartSize, palette: Palette, y: float
) -> tuple[list[Shape], float]:
    """Names of lines in rows above the plot, where there is no room beside it; and the y below them."""
    room = size.width - 2 * size.margin
    rows: list[str] = []
    for label in labels:
        text = label.text(room, size.text)
        longer = f"{rows[-1]} \u00b7 {text}" if rows else text
        if rows and text_width(longer, size.text) <= room:
            rows[-1] = longer
        else:
            rows.append(text)
    words: list[Shape] = []
    for row in rows:
        y += size.text * LINE_HEIGHT
        words.append(Words(row, right, y - 3, size.text, palette.muted, anchor="end"))
    return ([Group("line-names", words)] if words else []), y


def side_room(labels: Sequence[SideLabel], size: ChartSize) -> float:
    """Width to keep free beside the plot for `labels`."""
    widths = [text_width(f"{label.name} {label.value}".strip(), size.text, label.face) for label in labels]
    return min(max(widths, default=0) + 8, 190) + size.margin


def side_labels(labels: Sequence[SideLabel], frame: Frame, size: ChartSize) -> list[Shape]:
    """Names to the right of the plot, moved apart where they would touch."""
    heights = spread([label.y for label in labels], size.text * LINE_HEIGHT, frame.top, frame.bottom)
    x, room = frame.right + 8, size.width - frame.right - 10
    return [
        Words(label.text(room, size.text), x, y + size.text * 0.36, size.text, label.color, face=label.face)
        for label, y in zip(labels, heights, strict=True)
    ]


def backed(words: Words, palette: Palette) -> list[Shape]:
    """Words on a patch of the page, so that a line behind them does not cross the letters."""
    width = text_width(words.text, words.size, words.face) / SLACK
    left = words.x - width if words.anchor == "end" else words.x
    patch = Box(left - 2, words.y - words.size * 0.95, width + 4, words.size * 1.25, fill=palette.surface)
    return [patch, words]


def key(items: Sequence[KeyItem], size: ChartSize, palette: Palette, y: float) -> tuple[list[Shape], float]:
    """The key in as many rows as it needs, and the y below it."""
    if not items:
        return [], y
    x, baseline = size.margin, y + size.text * 1.25
    shapes: list[Shape] = []
    for item in items:
        text = shorten(item.text, size.width - 2 * size.margin - 20, size.text)
        width = 18 + text_width(text, size.text) + 14
        if x > size.margin and x + width - 14 > size.width - size.margin:
            x, baseline = size.margin, baseline + size.text * 1.5
        shapes.append(_sample(item, x, baseline - size.text * 0.34))
        shapes.append(Words(text, x + 18, baseline, size.text, palette.muted))
        x += width
    return [Group("key", shapes)], baseline + size.text * 0.5


def _sample(item: KeyItem, x: float, y: float) -> Shape:
    if item.mark == "line":
        return Line([(x, y), (x + 13, y)], item.fill or "", 2.2)
    if item.mark is None:
        return Box(x, y - 5.5, 12, 11, fill=item.fill, edge=item.edge)
    return Marks(item.mark, [(x + 6, y)], 9, item.fill, item.edge or item.fill, 1.2)
