"""Who can see what, printed from the permission map."""

from flask.typing import ResponseReturnValue

from nic.home.routes import blueprint
from nic.home.transparency import parts
from nic.kernel.house import current_house
from nic.kernel.permissions import public
from nic.web.pages import page


@blueprint.get("/who-can-see-what")
@public("people may know who sees what before they sign in")
def who_can_see_what() -> ResponseReturnValue:
    """Every permission in words, and to whom it is given."""
    return page("home/who_can_see_what.html", parts=parts(current_house().permissions.rules()))
