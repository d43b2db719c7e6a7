"""Who reads and writes what a network learned."""

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_STAFF,
    HUB,
    NETWORK_LEADS,
    NETWORK_TEAMS,
    SIGNED_IN,
    Condition,
)

PUBLISHED = Condition("once published", lambda synthesis: synthesis.is_published)
READERS = (NETWORK_TEAMS, NETWORK_LEADS, AGENCY_STAFF)


class LearningPermission(Permission):
    """What can be done here. The resource is the network or the synthesis."""

    SEARCH = "learning.search"
    VIEW_LEARNED = "learning.view_learned"
    VIEW_SYNTHESIS = "learning.view_synthesis"
    WRITE_SYNTHESIS = "learning.write_synthesis"
    COMMENT = "learning.comment"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = LearningPermission
    published = tuple(Grant(relation, PUBLISHED) for relation in READERS)
    allow(can.SEARCH, "search the shared cycles that they may read", SIGNED_IN)
    allow(can.VIEW_LEARNED, "open what a network learned, and its change package", HUB, *READERS)
    allow(can.VIEW_SYNTHESIS, "read a synthesis", HUB, *published)
    allow(can.WRITE_SYNTHESIS, "write, publish and archive syntheses", HUB)
    allow(can.COMMENT, "comment on a synthesis", HUB, Grant(NETWORK_TEAMS, PUBLISHED))
