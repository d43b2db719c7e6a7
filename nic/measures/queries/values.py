"""Values and readings: whole for the circle of their team, outside it without those from 10 or fewer people."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.house import current_house
from nic.kernel.scope import Person, Scope, System
from nic.measures.figures import Fraction, KeptWeek, Value, is_large
from nic.measures.markings import Markings, read
from nic.measures.models import (
    MeasureDefinition,
    NetworkWeek,
    Observation,
    Series,
    SeriesState,
)
from nic.measures.periods import window_start
from nic.measures.policy import MeasurePermission
from nic.organizations.models import Team
from nic.organizations.queries import team_in_circle

SHOWN_WEEKS = 52


def sees_values(scope: Scope, series: Series) -> bool:
    """Whether the person belongs to the circle of the series' team."""
    if isinstance(scope, Person):
        return current_house().permissions.permits(scope.identity, MeasurePermission.VIEW_VALUES, series)
    return isinstance(scope, System)


def observations(
    scope: Scope, series_ids: Collection[int], since: date | None = None
) -> dict[int, list[Observation]]:
    """The standing readings of series in whose circle the person is, by series and in time order."""
    found: dict[int, list[Observation]] = {series_id: [] for series_id in series_ids}
    statement = (
        select(Observation)
        .join(Series, Series.id == Observation.series_id)
        .join(Team, Team.id == Series.team_id)
        .where(Observation.series_id.in_(series_ids), Observation.standing, team_in_circle(scope))
        .order_by(Observation.series_id, Observation.period_start)
    )
    if since is not None:
        statement = statement.where(Observation.period_start >= since)
    for observation in db.session.scalars(statement):
        found[observation.series_id].append(observation)
    return found


def readings_beside(scope: Scope, series_ids: Collection[int]) -> dict[int, list[Observation]]:
    """Readings that do not stand, waiting for a choice or set aside, by series; as ``observations``."""
    found: dict[int, list[Observation]] = {series_id: [] for series_id in series_ids}
    statement = (
        select(Observation)
        .join(Series, Series.id == Observation.series_id)
        .join(Team, Team.id == Series.team_id)
        .where(Observation.series_id.in_(series_ids), ~Observation.standing, team_in_circle(scope))
        .order_by(Observation.series_id, Observation.period_start, Observation.id)
    )
    for observation in db.session.scalars(statement):
        found[observation.series_id].append(observation)
    return found


def visible_values(
    scope: Scope, series: Sequence[Series], whole: bool = False
) -> dict[int, tuple[list[Value], int]]:
    """For each series its values in time order and how many are hidden from this person, in one statement.

    The series were loaded in this scope. Without ``whole``, about the last 52 weeks that have data.
    """
    found: dict[int, tuple[list[Value], int]] = {each.id: ([], 0) for each in series}
    by_id = {each.id: each for each in series}
    open_to = {each.id: sees_values(scope, each) for each in series}
    for series_id, value in _plain_values(series, whole):
        values, hidden = found[series_id]
        if open_to[series_id] or is_large(value.n, by_id[series_id].definition.unknown_n_counts_as_large):
            values.append(value)
        else:
            found[series_id] = (values, hidden + 1)
    return found


def _plain_values(series: Sequence[Series], whole: bool) -> list[tuple[int, Value]]:
    """(key of the series, value) in time order for each series."""
    latest = [each.state.last_period for each in series if each.state and each.state.last_period]
    bases = [read(each.state.markings).since for each in series if each.state]
    since = date.min if whole or not latest else min(window_start(min(latest)), *bases)
    values = {"series_ids": [each.id for each in series], "since": since}
    return [(series_id, Value(*value)) for series_id, *value in db.session.execute(_PLAIN_VALUES, values)]


