"""Definitions, series and readings inside a scope, and the school calendars by which values are due."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope
from nic.kernel.statements import per_scope
from nic.measures.models import Family, MeasureDefinition, Observation, Series
from nic.organizations.calendar import SchoolCalendar, Span
from nic.organizations.models import Holiday, NetworkTeam, Organization, SchoolYear, Team
from nic.organizations.queries import in_circle, one, team_in_circle, team_visible


def _team_options(load: Any) -> tuple[Any, ...]:
    return (
        load.joinedload(Team.school).joinedload(Organization.parent),
        load.selectinload(Team.network_links).joinedload(NetworkTeam.network),
    )


def _series() -> Select[Any]:
    """Series with team, school, networks, definition and state."""
    return (
        select(Series)
        .join(Series.team)
        .join(Series.definition)
        .options(
            contains_eager(Series.team),
            *_team_options(contains_eager(Series.team)),
            contains_eager(Series.definition).joinedload(MeasureDefinition.node),
            joinedload(Series.state),
        )
    )


def chart_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Series joined with Team and MeasureDefinition: the circle's; outside it, those of network measures.

    Those are for the teams and the hub of that network, for school and district leads, and for the agency's staff.
    """
    if not isinstance(scope, Person):
        return team_in_circle(scope)
    who = scope.identity
    outside = or_(
        MeasureDefinition.network_id.in_(who.network_ids),
        Team.agency_id.in_(who.agency_ids),
        *(Team.path.startswith(path) for path in sorted(who.led_paths)),
    )
    return or_(team_in_circle(scope), and_(MeasureDefinition.network_id.is_not(None), outside))


def load_series(scope: Scope, series_id: int) -> Series:
    """A series whose values the person may see. Raises NotFoundInScope."""
    series: Series = one(_readable(scope), series_id=series_id)
    return series


@per_scope
def _readable(scope: Scope) -> Select[Any]:
    return _series().where(Series.id == bindparam("series_id"), team_in_circle(scope))


def load_series_of_team(scope: Scope, team_id: int, series_id: int) -> Series:
    """As ``load_series``, under the address of its team. Raises NotFoundInScope."""
    return _of_team(load_series(scope, series_id), team_id)


def _of_team(series: Series, team_id: int) -> Series:
    if series.team_id != team_id:
        raise NotFoundInScope
    return series


def load_chart(scope: Scope, series_id: int) -> Series:
    """A series whose chart the person may see. Raises NotFoundInScope."""
    series: Series = one(_drawable(scope), series_id=series_id)
    return series


@per_scope
def _drawable(scope: Scope) -> Select[Any]:
    return _series().where(Series.id == bindparam("series_id"), chart_visible(scope))


def load_team_chart(scope: Scope, team_id: int, series_id: int) -> Series:
    """As ``load_chart``, under the address of its team. Raises NotFoundInScope."""
    return _of_team(load_chart(scope, series_id), team_id)


def series_of_team(scope: Scope, team_id: int) -> Sequence[Series]:
    """The series of a team that are in use, by name: all for its circle, outside it those of network measures."""
    return series_of_teams(scope, [team_id])


def series_of_teams(scope: Scope, team_ids: Collection[int]) -> Sequence[Series]:
    """The series of several teams, by team and name; as ``series_of_team``."""
    if not team_ids:
        return []
    return db.session.scalars(_charts_of_teams(scope), {"team_ids": list(team_ids)}).unique().all()


@per_scope
def _charts_of_teams(scope: Scope) -> Select[Any]:
    return _in_use_by_name(_series(), scope).where(Series.team_id.in_(bindparam("team_ids", expanding=True)))


def _in_use_by_name(statement: Select[Any], scope: Scope) -> Select[Any]:
    in_use = (Series.archived_at.is_(None), MeasureDefinition.archived_at.is_(None))
    return statement.where(*in_use, chart_visible(scope)).order_by(
        Team.name, Team.id, MeasureDefinition.name, Series.id
    )


def series_of_loaded_team(scope: Scope, team: Team) -> Sequence[Series]:
    """As ``series_of_team``, where the page has loaded the team with its school and networks: these alone."""
    return db.session.scalars(_charts_of_loaded_team(scope), {"team_id": team.id}).all()


