"""Two school years around today: the last one and the present one, with their holidays. Pure: today is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from nic.kernel.clock import week_start

TIME_ZONE = "America/New_York"
WEEK = timedelta(weeks=1)
YEAR_WEEKS = 41
WEEKS_GONE = 4
"""The present school year is at least so old; before that the last one goes on."""
WEEKS_LEFT = 2
"""The present school year ends at least so long after today."""
FRIDAY = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Break:
    """Whole weeks without school, from a Monday to a Friday."""

    name: str
    starts_on: date
    ends_on: date

    def later(self) -> "Break":
        """The same a week later."""
        return Break(self.name, self.starts_on + WEEK, self.ends_on + WEEK)

    def holds(self, monday: date) -> bool:
        """Whether a week lies in it."""
        return self.starts_on <= monday <= self.ends_on


@dataclass(frozen=True, slots=True)
class DemoYear:
    """A school year, from a Monday to a Friday."""

    starts_on: date
    ends_on: date
    breaks: tuple[Break, ...]

    @property
    def name(self) -> str:
        """Such as "2026-27"."""
        return f"{self.starts_on.year}-{(self.starts_on.year + 1) % 100:02}"

    def school_weeks(self) -> Iterator[date]:
        """The Mondays of its weeks with school."""
        monday = self.starts_on
        while monday <= self.ends_on:
            if not any(found.holds(monday) for found in self.breaks):
                yield monday
            monday += WEEK


@dataclass(frozen=True)
class DemoCalendar:
    """The time of the story. It is told in school weeks: 0 is the present one, -1 the one with school before it."""

    today: date

    @property
    def this_week(self) -> date:
        """The Monday of this week, which always has school."""
        return week_start(self.today)

    @cached_property
    def years(self) -> tuple[DemoYear, DemoYear]:
        """The last school year and the present one."""
        start = first_day(self.today.year)
        if self.today < start + WEEKS_GONE * WEEK:
            start = first_day(self.today.year - 1)
        usual_end = start + (YEAR_WEEKS - 1) * WEEK + FRIDAY
        earliest_end = week_start(self.today + WEEKS_LEFT * WEEK + timedelta(days=2)) + FRIDAY
        around = tuple(self._around_today(found) for found in breaks(start.year))
        before = first_day(start.year - 1)
        last = DemoYear(before, before + (YEAR_WEEKS - 1) * WEEK + FRIDAY, breaks(before.year))
        return last, DemoYear(start, max(usual_end, earliest_end), around)

    def _around_today(self, found: Break) -> Break:
        """A break that would hold this week comes later, so that there is something to log."""
        while found.holds(self.this_week):
            found = found.later()
        return found

    @cached_property
    def school_weeks(self) -> tuple[date, ...]:
        """Every week with school of both years, in order."""
        return tuple(monday for year in self.years for monday in year.school_weeks())

    def week(self, offset: int) -> date:
        """The Monday of a school week, counted from this one; past the end of the year weeks go on without a break.

        Raises IndexError before the first year.
        """
        place = self.school_weeks.index(self.this_week) + offset
        if place < 0:
            raise IndexError(f"{-offset} school weeks ago lies before the story")
        beyond = place - (len(self.school_weeks) - 1)
        return self.school_weeks[place] if beyond <= 0 else self.school_weeks[-1] + beyond * WEEK

    def friday(self, offset: int) -> date:
        """The Friday of a school week."""
        return self.week(offset) + FRIDAY

    def at(self, offset: int, weekday: int = 0, hour: int = 12, minute: int = 0) -> datetime:
        """An instant in a school week, never later than the start of today."""
        day = self.week(offset) + timedelta(days=weekday)
        return min(self.instant(day, hour, minute), self.instant(self.today))

    def instant(self, day: date, hour: int = 0, minute: int = 0) -> datetime:
        """A time of a day in the story's time zone."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(TIME_ZONE))


def first_day(year: int) -> date:
    """The first day of the school year that begins in ``year``: the Monday nearest to 1 September."""
    return week_start(date(year, 9, 1) + timedelta(days=3))


def breaks(year: int) -> tuple[Break, ...]:
    """The holidays of the school year that begins in ``year``."""
    return (
        _weeks("Thanksgiving break", _nth(year, 11, weekday=3, number=4)),
        _weeks("Winter break", date(year, 12, 25), weeks=2),
        _weeks("February break", _nth(year + 1, 2, weekday=0, number=3)),
        _weeks("April break", _nth(year + 1, 4, weekday=0, number=3)),
    )


def _weeks(name: str, day: date, weeks: int = 1) -> Break:
    monday = week_start(day)
    return Break(name, monday, monday + (weeks - 1) * WEEK + FRIDAY)


def _nth(year: int, month: int, *, weekday: int, number: int) -> date:
    """Such as the fourth (``number``) Thursday (``weekday`` 3) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (number - 1) * WEEK
