"""Who may do what with theories."""

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

    VIEW_THEORY = "theory.view_theory"
    EDIT_THEORY = "theory.edit_theory"
    COMMENT_ON_THEORY = "theory.comment_on_theory"
    ADD_FILES = "theory.add_files"
    VIEW_PUBLISHED = "theory.view_published"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = TheoryPermission
    hub = Grant(HUB, OF_NETWORK)
    allow(can.VIEW_THEORY, "read a theory of improvement while it is being written", *CIRCLE)
    allow(can.VIEW_PUBLISHED, "read a published theory of improvement", *CIRCLE, *NETWORK_READERS)
    allow(can.EDIT_THEORY, "write and change a theory of improvement", TEAM_MEMBER, hub)
    of_teams = Grant(NETWORK_TEAMS, OF_NETWORK)
    allow(can.COMMENT_ON_THEORY, "comment on problems of practice and theories", *CIRCLE, of_teams)
    allow(can.ADD_FILES, "add links and files to problems of practice and theories", TEAM_MEMBER, hub)
