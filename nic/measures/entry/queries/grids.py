"""The values in a grid, and what was saved there last."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Person, Scope
from nic.measures.entry.models import GridSave
from nic.measures.models import Observation, Origin, Series
from nic.measures.queries import series_of_loaded_team
from nic.organizations.models import Team

UNDO_HOLDS = timedelta(days=1)


def grid_series(scope: Scope, team: Team) -> Sequence[Series]:
    """The measures that a team logs now, by name: its own, and those of the networks in which it is.

    The team was loaded in this scope with its networks.
    """
    found = series_of_loaded_team(scope, team)
    return [each for each in found if each.definition.network_id in (None, *team.network_ids)]


class GridValue(NamedTuple):
    """One standing value, as a grid shows it."""

    series_id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    origin: Origin


_READING = Observation.__table__
_IN_SPAN = (
    _READING.c.series_id.in_(bindparam("series_ids", expanding=True)),
    _READING.c.period_start >= bindparam("first"),
    _READING.c.period_start <= bindparam("last"),
)
_VALUES = select(*(_READING.c[name] for name in GridValue._fields)).where(_READING.c.standing, *_IN_SPAN)


def grid_values(
    scope: Scope, series: Sequence[Series], first: date, last: date
) -> dict[tuple[int, date], GridValue]:
    """The standing values of series, that were loaded in this scope, by series and period."""
    parameters = {"series_ids": [each.id for each in series], "first": first, "last": last}
    rows = db.session.connection().execute(_VALUES, parameters)
    return {(row[0], row[1]): GridValue._make(row) for row in rows}


def standing_readings(
    scope: Scope, series_ids: Collection[int], first: date, last: date
) -> dict[tuple[int, date], Observation]:
    """The standing readings themselves, to be changed; otherwise as ``grid_values``."""
    statement = select(Observation).where(
        Observation.series_id.in_(series_ids),
        Observation.standing,
        Observation.period_start.between(first, last),
    )
    return {(row.series_id, row.period_start): row for row in db.session.scalars(statement)}


def waiting_readings(
    scope: Scope, series: Sequence[Series], first: date, last: date
) -> dict[tuple[int, date], list[Observation]]:
    """Readings that stand beside another one until somebody chooses; otherwise as ``grid_values``."""
    statement = (
        select(Observation)
        .where(~Observation.standing, *_IN_SPAN, Observation.set_aside_at.is_(None))
        .order_by(Observation.series_id, Observation.period_start, Observation.id)
    )
    parameters = {"series_ids": [each.id for each in series], "first": first, "last": last}
    found: dict[tuple[int, date], list[Observation]] = {}
    for row in db.session.scalars(statement, parameters):
        found.setdefault((row.series_id, row.period_start), []).append(row)
    return found


def last_save(scope: Scope, team: Team) -> GridSave | None:
    """What the person saved last in the grid of a team, where it is of today and stands as saved."""
    if not isinstance(scope, Person):
        return None
    statement = (
        select(GridSave)
        .options(joinedload(GridSave.team))
        .where(GridSave.team_id == team.id, GridSave.saved_by_id == scope.person_id)
        .order_by(GridSave.id.desc())
        .limit(1)
    )
    found = db.session.scalars(statement).one_or_none()
    fresh = found is not None and found.undone_at is None and found.created_at > clock.now() - UNDO_HOLDS
    return found if fresh else None


def was_saved(scope: Scope, mark: UUID) -> bool:
    """Whether a save of this mark was kept before."""
    return db.session.scalar(select(GridSave.id).where(GridSave.client_uuid == mark)) is not None
