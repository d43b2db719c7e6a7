"""School days: what a calendar says of a day or a week. Plain data, made of school years and holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from nic.kernel.clock import week_start


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in the span."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """When a school has lessons: within a school year and on no holiday, Monday to Friday.

    Where an agency has not entered any school year, every week counts.
    """

    years: tuple[Span, ...] = ()
    holidays: tuple[Span, ...] = ()

    @property
    def without_school(self) -> tuple[Span, ...]:
        """Holidays, and the weeks between two school years, in time order."""
        years = sorted(self.years, key=lambda year: year.first)
        day = timedelta(days=1)
        between = [
            Span(before.last + day, after.first - day)
            for before, after in pairwise(years)
            if before.last + day < after.first
        ]
        return tuple(sorted([*self.holidays, *between], key=lambda span: (span.first, span.last)))

    def is_school_day(self, day: date) -> bool:
        """Whether there are lessons on a day."""
        in_year = not self.years or any(year.holds(day) for year in self.years)
        return day.weekday() < 5 and in_year and not any(holiday.holds(day) for holiday in self.holidays)

    def is_school_week(self, day: date) -> bool:
        """Whether there are lessons on any day of the week that holds ``day``. In no other week is anything due."""
        monday = week_start(day)
        return any(self.is_school_day(monday + timedelta(days=number)) for number in range(5))
