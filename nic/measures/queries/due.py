"""What the busiest page needs of a person's series: plain data from prepared statements, no rows of the session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, case, cast, false, null, or_, select, union_all

from nic.kernel import clock
from nic.kernel.database import UtcDateTime, db
from nic.kernel.scope import Person
from nic.measures.models import (
    Cadence,
    MeasureDefinition,
    MeasureKind,
    Observation,
    PartsBy,
    Series,
    SeriesState,
)
from nic.measures.skips.models import SkippedPeriod
from nic.organizations.models import NetworkTeam


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series that its team logs, with what its row on the page shows."""

    id: int
    team_id: int
    name: str
    kind: MeasureKind
    unit: str
    cadence: Cadence
    begun_at: datetime
    median: float | None
    parts_by: PartsBy
    last_value: float | None
    last_period: date | None

    @property
    def is_in_parts(self) -> bool:
        """Whether its values are added up from the parts of members or classes."""
        return self.parts_by is not PartsBy.NOBODY


class LoggedReading(NamedTuple):
    """One reading with who logged it; its mark only where it came in lately.

    A period that was skipped is a row without figures too: ``skipped`` says why, ``set_aside_at`` since when.
    """

    series_id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    n: int | None
    standing: bool
    set_aside_at: datetime | None
    recorded_by_id: int | None
    client_uuid: UUID | None
    skipped: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it stands beside another reading until somebody chooses."""
        return not self.standing and self.set_aside_at is None


_S, _D, _K = Series.__table__, MeasureDefinition.__table__, SeriesState.__table__
_N, _O, _P = NetworkTeam.__table__, Observation.__table__, SkippedPeriod.__table__

_SERIES = (
    select(
        _S.c.id,
        _S.c.team_id,
        _D.c.name,
        _D.c.kind,
        _D.c.unit,
        _D.c.cadence,
        _S.c.created_at.label("begun_at"),
        _S.c.parts_by,
        _K.c.median,
        _K.c.last_value,
        _K.c.last_period,
    )
    .select_from(
        _S.join(_D, _D.c.id == _S.c.definition_id)
        .outerjoin(_K, _K.c.series_id == _S.c.id)
        .outerjoin(
            _N,
            (_N.c.network_id == _D.c.network_id) & (_N.c.team_id == _S.c.team_id) & _N.c.left_on.is_(None),
        )
    )
    .where(
        _S.c.team_id.in_(bindparam("team_ids", expanding=True)),
        _S.c.archived_at.is_(None),
        _D.c.archived_at.is_(None),
        or_(_D.c.network_id.is_(None), _N.c.team_id.is_not(None)),
    )
    .order_by(_S.c.team_id, _D.c.name, _S.c.id)
)

_CAME_IN_LATELY = or_(
    _O.c.period_start >= bindparam("named_since"),
    _O.c.recorded_at >= bindparam("since_instant", type_=UtcDateTime()),
)


def _readings(series_ids: str, since: str, standing: ColumnElement[bool]) -> Select[Any]:
    """One quarter of the readings. Those that stand and those that do not have an index each."""
    return select(
        *(_O.c[name] for name in LoggedReading._fields[:-2]),
        case((_CAME_IN_LATELY, _O.c.client_uuid)).label("client_uuid"),
        cast(null(), _P.c.reason.type).label("skipped"),
    ).where(
        standing,
        _O.c.series_id.in_(bindparam(series_ids, expanding=True)),
        _O.c.period_start >= bindparam(since),
    )


_SKIPPED = select(
    _P.c.series_id,
    _P.c.period_start,
    *(cast(null(), _O.c[name].type).label(name) for name in ("value", "numerator", "denominator", "n")),
    false().label("standing"),
    _P.c.created_at.label("set_aside_at"),
    _P.c.skipped_by_id.label("recorded_by_id"),
    cast(null(), Uuid).label("client_uuid"),
    _P.c.reason.label("skipped"),
).where(
    _P.c.series_id.in_(bindparam("every", expanding=True)),
    _P.c.period_start >= bindparam("named_since"),
    _P.c.archived_at.is_(None),
)

_READINGS: Any = union_all(
    *(
        _readings(*of_which, standing)
        for of_which in (("often", "lately"), ("seldom", "before"))
        for standing in (_O.c.standing, ~_O.c.standing)
    ),
    _SKIPPED,
).order_by("series_id", "period_start")


def own_series_rows(scope: Person) -> list[SeriesRow]:
    """The series that the person's teams log: their own measures, and those of the networks in which they are now."""
    found = db.session.connection().execute(_SERIES, {"team_ids": sorted(scope.identity.own_team_ids)})
    return [SeriesRow(**row) for row in found.mappings()]


def readings_since(
    scope: Person, series: Sequence[SeriesRow], since: Mapping[Cadence, date], named_since: date
) -> dict[int, list[LoggedReading]]:
    """Every reading of series (as ``own_series_rows`` gives them) from a date on by cadence, in time order.

    Among them what was skipped from ``named_since`` on. Marks are given of periods from then on, and of what came in
    within a day.
    """
    found: dict[int, list[LoggedReading]] = {each.id: [] for each in series}
    if found:
        seldom = [each.id for each in series if each.cadence is Cadence.MONTHLY]
        parameters = {
            "often": [each.id for each in series if each.cadence is not Cadence.MONTHLY],
            "lately": min(
                (day for cadence, day in since.items() if cadence is not Cadence.MONTHLY), default=date.max
            ),
            "seldom": seldom,
            "before": since.get(Cadence.MONTHLY, date.max),
            "named_since": named_since,
            "every": list(found),
            "since_instant": clock.now() - timedelta(days=1),
        }
        for row in db.session.connection().execute(_READINGS, parameters):
            found[row.series_id].append(LoggedReading._make(row))
    return found