def fractions(scope: Scope, series: Series, since: date) -> dict[date, Fraction]:
    """Numerators and denominators of a series from a date on; outside the circle of values from large groups only."""
    statement = select(
        Observation.period_start, Observation.numerator, Observation.denominator, Observation.n
    ).where(Observation.series_id == series.id, Observation.standing, Observation.period_start >= since)
    is_open, unknown = sees_values(scope, series), series.definition.unknown_n_counts_as_large
    return {
        start: Fraction(numerator, denominator)
        for start, numerator, denominator, n in db.session.execute(statement)
        if is_open or is_large(n, unknown)
    }


_READING = Observation.__table__
_PLAIN_VALUES = (
    select(_READING.c.series_id, _READING.c.period_start, _READING.c.value, _READING.c.n)
    .where(
        _READING.c.series_id.in_(bindparam("series_ids", expanding=True)),
        _READING.c.standing,
        _READING.c.period_start >= bindparam("since"),
    )
    .order_by(_READING.c.series_id, _READING.c.period_start)
)


_WEEK = NetworkWeek.__table__
_WEEKS = (
    select(*(_WEEK.c[name] for name in KeptWeek._fields))
    .where(_WEEK.c.definition_id == bindparam("definition_id"), _WEEK.c.teams > 0)
    .order_by(_WEEK.c.week_start.desc())
    .limit(bindparam("last"))
)


def network_weeks(scope: Scope, definition: MeasureDefinition, last: int = SHOWN_WEEKS) -> Sequence[KeptWeek]:
    """The pooled weeks of a measure in time order, those of the last ``last`` weeks that have data.

    The measure was loaded in this scope.
    """
    rows = db.session.execute(_WEEKS, {"definition_id": definition.id, "last": last})
    found = [KeptWeek(*row) for row in rows][::-1]
    start = window_start(found[-1].week_start) if found and last == SHOWN_WEEKS else None
    return [week for week in found if start is None or week.week_start >= start]


def with_values_before(series_ids: Collection[int], day: date) -> set[int]:
    """Those of the series that were loaded in a scope that have standing values from before a date."""
    found = Observation.series_id == Series.id, Observation.standing, Observation.period_start < day
    statement = select(Series.id).where(Series.id.in_(series_ids), exists().where(*found))
    return set(db.session.scalars(statement))


class Known(NamedTuple):
    """What is known of a reading before another one is written beside it."""

    id: int
    series_id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    n: int | None
    note: str
    standing: bool
    client_uuid: UUID | None
    """The mark, where it is one of those that were asked for."""

    @property
    def body(self) -> tuple[object, ...]:
        """As ``Reading.body``."""
        return self[1:8]


def known_readings(
    series_ids: Collection[int], marks: Collection[UUID] = (), since: date = date.min
) -> Sequence[Known]:
    """The standing readings of the series from a date on, in time order, and every reading that carries a mark."""
    values = {"series_ids": list(series_ids), "marks": list(marks), "since": since}
    return [Known._make(row) for row in db.session.connection().execute(_KNOWN, values)]


_TABLE = Observation.__table__
_KNOWN = (
    select(
        *(_TABLE.c[name] for name in Known._fields[:-1]),
        case((_TABLE.c.client_uuid.in_(bindparam("marks", expanding=True)), _TABLE.c.client_uuid)),
    )
    .where(
        or_(
            and_(
                _TABLE.c.series_id.in_(bindparam("series_ids", expanding=True)),
                _TABLE.c.standing,
                _TABLE.c.period_start >= bindparam("since"),
            ),
            _TABLE.c.client_uuid.in_(bindparam("marks", expanding=True)),
        )
    )
    .order_by(_TABLE.c.series_id, _TABLE.c.period_start)
)


def readings_by_id(ids: Collection[int]) -> dict[int, Observation]:
    """Readings by their keys; none is asked for where there are no keys."""
    if not ids:
        return {}
    statement = select(Observation).where(Observation.id.in_(ids))
    return {observation.id: observation for observation in db.session.scalars(statement)}


def has_values(definition_id: int) -> bool:
    """Whether any team has logged a value of a measure."""
    of_measure = select(Observation.id).join(Series).where(Series.definition_id == definition_id).limit(1)
    halves = (of_measure.where(Observation.standing), of_measure.where(~Observation.standing))
    return any(db.session.scalar(half) is not None for half in halves)


