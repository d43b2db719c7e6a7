"""Dates and figures as people read them."""

from datetime import date, datetime

from nic.kernel import clock
from nic.kernel.identity import current_identity


def day(value: date) -> str:
    """ "Friday 12 March", with the year where it is not this one."""
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{value:%A} {value.day} {value:%B}{year}"


def short_day(value: date) -> str:
    """ "12 March", with the year where it is not this one."""
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{value.day} {value:%B}{year}"


def week(value: date) -> str:
    """ "Week of 8 March"."""
    return f"Week of {short_day(clock.week_start(value))}"


def moment(value: datetime) -> str:
    """ "12 March 10:32", in the reader's time zone."""
    shown = clock.local(value, current_identity().time_zone)
    return f"{short_day(shown.date())} {shown:%H:%M}"


def figure(value: float | None, unit: str = "", digits: int = 1) -> str:
    """A figure with its unit: "62 %", "4.5 min", "12"; a dash for none."""
    if value is None:
        return "\N{EN DASH}"
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
    text = "0" if text == "-0" else text
    return f"{text}\u00a0{unit}" if unit else text


def file_name(words: str, ending: str) -> str:
    """ "exit-tickets.csv" of "Exit tickets"."""
    plain = "".join(sign if sign.isalnum() else "-" for sign in words.lower())
    return f"{plain.strip('-')}.{ending}"


def sentence_case(text: str) -> str:
    """A text with a capital at its beginning, and as it is after that."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 school", "3 schools", "1,645 teams"; ``many`` where the plural is more than an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
