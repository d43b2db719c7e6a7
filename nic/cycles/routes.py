"""Pages on cycles: plan, run, study, close, share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.cycles import facts, operations, queries
from nic.cycles.forms import (
    CloseForm,
    DataForm,
    LogForm,
    MoveForm,
    QuickPlanForm,
    RowForm,
    StopForm,
    TaskForm,
    WorksheetForm,
    as_answer,
)
from nic.cycles.models import Cycle, CycleState, DataKind, Decision
from nic.cycles.moves import Move, is_allowed, why_not
from nic.cycles.operations import PLAN_DATES, PLAN_TEXTS
from nic.cycles.policy import CyclePermission as Can
from nic.kernel import clock
from nic.kernel.errors import DomainError
from nic.kernel.house import current_house
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.measures import queries as measures
from nic.measures.models import Series
from nic.organizations import queries as organizations
from nic.organizations.models import Team
from nic.organizations.policy import OrganizationPermission
from nic.theory import queries as theories
from nic.theory.models import Node
from nic.web import words
from nic.web.forms import Form
from nic.web.pager import requested_page
from nic.web.pages import page

blueprint = Blueprint("cycles", __name__)
CYCLE = "/teams/<int:team_id>/cycles/<int:cycle_id>"


def _to(cycle: Cycle, anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("cycles.cycle", team_id=cycle.team_id, cycle_id=cycle.id) + anchor)


@blueprint.get("/teams/<int:team_id>/cycles")
@requires(OrganizationPermission.VIEW_TEAM, load=organizations.load_team)
def cycles(team: Team) -> ResponseReturnValue:
    """A team's cycles; outside its circle, those it shared."""
    found = queries.page_of_cycles(current_scope(), team.id, requested_page())
    return page("cycles/cycles.html", team=team, cycles=found)


@blueprint.route("/teams/<int:team_id>/cycles/new", methods=["GET", "POST"])
@requires(Can.PLAN_CYCLE, load=organizations.load_team)
def plan(team: Team) -> ResponseReturnValue:
    """Four questions on one page; the button starts the test or keeps it as a plan."""
    scope = current_scope()
    form = QuickPlanForm(idea=request.args.get("idea", 0, type=int))
    ideas, series = theories.change_ideas(scope, team), measures.series_of_team(scope, team.id)
    form.offer_ideas(ideas)
    form.offer_series(series)
    if request.method == "GET":
        form.suggest_days(clock.today(team.school.time_zone))
    if form.validate_on_submit():
        starts = request.form.get("act") == "start"
        cycle = form.attempt(_plan_and_start, team, form, ideas, series, starts)
        if cycle:
            flash("The test has begun. Your prediction is locked." if starts else "Plan saved.")
            return _to(cycle)
    return page("cycles/plan.html", form=form, team=team)


def _plan_and_start(team: Team, form: QuickPlanForm, ideas: Any, series: Any, starts: bool) -> Cycle:
    names = ("scale", "test_description", "prediction", "how_we_will_know", "starts_on", "study_due_on")
    risks = ("risk_right_problem", "risk_readiness", "risk_costs")
    cycle = operations.plan_cycle(
        current_scope(),
        team,
        change_idea=_chosen(ideas, form.idea.data),
        idea_text=form.idea_text.data,
        series=_chosen(series, form.series.data),
        client_uuid=form.client_uuid.data,
        **{name: form[name].data for name in (*names, *risks)},
    )
    if starts and cycle.state is CycleState.PLANNED:
        operations.start_do(current_scope(), cycle)
    return cycle


def _chosen(things: Any, key: int) -> Any:
    return next((thing for thing in things if thing.id == key), None)


@blueprint.route(f"{CYCLE}/edit", methods=["GET", "POST"])
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def edit(cycle: Cycle) -> ResponseReturnValue:
    """The plan as the whole worksheet has it. A locked prediction is shown, not asked."""
    scope = current_scope()
    if not is_allowed(cycle.state, Move.EDIT):
        return _to(cycle)
    form = WorksheetForm(obj=cycle, idea=cycle.change_idea_id or 0)
    ideas = [*theories.change_ideas(scope, cycle.team)]
    if cycle.change_idea is not None and cycle.change_idea not in ideas:
        ideas.append(cycle.change_idea)
    form.offer_ideas(ideas)
    if cycle.locked_at is not None:
        del form.prediction
    if form.validate_on_submit():
        names = [name for name in (*PLAN_TEXTS, *PLAN_DATES, "idea_text") if name in form]
        idea: Node | None = _chosen(ideas, form.idea.data)
        fields = {name: form[name].data for name in names}
        if form.attempt(operations.edit_plan, scope, cycle, form.version.data, change_idea=idea, **fields):
            flash("Plan saved.")
            return _to(cycle)
    return page("cycles/edit.html", form=form, cycle=cycle)


