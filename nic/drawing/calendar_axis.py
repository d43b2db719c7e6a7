"""A time axis by calendar: weeks, months or years, as many as fit."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from nic.drawing.palette import Palette
from nic.drawing.scales import Scale
from nic.drawing.shapes import Group, Line, Shape, Words
from nic.drawing.text import LINE_HEIGHT, text_width

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = ("week", 1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class CalendarScale:
    """A straight map from days to pixels."""

    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        """Pixel of `day`, kept inside the axis."""
        low, high = self.first.toordinal(), max(self.last.toordinal(), self.first.toordinal() + 1)
        return Scale(low, high, self.start, self.end).at(day.toordinal())


def calendar_scale(days: list[date], start: float, end: float) -> CalendarScale:
    """A scale over all `days`, with at least two weeks and a little room on both sides."""
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 12, 31))
    room = timedelta(days=max(2, round((last - first).days * 0.015)))
    if (last - first).days < 14:
        last = first + timedelta(days=14)
    return CalendarScale(first - room, last + room, start, end)


def calendar_axis(
    scale: CalendarScale, top: float, bottom: float, size: float, palette: Palette
) -> tuple[list[Shape], float]:
    """Thin lines from `top` to `bottom` with dates below, years on a second row; and the y below them."""
    ticks = next(ticks for step in _STEPS if _fits(ticks := _ticks(scale, step), scale, size) or step == 120)
    lines: list[Shape] = []
    words: list[Shape] = []
    baseline, year = bottom + size * 1.3, None
    for day, text in ticks:
        x = scale.at(day)
        lines.append(Line([(x, top), (x, bottom)], palette.grid, 1))
        x = min(x, scale.end + 4 - text_width(text, size) / 2)
        words.append(Words(text, x, baseline, size, palette.muted, anchor="middle"))
        if day.year != year and text != str(day.year):
            words.append(
                Words(str(day.year), x, baseline + size * LINE_HEIGHT, size, palette.muted, anchor="middle")
            )
        year = day.year
    return [Group("calendar-grid", lines), Group("time-axis", words)], baseline + size * LINE_HEIGHT + 6


def _ticks(scale: CalendarScale, step: int | str) -> list[tuple[date, str]]:
    ticks = []
    if step == "week":
        day = scale.first + timedelta(days=-scale.first.weekday() % 7)
        while day <= scale.last:
            ticks.append((day, f"{day.day} {_MONTHS[day.month - 1]}"))
            day += timedelta(days=7)
        return ticks
    months = int(step)
    number = -(-(scale.first.year * 12 + scale.first.month - (scale.first.day == 1)) // months) * months
    while (day := date(number // 12, number % 12 + 1, 1)) <= scale.last:
        ticks.append((day, _MONTHS[day.month - 1] if months < 12 else str(day.year)))
        number += months
    return ticks


def _fits(ticks: list[tuple[date, str]], scale: CalendarScale, size: float) -> bool:
    room = [scale.at(after[0]) - scale.at(before[0]) for before, after in pairwise(ticks)]
    widest = max((text_width(text, size) for _, text in ticks), default=0)
    return len(ticks) > 1 and min(room, default=0) >= max(widest, text_width("2026", size)) + 8