@per_scope
def _charts_of_loaded_team(scope: Scope) -> Select[Any]:
    statement = select(Series).join(Series.team).join(Series.definition)
    statement = statement.options(contains_eager(Series.definition), joinedload(Series.state))
    return _in_use_by_name(statement, scope).where(Series.team_id == bindparam("team_id"))


def own_series(scope: Person, series_ids: Collection[int]) -> Sequence[Series]:
    """Some of the series that the teams log in which the person works, by name."""
    if not series_ids:
        return []
    parameters = {"series_ids": sorted(series_ids), "team_ids": sorted(scope.identity.own_team_ids)}
    return db.session.scalars(_OWN_SERIES, parameters).unique().all()


_OWN_SERIES = (
    select(Series)
    .join(Series.team)
    .join(Series.definition)
    .options(
        contains_eager(Series.team).options(joinedload(Team.school), selectinload(Team.network_links)),
        contains_eager(Series.definition),
        joinedload(Series.state),
    )
    .where(
        Series.id.in_(bindparam("series_ids", expanding=True)),
        Series.team_id.in_(bindparam("team_ids", expanding=True)),
    )
    .order_by(Team.name, Team.id, MeasureDefinition.name, Series.id)
)


def _definitions() -> Select[Any]:
    return select(MeasureDefinition).options(
        joinedload(MeasureDefinition.network),
        joinedload(MeasureDefinition.team).options(
            joinedload(Team.school).joinedload(Organization.parent),
            selectinload(Team.network_links).joinedload(NetworkTeam.network),
        ),
        joinedload(MeasureDefinition.node),
    )


def load_definition(scope: Scope, definition_id: int) -> MeasureDefinition:
    """A measure of a team in whose circle the person is, or of a network that they can see. Raises NotFoundInScope."""
    definition: MeasureDefinition = one(_visible_definition(scope), definition_id=definition_id)
    return definition


@per_scope
def _visible_definition(scope: Scope) -> Select[Any]:
    return _definitions().where(
        MeasureDefinition.id == bindparam("definition_id"), in_circle(scope, MeasureDefinition)
    )


def definitions_of_network(scope: Scope, network_id: int) -> Sequence[MeasureDefinition]:
    """The measures that the teams of a network share, outcomes first, then by name."""
    return _in_order(_of_network(scope), network_id=network_id)


@per_scope
def _of_network(scope: Scope) -> Select[Any]:
    """The measures alone: no team owns one of them, and the page of the network has loaded the network."""
    measures = _in_order_of_name(select(MeasureDefinition), scope)
    return measures.where(MeasureDefinition.network_id == bindparam("network_id"))


def definitions_of_team(scope: Scope, team_id: int) -> Sequence[MeasureDefinition]:
    """A team's own measures, outcomes first, then by name."""
    return _in_order(_in_use(scope).where(MeasureDefinition.team_id == bindparam("team_id")), team_id=team_id)


def _in_use(scope: Scope) -> Select[Any]:
    return _in_order_of_name(_definitions(), scope)


def _in_order_of_name(statement: Select[Any], scope: Scope) -> Select[Any]:
    in_use = MeasureDefinition.archived_at.is_(None)
    return statement.where(in_use, in_circle(scope, MeasureDefinition)).order_by(
        MeasureDefinition.name, MeasureDefinition.id
    )


def _in_order(statement: Select[Any], **values: int) -> Sequence[MeasureDefinition]:
    families = list(Family)
    found: Sequence[MeasureDefinition] = db.session.scalars(statement, values).unique().all()
    return sorted(found, key=lambda definition: families.index(definition.family))


def load_observation(scope: Scope, team_id: int, series_id: int, observation_id: int) -> Observation:
    """A reading whose series the person may see. Raises NotFoundInScope."""
    series = load_series_of_team(scope, team_id, series_id)
    statement = (
        select(Observation)
        .options(joinedload(Observation.series))
        .where(Observation.id == observation_id, Observation.series_id == series.id)
    )
    observation: Observation = one(statement)
    return observation


def observation_in_scope(scope: Scope, observation_id: int) -> Observation:
    """A reading by its key alone, for its history. Raises NotFoundInScope."""
    statement = (
        select(Observation)
        .join(Observation.series)
        .join(Series.team)
        .join(Series.definition)
        .options(
            contains_eager(Observation.series).options(
                contains_eager(Series.definition),
                contains_eager(Series.team),
                *_team_options(contains_eager(Series.team)),
            )
        )
        .where(Observation.id == observation_id, team_in_circle(scope))
    )
    observation: Observation = one(statement)
    return observation


