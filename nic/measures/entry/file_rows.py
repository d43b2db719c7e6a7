"""The rows of a file as values of series: each checked, each wrong one named by its line. No database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nic.kernel.errors import DomainError
from nic.kernel.transactions import refuse_slow_work
from nic.measures.entry.cells import Cell, decimal_sign, read_cell
from nic.measures.entry.dates import is_day_first, read_date
from nic.measures.entry.matching import Matching, Role
from nic.measures.models import Cadence, MeasureKind
from nic.measures.periods import period_start
from nic.measures.readings import MOST_PEOPLE
from nic.web.files import rows_of
from nic.web.typed_numbers import read_number

SAMPLE = 500
BETWEEN_REPORTS = 5_000
LONGEST_NOTE = 2_000
FIGURES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Target:
    """A series that a file may fill, with what reading its cells takes. ``today`` is the day at its school."""

    series_id: int
    called: str
    definition_id: int
    kind: MeasureKind
    unit: str
    cadence: Cadence
    anchors: tuple[date, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Targets:
    """Every series that a file may fill, by team and measure.

    ``teams`` are the teams by all their names (None: several teams have this name), ``measures`` the measures by name.
    ``team`` is the one team of a file without a column of teams.
    """

    series: Mapping[tuple[int, int], Target]
    measures: Mapping[str, int]
    teams: Mapping[str, int | None] = field(default_factory=dict)
    team: int | None = None


class FileValue(NamedTuple):
    """One value of a file, ready to be loaded."""

    series_id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    n: int | None
    note: str


class BadRow(NamedTuple):
    """A row that cannot be loaded, by its line in the file."""

    line: int
    why: str


@dataclass
class Checked:
    """What a file says: its values, and the rows that cannot be loaded. ``rows`` counts all."""

    values: list[FileValue] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    rows: int = 0


def check_rows(
    path: Path, matching: Matching, targets: Targets, report: Callable[[int], None] = lambda _rows: None
) -> Checked:
    """Reads every row. ``report`` is told now and then how many were read."""
    refuse_slow_work("reading a file")
    reader = _Reader(matching, targets, list(islice(rows_of(path), SAMPLE)))
    for line, cells in rows_of(path):
        reader.take(line, cells)
        if reader.found.rows % BETWEEN_REPORTS == 0:
            report(reader.found.rows)
    return reader.found


class _Reader:
    """Reads row by row. What comes again and again (a team, a date, a figure) is read once."""

    def __init__(self, matching: Matching, targets: Targets, sample: Sequence[tuple[int, list[str]]]) -> None:
        self.found = Checked()
        self._targets = targets
        self._measures = list(matching.measures.items())
        self._only = matching.only or 0
        self._places = {role.value: place for role, place in matching.roles.items()}
        self._date = matching.roles[Role.DATE]
        self._note = matching.roles.get(Role.NOTE)
        self._day_first = is_day_first(_column(sample, self._date))
        figures = [place for role, place in matching.roles.items() if role in FIGURES]
        texts = [text for place in (*matching.measures, *figures) for text in _column(sample, place)]
        self._decimal = decimal_sign(texts)
        self._days: dict[str, date] = {}
        self._teams: dict[str, int] = {}
        self._starts: dict[tuple[int, date], date] = {}
        self._cells: dict[tuple[int, str], Cell | None] = {}
        self._lines: dict[tuple[int, date], int] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Takes one row, or names it among the bad ones."""
        self.found.rows += 1
        before = len(self.found.values)
        try:
            self._take(line, cells)
        except ValueError as error:
            self._refuse(line, str(error), before)
        except DomainError as error:
            self._refuse(line, error.message, before)

    def _refuse(self, line: int, why: str, before: int) -> None:
        del self.found.values[before:]
        self.found.bad.append(BadRow(line, why.rstrip(".")))

    def _take(self, line: int, cells: Sequence[str]) -> None:
        day = self._day(_at(cells, self._date))
        team = self._targets.team or self._team(_at(cells, self._places["team"]))
        note = _at(cells, self._note)
        if len(note) > LONGEST_NOTE:
            raise ValueError(f"its note is longer than {LONGEST_NOTE:,} signs")
        for place, definition_id in self._measures:
            target = self._target(team, definition_id)
            self._add(line, target, day, self._cell(_at(cells, place), target), note)
        if not self._measures:
            target = self._target(team, self._measure(cells))
            self._add(line, target, day, self._figures(cells, target), note)

    def _day(self, text: str) -> date:
        if text not in self._days:
            self._days[text] = read_date(text, self._day_first)
        return self._days[text]

    def _team(self, name: str) -> int:
        if name not in self._teams:
            key = name_key(name)
            if key not in self._targets.teams:
                raise ValueError(f"no team or school here is called “{name}”")
            team = self._targets.teams[key]
            if team is None:
                raise ValueError(f"“{name}” has several teams: write school and team, such as “Elm, Grade 6”")
            self._teams[name] = team
        return self._teams[name]

    def _measure(self, cells: Sequence[str]) -> int:
        if "measure" not in self._places:
            return self._only
        name = _at(cells, self._places["measure"])
        if name_key(name) not in self._targets.measures:
            raise ValueError(f"no measure here is called “{name}”")
        return self._targets.measures[name_key(name)]

    def _target(self, team: int, definition_id: int) -> Target:
        target = self._targets.series.get((team, definition_id))
        if target is None:
            raise ValueError("this team does not log this measure")
        return target

    def _figures(self, cells: Sequence[str], target: Target) -> Cell | None:
        """The value of a row, from its one column or from both parts; with n, where there is a column of it."""
        places = self._places
        if "value" in places:
            cell = self._cell(_at(cells, places["value"]), target)
        else:
            parts = [_at(cells, places[name]) for name in ("numerator", "denominator")]
            cell = self._cell(" / ".join(parts) if any(parts) else "", target)
        n = _at(cells, places.get("n"))
        if cell is None or not n:
            return cell
        people = read_number(n)
        if people != int(people) or not 0 <= people <= MOST_PEOPLE:
            raise ValueError(f"“{n}” is not a number of people")
        return replace(cell, n=int(people))

    def _cell(self, text: str, target: Target) -> Cell | None:
        key = (target.definition_id, text)
        if key not in self._cells:
            self._cells[key] = read_cell(text, target.kind, target.unit, self._decimal)
        return self._cells[key]

    def _start(self, target: Target, day: date) -> date:
        key = (target.series_id if target.anchors else -target.definition_id, day)
        if key not in self._starts:
            self._starts[key] = period_start(target.cadence, day, target.anchors)
        return self._starts[key]

    def _add(self, line: int, target: Target, day: date, cell: Cell | None, note: str) -> None:
        """Adds one value; a blank cell is none."""
        if cell is None:
            return
        start = self._start(target, day)
        if not EARLIEST <= start <= target.today:
            raise ValueError(f"{day} lies {'in the future' if start > target.today else 'too long ago'}")
        before = self._lines.setdefault((target.series_id, start), line)
        if before != line:
            raise ValueError(f"a second value for this period: the first one is on line {before}")
        self.found.values.append(_value(target.series_id, start, cell, note))


def _value(series_id: int, start: date, cell: Cell, note: str) -> FileValue:
    if cell.denominator is None or cell.numerator is None:
        return FileValue(series_id, start, cell.value or 0.0, None, None, cell.n, note)
    whole = cell.denominator
    n = cell.n if cell.n is not None or whole != int(whole) else int(whole)
    return FileValue(series_id, start, 100 * cell.numerator / whole, cell.numerator, whole, n, note)


def _at(cells: Sequence[str], place: int | None) -> str:
    """The cell of a column; rows end where they have nothing more."""
    return cells[place] if place is not None and place < len(cells) else ""


def _column(sample: Iterable[tuple[int, Sequence[str]]], place: int) -> list[str]:
    return [_at(cells, place) for _, cells in sample]


def name_key(name: str) -> str:
    """A name as it is compared: without regard to case and spaces."""
    return " ".join(name.casefold().split())
