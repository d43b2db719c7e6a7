"""The parts and groups of series, with what each has counted: plain rows in one statement, however many there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.scope import Person, Scope
from nic.measures.models import Observation, Origin, PartPurpose, PartValue, Series, SeriesPart
from nic.measures.parts import PartFigures
from nic.measures.queries.loaders import load_series, load_series_of_team
from nic.organizations.queries import one


class PartReadingRow(NamedTuple):
    """What a part counted in one period, and how it came in."""

    id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    n: int | None
    note: str
    origin: Origin
    standing: bool
    set_aside_at: datetime | None
    recorded_by_id: int | None
    recorded_at: datetime
    client_uuid: UUID

    @property
    def waits(self) -> bool:
        """Whether it stands beside another reading until somebody chooses."""
        return not self.standing and self.set_aside_at is None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part or group of a series, with its readings in time order. ``is_mine``: the reader's own part."""

    id: int
    series_id: int
    purpose: PartPurpose
    name: str
    person_id: int | None
    is_mine: bool
    readings: list[PartReadingRow] = field(default_factory=list)

    def standing_in(self, period_start: date) -> PartReadingRow | None:
        """The reading that stands for a period."""
        return next(
            (each for each in self.readings if each.standing and each.period_start == period_start), None
        )


def parts_of(
    scope: Scope,
    series_ids: Collection[int],
    since: date = date.max,
    purpose: PartPurpose = PartPurpose.SUM,
) -> dict[int, list[PartRow]]:
    """The parts (or groups) that series have now, by series and in their order, with readings from a date on.

    The series were loaded in this scope, by somebody of the circle. One statement; none where there are no series.
    """
    found: dict[int, list[PartRow]] = {series_id: [] for series_id in series_ids}
    if not found:
        return found
    part, value = SeriesPart.__table__, PartValue.__table__
    joined = part.outerjoin(value, and_(value.c.part_id == part.c.id, value.c.period_start >= since))
    statement = (
        select(
            part.c.id,
            part.c.series_id,
            part.c.name,
            part.c.person_id,
            *(value.c[name].label(f"v_{name}") for name in PartReadingRow._fields),
        )
        .select_from(joined)
        .where(part.c.series_id.in_(sorted(found)), part.c.purpose == purpose, part.c.archived_at.is_(None))
        .order_by(part.c.series_id, part.c.position, part.c.id, value.c.period_start, value.c.id)
    )
    me = scope.person_id if isinstance(scope, Person) else None
    rows: dict[int, PartRow] = {}
    for part_id, series_id, name, person_id, *reading in db.session.connection().execute(statement):
        if part_id not in rows:
            is_mine = person_id is not None and person_id == me
            rows[part_id] = PartRow(part_id, series_id, purpose, name, person_id, is_mine)
            found[series_id].append(rows[part_id])
        if reading[0] is not None:
            rows[part_id].readings.append(PartReadingRow._make(reading))
    return found


def load_part_value(scope: Scope, team_id: int, series_id: int, part_value_id: int) -> PartValue:
    """What a part counted, of a series that the person may see. Raises NotFoundInScope."""
    series = load_series_of_team(scope, team_id, series_id)
    found: PartValue = one(
        select(PartValue)
        .options(joinedload(PartValue.series), joinedload(PartValue.part))
        .where(PartValue.id == part_value_id, PartValue.series_id == series.id)
    )
    return found


def part_value_in_scope(scope: Scope, value_id: int) -> PartValue:
    """What a part counted by its key alone, for its history. Raises NotFoundInScope."""
    found: PartValue = one(
        select(PartValue).options(joinedload(PartValue.part)).where(PartValue.id == value_id)
    )
    set_committed_value(found, "series", load_series(scope, found.series_id))
    return found


class KnownPart(NamedTuple):
    """What is known of a part's reading before another one is written beside it."""

    id: int
    part_id: int
    period_start: date
    value: float
    numerator: float | None
    denominator: float | None
    n: int | None
    note: str
    standing: bool
    client_uuid: UUID

    @property
    def body(self) -> tuple[object, ...]:
        """What was sent, without its mark."""
        return self[1:8]


def known_part_values(
    part_ids: Collection[int], periods: Collection[date], marks: Collection[UUID]
) -> Sequence[KnownPart]:
    """The standing readings of some parts in some periods, and every reading that carries a mark."""
    table = PartValue.__table__
    statement = select(*(table.c[name] for name in KnownPart._fields)).where(
        or_(
            and_(table.c.part_id.in_(part_ids), table.c.period_start.in_(periods), table.c.standing),
            table.c.client_uuid.in_(marks),
        )
    )
    return [KnownPart._make(row) for row in db.session.connection().execute(statement)]


def live_parts(series_id: int, purpose: PartPurpose) -> Sequence[SeriesPart]:
    """The parts or groups that a series has now."""
    statement = (
        select(SeriesPart)
        .where(
            SeriesPart.series_id == series_id,
            SeriesPart.purpose == purpose,
            SeriesPart.archived_at.is_(None),
        )
        .order_by(SeriesPart.position, SeriesPart.id)
    )
    return db.session.scalars(statement).all()


def parts_by_id(series_ids: Collection[int], part_ids: Collection[int]) -> dict[int, SeriesPart]:
    """Some of the parts of series that were loaded in a scope, also put away ones."""
    statement = (
        select(SeriesPart)
        .join(SeriesPart.series)
        .options(contains_eager(SeriesPart.series))
        .where(SeriesPart.id.in_(part_ids), SeriesPart.series_id.in_(series_ids))
    )
    return {part.id: part for part in db.session.scalars(statement)}


def part_values_by_id(ids: Collection[int]) -> dict[int, PartValue]:
    """Readings of parts by their keys; none is asked for where there are no keys."""
    if not ids:
        return {}
    return {each.id: each for each in db.session.scalars(select(PartValue).where(PartValue.id.in_(ids)))}


def readings_of_part(part_id: int, period_start: date) -> Sequence[PartValue]:
    """Every reading of a part in one period."""
    statement = select(PartValue).where(PartValue.part_id == part_id, PartValue.period_start == period_start)
    return db.session.scalars(statement.order_by(PartValue.id)).all()


def standing_parts(
    series_ids: Collection[int], periods: Collection[date]
) -> Mapping[tuple[int, date], list[PartFigures]]:
    """What adds up to the values of some series in some periods."""
    part, value = SeriesPart.__table__, PartValue.__table__
    statement = (
        select(value.c.series_id, value.c.period_start, *(value.c[name] for name in PartFigures._fields))
        .select_from(value.join(part, part.c.id == value.c.part_id))
        .where(
            value.c.series_id.in_(series_ids),
            value.c.period_start.in_(periods),
            value.c.standing,
            part.c.purpose == PartPurpose.SUM,
        )
        .order_by(value.c.id)
    )
    found: dict[tuple[int, date], list[PartFigures]] = {}
    for series_id, start, *figures in db.session.connection().execute(statement):
        found.setdefault((series_id, start), []).append(PartFigures(*figures))
    return found


def values_beside_sums(series_ids: Collection[int], periods: Collection[date]) -> Sequence[Observation]:
    """The values of some periods that stand, and those that were added up from parts."""
    statement = (
        select(Observation)
        .join(Series, Series.id == Observation.series_id)
        .options(joinedload(Observation.series))
        .where(
            Observation.series_id.in_(series_ids),
            Observation.period_start.in_(periods),
            or_(Observation.standing, Observation.origin == Origin.PARTS),
        )
    )
    return db.session.scalars(statement).all()
