"""The front door."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from nic.home.routes import blueprint
from nic.kernel.house import current_house
from nic.kernel.identity import current_identity
from nic.kernel.permissions import public
from nic.web.pages import page


@blueprint.get("/")
@public("the front door")
def index() -> ResponseReturnValue:
    """Leads a signed-in person to the first place of their role; tells everybody else what this is."""
    identity = current_identity()
    for place in current_house().places:
        if place.visible(identity):
            return redirect(url_for(place.endpoint))
    return page("home/welcome.html")
