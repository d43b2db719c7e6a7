"""Who may do what with problems of practice and theories."""

from nic.kernel.permissions import Grant, Permission, PermissionMap, place_of
from nic.kernel.relations import (
    AGENCY_STAFF,
    CIRCLE,
    HUB,
    NETWORK_LEADS,
    NETWORK_TEAMS,
    TEAM_MEMBER,
    Condition,
)

OF_NETWORK = Condition("where it is the network's", lambda thing: place_of(thing).team_id is None)
NETWORK_READERS = tuple(
    Grant(relation, OF_NETWORK) for relation in (NETWORK_TEAMS, NETWORK_LEADS, AGENCY_STAFF)
)


class TheoryPermission(Permission):
    """What can be done here. The resource is the thing, or its owner (a team or network) where there is none yet."""

    VIEW_PROBLEM = "theory.view_problem"
    PROPOSE_PROBLEM = "theory.propose_problem"
    EDIT_PROBLEM = "theory.edit_problem"
    VIEW_THEORY = "theory.view_theory"
    EDIT_THEORY = "theory.edit_theory"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = TheoryPermission
    hub = Grant(HUB, OF_NETWORK)
    allow(can.VIEW_PROBLEM, "read problems of practice", *CIRCLE, *NETWORK_READERS)
    allow(
        can.PROPOSE_PROBLEM,
        "propose a problem of practice",
        TEAM_MEMBER,
        hub,
        Grant(NETWORK_TEAMS, OF_NETWORK),
    )
    allow(can.EDIT_PROBLEM, "reword, move on, archive and restore a problem", TEAM_MEMBER, hub)
    allow(can.VIEW_THEORY, "read a theory of improvement", *CIRCLE, *NETWORK_READERS)
    allow(can.EDIT_THEORY, "write and change a theory of improvement", TEAM_MEMBER, hub)
