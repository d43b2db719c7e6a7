"""Who may open the summaries."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import AGENCY_STAFF, DISTRICT_LEAD, SCHOOL_LEAD, SIGNED_IN


class SummariesPermission(Permission):
    """What can be done here."""

    LIST_SUMMARIES = "summaries.list_summaries"
    VIEW_AGENCY_SUMMARY = "summaries.view_agency_summary"
    VIEW_DISTRICT_SUMMARY = "summaries.view_district_summary"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(SummariesPermission.LIST_SUMMARIES, "list the summaries that are theirs", SIGNED_IN)
    permissions.allow(
        SummariesPermission.VIEW_AGENCY_SUMMARY,
        "read what the networks of an agency learn, in totals",
        AGENCY_STAFF,
    )
    permissions.allow(
        SummariesPermission.VIEW_DISTRICT_SUMMARY,
        "read totals over the teams of their schools",
        DISTRICT_LEAD,
        SCHOOL_LEAD,
        AGENCY_STAFF,
    )
