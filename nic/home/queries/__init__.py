"""What the pages that span rooms show, gathered from the rooms below."""

from nic.home.queries.my_teams import MyTeams, my_teams
from nic.home.queries.network_page import NetworkPage, network_page
from nic.home.queries.team_page import TeamPage, team_page

__all__ = ["MyTeams", "NetworkPage", "TeamPage", "my_teams", "network_page", "team_page"]
