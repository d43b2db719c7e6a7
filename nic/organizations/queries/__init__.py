"""Every read of organizations, teams and networks, and the filters by which other rooms stay inside a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Identity, Place, Role
from nic.kernel.scope import Person, Scope, System
from nic.kernel.statements import per_scope
from nic.organizations.models import (
    Holiday,
    Network,
    NetworkTeam,
    Organization,
    OrganizationKind,
    SchoolYear,
    Team,
)


def team_in_circle(scope: Scope) -> ColumnElement[bool]:
    """A filter on Team: the teams whose circle (members, coach, hub of the network) the person belongs to."""
    match scope:
        case System():
            return true()
        case Person(identity):
            return _circle(identity)
        case _:
            return false()


def _circle(identity: Identity) -> ColumnElement[bool]:
    return or_(
        Team.id.in_(identity.own_team_ids | identity.coached_team_ids), _in_networks(identity.hub_network_ids)
    )


def team_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Team: the teams whose page the person may open, their circle or not."""
    match scope:
        case System():
            return true()
        case Person(identity):
            return or_(
                _circle(identity),
                _in_networks(identity.network_ids),
                Team.agency_id.in_(identity.agency_ids),
                *(Team.path.startswith(path) for path in identity.led_paths),
            )
        case _:
            return false()


def _in_networks(network_ids: frozenset[int]) -> ColumnElement[bool]:
    if not network_ids:
        return false()
    part = exists().where(
        NetworkTeam.team_id == Team.id, NetworkTeam.network_id.in_(network_ids), NetworkTeam.left_on.is_(None)
    )
    return part.correlate_except(NetworkTeam)


def network_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Network: those of the person's teams and hub, of their agency, and those with teams they lead."""
    match scope:
        case System():
            return true()
        case Person(identity):
            return or_(
                Network.id.in_(identity.network_ids),
                Network.agency_id.in_(identity.agency_ids),
                _with_team_below(identity.led_paths),
            )
        case _:
            return false()


def _with_team_below(paths: frozenset[str]) -> ColumnElement[bool]:
    if not paths:
        return false()
    part = exists().where(
        NetworkTeam.network_id == Network.id,
        NetworkTeam.left_on.is_(None),
        NetworkTeam.team_id == Team.id,
        or_(*(Team.path.startswith(path) for path in paths)),
    )
    return part.correlate_except(NetworkTeam, Team)


def in_circle(scope: Scope, model: Any) -> ColumnElement[bool]:
    """A filter on a table owned by a team or a network: the circle of the team, or everybody of the network.

    ``model`` has ``team_id`` and ``network_id``.
    """
    return or_(
        exists().where(Team.id == model.team_id, team_in_circle(scope)).correlate_except(Team),
        exists().where(Network.id == model.network_id, network_visible(scope)).correlate_except(Network),
    )


def one(statement: Select[Any], **values: Any) -> Any:
    """The one row of a statement with the values of its parameters. Raises NotFoundInScope where there is none."""
    found = db.session.scalars(statement, values).unique().one_or_none()
    if found is None:
        raise NotFoundInScope
    return found


def _teams() -> Select[Team]:
    return (
        select(Team)
        .options(joinedload(Team.school).joinedload(Organization.parent))
        .options(selectinload(Team.network_links).joinedload(NetworkTeam.network))
    )


def load_team(scope: Scope, team_id: int) -> Team:
    """A team whose page the person may open. Raises NotFoundInScope."""
    team: Team = one(_visible_team(scope), team_id=team_id)
    return team


@per_scope
def _visible_team(scope: Scope) -> Select[Team]:
    """With its networks in the same statement, since it is one team."""
    team = select(Team).options(
        joinedload(Team.school).joinedload(Organization.parent),
        joinedload(Team.network_links).joinedload(NetworkTeam.network),
    )
    return team.where(Team.id == bindparam("team_id"), team_visible(scope))


def load_team_in_circle(scope: Scope, team_id: int) -> Team:
    """A team whose work the person may see. Raises NotFoundInScope."""
    team: Team = one(_team_of_circle(scope), team_id=team_id)
    return team


@per_scope
def _team_of_circle(scope: Scope) -> Select[Team]:
    return _teams().where(Team.id == bindparam("team_id"), team_in_circle(scope))


def own_teams(scope: Scope) -> Sequence[Team]:
    """The teams that the person works in or coaches, by name."""
    if not isinstance(scope, Person):
        return []
    mine = scope.identity.own_team_ids | scope.identity.coached_team_ids
    statement = _teams().where(Team.id.in_(mine), Team.archived_at.is_(None)).order_by(Team.name, Team.id)
    return db.session.scalars(statement).unique().all()


def load_network(scope: Scope, network_id: int) -> Network:
    """A network whose page the person may open. Raises NotFoundInScope."""
    network: Network = one(_visible_network(scope), network_id=network_id)
    return network


def require_network(scope: Scope, network_id: int) -> None:
    """Raises NotFoundInScope unless the person may open the network's page."""
    if db.session.execute(_network_is_visible(scope), {"network_id": network_id}).first() is None:
        raise NotFoundInScope


