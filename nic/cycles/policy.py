"""Who may do what with cycles."""

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_ADMIN,
    AGENCY_STAFF,
    CIRCLE,
    NETWORK_LEADS,
    NETWORK_TEAMS,
    TEAM_LEAD,
    TEAM_MEMBER,
    Condition,
)

SHARED = Condition("once shared", lambda cycle: cycle.is_shared)


class CyclePermission(Permission):
    """What can be done here. The resource is the cycle, or its team where there is none yet."""

    VIEW_CYCLE = "cycles.view_cycle"
    VIEW_LOG = "cycles.view_log"
    PLAN_CYCLE = "cycles.plan_cycle"
    RUN_CYCLE = "cycles.run_cycle"
    SHARE_CYCLE = "cycles.share_cycle"
    COMMENT_ON_CYCLE = "cycles.comment_on_cycle"
    ADD_FILES = "cycles.add_files"
    ASK_COACH = "cycles.ask_coach"
    REMOVE_WORDS = "cycles.remove_words"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = CyclePermission
    shared = tuple(Grant(relation, SHARED) for relation in (NETWORK_TEAMS, NETWORK_LEADS, AGENCY_STAFF))
    allow(can.VIEW_CYCLE, "read a cycle", *CIRCLE, *shared)
    allow(can.VIEW_LOG, "read the weekly notes and the history of a cycle", *CIRCLE)
    allow(can.PLAN_CYCLE, "plan a cycle", TEAM_MEMBER)
    allow(can.RUN_CYCLE, "edit, log, move on and close a cycle", TEAM_MEMBER)
    allow(can.SHARE_CYCLE, "share a closed cycle with the network", TEAM_LEAD)
    peers = Grant(NETWORK_TEAMS, SHARED)
    allow(can.COMMENT_ON_CYCLE, "comment on a cycle", *CIRCLE, peers)
    allow(can.ADD_FILES, "add links and files to a cycle", TEAM_MEMBER)
    allow(can.ASK_COACH, "ask the team's coach about a cycle", TEAM_MEMBER)
    allow(can.REMOVE_WORDS, "remove words of a cycle for good, with a reason", AGENCY_ADMIN)
