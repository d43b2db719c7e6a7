"""Do, Study and Act on one page."""

from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue

from nic.cycles import operations, queries
from nic.cycles.forms import CloseForm, as_answer
from nic.cycles.models import Cycle, Decision
from nic.cycles.moves import Move, is_allowed, why_not
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.routes.common import CYCLE, blueprint, locker, to_cycle
from nic.cycles.routes.moves import to_plan
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import queries as measures
from nic.measures.models import Series
from nic.web import words
from nic.web.pages import page


@blueprint.route(f"{CYCLE}/close", methods=["GET", "POST"])
@requires(Can.RUN_CYCLE, load=queries.load_cycle)
def close(cycle: Cycle) -> ResponseReturnValue:
    """Predicted beside saw, what was learned, and the decision; or the Study alone, to decide later."""
    open_now = is_allowed(cycle.state, Move.START_STUDY) or is_allowed(cycle.state, Move.STUDY)
    if not open_now and request.method == "GET":
        return to_cycle(cycle)
    scope = current_scope()
    log = queries.log_entries(scope, [cycle.id])[cycle.id]
    form = CloseForm(obj=cycle)
    form.add_answers(cycle)
    if request.method == "GET" and not cycle.what_happened:
        form.what_happened.data = _from_log(log, "what_happened")
        form.what_surprised.data = cycle.what_surprised or _from_log(log, "what_surprised")
    if not open_now:
        form.add_error(None, why_not(cycle.state, Move.STUDY))
    elif form.validate_on_submit():
        later = request.form.get("act") == "later"
        if form.attempt(_finish, cycle, form, later):
            return _after_close(cycle, later)
    series = [row.series for row in cycle.data if row.series is not None]
    return page(
        "cycles/close.html", form=form, cycle=cycle, log=log, charts=_charts(series), names=locker(cycle)
    )


def _finish(cycle: Cycle, form: CloseForm, later: bool) -> Cycle:
    texts = {name: form[name].data for name in ("what_happened", "what_surprised", "results", "learned")}
    chosen = {name: as_answer(form[name].data) for name in ("carried_out_as_planned", "matched_prediction")}
    written = {
        "answers": {row.key: row.values() for row in form.answers if row.key is not None},
        **texts,
        **chosen,
    }
    if later:
        return operations.finish_study(current_scope(), cycle, form.version.data, **written)
    return operations.finish_cycle(
        current_scope(),
        cycle,
        form.version.data,
        decision=Decision(form.decision.data) if form.decision.data else None,
        decision_detail=form.decision_detail.data,
        **written,
    )


def _after_close(cycle: Cycle, later: bool) -> ResponseReturnValue:
    """Adapt opens the next cycle at once; everything else goes back to the cycle."""
    if later:
        flash("Study saved. The decision is still open.")
    elif cycle.decision is Decision.ADAPT:
        return to_plan(operations.plan_next(current_scope(), cycle))
    else:
        flash(f"Cycle {cycle.number} is closed.")
    return to_cycle(cycle)


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