@per_scope
def _network_is_visible(scope: Scope) -> Select[int]:
    network = Network.__table__
    return select(network.c.id).where(network.c.id == bindparam("network_id"), network_visible(scope))


@per_scope
def _visible_network(scope: Scope) -> Select[Network]:
    return (
        select(Network)
        .options(joinedload(Network.agency))
        .where(Network.id == bindparam("network_id"), network_visible(scope))
    )


def load_organization(scope: Scope, organization_id: int) -> Organization:
    """A school, district or agency that the person leads or whose agency's staff they are. Raises NotFoundInScope."""
    organization: Organization = one(_visible_organization(scope), organization_id=organization_id)
    return organization


@per_scope
def _visible_organization(scope: Scope) -> Select[Organization]:
    return (
        select(Organization)
        .options(joinedload(Organization.parent))
        .where(Organization.id == bindparam("organization_id"), organization_visible(scope))
    )


def organization_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Organization: what the person leads and all below it; for agency staff, the agency and all below."""
    match scope:
        case System():
            return true()
        case Person(identity):
            paths = identity.led_paths | {f"/{agency_id}/" for agency_id in identity.agency_ids}
            return or_(false(), *(Organization.path.startswith(path) for path in sorted(paths)))
        case _:
            return false()


def visible_networks(scope: Scope) -> Sequence[Network]:
    """The networks that the person can see, by name."""
    statement = (
        select(Network)
        .options(joinedload(Network.agency))
        .where(network_visible(scope), Network.archived_at.is_(None))
        .order_by(Network.name, Network.id)
    )
    return db.session.scalars(statement).all()


def agency_by_name(scope: System, name: str) -> Organization | None:
    """The agency of a name; for the command line."""
    statement = select(Organization).where(
        Organization.kind == OrganizationKind.AGENCY, Organization.name == name
    )
    return db.session.scalars(statement).one_or_none()


def children_of(scope: Scope, organization: Organization) -> Sequence[Organization]:
    """The districts of an agency or the schools of a district, by name."""
    statement = select(Organization).where(
        Organization.parent_id == organization.id,
        Organization.archived_at.is_(None),
        organization_visible(scope),
    )
    return db.session.scalars(statement.order_by(Organization.name, Organization.id)).all()


def teams_of_school(scope: Scope, school: Organization) -> Sequence[Team]:
    """The teams of a school, by name, archived ones last."""
    statement = _teams().where(Team.school_id == school.id, team_visible(scope))
    return (
        db.session.scalars(statement.order_by(Team.archived_at.is_not(None), Team.name, Team.id))
        .unique()
        .all()
    )


def networks_below(scope: Scope, organization: Organization) -> Sequence[Network]:
    """The networks in which teams at or below an organization take part, by name."""
    part = exists().where(
        NetworkTeam.network_id == Network.id,
        NetworkTeam.left_on.is_(None),
        NetworkTeam.team_id == Team.id,
        Team.path.startswith(organization.path),
    )
    owned = Network.agency_id == organization.id
    statement = select(Network).where(or_(part, owned), Network.archived_at.is_(None), network_visible(scope))
    return db.session.scalars(statement.order_by(Network.name, Network.id)).all()


def school_years(scope: Scope, agency_id: int) -> Sequence[SchoolYear]:
    """The school years of an agency, latest first. The organization was loaded inside the scope."""
    statement = select(SchoolYear).where(SchoolYear.agency_id == agency_id)
    return db.session.scalars(statement.order_by(SchoolYear.starts_on.desc(), SchoolYear.id)).all()


def load_school_year(scope: Scope, school_year_id: int) -> SchoolYear:
    """A school year of an agency that the person may open. Raises NotFoundInScope."""
    visible = select(Organization.id).where(organization_visible(scope))
    year: SchoolYear = one(
        select(SchoolYear).where(SchoolYear.id == school_year_id, SchoolYear.agency_id.in_(visible))
    )
    return year


def holidays_of(scope: Scope, organization: Organization) -> Sequence[Holiday]:
    """The holidays of an organization and of all above it, latest first, with those taken off the calendar."""
    above = [int(key) for key in organization.path.strip("/").split("/")]
    statement = (
        select(Holiday)
        .options(joinedload(Holiday.organization))
        .where(Holiday.organization_id.in_(above))
        .order_by(Holiday.starts_on.desc(), Holiday.id)
    )
    return db.session.scalars(statement).all()


def load_holiday(scope: Scope, holiday_id: int) -> Holiday:
    """A holiday of an organization that the person may open. Raises NotFoundInScope."""
    holiday: Holiday = one(
        select(Holiday)
        .join(Holiday.organization)
        .options(contains_eager(Holiday.organization))
        .where(Holiday.id == holiday_id, organization_visible(scope))
    )
    return holiday


@dataclass(frozen=True, slots=True)
class NetworkGround:
    """Where a person may make networks: standing at one agency, as its administrator or as a hub of its networks."""

    agencies: Sequence[Organization]
    place: Place


def load_network_ground(scope: Scope) -> NetworkGround:
    """The agencies in which the person may make a network, by name; none for most people."""
    if not isinstance(scope, Person):
        return NetworkGround([], Place())
    identity = scope.identity
    parts = identity.with_roles(Role.AGENCY_ADMIN, Role.HUB_FACILITATOR)
    if not parts:
        return NetworkGround([], Place())
    statement = select(Organization).where(Organization.id.in_({part.agency_id for part in parts}))
    agencies = db.session.scalars(statement.order_by(Organization.name, Organization.id)).all()
    return NetworkGround(agencies, Place(agency_id=parts[0].agency_id, network_ids=identity.hub_network_ids))


def link_of(scope: Scope, network: Network, team: Team) -> NetworkTeam | None:
    """A team's part in a network, ended or not. Both were loaded inside the scope."""
    return db.session.get(NetworkTeam, (network.id, team.id))


