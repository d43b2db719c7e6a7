"""Numbers, dates and periods as a teacher would say them (US English)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Cadence = Literal["day", "week", "two weeks", "month"]
Direction = Literal["higher", "lower", "neutral"]
State = Literal["too_early", "steady", "better", "worse", "changed"]

#: A sentence, and the state that it describes.
Finding = tuple[str, State]

#: A word for a pill.
STATE_WORDS: dict[State, str] = {
    "too_early": "Too early to say",
    "steady": "Steady",
    "better": "Better",
    "worse": "Worse",
    "changed": "Changed",
}

_PERIODS: dict[Cadence, tuple[str, str]] = {
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "two weeks": ("two-week period", "two-week periods"),
    "month": ("month", "months"),
}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number(value: float, *, percent: bool = False) -> str:
    """Three digits or so: 62, 14.5, 0.031, 1,240; percentages from 10 on without decimals."""
    size = abs(value)
    if size >= 100 or (percent and size >= 10):
        text = f"{value:,.0f}"
    elif size >= 10 or percent:
        text = f"{value:.1f}"
    elif size >= 1:
        text = f"{value:.2f}"
    else:
        text = f"{value:.3f}" if size >= 0.001 or not size else f"{value:.2g}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def count(how_many: int, one: str, many: str | None = None) -> str:
    """1 point, 2 points."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


def day(when: date, *, year: bool, month_only: bool = False) -> str:
    """3 March, 3 March 2024, March 2024."""
    words = _MONTHS[when.month - 1] if month_only else f"{when.day} {_MONTHS[when.month - 1]}"
    return f"{words} {when.year}" if year else words


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How a series is spoken of.

    Unit ("%", "minutes", ""), cadence, which values are better, and the first day of each period.
    """

    unit: str = ""
    cadence: Cadence = "week"
    direction: Direction = "neutral"
    dates: Sequence[date] | None = None

    @property
    def period(self) -> str:
        """day, week, two-week period, month."""
        return _PERIODS[self.cadence][0]

    def quantity(self, value: float) -> str:
        """A value with its unit."""
        text = number(value, percent=self.unit == "%")
        return f"{text} {self.unit}" if self.unit else text

    def when(self, index: int, *, year: bool = False) -> str:
        """The period at *index*; the year is said if wanted, or if it is not that of the last period."""
        if self.dates is None:
            return f"point {index + 1}"
        start = self.dates[index]
        year = year or start.year != self.dates[-1].year
        return day(start, year=year, month_only=self.cadence == "month")

    def on(self, index: int) -> str:
        """When a single value was noted: "of 3 March", "of the week of 3 March"."""
        if self.dates is None or self.cadence in ("day", "month"):
            return f"of {self.when(index)}"
        return f"of the {self.period} of {self.when(index)}"

    def in_a_row(self, first: int, last: int, length: int) -> str | None:
        """9 weeks in a row; None if there is a gap in the periods from *first* to *last*."""
        if last - first + 1 != length:
            return None
        if self.dates is not None:
            steps = zip(self.dates[first:last], self.dates[first + 1 : last + 1], strict=True)
            if not all(self._follows(before, after) for before, after in steps):
                return None
        return f"{count(length, *_PERIODS[self.cadence])} in a row"

    def span(self, first: int, last: int, *, ongoing: bool) -> str:
        """since 3 March | from 3 March to 5 May."""
        if ongoing:
            return f"since {self.when(first)}"
        year = self.dates is not None and self.dates[first].year != self.dates[last].year
        return f"from {self.when(first)} to {self.when(last, year=year)}"

    def change(self, side: int) -> tuple[str, State]:
        """What a change to that side means here."""
        if self.direction == "neutral":
            return "something changed", "changed"
        better = (side > 0) == (self.direction == "higher")
        return (
            f"something changed, for the {'better' if better else 'worse'}",
            "better" if better else "worse",
        )

    def _follows(self, before: date, after: date) -> bool:
        if self.cadence == "month":
            return (after.year - before.year) * 12 + after.month - before.month == 1
        if self.cadence == "day":
            between = (before + timedelta(days) for days in range(1, min((after - before).days, 4)))
            return before < after and (after - before).days <= 3 and all(d.weekday() >= 5 for d in between)
        return (after - before).days == (7 if self.cadence == "week" else 14)
