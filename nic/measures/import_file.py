"""Reading a file of values and its list of schools. No database here, so that no transaction waits for it."""

import csv
import hashlib
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from nic.kernel import clock
from nic.kernel.clock import week_start
from nic.measures.figures import Value
from nic.organizations.bulk import ListedSchool

ROWS_BETWEEN_REPORTS = 5_000
LARGEST = 1e12
FARTHEST_AHEAD = timedelta(hours=14)
"""Where the day begins first it is so much later than UTC."""
NEEDED = ("school", "date", "value")

TOGETHER: dict[str, Callable[[Sequence[float]], float]] = {
    "mean": lambda values: math.fsum(values) / len(values),
    "median": median,
    "sum": math.fsum,
}
"""How the days of a week become one value."""


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is a sentence."""


class BadRow(NamedTuple):
    """A row that cannot be loaded. ``line`` counts from 1, the heading included."""

    line: int
    why: str


@dataclass
class ReadValues:
    """What a file holds: values by school (its key in the file), the schools, and the rows that are bad.

    ``rows`` counts the good ones.
    """

    by_school: dict[str, list[Value]] = field(default_factory=dict)
    schools: list[ListedSchool] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    rows: int = 0

    @property
    def values(self) -> int:
        """How many values there are."""
        return sum(map(len, self.by_school.values()))


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_schools(path: Path, key_column: str) -> dict[str, ListedSchool]:
    """The schools of a list by their keys; columns: the key, "school_name" (or "name") and "district".

    Without a district the first two digits of the key are taken; a school without either is left out.
    Raises UnreadableFile.
    """
    found = {}
    with path.open(newline="", encoding="utf-8-sig") as file, _readable(path):
        rows = csv.DictReader(file)
        names = rows.fieldnames or []
        name_column = "school_name" if "school_name" in names else "name"
        for column in (key_column, name_column):
            _place(names, column)
        for row in rows:
            key = (row[key_column] or "").strip()
            name = " ".join((row[name_column] or "").split())
            school = _school(key, name, (row.get("district") or "").strip())
            if school is not None:
                found[key] = school
    return found


def _school(key: str, name: str, district: str) -> ListedSchool | None:
    district = district or (key[:2] if key[:2].isdecimal() and len(key) > 2 else "")
    return ListedSchool(key, name or key, district) if key and district else None


def read_values(
    path: Path,
    columns: Mapping[str, str],
    schools: Mapping[str, ListedSchool],
    *,
    percent: bool,
    weekly: str | None,
    report: Callable[[int], None] = lambda _read: None,
) -> ReadValues:
    """Reads values. ``columns`` names the column of "school", "date", "value" and, where there is one, of "n".

    With ``weekly`` ("mean", "median" or "sum") the days of a week become one value, and n is the smallest of them;
    without it each day is a value. ``report`` is told now and then how many bytes have been read.
    Raises UnreadableFile.
    """
    with path.open("rb") as raw, _readable(path):
        reader = csv.reader(TextIOWrapper(raw, "utf-8-sig", newline=""))
        names = [name.strip() for name in next(reader, [])]
        places = {what: _place(names, column) for what, column in columns.items()}
        rows = _Rows(places, schools, percent)
        rows.read(reader, raw.tell, report)
    periods = _Periods(weekly)
    by_school = {key: periods.of(rows, key) for key in sorted(rows.days)}
    return ReadValues(by_school, list(rows.schools.values()), rows.bad, sum(map(len, rows.days.values())))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What the readers of text and of CSV raise, in a sentence."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path.name} is not text in UTF-8.") from error
    except csv.Error as error:
        raise UnreadableFile(f"{path.name} is not a CSV file: {error}.") from error


def _place(names: Sequence[str], column: str) -> int:
    """Where a column stands. Raises UnreadableFile where there is none of the name."""
    if column not in names:
        raise UnreadableFile(
            f"There is no column “{column}”. The file has: {', '.join(names) or 'no heading'}."
        )
    return names.index(column)


class _Days(dict[str, date]):
    """Dates by their text, each read once. Raises ValueError for what is no ISO date, or a day that is to come."""

    def __init__(self) -> None:
        super().__init__()
        self._latest = (clock.now() + FARTHEST_AHEAD).date()

    def __missing__(self, text: str) -> date:
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            raise ValueError(f"“{text}” is not a date such as 2016-03-09") from None
        if day > self._latest:
            raise ValueError(f"{text} lies in the future")
        self[text] = day
        return day


class _Rows:
    """The good values of a file by school and day, and what is wrong with the other rows."""

    def __init__(self, places: Mapping[str, int], listed: Mapping[str, ListedSchool], percent: bool) -> None:
        self.days: dict[str, dict[date, float]] = {}
        self.sizes: dict[tuple[str, date], int] = {}
        self.schools: dict[str, ListedSchool] = {}
        self.bad: list[BadRow] = []
        self._places = places
        self._listed = listed
        self._limits = (0.0, 100.0) if percent else (-LARGEST, LARGEST)
        self._dates = _Days()

    def read(self, reader: Any, told: Callable[[], int], report: Callable[[int], None]) -> None:
        """Reads every row, and reports between batches of them."""
        before = -1
        while reader.line_num != before:
            before = reader.line_num
            self._read_batch(islice(reader, ROWS_BETWEEN_REPORTS), reader)
            report(told())

    def _read_batch(self, batch: Iterable[list[str]], reader: Any) -> None:
        """A row that is fine takes the short way; any other is looked at again for what is wrong."""
        days, dates = self.days, self._dates
        school_at, date_at, value_at = (self._places[what] for what in NEEDED)
        simple = "n" not in self._places
        low, high = self._limits
        for row in batch:
            try:
                of_school = days[row[school_at]]
                day = dates[row[date_at]]
                text = row[value_at]
                value = float(text)
            except (KeyError, ValueError, IndexError):
                self._look_again(row, reader.line_num)
            else:
                if simple and low <= value <= high and day not in of_school and "_" not in text:
                    of_school[day] = value
                else:
                    self._look_again(row, reader.line_num)

    def _look_again(self, row: Sequence[str], line: int) -> None:
        if row:
            try:
                self._take(row)
            except ValueError as error:
                self.bad.append(BadRow(line, str(error)))

    def _take(self, row: Sequence[str]) -> None:
        """Takes one row with every check. Raises ValueError with what is wrong."""
        if len(row) <= max(self._places.values()):
            raise ValueError(f"it has {len(row)} columns, not {max(self._places.values()) + 1} or more")
        cells = {what: row[place].strip() for what, place in self._places.items()}
        day = self._dates[cells["date"]]
        value = self._number(cells["value"])
        size = _size(cells.get("n", ""))
        school = self._school(cells["school"])
        of_school = self.days.setdefault(school.source_id, {})
        if day in of_school:
            raise ValueError(f"a second value of {school.source_id} for {day}")
        self.schools[school.source_id] = school
        of_school[day] = value
        if size is not None:
            self.sizes[school.source_id, day] = size

    def _number(self, text: str) -> float:
        low, high = self._limits
        try:
            value = float(text.replace("_", "?"))
        except ValueError:
            raise ValueError(f"“{text}” is not a number") from None
        if not low <= value <= high:
            raise ValueError(f"{text} is not between {low:g} and {high:g}")
        return value

    def _school(self, key: str) -> ListedSchool:
        school = self._listed.get(key) or _school(key, "", "")
        if school is None:
            raise ValueError(f"no district is known of school “{key}”")
        return school


def _size(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"“{text}” is not a number of people")
    return int(text)


class _Weeks(dict[date, date]):
    """The Monday of each day, reckoned once for each day of the file."""

    def __missing__(self, day: date) -> date:
        monday = self[day] = week_start(day)
        return monday


class _Periods:
    """Puts the days of a school together, where that is asked for."""

    def __init__(self, weekly: str | None) -> None:
        self._together = TOGETHER[weekly] if weekly else None
        self._weeks = _Weeks()

    def of(self, rows: _Rows, school: str) -> list[Value]:
        """The values of one school in time order."""
        days, sizes, together, monday_of = rows.days[school], rows.sizes, self._together, self._weeks
        if together is None:
            return [Value(day, days[day], sizes.get((school, day))) for day in sorted(days)]
        weeks: dict[date, list[float]] = defaultdict(list)
        people: dict[date, list[int]] = defaultdict(list)
        for day, value in days.items():
            weeks[monday_of[day]].append(value)
        for day in days if sizes else ():
            if (school, day) in sizes:
                people[monday_of[day]].append(sizes[school, day])
        return [
            Value(week, together(weeks[week]), min(people[week]) if week in people else None)
            for week in sorted(weeks)
        ]
