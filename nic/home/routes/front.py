"""The front door."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from nic.home.routes import blueprint
from nic.kernel.house import current_house
from nic.kernel.identity import current_identity
from nic.kernel.permissions import public
from nic.web.pages import page

FIRST_PLACES = ("home.this_week", "summaries.agencies", "summaries.districts")
"""Where a role's own work or question stands; everybody else begins at the first place of the top bar."""


@blueprint.get("/")
@public("the front door")
def index() -> ResponseReturnValue:
    """Leads a signed-in person to the first place of their role; tells everybody else what this is."""
    identity = current_identity()
    places = [place.endpoint for place in current_house().places if place.visible(identity)]
    if not places:
        return page("home/welcome.html")
    return redirect(url_for(next((place for place in FIRST_PLACES if place in places), places[0])))
