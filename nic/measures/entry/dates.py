"""Dates as files write them: "2027-03-08", "3/8/2027", "8.3.2027", "2027-W10", "2027-03"."""

import re
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def read_date(text: str, day_first: bool = False) -> date:
    """The day that a text says; of a week its Monday, of a month its first. Raises ValueError with a sentence."""
    try:
        found = _read(text.strip(), day_first)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"“{text}” is not a date such as 2027-03-08")
    return found


def _read(text: str, day_first: bool) -> date | None:
    if iso := _ISO.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashes := _SLASHES.fullmatch(text):
        first, second = int(slashes[1]), int(slashes[2])
        day, month = (first, second) if day_first else (second, first)
        return date(_year(slashes[3]), month, day)
    if dots := _DOTS.fullmatch(text):
        return date(_year(dots[3]), int(dots[2]), int(dots[1]))
    if week := _WEEK.fullmatch(text):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    if month_of := _MONTH.fullmatch(text):
        return date(int(month_of[1]), int(month_of[2]), 1)
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether dates with slashes name the day first: where one of them can be nothing else."""
    return any(
        int(found[1]) > 12 for text in texts if (found := _SLASHES.fullmatch(text.strip())) is not None
    )
