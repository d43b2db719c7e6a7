"""Who may send what they typed: anybody signed in. What becomes of a parcel is decided by the room it is for."""

from nic.kernel.permissions import Permission, PermissionMap
from nic.kernel.relations import SIGNED_IN


class DevicePermission(Permission):
    """What can be done here."""

    SEND = "device.send_parcels"


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    permissions.allow(DevicePermission.SEND, "send what their device has kept for them", SIGNED_IN)
