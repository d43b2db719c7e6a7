"""What an import asks of the organizations that are there already."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from nic.kernel.database import db
from nic.kernel.scope import System
from nic.organizations.models import Network, NetworkTeam, Organization, Team


def known_below(scope: System, agency_id: int) -> Sequence[Any]:
    """id, kind, source_id, name, parent_id and path of everything below an agency."""
    columns = (
        Organization.id,
        Organization.kind,
        Organization.source_id,
        Organization.name,
        Organization.parent_id,
        Organization.path,
    )
    return db.session.execute(select(*columns).where(Organization.agency_id == agency_id)).all()


def teams_named(scope: System, agency_id: int, name: str) -> dict[int, int]:
    """The teams of a name in an agency by their school."""
    found = db.session.execute(
        select(Team.school_id, Team.id).where(Team.agency_id == agency_id, Team.name == name)
    )
    return dict(found.all())


def names_of_teams(scope: System, agency_id: int) -> dict[int, tuple[str, str]]:
    """The names of each team's school and of the team in an agency."""
    statement = select(Team.id, Organization.name, Team.name).join(Team.school)
    return {
        key: (school, team)
        for key, school, team in db.session.execute(statement.where(Team.agency_id == agency_id))
    }


def network_named(scope: System, agency_id: int, name: str) -> Network | None:
    """A network of an agency by its name."""
    return db.session.scalar(select(Network).where(Network.agency_id == agency_id, Network.name == name))


def team_ids_of(scope: System, network_id: int) -> set[int]:
    """The teams that are or were in a network."""
    return set(db.session.scalars(select(NetworkTeam.team_id).where(NetworkTeam.network_id == network_id)))
