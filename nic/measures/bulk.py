"""Rows of this room written many at a time. Who calls it has checked the scope and writes the audit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Dialect, bindparam, insert, literal, literal_column

from nic.kernel import clock
from nic.kernel.database import db
from nic.measures.figures import Value
from nic.measures.models import Observation, Origin, Series, SeriesSignal, SeriesState
from nic.measures.queries import loaders


def begin_series(definition_id: int, team_ids: Sequence[int]) -> None:
    """Starts the series of several teams, each with an empty state."""
    now = clock.now()
    db.session.execute(
        insert(Series),
        [{"definition_id": definition_id, "team_id": team_id, "created_at": now} for team_id in team_ids],
    )
    empty = {"n": 0, "signal": SeriesSignal.TOO_EARLY, "run_length": 0, "revision": 0}
    series_ids = loaders.series_without_state(definition_id)
    db.session.execute(insert(SeriesState), [{"series_id": series_id, **empty} for series_id in series_ids])


def insert_observations(agency_id: int, values: Mapping[int, Iterable[Value]]) -> None:
    """Inserts standing values that come from a file, by series; nobody is told, and no total is kept.

    What all rows share stands in the statement itself, and each date is put into the database's form once: a file has
    many rows and few dates.
    """
    dialect = db.engine.dialect
    table: Any = Observation.__table__
    same = {
        "agency_id": agency_id,
        "origin": Origin.IMPORT,
        "standing": True,
        "note": "",
        "recorded_at": clock.now(),
        "version": 1,
    }
    shared = {name: _constant(table.c[name], value, dialect) for name, value in same.items()}
    each: dict[str, Any] = {name: bindparam(name) for name in ("series_id", "period_start", "value", "n")}
    compiled = insert(Observation).values(each | shared).compile(dialect=dialect)
    as_stored = table.c.period_start.type.dialect_impl(dialect).bind_processor(dialect) or (lambda day: day)
    days = {value.period_start for found in values.values() for value in found}
    dates = {day: as_stored(day) for day in days}
    rows = [(key, dates[start], value, n) for key, found in values.items() for start, value, n in found]
    order = compiled.positiontup
    parameters: Any = rows if order == list(each) else [dict(zip(each, row, strict=True)) for row in rows]
    db.session.connection().exec_driver_sql(str(compiled), parameters)


def _constant(column: Column[Any], value: object, dialect: Dialect) -> ColumnElement[Any]:
    """A value written out in the statement, as the database wants it."""
    text = literal(value, column.type).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return literal_column(str(text))