def readings_of_period(series_id: int, period_start: date) -> Sequence[Observation]:
    """Every reading of one period, the standing one first. Those that stand and the others have an index each."""
    in_period = (Observation.series_id == series_id) & (Observation.period_start == period_start)
    statement = (
        select(Observation)
        .options(joinedload(Observation.series))
        .where(or_(in_period & Observation.standing, in_period & ~Observation.standing))
        .order_by(Observation.standing.desc(), Observation.id)
    )
    return db.session.scalars(statement).all()


class Held(NamedTuple):
    """What stands beside the figures of a kept state."""

    revision: int
    markings: Markings


def lock_states(series_ids: Collection[int]) -> dict[int, Held]:
    """What is kept of some series, held until the transaction ends: one writer a series at a time."""
    rows = db.session.connection().execute(_LOCKED, {"series_ids": sorted(series_ids)})
    return {series_id: Held(revision, read(kept)) for series_id, revision, kept in rows}


_STATES = SeriesState.__table__
_LOCKED = (
    select(_STATES.c.series_id, _STATES.c.revision, _STATES.c.markings)
    .where(_STATES.c.series_id.in_(bindparam("series_ids", expanding=True)))
    .order_by(_STATES.c.series_id)
    .with_for_update()
)


def lock_stale_weeks(definition_id: int) -> Sequence[NetworkWeek]:
    """The weeks of a measure that wait to be pooled, held until the transaction ends."""
    statement = (
        select(NetworkWeek)
        .where(NetworkWeek.definition_id == definition_id, NetworkWeek.stale)
        .order_by(NetworkWeek.week_start)
        .with_for_update()
    )
    return db.session.scalars(statement).all()


def stale_definitions() -> Sequence[int]:
    """Measures of which a week waits to be pooled."""
    statement = select(NetworkWeek.definition_id).where(NetworkWeek.stale).distinct()
    return sorted(db.session.scalars(statement))


def definition_by_id(definition_id: int) -> MeasureDefinition:
    """A measure, for the program's own work."""
    return db.session.get_one(MeasureDefinition, definition_id)


def team_values(
    definition_id: int,
    first: date | None = None,
    last: date | None = None,
    series_ids: Collection[int] | None = None,
) -> dict[int, list[Value]]:
    """Every standing value of a measure (or of some of its series) from ``first`` to ``last``, in time order."""
    statement = (
        select(Observation.series_id, Observation.period_start, Observation.value, Observation.n)
        .join(Series, Series.id == Observation.series_id)
        .where(Series.definition_id == definition_id, Observation.standing)
        .order_by(Observation.series_id, Observation.period_start)
    )
    if series_ids is not None:
        statement = statement.where(Observation.series_id.in_(series_ids))
    if first is not None:
        statement = statement.where(Observation.period_start >= first)
    if last is not None:
        statement = statement.where(Observation.period_start <= last)
    found: dict[int, list[Value]] = {}
    for series_id, start, value, n in db.session.execute(statement):
        found.setdefault(series_id, []).append(Value(start, value, n))
    return found


def all_definition_ids() -> Sequence[int]:
    """Every measure, for the program's own work."""
    return db.session.scalars(select(MeasureDefinition.id).order_by(MeasureDefinition.id)).all()


def kept_weeks(definition_id: int) -> Sequence[NetworkWeek]:
    """Every kept week of a measure, in time order."""
    statement = (
        select(NetworkWeek).where(NetworkWeek.definition_id == definition_id).order_by(NetworkWeek.week_start)
    )
    return db.session.scalars(statement).all()


def kept_states(definition_id: int) -> dict[int, SeriesState]:
    """Every kept state of the series of a measure, by series."""
    statement = select(SeriesState).join(Series).where(Series.definition_id == definition_id)
    return {state.series_id: state for state in db.session.scalars(statement)}