def links_of_team(scope: Scope, team: Team) -> Sequence[NetworkTeam]:
    """A team's parts in networks, ended or not. The team was loaded inside the scope."""
    return _links(scope, NetworkTeam.team_id == team.id)


def links_of_school(scope: Scope, school: Organization) -> Sequence[NetworkTeam]:
    """The parts of a school's teams in networks, ended or not. The school was loaded inside the scope."""
    return _links(scope, NetworkTeam.team_id.in_(select(Team.id).where(Team.school_id == school.id)))


def _links(scope: Scope, condition: ColumnElement[bool]) -> Sequence[NetworkTeam]:
    statement = select(NetworkTeam).options(joinedload(NetworkTeam.team).joinedload(Team.school))
    return db.session.scalars(statement.where(condition)).all()


def teams_in_network(scope: Scope, network: Network) -> Select[Team]:
    """A statement of the teams of a network, by name. The network was loaded inside the scope."""
    now = exists().where(
        NetworkTeam.team_id == Team.id, NetworkTeam.network_id == network.id, NetworkTeam.left_on.is_(None)
    )
    return _teams().where(now, Team.archived_at.is_(None)).order_by(Team.name, Team.id)


def teams_to_add(scope: Scope, network: Network, search: str) -> Select[Team]:
    """A statement of the agency's teams that are not in the network, by name, filtered by words of team or school."""
    now = exists().where(
        NetworkTeam.team_id == Team.id, NetworkTeam.network_id == network.id, NetworkTeam.left_on.is_(None)
    )
    statement = (
        _teams()
        .join(Team.school)
        .where(~now, Team.agency_id == network.agency_id, Team.archived_at.is_(None))
    )
    for word in search.split():
        statement = statement.where(
            or_(
                Team.name.icontains(word, autoescape=True), Organization.name.icontains(word, autoescape=True)
            )
        )
    return statement.order_by(Team.name, Team.id)


@dataclass(frozen=True, slots=True)
class NetworkAndTeam:
    """A network, and a team of its agency that is in it or could be."""

    network: Network
    team: Team

    @property
    def place(self) -> Place:
        """Both stand at the network."""
        return self.network.place


def load_network_and_team(scope: Scope, network_id: int, team_id: int) -> NetworkAndTeam:
    """A network that the person may open, with a team of its agency. Raises NotFoundInScope."""
    network = load_network(scope, network_id)
    return NetworkAndTeam(
        network, one(_teams().where(Team.id == team_id, Team.agency_id == network.agency_id))
    )


def team_counts(scope: Scope) -> dict[int, int]:
    """How many teams each network has that the person can see."""
    rows = db.session.execute(
        select(NetworkTeam.network_id, func.count())
        .join(Network, Network.id == NetworkTeam.network_id)
        .join(Team, Team.id == NetworkTeam.team_id)
        .where(network_visible(scope), NetworkTeam.left_on.is_(None), Team.archived_at.is_(None))
        .group_by(NetworkTeam.network_id)
    )
    return dict(rows.all())


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as the busiest page needs it: plain data, no row of the session."""

    id: int
    name: str
    school_name: str
    agency_id: int
    path: str
    time_zone: str

    @property
    def place(self) -> Place:
        """Where it stands, as far as its members are concerned."""
        return Place(agency_id=self.agency_id, path=self.path, team_id=self.id)


_TEAMS, _SCHOOLS = Team.__table__, Organization.__table__
_TEAM_ROWS = (
    select(
        _TEAMS.c.id, _TEAMS.c.name, _SCHOOLS.c.name, _TEAMS.c.agency_id, _TEAMS.c.path, _SCHOOLS.c.time_zone
    )
    .join_from(_TEAMS, _SCHOOLS, _SCHOOLS.c.id == _TEAMS.c.school_id)
    .where(_TEAMS.c.id.in_(bindparam("team_ids", expanding=True)), _TEAMS.c.archived_at.is_(None))
    .order_by(_TEAMS.c.name, _TEAMS.c.id)
)


def own_team_rows(scope: Person) -> list[TeamRow]:
    """The teams in which the person works, by name."""
    found = db.session.connection().execute(_TEAM_ROWS, {"team_ids": sorted(scope.identity.own_team_ids)})
    return [TeamRow(*row) for row in found]
