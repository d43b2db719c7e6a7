"""Planning a cycle in three views of one record: four questions, step by step, the whole worksheet."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.cycles import operations, queries
from nic.cycles.facts import today_of
from nic.cycles.forms import (
    STEPS,
    NewIdeaStep,
    NewQuickForm,
    PlanForm,
    QuickForm,
    Step,
    WorksheetForm,
)
from nic.cycles.models import Cycle, CycleState
from nic.cycles.moves import Move, is_allowed, unpredicted, why_not
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.routes.common import CYCLE, blueprint, chosen, to_cycle
from nic.kernel import clock
from nic.kernel.errors import DomainError, NotFoundInScope, together
from nic.kernel.permissions import requires
from nic.kernel.scope import Scope, current_scope
from nic.measures import queries as measures
from nic.organizations import queries as organizations
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.versions.queries import change_ideas, in_readable_words
from nic.web.pages import page

VIEWS = ("quick", *(step.key for step in STEPS))
"""The views of a plan beside the whole worksheet."""


@blueprint.route("/teams/<int:team_id>/cycles/new", methods=["GET", "POST"])
@requires(Can.PLAN_CYCLE, load=organizations.load_team)
def plan(team: Team) -> ResponseReturnValue:
    """Four questions on one page; the button starts the test or keeps it as a plan."""
    scope = current_scope()
    form = NewQuickForm(idea=request.args.get("idea", 0, type=int))
    form.add_rows(None)
    ideas, series = change_ideas(scope, team), measures.series_of_team(scope, team.id)
    form.offer_ideas(ideas)
    form.offer_series(series)
    if request.method == "GET":
        form.suggest_days(clock.today(team.school.time_zone))
    if form.validate_on_submit():
        starts = request.form.get("act") == "start"
        cycle = form.attempt(_plan_and_start, team, form, ideas, series, starts)
        if cycle:
            flash("The test has begun. Your prediction is locked." if starts else "Plan saved.")
            return to_cycle(cycle)
    return page("cycles/plan.html", form=form, team=team, cycle=None, idea=form.idea.data)


def _plan_and_start(team: Team, form: NewQuickForm, ideas: Any, series: Any, starts: bool) -> Cycle:
    lacking = unpredicted(form.prediction.data) if starts else []
    try:
        cycle = operations.plan_cycle(
            current_scope(),
            team,
            change_idea=chosen(ideas, form.idea.data),
            series=chosen(series, form.series.data),
            client_uuid=form.client_uuid.data,
            **form.written,
        )
    except DomainError as error:
        raise together([error, *lacking]) from error
    if starts and cycle.state is CycleState.PLANNED:
        operations.start_do(current_scope(), cycle)
    return cycle


@blueprint.route("/teams/<int:team_id>/cycles/new/step-by-step", methods=["GET", "POST"])
@requires(Can.PLAN_CYCLE, load=organizations.load_team)
def plan_step_by_step(team: Team) -> ResponseReturnValue:
    """The first of the steps; saving it makes the plan, which the next steps fill."""
    form = NewIdeaStep(idea=request.args.get("idea", 0, type=int))
    form.add_rows(None)
    ideas = change_ideas(current_scope(), team)
    form.offer_ideas(ideas)
    if form.validate_on_submit():
        cycle = form.attempt(
            operations.plan_cycle,
            current_scope(),
            team,
            change_idea=chosen(ideas, form.idea.data),
            client_uuid=form.client_uuid.data,
            **form.written,
        )
        if cycle:
            return _to_view(cycle, STEPS[1].key)
    return page("cycles/step.html", form=form, team=team, cycle=None, step=STEPS[0], steps=STEPS)


@blueprint.route(f"{CYCLE}/edit", methods=["GET", "POST"])
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def edit(cycle: Cycle) -> ResponseReturnValue:
    """The plan as the whole worksheet has it. A locked prediction is shown, not asked."""
    form, ideas = _opened(WorksheetForm, cycle)
    if saved := _saved(form, cycle, ideas, ""):
        return saved
    return _edited("cycles/edit.html", form, cycle)


def _load_for_view(scope: Scope, team_id: int, cycle_id: int, view: str) -> Cycle:
    """The cycle of an address that also names a view. Raises NotFoundInScope for a view that there is not."""
    if view not in VIEWS:
        raise NotFoundInScope
    return queries.load_cycle(scope, team_id, cycle_id)


@blueprint.route(f"{CYCLE}/edit/<view>", methods=["GET", "POST"])
@requires(Can.RUN_CYCLE, load=_load_for_view)
def edit_in(cycle: Cycle) -> ResponseReturnValue:
    """The same plan as four questions, or one of its steps."""
    view = (request.view_args or {})["view"]
    if view == "quick":
        form, ideas = _opened(QuickForm, cycle)
        assert isinstance(form, QuickForm)  # noqa: S101  the form that was just made
        form.offer_scale(cycle.scale)
        if request.method == "GET" and cycle.state is CycleState.PLANNED:
            form.suggest_days(today_of(cycle), cycle.previous or cycle.cloned_from)
        if saved := _saved(form, cycle, ideas, ""):
            return saved
        return _edited("cycles/plan.html", form, cycle)
    step = next(each for each in STEPS if each.key == view)
    form, ideas = _opened(step.form, cycle)
    following = STEPS[STEPS.index(step) + 1].key if step is not STEPS[-1] else ""
    if saved := _saved(form, cycle, ideas, following):
        return saved
    return _edited("cycles/step.html", form, cycle, step)


def _opened(kind: type[PlanForm], cycle: Cycle) -> tuple[PlanForm, Sequence[Node]]:
    """A form on the plan, with the ideas that may be chosen in it."""
    scope = current_scope()
    form = kind(obj=cycle, idea=cycle.change_idea_id or 0)
    form.add_rows(cycle, measures.series_of_team(scope, cycle.team_id) if "data" in kind.row_kinds else ())
    ideas: list[Node] = []
    if "idea" in form:
        ideas = [*change_ideas(scope, cycle.team)]
        if cycle.change_idea is not None and cycle.change_idea not in ideas:
            in_readable_words(scope, [cycle.change_idea])
            ideas.append(cycle.change_idea)
        form.offer_ideas(ideas)
    return form, ideas


def _saved(form: PlanForm, cycle: Cycle, ideas: Sequence[Node], following: str) -> ResponseReturnValue | None:
    """Saves what was sent and leads on; None where there is a page to show."""
    if not is_allowed(cycle.state, Move.EDIT):
        if request.method == "GET":
            return to_cycle(cycle)
        form.add_error(None, why_not(cycle.state, Move.EDIT))
        return None
    if not form.validate_on_submit():
        return None
    changes = {**form.written}
    if "idea" in form:
        changes["change_idea"] = chosen(ideas, form["idea"].data)
    done = form.attempt(
        operations.edit_plan, current_scope(), cycle, form.version.data, rows=form.rows.changes, **changes
    )
    if not done:
        return None
    if request.form.get("act") == "start" and cycle.state is CycleState.PLANNED:
        if not form.attempt(operations.start_do, current_scope(), cycle):
            return None
        flash("The test has begun. Your prediction is locked.")
        return to_cycle(cycle)
    flash("Plan saved.")
    return _to_view(cycle, following) if following and request.form.get("act") != "leave" else to_cycle(cycle)


def _to_view(cycle: Cycle, view: str) -> ResponseReturnValue:
    return redirect(url_for("cycles.edit_in", team_id=cycle.team_id, cycle_id=cycle.id, view=view))


def _edited(template: str, form: PlanForm, cycle: Cycle, step: Step | None = None) -> ResponseReturnValue:
    return page(
        template, form=form, cycle=cycle, team=cycle.team, step=step, steps=STEPS, idea=cycle.change_idea_id
    )
