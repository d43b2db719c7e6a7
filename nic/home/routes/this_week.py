"""Log this week: one page per person."""

from flask.typing import ResponseReturnValue

from nic.home.policy import HomePermission
from nic.home.routes import blueprint
from nic.kernel.permissions import requires
from nic.web.pages import page


@blueprint.get("/this-week")
@requires(HomePermission.LOG_THIS_WEEK)
def this_week() -> ResponseReturnValue:
    """What is due for the person's teams."""
    return page("home/this_week.html")
