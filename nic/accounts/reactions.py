"""What this room does when something happens in a lower one."""

from nic.accounts import queries
from nic.accounts.operations.memberships import begin_membership
from nic.kernel.identity import Role
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import System, current_scope
from nic.organizations.events import NetworkMade
from nic.organizations.queries import load_network

SYSTEM = System("a new network")


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
