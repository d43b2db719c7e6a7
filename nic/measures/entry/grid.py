"""The grid: the periods of a cadence down, a team's measures across, and in each cell a value as text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from nic.kernel.errors import DomainError
from nic.measures.entry.cells import cell_text, is_blank, read_cell
from nic.measures.entry.queries.grids import GridValue
from nic.measures.models import Cadence, MeasureKind, Origin, Series
from nic.measures.periods import anchors_of, has_school, next_period, period_start, previous_period
from nic.organizations.calendar import SchoolCalendar

Key = tuple[int, date]
"""A cell: the key of its series and the start of its period."""

ROWS = {Cadence.DAILY: 20, Cadence.WEEKLY: 12, Cadence.FORTNIGHTLY: 12, Cadence.MONTHLY: 12}
MOST_ROWS = 60
ORDER = (Cadence.WEEKLY, Cadence.DAILY, Cadence.FORTNIGHTLY, Cadence.MONTHLY)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One period; ``is_open`` where there is school in it."""

    start: date
    is_open: bool = True


@dataclass(slots=True)
class Grid:
    """What the page shows. ``texts`` are the cells as typed, ``opened`` as they were when the page was opened."""

    cadence: Cadence
    series: Sequence[Series]
    rows: Sequence[GridRow]
    texts: dict[Key, str]
    opened: dict[Key, str]
    errors: dict[Key, str] = field(default_factory=dict)
    waiting: frozenset[Key] = frozenset()
    sums: frozenset[Key] = frozenset()
    """Cells that are added up from parts: they are read here, and entered where the parts are."""

    skipped: frozenset[Key] = frozenset()
    """Cells of which the team has said that there is no value."""

    @property
    def first(self) -> date:
        """The start of the first period."""
        return self.rows[0].start

    @property
    def last(self) -> date:
        """The start of the last period."""
        return self.rows[-1].start

    @property
    def changed(self) -> list[Key]:
        """The cells whose text is another one than when the page was opened."""
        return [key for key, text in self.texts.items() if text != self.opened.get(key, "")]

    def name_of(self, key: Key) -> str:
        """How a cell is called in the form."""
        return cell_name(*key)


def cell_name(series_id: int, start: date) -> str:
    """How a cell is called in the form: "v-3-20270308"."""
    return f"v-{series_id}-{start:%Y%m%d}"


def cadences_of(series: Iterable[Series]) -> list[Cadence]:
    """The cadences that a team's measures have, each with a grid of its own."""
    there = {each.definition.cadence for each in series}
    return [cadence for cadence in ORDER if cadence in there]


def rows_of(cadence: Cadence, calendar: SchoolCalendar, until: date, count: int) -> list[GridRow]:
    """The last ``count`` periods up to the one that holds ``until``, oldest first; of days, those with school."""
    anchors = anchors_of(calendar)
    start = period_start(cadence, until, anchors)
    oldest = start - timedelta(days=800)
    found: list[GridRow] = []
    while len(found) < count and start > oldest:
        is_open = has_school(calendar, cadence, start)
        if is_open or cadence is not Cadence.DAILY:
            found.append(GridRow(start, is_open))
        start = previous_period(cadence, start, anchors)
    return found[::-1] or [GridRow(period_start(cadence, until, anchors), False)]


def after(cadence: Cadence, calendar: SchoolCalendar, start: date, count: int, today: date) -> date:
    """The period ``count`` periods later, at most the one that holds today."""
    anchors = anchors_of(calendar)
    latest = period_start(cadence, today, anchors)
    for _ in range(count):
        start = min(next_period(cadence, start, anchors), latest)
    return start


def texts_of(values: Mapping[Key, GridValue]) -> dict[Key, str]:
    """The cells that have a value."""
    return {key: cell_text(value) for key, value in values.items()}


def sums_of(values: Mapping[Key, GridValue]) -> frozenset[Key]:
    """The cells that are added up from parts."""
    return frozenset(key for key, value in values.items() if value.origin is Origin.PARTS)


def opened_line(opened: Mapping[Key, str]) -> str:
    """The cells as the page was opened, for a hidden field; ``opened_cells`` reads it back."""
    return ";".join(f"{series_id}.{start:%Y%m%d}={text}" for (series_id, start), text in opened.items())


def opened_cells(line: str) -> dict[Key, str]:
    """What ``opened_line`` wrote; what is no cell is passed over."""
    found: dict[Key, str] = {}
    for part in line.split(";"):
        name, _, text = part.partition("=")
        series_id, _, day = name.partition(".")
        try:
            found[int(series_id), date.fromisoformat(day)] = text
        except ValueError:
            continue
    return found


def check(
    texts: Mapping[Key, str], series: Sequence[Series], decimal: str | None = None
) -> tuple[dict[Key, str], dict[Key, str]]:
    """The cells as they are read, and what is wrong with the others. ``decimal`` is the sign of their block."""
    kinds: dict[int, tuple[MeasureKind, str]] = {
        each.id: (each.definition.kind, each.definition.unit) for each in series
    }
    right: dict[Key, str] = {}
    wrong: dict[Key, str] = {}
    for key, text in texts.items():
        try:
            cell = read_cell(text, *kinds[key[0]], decimal=decimal)
        except DomainError as error:
            wrong[key] = error.message
        else:
            right[key] = cell.text if cell else ""
    return right, wrong


@dataclass(frozen=True, slots=True)
class Placed:
    """A block laid over the grid: the cells that it fills, and how many of its cells lie outside."""

    texts: dict[Key, str]
    outside: int


def place_block(grid: Grid, block: Sequence[Sequence[str]], first_row: int, first_column: int) -> Placed:
    """Lays a block over the grid with its upper left corner in one cell. Blank cells leave what is there."""
    texts: dict[Key, str] = {}
    outside = 0
    for down, cells in enumerate(block, first_row):
        for across, text in enumerate(cells, first_column):
            if is_blank(text):
                continue
            if down < len(grid.rows) and across < len(grid.series):
                texts[grid.series[across].id, grid.rows[down].start] = text.strip()
            else:
                outside += 1
    return Placed(texts, outside)
