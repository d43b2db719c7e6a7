"""The huddle of a team: a page to look at together, and to note on it what is decided."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.huddles import operations, queries
from nic.huddles.forms import DecisionForm
from nic.huddles.models import HuddleDecision
from nic.huddles.policy import HuddlePermission as Can
from nic.kernel import clock
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.web.pager import paginate, requested_page
from nic.web.pages import page

blueprint = Blueprint("huddles", __name__)


def _huddle(team: Team, form: DecisionForm) -> ResponseReturnValue:
    scope = current_scope()
    today = clock.today(team.school.time_zone)
    still_open = queries.open_decisions(scope, [team.id])
    return page(
        "huddles/huddle.html",
        team=team,
        form=form,
        today=today,
        agenda=queries.agenda(scope, team),
        waiting=[decision for decision in still_open if decision.decided_on < today],
        decided=queries.decisions_of_day(scope, team, today),
    )


@blueprint.get("/teams/<int:team_id>/huddle")
@requires(Can.VIEW_HUDDLE, load=load_team_in_circle)
def huddle(team: Team) -> ResponseReturnValue:
    """What was decided last time, what is due, what the charts say, what is tested; and a place for decisions."""
    return _huddle(team, DecisionForm())


@blueprint.post("/teams/<int:team_id>/huddle")
@requires(Can.DECIDE, load=load_team_in_circle)
def decide(team: Team) -> ResponseReturnValue:
    """Notes a decision."""
    form = DecisionForm()
    if form.validate_on_submit():
        fields = {name: form[name].data for name in ("what", "who", "due_on", "client_uuid")}
        if form.attempt(operations.decide, current_scope(), team, **fields):
            return redirect(url_for("huddles.huddle", team_id=team.id, _anchor="decided"))
    return _huddle(team, form)


@blueprint.get("/teams/<int:team_id>/decisions")
@requires(Can.VIEW_HUDDLE, load=load_team_in_circle)
def decisions(team: Team) -> ResponseReturnValue:
    """All that the team decided, latest first."""
    scope = current_scope()
    return page(
        "huddles/decisions.html",
        team=team,
        today=clock.today(team.school.time_zone),
        found=paginate(queries.decisions_statement(scope, team), requested_page(), 30),
        taken_back=queries.taken_back(scope, team) if can(Can.DECIDE, team) else [],
    )


@blueprint.post("/teams/<int:team_id>/decisions/<int:decision_id>/done")
@requires(Can.DECIDE, load=queries.load_decision)
def set_done(decision: HuddleDecision) -> ResponseReturnValue:
    """It is carried out."""
    operations.set_done(current_scope(), decision, is_done=True)
    return _back_to(decision)


@blueprint.post("/teams/<int:team_id>/decisions/<int:decision_id>/not-done")
@requires(Can.DECIDE, load=queries.load_decision)
def set_not_done(decision: HuddleDecision) -> ResponseReturnValue:
    """It is not carried out after all."""
    operations.set_done(current_scope(), decision, is_done=False)
    return _back_to(decision)


@blueprint.post("/teams/<int:team_id>/decisions/<int:decision_id>/take-back")
@requires(Can.DECIDE, load=queries.load_decision)
def take_back(decision: HuddleDecision) -> ResponseReturnValue:
    """It was noted by mistake."""
    operations.take_back(current_scope(), decision)
    flash("Taken back. You can put it back below all decisions.")
    return _back_to(decision)


@blueprint.post("/teams/<int:team_id>/decisions/<int:decision_id>/put-back")
@requires(Can.DECIDE, load=queries.load_taken_back)
def put_back(decision: HuddleDecision) -> ResponseReturnValue:
    """It was decided after all."""
    operations.put_back(current_scope(), decision)
    flash("Put back.")
    return redirect(url_for("huddles.decisions", team_id=decision.team_id))


def _back_to(decision: HuddleDecision) -> ResponseReturnValue:
    return redirect(url_for("huddles.huddle", team_id=decision.team_id))
