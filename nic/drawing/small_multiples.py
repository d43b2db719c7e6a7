"""Many series side by side on the same axes, up to 40 on a page, in the order given."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.drawing.chart_sizes import ChartSize, size_named
from nic.drawing.frame import Frame, heading, series_line, tick_column
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render
from nic.drawing.scales import Scale, TimeScale, tick_texts, value_text, value_ticks
from nic.drawing.shapes import Group, Line, Marks, Picture, Shape, Words
from nic.drawing.text import shorten

PANELS_PER_PAGE = 40
_GAP = 16.0
_PLOT_HEIGHT = 54.0
_COLUMNS = {"wide": 4, "phone": 2, "small": 2}


@dataclass(frozen=True, slots=True)
class Panel:
    """One series: its name, its values (`None` = gap), its center, and a word on its state such as
    "better"."""

    name: str
    values: Sequence[float | None]
    center: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SmallMultiplesContent:
    """Series with the same points. Raises `ValueError` where a panel has another number of values than
    labels."""

    title: str
    labels: Sequence[str]
    panels: Sequence[Panel]
    dates: Sequence[date] | None = None
    subtitle: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        for panel in self.panels:
            if len(panel.values) != len(self.labels):
                raise ValueError(
                    f"{panel.name} has {len(panel.values)} values for {len(self.labels)} labels."
                )


def page_count(content: SmallMultiplesContent) -> int:
    """How many pages of 40 panels the series take; at least 1."""
    return max(1, math.ceil(len(content.panels) / PANELS_PER_PAGE))


def draw_small_multiples(
    content: SmallMultiplesContent,
    *,
    page: int = 1,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw one page (from 1) of small multiples as `svg`, `png` or `pdf`; the axes are the same on all pages.

    Raises `ValueError` for a page that does not exist or an unknown name.
    """
    return render(small_multiples_picture(content, page=page, palette=palette, size=size), format)


def small_multiples_picture(
    content: SmallMultiplesContent, *, page: int = 1, palette: str = "light", size: str = "wide"
) -> Picture:
    """The layout of one page; see `draw_small_multiples`."""
    if not 1 <= page <= page_count(content):
        raise ValueError(f"There is no page {page}; there are {page_count(content)}.")
    return _Page(content, page, size_named(size), palette_named(palette)).picture()


def text_alternative(content: SmallMultiplesContent) -> str:
    """One sentence for each series: its latest value, its center, its note."""
    parts = [content.title, content.subtitle]
    for panel in content.panels:
        known = _finite(panel.values)
        latest = f"latest {value_text(known[-1], content.unit)}" if known else "no values yet"
        center = f"median {value_text(panel.center, content.unit)}" if panel.center is not None else ""
        parts.append(f"{panel.name}: " + ", ".join(text for text in (latest, center, panel.note) if text))
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: SmallMultiplesContent) -> list[tuple[str, ...]]:
    """A heading row of names, then one row per point."""
    rows: list[tuple[str, ...]] = [("When", *(panel.name for panel in content.panels))]
    for index, label in enumerate(content.labels):
        values = [panel.values[index] for panel in content.panels]
        texts = ["no value" if value is None else value_text(value, content.unit) for value in values]
        rows.append((label, *texts))
    return rows


def _finite(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


class _Page:
    def __init__(self, content: SmallMultiplesContent, page: int, size: ChartSize, palette: Palette) -> None:
        self.content, self.size, self.palette = content, size, palette
        self.first = (page - 1) * PANELS_PER_PAGE
        self.panels = content.panels[self.first : self.first + PANELS_PER_PAGE]
        numbers = [value for panel in content.panels for value in _finite(panel.values)]
        numbers += [panel.center for panel in content.panels if panel.center is not None]
        self.ticks = value_ticks(numbers, 4, percent=content.unit == "%")
        self.note_row = size.tick * 1.3 if any(panel.note for panel in content.panels) else 0.0
        self.columns = min(_COLUMNS[size.name], max(len(self.panels), 1))

    def picture(self) -> Picture:
        content, size = self.content, self.size
        shapes, y = heading(content.title, content.subtitle, size, self.palette)
        left = size.margin + tick_column(self.ticks, content.unit, size)
        width = (size.width - size.margin - left - (self.columns - 1) * _GAP) / self.columns
        row_height = size.text * 1.5 + _PLOT_HEIGHT + self.note_row + 14
        for place, panel in enumerate(self.panels):
            row, column = divmod(place, self.columns)
            x, top = left + column * (width + _GAP), y + row * row_height
            last_of_column = place + self.columns >= len(self.panels)
            part = f"panel-{self.first + place + 1}"
            shapes.append(Group(part, self._panel(panel, x, top, width, column == 0, last_of_column)))
        rows = math.ceil(len(self.panels) / self.columns)
        if not self.panels:
            rows = 1
            shapes.append(
                Words("Nothing to show yet", left, y + size.text * 2, size.text, self.palette.muted)
            )
        height = round(y + rows * row_height + size.tick + size.margin * 0.5)
        return Picture(
            size.width, height, content.title, text_alternative(content), shapes, self.palette.surface
        )

    def _panel(
        self, panel: Panel, x: float, top: float, width: float, with_ticks: bool, with_dates: bool
    ) -> list[Shape]:
        size, palette = self.size, self.palette
        name = shorten(panel.name, width, size.tick, "bold")
        baseline = top + size.text
        shapes: list[Shape] = [Words(name, x, baseline, size.tick, palette.ink, face="bold")]
        plot_top = top + size.text * 1.5 + 2
        bottom = plot_top + _PLOT_HEIGHT
        if panel.note:
            note = shorten(panel.note, width, size.tick)
            shapes.append(Words(note, x, bottom + size.tick * 1.15, size.tick, palette.muted))
        time = TimeScale(len(panel.values), self.content.dates, x, x + width, 4)
        frame = Frame(
            x, x + width, plot_top, bottom, Scale(self.ticks[0], self.ticks[-1], bottom, plot_top), time
        )
        shapes += self._axes(frame, with_ticks, with_dates)
        if panel.center is not None:
            y = frame.values.at(panel.center)
            shapes.append(Line([(x, y), (x + width, y)], palette.ink, 1, dash=(4, 3)))
        line, places = series_line(
            [value if value in _finite([value]) else None for value in panel.values], frame
        )
        if places:
            shapes.append(Line(line, palette.accent, 1.5))
            shapes.append(Marks("circle", [places[max(places)]], 4.5, palette.accent))
        else:
            shapes.append(Words("no values yet", x + 4, bottom - 6, size.tick, palette.muted))
        return shapes

    def _axes(self, frame: Frame, with_ticks: bool, with_dates: bool) -> list[Shape]:
        size, palette = self.size, self.palette
        shapes: list[Shape] = []
        texts = tick_texts(self.ticks, self.content.unit)
        for place in (0, len(self.ticks) - 1):
            y = frame.values.at(self.ticks[place])
            shapes.append(Line([(frame.left, y), (frame.right, y)], palette.grid, 1))
            if with_ticks:
                shapes.append(
                    Words(texts[place], frame.left - 8, y + 4, size.tick, palette.muted, anchor="end")
                )
        labels = self.content.labels
        if with_dates and labels:
            y = frame.bottom + self.note_row + size.tick * 1.15
            half = (frame.right - frame.left) / 2 - 6
            shapes.append(Words(shorten(labels[0], half, size.tick), frame.left, y, size.tick, palette.muted))
            if len(labels) > 1:
                last = shorten(labels[-1], half, size.tick)
                shapes.append(Words(last, frame.right, y, size.tick, palette.muted, anchor="end"))
        return shapes
