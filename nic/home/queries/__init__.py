"""What the pages that span rooms show, gathered from the rooms below."""

from nic.home.queries.network_page import NetworkPage, network_page
from nic.home.queries.team_page import TeamPage, team_page

__all__ = ["NetworkPage", "TeamPage", "network_page", "team_page"]
