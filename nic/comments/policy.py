"""Who may do what with comments: whatever the permissions of the thing they stand on say."""

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import AGENCY_ADMIN, ONESELF, SIGNED_IN, Condition

READABLE = Condition("on what they may read themselves; what a circle said stays with it", lambda _: True)
"""The loaders find nothing else: they ask the thing's own permissions (``nic.web.talk``)."""
WRITABLE = Condition("where the thing itself lets them comment", lambda talked: talked.may_write)
ASKABLE = Condition("where the thing itself lets them ask", lambda talked: talked.may_ask)


class CommentPermission(Permission):
    """What can be done here."""

    READ = "comments.read"
    WRITE = "comments.write"
    ASK = "comments.ask"
    TAKE_BACK = "comments.take_back"
    REMOVE = "comments.remove"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = CommentPermission
    allow(can.READ, "read comments", Grant(SIGNED_IN, READABLE))
    allow(can.WRITE, "comment and answer", Grant(SIGNED_IN, WRITABLE))
    allow(can.ASK, "ask the team's coach", Grant(SIGNED_IN, ASKABLE))
    allow(can.TAKE_BACK, "take back what they said", ONESELF)
    allow(can.REMOVE, "remove a comment for good, with a reason", AGENCY_ADMIN)
