"""Rows of this room written many at a time. Who calls it has checked the scope and writes the audit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Dialect, bindparam, insert, literal, literal_column, update

from nic.kernel import clock
from nic.kernel.database import db
from nic.measures import totals
from nic.measures.figures import Value
from nic.measures.markings import Marked, marked_in, written
from nic.measures.models import (
    MarkingKind,
    Observation,
    Origin,
    Series,
    SeriesMarking,
    SeriesSignal,
    SeriesState,
)
from nic.measures.queries import kept as reads
from nic.measures.queries import loaders


def begin_series(definition_id: int, edition: int, team_ids: Sequence[int]) -> None:
    """Starts the series of several teams, each with an empty state."""
    now = clock.now()
    db.session.execute(
        insert(Series),
        [
            {"definition_id": definition_id, "team_id": team_id, "edition": edition, "created_at": now}
            for team_id in team_ids
        ],
    )
    empty = {"n": 0, "signal": SeriesSignal.TOO_EARLY, "run_length": 0, "revision": 0, "markings": []}
    series_ids = loaders.series_without_state(definition_id)
    db.session.execute(insert(SeriesState), [{"series_id": series_id, **empty} for series_id in series_ids])


def insert_observations(agency_id: int, values: Mapping[int, Iterable[Value]]) -> None:
    """Inserts standing values that come from a file, by series; nobody is told, and no total is kept."""
    same = {"agency_id": agency_id, "origin": Origin.IMPORT, "standing": True, "note": ""}
    rows = [(key, start, value, n) for key, found in values.items() for start, value, n in found]
    _insert(("series_id", "period_start", "value", "n"), rows, same)


def insert_readings(
    agency_id: int,
    recorded_by_id: int,
    recorded_at: datetime,
    origin: Origin,
    readings: Sequence[tuple[Any, ...]],
    standing: bool,
) -> None:
    """Inserts values of periods that have none (``standing``), or beside others. Nobody is told, no total is kept.

    Each is (series, period, value, numerator, denominator, n, note).
    """
    same = {
        "agency_id": agency_id,
        "origin": origin,
        "standing": standing,
        "recorded_by_id": recorded_by_id,
        "recorded_at": recorded_at,
    }
    names = ("series_id", "period_start", "value", "numerator", "denominator", "n", "note")
    _insert(names, readings, same)


def set_aside_readings(ids: Iterable[int]) -> None:
    """Takes unchanged readings off their charts; they are kept. Nobody is told, no total is kept."""
    table: Any = Observation.__table__
    now = clock.now()
    statement = (
        update(table)
        .where(table.c.id == bindparam("key"))
        .values(standing=False, set_aside_at=now, version=table.c.version + 1)
    )
    rows = [{"key": key} for key in ids]
    if rows:
        db.session.connection().execute(statement, rows)


def _insert(names: Sequence[str], readings: Iterable[Sequence[Any]], same: Mapping[str, Any]) -> None:
    """Inserts readings whose second column is their period.

    What all rows share stands in the statement itself, and each date is put into the database's form once: a file has
    many rows and few dates.
    """
    dialect = db.engine.dialect
    table: Any = Observation.__table__
    constant = {"recorded_at": clock.now(), "version": 1, **same}
    shared = {name: _constant(table.c[name], value, dialect) for name, value in constant.items()}
    each: dict[str, Any] = {name: bindparam(name) for name in names}
    compiled = insert(Observation).values(each | shared).compile(dialect=dialect)
    as_stored = table.c.period_start.type.dialect_impl(dialect).bind_processor(dialect) or (lambda day: day)
    found = list(readings)
    dates = {day: as_stored(day) for day in {row[1] for row in found}}
    rows = [(row[0], dates[row[1]], *row[2:]) for row in found]
    order = compiled.positiontup
    places = [names.index(name) for name in order] if order else []
    parameters: Any = [dict(zip(names, row, strict=True)) for row in rows]
    if order:
        parameters = rows if order == list(names) else [tuple(row[at] for at in places) for row in rows]
    if parameters:
        db.session.connection().exec_driver_sql(str(compiled), parameters)


def begin_phases(definition_id: int, starts_on: date, label: str, reason: str) -> None:
    """Begins a phase in every series of a measure that has none on that day, and repeats it beside the states."""
    phase = Marked(MarkingKind.PHASE, starts_on, None, label)
    rows, kept_now = [], {}
    now = clock.now()
    for series_id, kept in reads.kept_markings(definition_id).items():
        marked = marked_in(kept)
        if any((each.kind, each.starts_on) == (phase.kind, starts_on) for each in marked):
            continue
        rows.append(
            {
                "series_id": series_id,
                "kind": MarkingKind.PHASE,
                "starts_on": starts_on,
                "label": label,
                "reason": reason,
                "created_at": now,
            }
        )
        kept_now[series_id] = written([*marked, phase])
    if rows:
        db.session.execute(insert(SeriesMarking), rows)
        totals.keep_markings(kept_now)


def _constant(column: Column[Any], value: object, dialect: Dialect) -> ColumnElement[Any]:
    """A value written out in the statement, as the database wants it."""
    text = literal(value, column.type).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return literal_column(str(text))
