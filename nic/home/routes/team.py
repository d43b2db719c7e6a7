"""A person's teams, and the page of one team."""

from flask.typing import ResponseReturnValue

from nic.home import queries
from nic.home.policy import HomePermission
from nic.home.routes import blueprint
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Team
from nic.organizations.policy import OrganizationPermission
from nic.organizations.queries import load_team
from nic.web.pages import page


@blueprint.get("/teams")
@requires(HomePermission.LIST_OWN_TEAMS)
def teams() -> ResponseReturnValue:
    """The teams that the person works in or coaches; for a coach first what waits for them."""
    view = queries.my_teams(current_scope())
    return page("home/teams.html", teams=view.teams, coaching=view.coaching)


@blueprint.get("/teams/<int:team_id>")
@requires(OrganizationPermission.VIEW_TEAM, load=load_team)
def team(team: Team) -> ResponseReturnValue:
    """Aim, theory, measures, running cycles and what was learned lately; outside the circle, what is shared."""
    return page("home/team.html", team=team, view=queries.team_page(current_scope(), team))
