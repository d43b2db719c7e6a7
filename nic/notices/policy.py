"""Who may choose mail: everybody their own."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import ONESELF, SIGNED_IN


class NoticePermission(Permission):
    """What can be done here."""

    CHOOSE_OWN_MAIL = "notices.choose_own_mail"
    VIEW_OWN_MAIL = "notices.view_own_mail"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(NoticePermission.CHOOSE_OWN_MAIL, "choose which mail they get, and when", SIGNED_IN)
    permissions.allow(NoticePermission.VIEW_OWN_MAIL, "see what they chose before", ONESELF)
