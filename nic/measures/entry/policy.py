"""Who may enter values for others: by a file for a network, by a link for one value."""

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import COACH, HUB, TEAM_LEAD, TEAM_MEMBER
from nic.measures.policy import OF_A_NETWORK


class EntryPermission(Permission):
    """What can be done here."""

    LOAD_FOR_NETWORK = "measures.load_for_network"
    HANDLE_FILE = "measures.handle_file"
    TAKE_FILE_BACK = "measures.take_file_back"
    SEND_LINK = "measures.send_link"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the sub-room's permissions on the map."""
    allow, can = permissions.allow, EntryPermission
    allow(can.LOAD_FOR_NETWORK, "load a file of values for the network's teams", HUB)
    allow(
        can.HANDLE_FILE, "check and load a file that they sent", TEAM_MEMBER, COACH, Grant(HUB, OF_A_NETWORK)
    )
    allow(
        can.TAKE_FILE_BACK,
        "take back a file that they loaded; a team's lead and the hub any that was loaded there",
        TEAM_MEMBER,
        COACH,
        Grant(HUB, OF_A_NETWORK),
    )
    allow(can.SEND_LINK, "send a link for one value", TEAM_LEAD, COACH)
