"""The line above a heading that tells where something stands: network, then team."""

from flask import url_for

from nic.kernel.permissions import can
from nic.organizations.models import Network, Team
from nic.organizations.policy import OrganizationPermission

Trail = list[tuple[str, str | None]]
SHARED_READERS = "the network's teams, their school and district leads, agency staff"
"""Who reads what a network has, or what a team shared with it, in the words after "Seen by"."""


def trail_of(owner: Team | Network) -> Trail:
    """Labels and addresses from the widest place inwards; a team in several networks shows the first by name.

    A team whose page the reader may not open (they read one shared thing of it) has no address.
    """
    if isinstance(owner, Network):
        return [(owner.name, url_for("home.network", network_id=owner.id))]
    networks = sorted((link.network for link in owner.network_links), key=lambda network: network.name)
    above: Trail = (
        [(networks[0].name, url_for("home.network", network_id=networks[0].id))] if networks else []
    )
    opens = can(OrganizationPermission.VIEW_TEAM, owner)
    return [*above, (owner.name, url_for("home.team", team_id=owner.id) if opens else None)]


def readers_of(owner: Team | Network) -> str:
    """Who reads what a team keeps in its circle, or what a network has, in the words after "Seen by"."""
    if isinstance(owner, Network):
        return SHARED_READERS
    return "the team, its coach, the network's hub"
