"""Who may do what with links and files: whatever the permissions of the thing they belong to say."""

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import AGENCY_ADMIN, SIGNED_IN, Condition

READABLE = Condition("of what they may read themselves; what a circle kept stays with it", lambda _: True)
"""The loaders find nothing else: they ask the thing's own permissions (``nic.web.talk``)."""
ADDABLE = Condition("where the thing itself lets them add", lambda thing: thing.may_attach)


class AttachmentPermission(Permission):
    """What can be done here."""

    READ = "attachments.read"
    ADD = "attachments.add"
    REMOVE = "attachments.remove"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    can = AttachmentPermission
    permissions.allow(can.READ, "open links and files", Grant(SIGNED_IN, READABLE))
    permissions.allow(
        can.ADD, "add links and files, take them away, put them back", Grant(SIGNED_IN, ADDABLE)
    )
    permissions.allow(can.REMOVE, "remove a link or a file for good, with a reason", AGENCY_ADMIN)
