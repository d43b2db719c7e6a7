"""A new school year: what a team takes along, a preview of what will happen, one step."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.home import operations
from nic.home.forms import YearForm
from nic.home.policy import HomePermission
from nic.home.queries.school_year import YearGround, year_ground, year_plan
from nic.home.routes import blueprint
from nic.home.year_plan import YearPlan
from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import requires
from nic.kernel.scope import Scope, current_scope
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.web.asked import keys_among
from nic.web.pages import page


@blueprint.get("/teams/<int:team_id>/school-year")
@requires(HomePermission.BEGIN_SCHOOL_YEAR, load=load_team_in_circle)
def school_year(team: Team) -> ResponseReturnValue:
    """What the team takes into the year; with ``preview`` in the address, what will happen."""
    scope = current_scope()
    ground = year_ground(scope, team)
    form = YearForm(formdata=request.args if "preview" in request.args else None, meta={"csrf": False})
    plan = _plan(scope, ground, form) if "preview" in request.args and not ground.begun else None
    return page("home/school_year.html", team=team, ground=ground, form=form, plan=plan, asked=request.args)


@blueprint.post("/teams/<int:team_id>/school-year")
@requires(HomePermission.BEGIN_SCHOOL_YEAR, load=load_team_in_circle)
def begin_school_year(team: Team) -> ResponseReturnValue:
    """Does what the preview has told."""
    scope = current_scope()
    ground = year_ground(scope, team)
    form = YearForm()
    plan = _plan(scope, ground, form)
    if plan is None:
        raise NotFoundInScope
    told = request.form.getlist("told")
    if form.validate() and form.attempt(operations.begin_school_year, scope, team, plan, told):
        flash(f"The school year {plan.name} has begun for {team.name}.")
        return redirect(url_for("home.school_year", team_id=team.id))
    anew = plan if told and not ground.begun and told != plan.sentences() else None
    return page("home/school_year.html", team=team, ground=ground, form=form, plan=anew, asked=request.form)


def _plan(scope: Scope, ground: YearGround, form: YearForm) -> YearPlan | None:
    ticked = {name: keys_among(request.values.getlist(name)) for name in ("stay", "keep", "carry")}
    because = form.because.data or ""
    return year_plan(scope, ground, ticked, phase="phase" in request.values, because=because)