@blueprint.get(CYCLE)
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def cycle(cycle: Cycle) -> ResponseReturnValue:
    """One cycle, whole: plan, weeks, study, decision."""
    return _cycle_page(cycle)


def _cycle_page(cycle: Cycle, failed: Form | None = None) -> ResponseReturnValue:
    """The page of a cycle; ``failed`` is the form on it that was sent with a mistake."""
    scope = current_scope()
    runs = can(Can.RUN_CYCLE, cycle)
    failed = None if failed is None else _still_shown(cycle, failed)
    log = queries.log_entries(scope, [cycle.id])[cycle.id] if can(Can.VIEW_LOG, cycle) else []
    people = {entry.author_id for entry in log} | {cycle.locked_by_id}
    kinds = {"log_form": LogForm, "stop_form": StopForm, "task_form": TaskForm, "data_form": DataForm}
    forms = {name: failed if isinstance(failed, kind) else kind() for name, kind in kinds.items()}
    forms["log_form"].offer_weeks(facts.today_of(cycle), cycle.started_on)
    forms["data_form"].offer_series(measures.series_of_team(scope, cycle.team_id) if runs else [])
    return page(
        "cycles/cycle.html",
        cycle=cycle,
        form=failed,
        **forms,
        log=log,
        names=current_house().names_of_people({key for key in people if key is not None}),
        following=queries.next_cycles(scope, cycle),
        week=facts.week_of(cycle),
        allowed={move.name.lower() for move in Move if runs and is_allowed(cycle.state, move)},
        in_circle=can(Can.VIEW_LOG, cycle),
    )


NEEDED = {LogForm: Move.LOG, StopForm: Move.STOP, TaskForm: Move.EDIT, DataForm: Move.EDIT}
"""What a cycle must allow for its page to show a form."""


def _still_shown(cycle: Cycle, failed: Form) -> Form:
    """The form with its mistakes; where the page has no place for it any more, the reason alone."""
    move = NEEDED.get(type(failed))
    if move is None or is_allowed(cycle.state, move):
        return failed
    told = Form()
    told.form_errors.append(why_not(cycle.state, move))
    return told


def _move(cycle: Cycle, operation: Callable[..., Cycle], said: str) -> ResponseReturnValue:
    """Makes a move by a button and says so; a broken rule is shown on the cycle's page."""
    form = MoveForm()
    if form.validate_on_submit() and form.attempt(
        operation, current_scope(), cycle, version=form.version.data
    ):
        flash(said)
        return _to(cycle)
    return _cycle_page(cycle, form)


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
    form = StopForm()
    if form.validate_on_submit() and form.attempt(
        operations.stop_early, current_scope(), cycle, form.because.data, version=form.version.data
    ):
        flash("Stopped early. What you learned so far stays here.")
        return _to(cycle)
    return _cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/share")
@requires(Can.SHARE_CYCLE, load=queries.load_cycle)
def share(cycle: Cycle) -> ResponseReturnValue:
    """Lets the network read a closed cycle."""
    form = Form()
    if form.validate_on_submit() and form.attempt(operations.share_cycle, current_scope(), cycle):
        flash("Shared with the network. Weekly notes and history stay with your circle.")
        return _to(cycle)
    return _cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/plan-next")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def plan_next(cycle: Cycle) -> ResponseReturnValue:
    """Opens the next cycle with the plan copied."""
    form = Form()
    if form.validate_on_submit() and (
        following := form.attempt(operations.plan_next, current_scope(), cycle)
    ):
        return _to_plan(following)
    return _cycle_page(cycle, form)


def _to_plan(cycle: Cycle) -> ResponseReturnValue:
    flash(f"Cycle {cycle.number} has the plan of the one before. Write what you predict this time.")
    return redirect(url_for("cycles.edit", team_id=cycle.team_id, cycle_id=cycle.id))


@blueprint.route(f"{CYCLE}/close", methods=["GET", "POST"])
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def close(cycle: Cycle) -> ResponseReturnValue:
    """Predicted beside saw, what was learned, and the decision; or the Study alone, to decide later."""
    if not (is_allowed(cycle.state, Move.START_STUDY) or is_allowed(cycle.state, Move.STUDY)):
        return _to(cycle)
    scope = current_scope()
    log = queries.log_entries(scope, [cycle.id])[cycle.id]
    form = CloseForm(obj=cycle)
    if request.method == "GET" and not cycle.what_happened:
        form.what_happened.data = _from_log(log, "what_happened")
        form.what_surprised.data = cycle.what_surprised or _from_log(log, "what_surprised")
    if form.validate_on_submit():
        later = request.form.get("act") == "later"
        if form.attempt(_finish, cycle, form, later):
            return _after_close(cycle, later)
    series = [row.series for row in cycle.data if row.series is not None]
    return page(
        "cycles/close.html", form=form, cycle=cycle, log=log, charts=_charts(series), names=_locker(cycle)
    )


