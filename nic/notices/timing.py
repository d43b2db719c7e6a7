"""When a weekly notice is due, by the clock on the person's wall. No database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nic.kernel import clock

LATEST = timedelta(days=3)
"""A notice that could not be sent for so long is left out."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def due_day(weekday: int, hour: int, time_zone: str, since: datetime, now: datetime) -> date | None:
    """The day of the notice whose hour has come, told by the wall clock; None where none is due.

    An hour that a change of the clocks leaves out has come once the clock is past it; one that comes twice has come
    the first time. What was due before ``since``, or longer ago than ``LATEST``, is not due any more.
    """
    shown = clock.local(now, time_zone)
    day = shown.date() - timedelta(days=(shown.weekday() - weekday) % 7)
    if day == shown.date() and shown.hour < hour:
        day -= timedelta(days=7)
    instant = datetime.combine(day, time(hour), ZoneInfo(time_zone)).astimezone(UTC)
    return day if since <= instant and now - instant <= LATEST else None


def when_in_words(weekday: int, hour: int) -> str:
    """ "Fridays at 14:00"."""
    return f"{DAYS[weekday]}s at {hour}:00"
