"""What one cell of a grid or a file says of a measure, and how a value is written in a cell. No database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from nic.kernel.errors import DomainError
from nic.measures.models import MeasureKind
from nic.measures.readings import Reading, checked
from nic.web.typed_numbers import decimal_sign_of, read_number

BLANK = frozenset({"", "-", "–", "—", ".", "n/a", "na", "#n/a", "null"})
"""How spreadsheets say that there is nothing."""
LONGEST = 60

_FRACTION = re.compile(r"(.+?)\s*(?:/|\bout of\b|\bof\b)\s*(.+)", re.IGNORECASE)
_WITH_PEOPLE = re.compile(r"(.*\d.*?)\s*(?:\(\s*(?:n\s*=?\s*)?(\d+)\s*\)|\bn\s*=?\s*(\d+))", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+)")
_PERCENT = re.compile(r"(.+?)\s*(?:%|\bpercent)", re.IGNORECASE)


class Figures(Protocol):
    """A value with what is known of it, as an observation has them."""

    @property
    def value(self) -> float: ...

    @property
    def numerator(self) -> float | None: ...

    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a figure or two parts, and the number of people where it is written."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None

    def as_reading(self, series_id: int, start: date, mark: UUID, note: str = "") -> Reading:
        """The cell as a reading of one period."""
        return Reading(series_id, start, mark, self.value, self.numerator, self.denominator, self.n, note)

    @property
    def text(self) -> str:
        """As it stands in a cell once it was read."""
        if self.numerator is not None and self.denominator is not None:
            return f"{plain_figure(self.numerator)}/{plain_figure(self.denominator)}"
        figure = plain_figure(self.value or 0.0)
        return figure if self.n is None else f"{figure} ({self.n})"


def cell_text(found: Figures) -> str:
    """How a value is written in a cell: "11/24", "46.5"."""
    if found.numerator is not None and found.denominator is not None:
        return f"{plain_figure(found.numerator)}/{plain_figure(found.denominator)}"
    return plain_figure(found.value)


def plain_figure(value: float) -> str:
    """A figure with no more than four decimals, and no signs between thousands."""
    text = f"{value:.4f}" if abs(value) >= 0.001 or not value else f"{value:.10f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().lower() in BLANK


def read_cell(text: str, kind: MeasureKind, unit: str = "", decimal: str | None = None) -> Cell | None:
    """What a cell says of a measure; None for a blank one. ``decimal`` as in ``read_number``.

    Raises DomainError with a sentence for what is no value of such a measure.
    """
    if is_blank(text):
        return None
    typed = text.strip()
    if len(typed) > LONGEST:
        raise DomainError("This is too long for a figure.", "value")
    try:
        cell = _read(typed, kind, unit, decimal)
    except ValueError as error:
        raise DomainError(str(error), "value") from error
    checked(cell.as_reading(0, date.min, UUID(int=0)), kind)
    return cell


def _read(typed: str, kind: MeasureKind, unit: str, decimal: str | None) -> Cell:
    parts = _FRACTION.fullmatch(typed)
    if parts is not None:
        if kind is not MeasureKind.PROPORTION:
            raise ValueError("This measure takes one figure, not so many out of so many.")
        part, whole = (_figure(each, kind, decimal) for each in parts.groups())
        return Cell(numerator=part, denominator=whole)
    people = _WITH_PEOPLE.fullmatch(typed)
    n = None
    if people is not None:
        typed, n = people[1], int(people[2] or people[3])
    return Cell(value=_figure(_without_unit(typed, kind, unit), kind, decimal), n=n)


def _without_unit(typed: str, kind: MeasureKind, unit: str) -> str:
    percent = _PERCENT.fullmatch(typed)
    if percent is not None:
        if kind is not MeasureKind.PROPORTION and unit != "%":
            raise ValueError("This measure is not in percent.")
        return percent[1]
    if unit and typed.lower().endswith(unit.lower()):
        return typed[: -len(unit)].strip()
    return typed


def _figure(text: str, kind: MeasureKind, decimal: str | None) -> float:
    """A figure; of a count "1,234" and "1.234" have one meaning only."""
    if kind is MeasureKind.COUNT and _THOUSANDS.fullmatch(text.strip()):
        text = text.replace(",", "").replace(".", "")
    return read_number(text, decimal)


def decimal_sign(texts: Iterable[str]) -> str | None:
    """The decimal sign on which the cells of a block agree, whatever stands behind their figures."""
    return decimal_sign_of(text.strip().rstrip("%").strip() for text in texts)