def _finish(cycle: Cycle, form: CloseForm, later: bool) -> Cycle:
    texts = {name: form[name].data for name in ("what_happened", "what_surprised", "results", "learned")}
    answers = {name: as_answer(form[name].data) for name in ("carried_out_as_planned", "matched_prediction")}
    if later:
        return operations.finish_study(current_scope(), cycle, form.version.data, **texts, **answers)
    if not form.decision.data:
        raise DomainError("Choose what you will do with this idea.", "decision")
    return operations.finish_cycle(
        current_scope(),
        cycle,
        form.version.data,
        decision=Decision(form.decision.data),
        decision_detail=form.decision_detail.data,
        **texts,
        **answers,
    )


def _after_close(cycle: Cycle, later: bool) -> ResponseReturnValue:
    """Adapt opens the next cycle at once; everything else goes back to the cycle."""
    if later:
        flash("Study saved. The decision is still open.")
    elif cycle.decision is Decision.ADAPT:
        return _to_plan(operations.plan_next(current_scope(), cycle))
    else:
        flash(f"Cycle {cycle.number} is closed.")
    return _to(cycle)


def _from_log(log: Any, name: str) -> str:
    """The weekly notes as one text, so that nothing is typed twice."""
    notes = [(entry.week_start, getattr(entry, name)) for entry in log if getattr(entry, name)]
    return "\n".join(f"{words.week(week)}: {note}" for week, note in notes)


def _charts(series: list[Series]) -> list[Any]:
    views = measures.chart_views(current_scope(), measures_in_full(series))
    return list(views.values())


def measures_in_full(series: list[Series]) -> list[Series]:
    """The series again, loaded with all that a chart reads."""
    wanted = {each.id for each in series}
    found = measures.series_of_teams(current_scope(), {each.team_id for each in series}) if series else []
    return [each for each in found if each.id in wanted]


def _locker(cycle: Cycle) -> dict[int, str]:
    return current_house().names_of_people({cycle.locked_by_id} if cycle.locked_by_id is not None else set())


@blueprint.post(f"{CYCLE}/log")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def log_week(cycle: Cycle) -> ResponseReturnValue:
    """Notes what happened in a week."""
    form = LogForm()
    form.offer_weeks(facts.today_of(cycle), cycle.started_on)
    if form.validate_on_submit() and form.attempt(
        operations.log_week,
        current_scope(),
        cycle,
        week_start=date.fromisoformat(form.week_start.data),
        what_happened=form.what_happened.data,
        what_surprised=form.what_surprised.data,
        client_uuid=form.client_uuid.data,
    ):
        flash("Saved.")
        return _to(cycle, "#weeks")
    return _cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/add-task")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def add_task(cycle: Cycle) -> ResponseReturnValue:
    """Adds a row to who does what."""
    form = TaskForm()
    names = ("task", "who", "due", "place_text")
    if form.validate_on_submit() and form.attempt(
        operations.add_task, current_scope(), cycle, **{name: form[name].data for name in names}
    ):
        return _to(cycle, "#tasks")
    return _cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/add-data")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def add_data(cycle: Cycle) -> ResponseReturnValue:
    """Adds a row to the data that are collected."""
    form = DataForm()
    series = measures.series_of_team(current_scope(), cycle.team_id)
    form.offer_series(series)
    if form.validate_on_submit() and form.attempt(
        operations.add_data,
        current_scope(),
        cycle,
        what=form.what.data,
        data_type=form.data_type.data,
        tool=form.tool.data,
        kind=DataKind(form.kind.data),
        series=_chosen(series, form.series_id.data),
    ):
        return _to(cycle, "#data")
    return _cycle_page(cycle, form)


@blueprint.post(f"{CYCLE}/remove-task")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def remove_task(cycle: Cycle) -> ResponseReturnValue:
    """Takes a row out of who does what."""
    operations.remove_task(current_scope(), cycle, _row(cycle.tasks))
    return _to(cycle, "#tasks")


@blueprint.post(f"{CYCLE}/remove-data")
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def remove_data(cycle: Cycle) -> ResponseReturnValue:
    """Takes a row out of the data that are collected."""
    operations.remove_data(current_scope(), cycle, _row(cycle.data))
    return _to(cycle, "#data")


def _row(rows: Any) -> Any:
    """The row that a small form names. Raises DomainError where it is gone."""
    form = RowForm()
    row = _chosen(rows, form.row_id.data) if form.validate_on_submit() else None
    if row is None:
        raise DomainError("This row is not there any more. Open the page again.")
    return row
