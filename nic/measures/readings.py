"""A reading as somebody sends it: checked, and put into the unit of its measure, before anything is written."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from nic.kernel.errors import DomainError
from nic.measures.models import MeasureKind

MOST_PEOPLE = 1_000_000_000
"""More than live anywhere; what is typed beyond it is a slip."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value for one period of one series, with the mark that the device gave it."""

    series_id: int
    period_start: date
    client_uuid: UUID
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    note: str = ""

    @property
    def body(self) -> tuple[object, ...]:
        """What was sent, without its mark."""
        return (
            self.series_id,
            self.period_start,
            self.value,
            self.numerator,
            self.denominator,
            self.n,
            self.note,
        )

    def as_copy(self) -> "Reading":
        """The same under a mark of its own, always the same one: for a mark that was used for something else before."""
        return replace(self, client_uuid=uuid5(self.client_uuid, repr(self.body)))


def checked(reading: Reading, kind: MeasureKind, largest: float | None = None) -> Reading:
    """The reading with its value in the measure's unit. Raises DomainError with the field that is wrong.

    Of a proportion the parts are enough: the value is then in percent, and n the denominator where it is not given.
    ``largest`` is the end of a rating's scale, where it is known.
    """
    if reading.n is not None and not 0 <= reading.n <= MOST_PEOPLE:
        raise DomainError(f"The number of people lies between 0 and {MOST_PEOPLE:,}.", "n")
    if kind is MeasureKind.PROPORTION:
        return _proportion(reading)
    if reading.value is None:
        raise DomainError("Write a figure.", "value")
    if reading.value < 0 and kind is not MeasureKind.AVERAGE:
        raise DomainError("This figure cannot be below 0.", "value")
    if kind is MeasureKind.COUNT and reading.value != int(reading.value):
        raise DomainError("A count is a whole number.", "value")
    if largest is not None and reading.value > largest:
        raise DomainError(f"This figure cannot be above {largest:g}.", "value")
    return replace(reading, numerator=None, denominator=None)


def _proportion(reading: Reading) -> Reading:
    part, whole = reading.numerator, reading.denominator
    if part is None and whole is None:
        if reading.value is None:
            raise DomainError("Write a figure.", "value")
        if not 0 <= reading.value <= 100:
            raise DomainError("A percentage lies between 0 and 100.", "value")
        return reading
    if part is None:
        raise DomainError("Write how many of them.", "numerator")
    if whole is None or not 0 < whole <= MOST_PEOPLE:
        raise DomainError(f"Write how many there are in all, from 1 to {MOST_PEOPLE:,}.", "denominator")
    if not 0 <= part <= whole:
        raise DomainError(f"This lies between 0 and {whole:g}.", "numerator")
    n = reading.n if reading.n is not None or whole != int(whole) else int(whole)
    return replace(reading, value=100 * part / whole, n=n)