class Placed(Protocol):
    """A team, or a row of one."""

    @property
    def id(self) -> int: ...

    @property
    def agency_id(self) -> int: ...

    @property
    def path(self) -> str: ...


_YEARS, _HOLIDAYS = SchoolYear.__table__, Holiday.__table__
_YEARS_OF = (
    select(_YEARS.c.agency_id, _YEARS.c.starts_on, _YEARS.c.ends_on)
    .where(_YEARS.c.agency_id.in_(bindparam("agency_ids", expanding=True)))
    .order_by(_YEARS.c.starts_on)
)
_HOLIDAYS_OF = (
    select(_HOLIDAYS.c.organization_id, _HOLIDAYS.c.starts_on, _HOLIDAYS.c.ends_on)
    .where(
        _HOLIDAYS.c.organization_id.in_(bindparam("organization_ids", expanding=True)),
        _HOLIDAYS.c.archived_at.is_(None),
    )
    .order_by(_HOLIDAYS.c.starts_on)
)


def calendars(scope: Scope, teams: Collection[Placed]) -> dict[int, SchoolCalendar]:
    """The school calendar of each team, by its key, in two statements. The teams were loaded in this scope."""
    if not teams:
        return {}
    above = {int(key) for team in teams for key in team.path.strip("/").split("/")}
    connection = db.session.connection()
    years = connection.execute(_YEARS_OF, {"agency_ids": sorted({team.agency_id for team in teams})}).all()
    holidays = connection.execute(_HOLIDAYS_OF, {"organization_ids": sorted(above)}).all()
    return {
        team.id: SchoolCalendar(
            tuple(Span(first, last) for agency, first, last in years if agency == team.agency_id),
            tuple(Span(first, last) for owner, first, last in holidays if f"/{owner}/" in team.path),
        )
        for team in teams
    }


def teams_without_series(scope: Scope, definition: MeasureDefinition) -> Sequence[int]:
    """The teams that should have a series of a measure and have none."""
    taken = select(Series.team_id).where(Series.definition_id == definition.id)
    if definition.team_id is not None:
        found = db.session.scalars(taken).all()
        return [] if definition.team_id in found else [definition.team_id]
    statement = (
        select(NetworkTeam.team_id)
        .join(Team, Team.id == NetworkTeam.team_id)
        .where(
            NetworkTeam.network_id == definition.network_id,
            NetworkTeam.left_on.is_(None),
            NetworkTeam.team_id.not_in(taken),
            team_visible(scope),
        )
        .order_by(NetworkTeam.team_id)
    )
    return db.session.scalars(statement).all()


def definitions_without_series_of(scope: Scope, network_id: int, team_id: int) -> Sequence[MeasureDefinition]:
    """The measures of a network of which a team has no series yet."""
    taken = select(Series.definition_id).where(Series.team_id == team_id)
    statement = _definitions().where(
        MeasureDefinition.network_id == network_id,
        MeasureDefinition.archived_at.is_(None),
        MeasureDefinition.id.not_in(taken),
    )
    return db.session.scalars(statement.order_by(MeasureDefinition.id)).unique().all()


def series_without_state(definition_id: int) -> Sequence[int]:
    """Series of a measure for which nothing is kept yet."""
    statement = (
        select(Series.id)
        .outerjoin(Series.state)
        .where(Series.definition_id == definition_id, ~Series.state.has())
        .order_by(Series.id)
    )
    return db.session.scalars(statement).all()


def series_by_team(definition_id: int, team_ids: Collection[int]) -> dict[int, int]:
    """The series of a measure by team, for imports."""
    found = db.session.execute(select(Series.team_id, Series.id).where(Series.definition_id == definition_id))
    return {team_id: series_id for team_id, series_id in found if team_id in team_ids}


def definition_named(network_id: int, name: str) -> MeasureDefinition | None:
    """A network's measure by its name, for imports."""
    statement = select(MeasureDefinition).where(
        MeasureDefinition.network_id == network_id, MeasureDefinition.name == name
    )
    return db.session.scalars(statement).one_or_none()
