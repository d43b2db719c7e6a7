"""Every read of organizations, teams and networks, and the filters by which other rooms stay inside a scope."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Identity
from nic.kernel.scope import Person, Scope, System
from nic.organizations.models import Network, NetworkTeam, Organization, Team


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
    return exists().where(
        NetworkTeam.team_id == Team.id, NetworkTeam.network_id.in_(network_ids), NetworkTeam.left_on.is_(None)
    )


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
    return exists().where(
        NetworkTeam.network_id == Network.id,
        NetworkTeam.left_on.is_(None),
        NetworkTeam.team_id == Team.id,
        or_(*(Team.path.startswith(path) for path in paths)),
    )


def in_circle(scope: Scope, model: Any) -> ColumnElement[bool]:
    """A filter on a table owned by a team or a network: the circle of the team, or everybody of the network.

    ``model`` has ``team_id`` and ``network_id``.
    """
    return or_(
        exists().where(Team.id == model.team_id, team_in_circle(scope)),
        exists().where(Network.id == model.network_id, network_visible(scope)),
    )


def one(statement: Select[Any]) -> Any:
    """The one row of a statement. Raises NotFoundInScope where there is none."""
    found = db.session.scalars(statement).unique().one_or_none()
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
    team: Team = one(_teams().where(Team.id == team_id, team_visible(scope)))
    return team


def load_team_in_circle(scope: Scope, team_id: int) -> Team:
    """A team whose work the person may see. Raises NotFoundInScope."""
    team: Team = one(_teams().where(Team.id == team_id, team_in_circle(scope)))
    return team


def own_teams(scope: Scope) -> Sequence[Team]:
    """The teams that the person works in or coaches, by name."""
    if not isinstance(scope, Person):
        return []
    mine = scope.identity.own_team_ids | scope.identity.coached_team_ids
    statement = _teams().where(Team.id.in_(mine), Team.archived_at.is_(None)).order_by(Team.name, Team.id)
    return db.session.scalars(statement).unique().all()


def load_network(scope: Scope, network_id: int) -> Network:
    """A network whose page the person may open. Raises NotFoundInScope."""
    network: Network = one(
        select(Network)
        .options(joinedload(Network.agency))
        .where(Network.id == network_id, network_visible(scope))
    )
    return network


def load_organization(scope: Scope, organization_id: int) -> Organization:
    """A school, district or agency that the person leads or whose agency's staff they are. Raises NotFoundInScope."""
    organization: Organization = one(
        select(Organization)
        .options(joinedload(Organization.parent))
        .where(Organization.id == organization_id, organization_visible(scope))
    )
    return organization


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
