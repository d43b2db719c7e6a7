"""Periods: each is named by the date on which it starts, by cadence. Dates are dates in a school's time zone."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nic.kernel.clock import week_start
from nic.measures.models import Cadence
from nic.organizations.calendar import SchoolCalendar

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
WINDOW = timedelta(weeks=52)
"""How far back a page looks from the latest value, unless it is asked for more."""

FURTHEST_LOOK_BACK = 400

_FIRST_MONDAY = date(1970, 1, 5)


def anchors_of(calendar: SchoolCalendar) -> tuple[date, ...]:
    """The Mondays from which periods of two weeks are counted: those of the weeks in which a school year starts."""
    return tuple(sorted({week_start(year.first) for year in calendar.years}))


def period_start(cadence: Cadence, day: date, anchors: Sequence[date] = ()) -> date:
    """The start of the period that holds ``day``.

    Daily: the day itself; weekly: its Monday; monthly: the 1st; every two weeks: counted from the latest of ``anchors``
    (Mondays, in order) that is not after the day, or back from the first one.
    """
    if cadence is Cadence.DAILY:
        return day
    if cadence is Cadence.MONTHLY:
        return day.replace(day=1)
    monday = week_start(day)
    if cadence is Cadence.WEEKLY:
        return monday
    earlier = [anchor for anchor in anchors if anchor <= monday]
    anchor = earlier[-1] if earlier else next(iter(anchors), _FIRST_MONDAY)
    return anchor + (monday - anchor) // (2 * WEEK) * (2 * WEEK)


def next_period(cadence: Cadence, start: date, anchors: Sequence[date] = ()) -> date:
    """The start of the period after the one that starts at ``start``."""
    if cadence is Cadence.DAILY:
        return start + DAY
    if cadence is Cadence.WEEKLY:
        return start + WEEK
    if cadence is Cadence.MONTHLY:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    after = start + 2 * WEEK
    return min((anchor for anchor in anchors if start < anchor < after), default=after)


def previous_period(cadence: Cadence, start: date, anchors: Sequence[date] = ()) -> date:
    """The start of the period before the one that starts at ``start``."""
    return period_start(cadence, start - DAY, anchors)


def has_school(calendar: SchoolCalendar, cadence: Cadence, start: date) -> bool:
    """Whether there is a school day in a period; without one no value is due."""
    end = next_period(cadence, start, anchors_of(calendar))
    return any(calendar.is_school_day(day) for day in _days(start, end))


def _days(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start += DAY


def latest_with_school(calendar: SchoolCalendar, cadence: Cadence, before: date) -> date | None:
    """The latest period with a school day that starts before the period ``before``; None within about a year."""
    start, anchors = before, anchors_of(calendar)
    while before - start <= timedelta(days=FURTHEST_LOOK_BACK):
        start = previous_period(cadence, start, anchors)
        if has_school(calendar, cadence, start):
            return start
    return None


def pooled_start(cadence: Cadence, start: date) -> date:
    """The date under which a period is pooled over teams: a day under its Monday, others under their own."""
    return week_start(start) if cadence is Cadence.DAILY else start


def window_start(latest: date) -> date:
    """The first date of the last 52 weeks that have data, where ``latest`` is the latest period."""
    return latest - WINDOW + DAY


LENGTH = {
    Cadence.DAILY: timedelta(days=2),
    Cadence.WEEKLY: WEEK,
    Cadence.FORTNIGHTLY: 2 * WEEK,
    Cadence.MONTHLY: timedelta(days=31),
}
"""About how long after a period the next one with school follows."""


def ago(cadence: Cadence, start: date, current: date) -> str:
    """An earlier period as seen from a later one: "last week", "3 weeks ago", "yesterday", "12 March", "February"."""
    if cadence is Cadence.MONTHLY:
        return "last month" if next_period(cadence, start) == current else f"{start:%B}"
    if cadence is Cadence.DAILY:
        return "yesterday" if start + DAY == current else f"{start.day} {start:%B}"
    weeks = (current - start) // WEEK
    return "last week" if weeks == 1 else f"{weeks} weeks ago"


def label(cadence: Cadence, start: date, with_year: bool = True) -> str:
    """A period in words: "8 March 2027", "March 2027", "week of 8 March 2027"; if wanted, without its year."""
    month = f"{start:%B %Y}" if with_year else f"{start:%B}"
    if cadence is Cadence.MONTHLY:
        return month
    day = f"{start.day} {month}"
    match cadence:
        case Cadence.DAILY:
            return day
        case Cadence.WEEKLY:
            return f"week of {day}"
        case _:
            return f"two weeks from {day}"
