"""Making, renaming and putting away teams."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations import operations, queries
from nic.organizations.forms import TeamForm
from nic.organizations.models import Organization, OrganizationKind, Team
from nic.organizations.policy import OrganizationPermission as Can
from nic.organizations.routes import blueprint
from nic.organizations.routes.organizations import of_kind
from nic.web.pages import page


@blueprint.route("/organizations/<int:organization_id>/teams/new", methods=["GET", "POST"])
@requires(Can.CREATE_TEAM, load=of_kind(OrganizationKind.SCHOOL))
def new_team(school: Organization) -> ResponseReturnValue:
    """Makes a team in a school; its people come next."""
    form = TeamForm()
    if form.validate_on_submit():
        team = form.attempt(operations.make_team, current_scope(), school, name=form.name.data)
        if team:
            flash(f"{team.name} is made. Invite its lead next.")
            return redirect(url_for("accounts.people_of_team", team_id=team.id))
    back = url_for("organizations.organization", organization_id=school.id)
    return page(
        "organizations/team_form.html", form=form, title=f"Make a team in {school.name}", back=back, team=None
    )


@blueprint.route("/teams/<int:team_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_TEAM, load=queries.load_team)
def edit_team(team: Team) -> ResponseReturnValue:
    """Renames a team."""
    form = TeamForm(obj=team)
    back = url_for("home.team", team_id=team.id)
    if form.validate_on_submit() and form.attempt(
        operations.edit_team, current_scope(), team, form.version.data, name=form.name.data
    ):
        flash("The team's name is changed.")
        return redirect(back)
    return page("organizations/team_form.html", form=form, title=f"Edit {team.name}", back=back, team=team)


@blueprint.post("/teams/<int:team_id>/archive")
@requires(Can.EDIT_TEAM, load=queries.load_team)
def archive_team(team: Team) -> ResponseReturnValue:
    """Puts a team away."""
    operations.archive_team(current_scope(), team)
    flash(f"{team.name} is put away. Nothing it wrote is lost; bring it back whenever you like.")
    return redirect(url_for("organizations.edit_team", team_id=team.id))


@blueprint.post("/teams/<int:team_id>/restore")
@requires(Can.EDIT_TEAM, load=queries.load_team)
def restore_team(team: Team) -> ResponseReturnValue:
    """Brings a team back."""
    operations.restore_team(current_scope(), team)
    flash(f"{team.name} is back.")
    return redirect(url_for("organizations.edit_team", team_id=team.id))
