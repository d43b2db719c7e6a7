"""The only clock. Instants are UTC; dates are dates in a school's time zone; weeks are ISO weeks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(time_zone: str = "UTC") -> date:
    """The date now in a time zone given by its IANA name."""
    return local(now(), time_zone).date()


def local(instant: datetime, time_zone: str) -> datetime:
    """An aware instant as the wall clock of a time zone shows it."""
    return instant.astimezone(ZoneInfo(time_zone))


def week_start(day: date) -> date:
    """The Monday of the ISO week that holds ``day``."""
    return day - timedelta(days=day.weekday())


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Holds the clock at an aware instant; used by tests and by the demo story."""
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
