"""Who may take part in a team's huddles: its circle."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import CIRCLE, COACH, TEAM_MEMBER


class HuddlePermission(Permission):
    """What can be done here."""

    VIEW_HUDDLE = "huddles.view_huddle"
    DECIDE = "huddles.decide"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(
        HuddlePermission.VIEW_HUDDLE,
        "see what a team talks about in its huddle, and what it decided",
        *CIRCLE,
    )
    permissions.allow(HuddlePermission.DECIDE, "note what was decided in a huddle", TEAM_MEMBER, COACH)
