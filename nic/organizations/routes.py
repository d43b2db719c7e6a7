"""Pages on organizations, teams and networks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations import queries
from nic.organizations.policy import OrganizationPermission as Can
from nic.web.pages import page

blueprint = Blueprint("organizations", __name__)


@blueprint.get("/networks")
@requires(Can.LIST_NETWORKS)
def networks() -> ResponseReturnValue:
    """The networks that the person can see, alphabetical."""
    return page("organizations/networks.html", networks=queries.visible_networks(current_scope()))
