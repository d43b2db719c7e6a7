"""A plan along the calendar: goals and actions as bars, each with its state in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nic.drawing.calendar_axis import CalendarScale, calendar_axis, calendar_scale
from nic.drawing.chart_sizes import ChartSize, size_named
from nic.drawing.frame import backed, heading
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render
from nic.drawing.shapes import Box, Group, Line, Marks, Picture, Shape, Words
from nic.drawing.text import shorten, text_width, wrap

PlanState = Literal["planned", "running", "done", "late", "stopped"]


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One goal (`group` true, set in bold) or one action below it; equal dates make a milestone."""

    id: str
    label: str
    start: date
    end: date
    state: PlanState = "planned"
    who: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class GanttContent:
    """Bars in the order given; `today` draws a line. Raises `ValueError` for a bar that ends before it
    starts."""

    title: str
    bars: Sequence[PlanBar]
    today: date | None = None
    subtitle: str = ""

    def __post_init__(self) -> None:
        for bar in self.bars:
            if bar.end < bar.start:
                raise ValueError(f"{bar.label!r} ends before it starts.")


def draw_gantt(
    content: GanttContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw a plan as `svg`, `png` or `pdf`; `size` is wide or phone. Raises `ValueError` for an unknown
    name."""
    return render(gantt_picture(content, palette=palette, size=size), format)


def gantt_picture(content: GanttContent, *, palette: str = "light", size: str = "wide") -> Picture:
    """The layout of a plan; see `draw_gantt`."""
    return _Gantt(content, size_named(size), palette_named(palette)).picture()


def text_alternative(content: GanttContent) -> str:
    """One sentence for each bar."""
    parts = [content.title, content.subtitle]
    for bar in content.bars:
        who = f", {bar.who}" if bar.who else ""
        parts.append(f"{bar.label}: {_day(bar.start)} to {_day(bar.end)}, {bar.state}{who}")
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: GanttContent) -> list[tuple[str, ...]]:
    """A heading row, then one row per bar."""
    rows: list[tuple[str, ...]] = [("What", "Who", "From", "To", "State")]
    for bar in content.bars:
        rows.append((bar.label, bar.who, _day(bar.start), _day(bar.end), bar.state))
    return rows


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class _Gantt:
    def __init__(self, content: GanttContent, size: ChartSize, palette: Palette) -> None:
        self.content, self.size, self.palette = content, size, palette
        self.beside = size.name == "wide"

    def picture(self) -> Picture:
        content, size, palette = self.content, self.size, self.palette
        shapes, y = heading(content.title, content.subtitle, size, palette)
        left = size.margin + (size.width * 0.32 if self.beside else 0)
        days = [day for bar in content.bars for day in (bar.start, bar.end)]
        days += [content.today] if content.today and days else []
        scale = calendar_scale(days, left, size.width - size.margin)
        if content.today and days:
            y += size.text * 1.3
        top = y
        rows: list[Shape] = []
        for number, bar in enumerate(content.bars):
            row, y = self._row(bar, scale, left, y, shaded=number % 2 == 1)
            rows.append(row)
        if not content.bars:
            y += size.text * 2
            rows.append(Words("Nothing planned yet", left, y - 6, size.text, palette.muted))
        axis, below = calendar_axis(scale, top, y, size.tick, palette) if days else ([], y)
        shapes += axis
        if content.today and days:
            shapes.append(self._today(content.today, scale, top, y))
        shapes += rows
        height = round(below + size.margin * 0.6)
        return Picture(size.width, height, content.title, text_alternative(content), shapes, palette.surface)

    def _row(
        self, bar: PlanBar, scale: CalendarScale, left: float, y: float, *, shaded: bool
    ) -> tuple[Group, float]:
        """Label and bar, and the y below them; on a phone the label stands above the bar."""
        size, palette = self.size, self.palette
        face = "bold" if bar.group else "regular"
        indent = 0 if bar.group else 12
        room = (left - size.margin if self.beside else size.width - 2 * size.margin) - indent - 12
        lines = wrap(bar.label, room, size.text, face, max_lines=3)
        text_height = len(lines) * size.text * 1.28
        words = [
            Words(
                line,
                size.margin + indent,
                y + 8 + size.text + place * size.text * 1.28,
                size.text,
                palette.ink,
                face=face,
            )
            for place, line in enumerate(lines)
        ]
        shapes = [shape for line in words for shape in backed(line, palette)]
        bar_middle = y + 9 + size.text * 0.62 if self.beside else y + text_height + 18
        shapes += self._bar(bar, scale, bar_middle)
        bottom = y + text_height + 12 if self.beside else y + text_height + 32
        line = Line([(size.margin, bottom), (size.width - size.margin, bottom)], palette.grid, 1)
        return Group(f"bar-{bar.id}", [line, *shapes], node=bar.id), bottom

    def _bar(self, bar: PlanBar, scale: CalendarScale, middle: float) -> list[Shape]:
        size, palette = self.size, self.palette
        start, end = scale.at(bar.start), scale.at(bar.end)
        color, fill = self._look(bar.state)
        shapes: list[Shape] = []
        if bar.start == bar.end:
            shapes.append(Marks("diamond", [(start, middle)], 15, fill or palette.surface, color, 1.4))
            end = start + 8
        else:
            end = max(end, start + 6)
            dash = (3.0, 2.5) if bar.state == "planned" else ()
            shapes.append(Box(start, middle - 7, end - start, 14, fill, color, 1.3, 4, dash))
        text = f"{bar.state}, {bar.who}" if bar.who else bar.state
        room_right, room_left = size.width - size.margin - end - 6, start - scale.start - 6
        baseline = middle + size.tick * 0.36
        if text_width(text, size.tick) <= room_right or room_right >= room_left:
            words = Words(shorten(text, room_right, size.tick), end + 6, baseline, size.tick, palette.muted)
        else:
            short = shorten(text, room_left, size.tick)
            words = Words(short, start - 6, baseline, size.tick, palette.muted, anchor="end")
        return [*shapes, *backed(words, palette)]

    def _look(self, state: PlanState) -> tuple[str, str | None]:
        palette = self.palette
        return {
            "planned": (palette.muted, None),
            "running": (palette.accent, palette.accent_soft),
            "done": (palette.accent, palette.accent),
            "late": (palette.worse, palette.worse_soft),
            "stopped": (palette.muted, palette.sunken),
        }[state]

    def _today(self, today: date, scale: CalendarScale, top: float, bottom: float) -> Group:
        size, palette = self.size, self.palette
        x = scale.at(today)
        half = text_width("today", size.tick) / 2
        text_x = min(max(x, size.margin + half), size.width - size.margin - half)
        label = Words("today", text_x, top - 5, size.tick, palette.worse, anchor="middle")
        return Group("today", [Line([(x, top), (x, bottom)], palette.worse, 1.3, dash=(5, 3)), label])
