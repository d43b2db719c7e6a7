"""Who may do what with rounds of dot voting: each kind of vote brings its own permissions, which are asked here."""

from typing import Any

from nic.kernel.permissions import Grant, Permission, PermissionMap, can
from nic.kernel.relations import ONESELF, SIGNED_IN, Condition


class VotePermission(Permission):
    """What can be done here. The resource is a round, or the booth in which one could be held."""

    VIEW_ROUND = "votes.view_round"
    VOTE = "votes.vote"
    LEAD_ROUND = "votes.lead_round"
    VIEW_BALLOT = "votes.view_ballot"


def _may_view(thing: Any) -> bool:
    return can(thing.booth.kind.may_view, thing.booth.ground)


def _may_vote(thing: Any) -> bool:
    return can(thing.booth.kind.may_vote, thing.booth.ground)


def _may_lead(thing: Any) -> bool:
    return can(thing.booth.kind.may_lead, thing.booth.ground)


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    may = VotePermission

    def where(label: str, holds: Any) -> Grant:
        return Grant(SIGNED_IN, Condition(label, holds))

    allow(
        may.VIEW_ROUND,
        "read a round of dot voting; its results once it is closed",
        where("where they may read what is voted on", _may_view),
    )
    allow(may.VOTE, "place dots", where("where they may vote on these things", _may_vote))
    allow(
        may.LEAD_ROUND,
        "open a round of dot voting, say how many dots each has, close it",
        where("where they lead votes on these things", _may_lead),
    )
    allow(may.VIEW_BALLOT, "read which dots one placed", ONESELF)
