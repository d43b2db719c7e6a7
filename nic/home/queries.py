"""What the pages that span rooms show, gathered from the rooms below."""

from nic.kernel.scope import Scope
from nic.organizations.models import Network, Team


def team_view(scope: Scope, team: Team) -> dict[str, object]:
    """All that the team page shows."""
    return {}


def network_view(scope: Scope, network: Network, search: str, page_number: int) -> dict[str, object]:
    """All that the network page shows."""
    return {}
