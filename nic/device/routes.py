"""Where devices ask whether they may send, and send. Both answer in JSON."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from nic.device import operations
from nic.device.parcels import parcels_in, slot_of
from nic.device.policy import DevicePermission as Can
from nic.kernel import clock
from nic.kernel.errors import NotFoundInScope, SignInNeeded
from nic.kernel.house import current_house
from nic.kernel.permissions import requires
from nic.kernel.scope import Person, current_scope

blueprint = Blueprint("device", __name__)


def _person() -> Person:
    scope = current_scope()
    if not isinstance(scope, Person):
        raise SignInNeeded
    return scope


@blueprint.get("/device/ticket")
@requires(Can.SEND)
def ticket() -> ResponseReturnValue:
    """Who is signed in on this device now, and the token with which it may send."""
    return jsonify(person=_person().person_id, token=generate_csrf())


@blueprint.post("/device/parcels/<kind>")
@requires(Can.SEND)
def parcels(kind: str) -> ResponseReturnValue:
    """Takes in what a device has kept, and says of each parcel what became of it."""
    scope = _person()
    take = next(iter(current_house().provided(slot_of(kind))), None)
    if take is None:
        raise NotFoundInScope
    try:
        sent = parcels_in(request.get_json(silent=True))
    except ValueError:
        return jsonify(error="This is not what a device sends."), 400
    receipts = operations.take_in(scope, kind, take, sent)
    return jsonify(at=clock.now().isoformat(), receipts=[receipt.as_data() for receipt in receipts])
