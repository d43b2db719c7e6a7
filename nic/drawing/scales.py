"""Axes in numbers: round tick values, linear scales, positions along time, and numbers in words."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from nic.drawing.text import NO_BREAK_SPACE

Moment = date | float
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from values `low`..`high` to pixels `start`..`end` (either direction)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Pixel of `value`; values beyond the ends are kept at the ends."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_ticks(low: float, high: float, intervals: int) -> list[float]:
    """Round numbers that cover `low`..`high` in at most `intervals` steps of 1, 2, 2.5 or 5 times 10^k."""
    if not low < high:
        room = abs(low) * 0.1 or 1.0
        low, high = low - room, high + room
    rough = (high - low) / intervals
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (factor * power * scale for scale in (1, 10) for factor in _STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= intervals:
            return [round(index * step, 10) for index in range(first, last + 1)]
    raise ValueError("The numbers are too large or too close to draw.")


def value_ticks(values: Iterable[float], intervals: int, *, percent: bool = False) -> list[float]:
    """Tick values for an axis that shows all `values`; not below zero or above 100 % where no value is."""
    numbers = list(values)
    if not numbers:
        return round_ticks(0.0, 100.0 if percent else 1.0, intervals)
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.06
    if high - low <= max(abs(low), 1.0) * 1e-8:
        room = abs(low) * 0.1 if abs(low) > 1e-6 else 1.0
    floor = 0.0 if low >= 0 else -math.inf
    ceiling = 100.0 if percent and high <= 100 else math.inf
    return round_ticks(max(low - room, floor), min(high + room, ceiling), intervals)


def number_text(value: float, decimals: int | None = None) -> str:
    """`value` as people write it: a true minus sign, one decimal below 100, two digits below 1."""
    if decimals is None:
        size = abs(value)
        decimals = 0 if size >= 100 or value == int(value) else 1
        if 0 < size < 1:
            decimals = 1 - math.floor(math.log10(size))
        text = f"{value:,.{min(decimals, 6)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value:,.{decimals}f}"
    return "0" if text in ("-0", "") else text.replace("-", "\u2212")


def value_text(value: float, unit: str, decimals: int | None = None) -> str:
    """`value` with its unit, kept on one line: "37 %", "12 min", "4"."""
    return number_text(value, decimals) + (NO_BREAK_SPACE + unit if unit else "")


def tick_texts(ticks: Sequence[float], unit: str) -> list[str]:
    """Texts of axis ticks with as many decimals as the step needs; a unit of more than two letters is left
    out."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    decimals = 0
    while decimals < 6 and abs(round(step, decimals) - step) > step * 1e-6:
        decimals += 1
    return [value_text(tick, unit if len(unit) <= 2 else "", decimals) for tick in ticks]


class TimeScale:
    """Pixels of points along the horizontal axis, by date where every point has one in order, else evenly.

    A point lies `inset` pixels inside the ends; `at` places a date or a point number (0 = first; halves lie
    between points).
    """

    def __init__(
        self, count: int, dates: Sequence[date] | None, start: float, end: float, inset: float
    ) -> None:
        self.start, self.end, self.count = start, end, count
        days = [day.toordinal() for day in dates] if dates else []
        rising = all(first < second for first, second in pairwise(days))
        self._days = days if len(days) > 1 and rising else []
        if self._days:
            scale = Scale(days[0], days[-1], start + inset, end - inset)
            self.positions = [scale.at(day) for day in days]
        else:
            self.positions = [self._even(index, inset) for index in range(count)]
        self.gaps = self._gaps()

    def _even(self, index: int, inset: float) -> float:
        if self.count == 1:
            return (self.start + self.end) / 2
        return self.start + inset + index / (self.count - 1) * (self.end - self.start - 2 * inset)

    @property
    def spacing(self) -> float:
        """Usual distance between neighbors, in pixels."""
        gaps = [after - before for before, after in pairwise(self.positions)]
        return median(gaps) if gaps else self.end - self.start

    def at(self, moment: Moment) -> float:
        """Pixel of a date or of a point number, kept inside the axis."""
        if not self.positions:
            return self.start
        index = self._index_of(moment) if isinstance(moment, date) else float(moment)
        before = min(max(math.floor(index), 0), self.count - 1)
        after = min(before + 1, self.count - 1)
        step = self.positions[after] - self.positions[before] or self.spacing
        return min(max(self.positions[before] + (index - before) * step, self.start), self.end)

    def _index_of(self, day: date) -> float:
        """Point number of a date, with fractions between points and beyond the ends."""
        if not self._days:
            return 0.0
        number = day.toordinal()
        place = min(max(bisect_right(self._days, number) - 1, 0), len(self._days) - 2)
        first, second = self._days[place], self._days[place + 1]
        return place + (number - first) / (second - first)

    def _gaps(self) -> frozenset[int]:
        """Points before which regular dates skip at least one period: the line is broken there."""
        steps = [after - before for before, after in pairwise(self._days)]
        if not steps:
            return frozenset()
        usual = median(steps)
        regular = sum(abs(step - usual) <= usual * 0.2 for step in steps) >= 0.6 * len(steps)
        wide = [index for index, step in enumerate(steps, start=1) if step > 1.5 * usual]
        return frozenset(wide if regular else ())
