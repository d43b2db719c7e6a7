"""Who may do what with problems of practice and their fishbones."""

from typing import Any

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import CIRCLE, COACH, HUB, NETWORK_TEAMS, ONESELF, TEAM_LEAD, TEAM_MEMBER, Condition
from nic.theory.policy import NETWORK_READERS, OF_NETWORK


class ProblemPermission(Permission):
    """What can be done here. The resource is the thing, or its owner (a team or network) where there is none yet."""

    VIEW_PROBLEM = "problems.view_problem"
    PROPOSE_PROBLEM = "problems.propose_problem"
    EDIT_PROBLEM = "problems.edit_problem"
    REWORD_PROBLEM = "problems.reword_problem"
    VOTE = "problems.vote"
    LEAD_VOTE = "problems.lead_vote"


def _still_proposed(thing: Any) -> bool:
    return getattr(thing, "status", None) == "proposed" and thing.is_active


def register_policy(permissions: PermissionMap) -> None:
    """Puts the permissions on the map."""
    allow = permissions.allow
    can = ProblemPermission
    hub = Grant(HUB, OF_NETWORK)
    anyone_in_it = (TEAM_MEMBER, hub, Grant(NETWORK_TEAMS, OF_NETWORK))
    own_proposal = Grant(ONESELF, Condition("as long as it is proposed", _still_proposed))
    allow(can.VIEW_PROBLEM, "read problems of practice and their causes", *CIRCLE, *NETWORK_READERS)
    allow(can.PROPOSE_PROBLEM, "propose a problem of practice", *anyone_in_it)
    allow(
        can.EDIT_PROBLEM,
        "move a problem on, merge and archive it, add evidence, look for its causes",
        TEAM_MEMBER,
        hub,
    )
    allow(can.REWORD_PROBLEM, "reword a problem of practice", TEAM_MEMBER, hub, own_proposal)
    allow(can.VOTE, "place dots on problems of practice and causes", *anyone_in_it)
    allow(
        can.LEAD_VOTE,
        "open and close rounds of dot voting on problems and causes",
        TEAM_LEAD,
        Grant(COACH, Condition("where it is a team's", lambda thing: not OF_NETWORK.holds(thing))),
        hub,
    )
