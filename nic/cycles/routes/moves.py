"""The moves that one button makes."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.cycles import operations, queries
from nic.cycles.forms import CloneForm, MoveForm, PeopleForm, StopForm
from nic.cycles.models import Cycle
from nic.cycles.moves import Move, is_allowed, why_not
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.routes.common import CYCLE, blueprint, chosen, people_to_choose, to_cycle
from nic.cycles.routes.single import cycle_page
from nic.kernel.errors import NotPermitted
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import queries as organizations
from nic.web.forms import Form
from nic.web.pages import page


def _move(cycle: Cycle, operation: Callable[..., Cycle], said: str) -> ResponseReturnValue:
    """Makes a move by a button and says so; a broken rule is shown on the cycle's page."""
    form = MoveForm(obj=cycle)
    if form.validate_on_submit() and form.attempt(
        operation, current_scope(), cycle, version=form.version.data
    ):
        flash(said)
        return to_cycle(cycle)
    return cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/start-do")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def start_do(cycle: Cycle) -> ResponseReturnValue:
    """Begins the test and locks the prediction."""
    return _move(cycle, operations.start_do, "The test has begun. Your prediction is locked.")


@blueprint.post(f"{CYCLE}/start-study")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def start_study(cycle: Cycle) -> ResponseReturnValue:
    """Ends Do."""
    return _move(cycle, operations.start_study, "Now in Study: compare what you saw with what you predicted.")


@blueprint.post(f"{CYCLE}/start-act")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def start_act(cycle: Cycle) -> ResponseReturnValue:
    """Ends Study."""
    return _move(cycle, operations.start_act, "Now in Act: decide what becomes of this idea.")


@blueprint.post(f"{CYCLE}/pause")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def pause(cycle: Cycle) -> ResponseReturnValue:
    """Holds a running cycle."""
    return _move(cycle, operations.pause_cycle, "Paused. Resume it whenever you like.")


@blueprint.post(f"{CYCLE}/resume")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def resume(cycle: Cycle) -> ResponseReturnValue:
    """Takes a paused cycle up again."""
    return _move(cycle, operations.resume_cycle, "Running again.")


@blueprint.post(f"{CYCLE}/stop")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def stop(cycle: Cycle) -> ResponseReturnValue:
    """Ends a cycle early, with the reason."""
    form = StopForm(obj=cycle)
    if form.validate_on_submit() and form.attempt(
        operations.stop_early, current_scope(), cycle, form.because.data, version=form.version.data
    ):
        flash("Stopped early. What you learned so far stays here.")
        return to_cycle(cycle)
    return cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/share")
@requires(Can.SHARE_CYCLE, load=queries.load_cycle)
def share(cycle: Cycle) -> ResponseReturnValue:
    """Lets the network read a closed cycle."""
    form = Form()
    if form.validate_on_submit() and form.attempt(operations.share_cycle, current_scope(), cycle):
        flash("Shared with the network. Weekly notes and history stay with your circle.")
        return to_cycle(cycle)
    return cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/plan-next")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def plan_next(cycle: Cycle) -> ResponseReturnValue:
    """Opens the next cycle with the plan copied."""
    form = Form()
    if form.validate_on_submit() and (
        following := form.attempt(operations.plan_next, current_scope(), cycle)
    ):
        return to_plan(following)
    return cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/people")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def people(cycle: Cycle) -> ResponseReturnValue:
    """Names those who work on it together."""
    names = people_to_choose(cycle)
    form = PeopleForm()
    form.offer_people(names, [author.person_id for author in cycle.authors])
    if form.validate_on_submit() and form.attempt(
        operations.set_authors, current_scope(), cycle, **form.changes, people=names
    ):
        flash("Saved.")
        return to_cycle(cycle)
    return cycle_page(cycle, form)


@blueprint.route(f"{CYCLE}/clone", methods=["GET", "POST"])
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def clone(cycle: Cycle) -> ResponseReturnValue:
    """Uses the plan of a closed cycle again, for a team of the person."""
    teams = [team for team in organizations.own_teams(current_scope()) if can(Can.PLAN_CYCLE, team)]
    if not teams:
        raise NotPermitted
    form = CloneForm()
    form.offer_teams(teams, cycle.team)
    if not is_allowed(cycle.state, Move.CLONE):
        form.add_error(None, why_not(cycle.state, Move.CLONE))
    elif form.validate_on_submit():
        team = chosen(teams, form.team.data)
        cloned = form.attempt(operations.clone_cycle, current_scope(), cycle, team, form.client_uuid.data)
        if cloned:
            return to_plan(cloned)
    return page("cycles/clone.html", form=form, cycle=cycle)


def to_plan(cycle: Cycle) -> ResponseReturnValue:
    """Leads to the plan of a cycle that takes over another one's."""
    told = "has the plan of the one before" if cycle.previous is not None else "is a new plan like that one"
    flash(f"Cycle {cycle.number} {told}. Write what you predict this time.")
    return redirect(url_for("cycles.edit_in", team_id=cycle.team_id, cycle_id=cycle.id, view="quick"))
