"""Who may do what with organizations, teams and networks."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_ADMIN,
    AGENCY_STAFF,
    COACH,
    DISTRICT_LEAD,
    HUB,
    NETWORK_LEADS,
    NETWORK_TEAMS,
    SCHOOL_LEAD,
    SIGNED_IN,
    TEAM_LEAD,
    TEAM_MEMBER,
)


class OrganizationPermission(Permission):
    """What can be done here."""

    LIST_NETWORKS = "organizations.list_networks"
    VIEW_ORGANIZATION = "organizations.view_organization"
    MANAGE_ORGANIZATIONS = "organizations.manage_organizations"
    EDIT_CALENDAR = "organizations.edit_calendar"
    CREATE_TEAM = "organizations.create_team"
    VIEW_TEAM = "organizations.view_team"
    EDIT_TEAM = "organizations.edit_team"
    CREATE_NETWORK = "organizations.create_network"
    VIEW_NETWORK = "organizations.view_network"
    EDIT_NETWORK = "organizations.edit_network"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = OrganizationPermission
    leads = (SCHOOL_LEAD, DISTRICT_LEAD)
    allow(can.LIST_NETWORKS, "list the networks they can see", SIGNED_IN)
    allow(can.VIEW_ORGANIZATION, "open a school, district or agency", *leads, AGENCY_STAFF)
    allow(can.MANAGE_ORGANIZATIONS, "make districts and schools", AGENCY_ADMIN)
    allow(can.EDIT_CALENDAR, "set school years and holidays", AGENCY_ADMIN, *leads)
    allow(can.CREATE_TEAM, "make a team in a school", AGENCY_ADMIN, *leads)
    allow(can.VIEW_TEAM, "open a team's page", TEAM_MEMBER, COACH, HUB, NETWORK_TEAMS, *leads, AGENCY_STAFF)
    allow(can.EDIT_TEAM, "rename or archive a team", TEAM_LEAD, *leads, AGENCY_ADMIN)
    allow(can.CREATE_NETWORK, "make a network", AGENCY_ADMIN, HUB)
    allow(can.VIEW_NETWORK, "open a network's page", NETWORK_TEAMS, HUB, NETWORK_LEADS, AGENCY_STAFF)
    allow(can.EDIT_NETWORK, "describe a network and add teams to it", HUB, AGENCY_ADMIN)
