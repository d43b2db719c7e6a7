"""A new school year: what a team takes along, a preview of what will happen, one step."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from nic.home import operations
from nic.home.operations import YearPlan
from nic.home.policy import HomePermission
from nic.home.queries.school_year import YearGround, series_to_phase, year_ground
from nic.home.routes import blueprint
from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import requires
from nic.kernel.scope import Scope, current_scope
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.web.asked import keys_among
from nic.web.forms import Form
from nic.web.pages import page

USUAL_REASON = "The school year is over."


class YearForm(Form):
    """Only the reason is typed; all else is ticked."""

    because = StringField("Why are these cycles closed?", [Length(max=400)], default=USUAL_REASON)


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
    if form.validate() and form.attempt(operations.begin_school_year, scope, team, plan):
        flash(f"The school year {plan.name} has begun for {team.name}.")
        return redirect(url_for("home.school_year", team_id=team.id))
    return page("home/school_year.html", team=team, ground=ground, form=form, plan=None, asked=request.form)


def _plan(scope: Scope, ground: YearGround, form: YearForm) -> YearPlan | None:
    """What was ticked: people who stay, measures that are kept, cycles that are carried on; None without a year."""
    if ground.year is None:
        return None
    ticked = {name: set(keys_among(request.values.getlist(name))) for name in ("stay", "keep", "carry")}
    leaving = [each for each in ground.may_leave if each.id not in ticked["stay"]]
    archived = [each for each in ground.own_series if each.id not in ticked["keep"]]
    going_on = [each for each in ground.series if each not in archived]
    stopped = [cycle for cycle in ground.cycles if cycle.id not in ticked["carry"]]
    return YearPlan(
        starts_on=ground.year.starts_on,
        name=ground.year.name,
        stays=len(ground.people) - len(leaving),
        leaving=leaving,
        kept=len(going_on),
        archived=archived,
        phased=series_to_phase(scope, going_on, ground.year.starts_on) if "phase" in request.values else [],
        carried=[cycle for cycle in ground.cycles if cycle not in stopped],
        stopped=stopped,
        because=form.because.data or "",
    )
