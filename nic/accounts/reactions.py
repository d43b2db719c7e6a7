"""What this room does when something happens in a lower one."""

from nic.accounts import queries
from nic.accounts.addresses import link
from nic.accounts.operations.memberships import begin_membership
from nic.kernel.identity import Role
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import System, current_scope
from nic.organizations.events import NetworkMade, TeamJoinedNetwork
from nic.organizations.queries import load_network, load_team

SYSTEM = System("a new network")
JOINED = """{team} is now part of the network "{network}".

The hub of the network now belongs to your team's circle: it sees your theory, your cycles and your values. Shared
measures of the network are due for your team, too.

The network: {address}
If this is not right, answer to the hub or to your agency; they can take the team out again.
"""


def welcome_hub(event: NetworkMade) -> None:
    """Who makes a network as the hub of another becomes its first hub; an administrator invites one instead."""
    scope = current_scope()
    if (
        not isinstance(scope, PersonScope)
        or scope.person_id != event.person_id
        or not scope.identity.hub_network_ids
    ):
        return
    network = load_network(SYSTEM, event.network_id)
    begin_membership(scope, queries.load_person(scope, scope.person_id), network, Role.HUB_FACILITATOR)


def tell_lead(event: TeamJoinedNetwork) -> None:
    """The lead of a team that somebody has added to a network learns of it by mail: its circle has grown."""
    if not isinstance(event.scope, PersonScope):
        return
    team, network = load_team(SYSTEM, event.team_id), load_network(SYSTEM, event.network_id)
    for lead in queries.leads_of(SYSTEM, team):
        body = JOINED.format(
            team=team.name, network=network.name, address=link("home.network", network_id=network.id)
        )
        queue_mail(
            lead.email,
            f"{team.name} is part of {network.name}",
            body,
            subject_kind="team",
            subject_id=team.id,
        )
