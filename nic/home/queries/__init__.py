"""What the pages that span rooms show, gathered from the rooms below."""

from nic.kernel.scope import Scope
from nic.organizations.models import Network, Team


def team_page(scope: Scope, team: Team) -> dict[str, object]:
    return {}


def network_page(scope: Scope, network: Network, search: str, page_number: int) -> dict[str, object]:
    return {}
