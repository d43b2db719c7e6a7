"""The page of a network."""

from flask.typing import ResponseReturnValue

from nic.home import queries
from nic.home.routes import blueprint
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network
from nic.organizations.policy import OrganizationPermission
from nic.organizations.queries import load_network
from nic.web.asked import requested_words
from nic.web.pager import requested_page
from nic.web.pages import page


@blueprint.get("/networks/<int:network_id>")
@requires(OrganizationPermission.VIEW_NETWORK, load=load_network)
def network(network: Network) -> ResponseReturnValue:
    """The aim, the measure pooled by week, what is being tested, and the teams, alphabetical."""
    search = requested_words()
    view = queries.network_page(current_scope(), network, search, requested_page())
    return page("home/network.html", network=network, view=view, search=search)
