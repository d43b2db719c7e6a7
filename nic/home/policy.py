"""Who may open the pages that span rooms. What each page then shows is decided by the rooms' own permissions."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import CIRCLE, SIGNED_IN, TEAM_LEAD


class HomePermission(Permission):
    """What can be done here."""

    LOG_THIS_WEEK = "home.log_this_week"
    LIST_OWN_TEAMS = "home.list_own_teams"
    BEGIN_SCHOOL_YEAR = "home.begin_school_year"
    VIEW_SCHOOL_YEAR = "home.view_school_year"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(HomePermission.LOG_THIS_WEEK, "log this week for their own teams", SIGNED_IN)
    permissions.allow(HomePermission.LIST_OWN_TEAMS, "list their own teams", SIGNED_IN)
    permissions.allow(HomePermission.BEGIN_SCHOOL_YEAR, "begin a new school year for a team", TEAM_LEAD)
    permissions.allow(
        HomePermission.VIEW_SCHOOL_YEAR, "see what was done when a team began a school year", *CIRCLE
    )
