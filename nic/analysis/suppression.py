"""Small groups: what of a table or series may be published so that no group of 10 people or fewer can be worked out.

Primary: an entry (cell or total) with n <= 10 is hidden. Complementary: enough others are hidden that whoever knows all
that is published, and even which hidden entries are small and which are not, still finds at least two values in 0..10
for each small one; for rates at least two of n, of the numerator and of the rest. n counts people, never teams or
weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nic.analysis.hiding import SMALL, Place, Rate, Standing, Table, total

__all__ = [
    "SMALL",
    "Place",
    "Published",
    "Rate",
    "may_be_pooled",
    "suppress_rates",
    "suppress_series",
    "suppress_table",
]

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Published(Generic[Entry]):
    """What may be shown; None is hidden, not published, or was never there.

    `small` and `complementary` say where and why entries are hidden: (row, column), 0-based, the row after the last for
    column totals and the column after the last for row totals. `totals_withheld`: hiding cells was not enough, so no
    total is shown.
    """

    cells: tuple[tuple[Entry | None, ...], ...]
    row_totals: tuple[Entry | None, ...]
    column_totals: tuple[Entry | None, ...]
    grand_total: Entry | None
    small: frozenset[Place]
    complementary: frozenset[Place]
    totals_withheld: bool = False

    @property
    def hidden(self) -> frozenset[Place]:
        """Every place that is hidden."""
        return self.small | self.complementary


def suppress_table(
    counts: Sequence[Sequence[int | None]],
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    grand_total: bool = True,
) -> Published[int]:
    """Numbers of people in rows and columns; the flags say which totals are published. None: there is no such cell.

    Raises ValueError for rows of different lengths and for negative numbers.
    """
    cells = [[None if count is None else Rate(0, count) for count in row] for row in counts]
    return _suppress(cells, True, (row_totals, column_totals, grand_total), lambda rate: rate.denominator)


def suppress_rates(
    numerators: Sequence[Sequence[int | None]],
    denominators: Sequence[Sequence[int | None]],
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    grand_total: bool = True,
) -> Published[Rate]:
    """Rates with their n in rows (teams) and columns (weeks), and the rates of all together.

    A rate published with its n gives both away, so both are hidden together. A cell that lacks either is not there.
    Raises ValueError for tables of different shapes and for numerators outside 0..n.
    """
    cells = [_rates(*rows) for rows in zip(numerators, denominators, strict=True)]
    return _suppress(cells, False, (row_totals, column_totals, grand_total), lambda rate: rate)


def suppress_series(
    numerators: Sequence[int | None], denominators: Sequence[int | None], *, with_total: bool = True
) -> Published[Rate]:
    """One series of weeks, as row 0; *with_total*: the rate of the whole time is published as well."""
    return suppress_rates(
        [numerators], [denominators], row_totals=with_total, column_totals=False, grand_total=False
    )


def may_be_pooled(numerators: Sequence[int], denominators: Sequence[int]) -> bool:
    """May the rates of small groups enter a published sum, with the large ones published beside it?

    True if none of them can be solved for and the sum itself is not small.
    """
    rates = _rates(numerators, denominators)
    pooled = total(rates)
    table = Table([rates], counts=False, published=(True, False, False))
    return pooled.denominator > SMALL and table.is_safe()


def _rates(numerators: Sequence[int | None], denominators: Sequence[int | None]) -> list[Rate | None]:
    pairs = zip(numerators, denominators, strict=True)
    return [None if k is None or n is None else Rate(k, n) for k, n in pairs]


def _suppress(
    cells: Sequence[Sequence[Rate | None]],
    counts: bool,
    published: tuple[bool, bool, bool],
    shown: Callable[[Rate], Entry],
) -> Published[Entry]:
    if len({len(row) for row in cells}) > 1:
        raise ValueError("rows differ in length")
    if any(rate is not None and not 0 <= rate.numerator <= rate.denominator for row in cells for rate in row):
        raise ValueError("numbers of people are 0 or more, numerators at most their denominators")
    table = Table(cells, counts=counts, published=published)
    withheld = not table.protect()
    if withheld:
        table.withhold_totals()
        table.protect()
    visible = table.places(Standing.VISIBLE)

    def show(place: Place, rate: Rate | None) -> Entry | None:
        return shown(rate) if rate is not None and place in visible else None

    bottom, side = table.rows, table.columns
    across = list(zip(*cells, strict=True)) if cells else []
    return Published(
        tuple(tuple(show((r, c), rate) for c, rate in enumerate(row)) for r, row in enumerate(cells)),
        tuple(show((r, side), total(row)) for r, row in enumerate(cells)),
        tuple(show((bottom, c), total(column)) for c, column in enumerate(across)),
        show((bottom, side), total(rate for row in cells for rate in row)),
        table.places(Standing.SMALL),
        table.places(Standing.COMPLEMENTARY),
        withheld,
    )
