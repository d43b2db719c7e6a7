"""Who may do what with accounts, memberships and invitations."""

from typing import Any

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_ADMIN,
    AGENCY_STAFF,
    COACH,
    DISTRICT_LEAD,
    HUB,
    NETWORK_TEAMS,
    ONESELF,
    SCHOOL_LEAD,
    SIGNED_IN,
    TEAM_LEAD,
    TEAM_MEMBER,
    Condition,
)


class AccountPermission(Permission):
    """What can be done here."""

    MANAGE_OWN_ACCOUNT = "accounts.manage_own_account"
    VIEW_OWN_THINGS = "accounts.view_own_things"
    LEAVE = "accounts.leave"
    VIEW_PEOPLE = "accounts.view_people"
    MANAGE_PEOPLE = "accounts.manage_people"
    READ_MAIL = "accounts.read_mail"


def _is_of_a_network(thing: Any) -> bool:
    """Whether a network, or a membership or invitation in one, is meant: a team in the network is not."""
    return thing is not None and thing.place.team_id is None and bool(thing.place.network_ids)


OF_A_NETWORK = Condition("for the network itself", _is_of_a_network)


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = AccountPermission
    leads = (SCHOOL_LEAD, DISTRICT_LEAD)
    allow(can.MANAGE_OWN_ACCOUNT, "see and change their own account", SIGNED_IN)
    allow(can.VIEW_OWN_THINGS, "see where they are signed in, and sign a device out", ONESELF)
    allow(can.LEAVE, "leave a team, network or organization they belong to", ONESELF)
    allow(
        can.VIEW_PEOPLE,
        "see who belongs to a team, network or organization",
        TEAM_MEMBER,
        COACH,
        HUB,
        Grant(NETWORK_TEAMS, OF_A_NETWORK),
        *leads,
        AGENCY_STAFF,
    )
    allow(
        can.MANAGE_PEOPLE,
        "invite people, change their roles and end their part",
        TEAM_LEAD,
        Grant(HUB, OF_A_NETWORK),
        *leads,
        AGENCY_ADMIN,
    )
    allow(can.READ_MAIL, "read the mail that a demo sends", AGENCY_ADMIN)
