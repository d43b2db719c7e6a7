"""What a person types is kept on the device and sent later, once: the side of the server.

A page gives what it wants kept to ``static/js/device.js``, row by row, each with a mark (a UUID) of its own. The module
keeps it on the device, sends it here as a *parcel*, and forgets it once it is told that the parcel came in. A room
takes in parcels of its kind by registering ``take(scope, parcel, before)`` in the slot of that kind (see ``parcels``).
"""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.device.policy import register_policy
    from nic.device.routes import blueprint

    register_policy(current_house(app).permissions)
    app.register_blueprint(blueprint)
