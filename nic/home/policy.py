"""Who may open the pages that span rooms. What each page then shows is decided by the rooms' own permissions."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import SIGNED_IN


class HomePermission(Permission):
    """What can be done here."""

    LOG_THIS_WEEK = "home.log_this_week"
    LIST_OWN_TEAMS = "home.list_own_teams"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(HomePermission.LOG_THIS_WEEK, "log this week for their own teams", SIGNED_IN)
    permissions.allow(HomePermission.LIST_OWN_TEAMS, "list their own teams", SIGNED_IN)
