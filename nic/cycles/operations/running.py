"""From the start of a test to its decision."""

from collections.abc import Mapping
from typing import Any

from nic.cycles.events import CycleClosed, CycleStarted
from nic.cycles.facts import today_of
from nic.cycles.fields import STUDY_FIELDS, row_name, trimmed
from nic.cycles.models import Cycle, CycleState, Decision
from nic.cycles.moves import Move, check, is_allowed, unpredicted
from nic.cycles.plan_rows import told
from nic.cycles.stale import refuse_stale
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError, needed, together
from nic.kernel.events import publish
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import check_version


def _moved(scope: Scope, cycle: Cycle, move: Move, verb: str, version: int | None) -> Cycle:
    """Makes a move by the table. Raises MoveNotAllowed, StaleVersion."""
    target = check(cycle.state, move)
    check_version(cycle, version, {})
    cycle.state = target
    audit.record(scope, verb, cycle)
    return cycle


def start_do(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Begins the test: the prediction is locked from now, with who and when. Raises DomainError without one."""
    check(cycle.state, Move.START_DO)
    check_version(cycle, version, {"prediction": cycle.prediction})
    if mistakes := [*unpredicted(cycle.prediction), *_unpredicted_questions(cycle)]:
        raise together(mistakes)
    cycle.started_on = today_of(cycle)
    cycle.locked_at = clock.now()
    cycle.locked_by_id = actor_of(scope)[0]
    _moved(scope, cycle, Move.START_DO, "began, locking the prediction of", None)
    publish(CycleStarted(cycle.id))
    return cycle


def _unpredicted_questions(cycle: Cycle) -> list[DomainError]:
    return [
        DomainError(
            f"“{row.question}”: write what you predict before the test begins.",
            f"{row_name('question', row.id)}prediction",
        )
        for row in cycle.questions
        if not row.prediction
    ]


def start_study(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Ends Do; now results and prediction are compared. Raises MoveNotAllowed."""
    return _moved(scope, cycle, Move.START_STUDY, "began the Study of", version)


def record_study(
    scope: Scope,
    cycle: Cycle,
    version: int | None,
    answers: Mapping[int, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Cycle:
    """Writes what happened and what was learned (``STUDY_FIELDS``); what is not given stays.

    ``answers`` holds ``result`` and ``matched`` of learning questions by their key. Raises MoveNotAllowed before Study,
    StaleVersion, TypeError for another field.
    """
    check(cycle.state, Move.STUDY)
    unknown = set(fields) - set(STUDY_FIELDS)
    if unknown:
        raise TypeError(f"not a field of Do or Study: {', '.join(sorted(unknown))}")
    refuse_stale(cycle, version, _study_now)
    for name, value in fields.items():
        setattr(cycle, name, trimmed(value))
    changed = []
    for row in cycle.questions:
        given = (answers or {}).get(row.id, {})
        result, matched = given.get("result", row.result).strip(), given.get("matched", row.matched)
        if (result, matched) != (row.result, row.matched):
            row.result, row.matched = result, matched
            changed.append(("answered", row))
    audit.record_all(scope, told("wrote the Study of", cycle, changed))
    return cycle


def _study_now(cycle: Cycle) -> dict[str, Any]:
    """What stands in Do and Study, by the names of the fields on their page."""
    values = {name: getattr(cycle, name) for name in STUDY_FIELDS}
    for row in cycle.questions:
        values[f"{row_name('question', row.id)}result"] = row.result
        values[f"{row_name('question', row.id)}matched"] = row.matched
    return values


def start_act(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Ends Study. Raises DomainError where nothing was seen or learned yet, MoveNotAllowed."""
    check(cycle.state, Move.START_ACT)
    if mistakes := _unstudied(cycle):
        raise together(mistakes)
    return _moved(scope, cycle, Move.START_ACT, "began the Act of", version)


def _unstudied(cycle: Cycle) -> list[DomainError]:
    """What the Study lacks for a decision."""
    lacking = []
    if not cycle.results:
        lacking.append(DomainError("Write what you saw before you decide.", "results"))
    if not cycle.learned:
        lacking.append(DomainError("Write what you learned before you decide.", "learned"))
    return lacking


def _undecided(decision: Decision | None, detail: str) -> list[DomainError]:
    """What a decision lacks: adapt says how, abandon says why."""
    if decision is None:
        return [DomainError("Choose what you will do with this idea.", "decision")]
    missing = {
        Decision.ADAPT: "Say what you will change.",
        Decision.ABANDON: "Say why you stop with this idea.",
    }
    if decision in missing and not detail.strip():
        return [DomainError(missing[decision], "decision_detail")]
    return []


def close_cycle(
    scope: Scope, cycle: Cycle, *, decision: Decision, decision_detail: str = "", version: int | None = None
) -> Cycle:
    """Closes a cycle in Act: adapt says how, abandon says why. Raises DomainError, MoveNotAllowed."""
    check(cycle.state, Move.CLOSE)
    check_version(cycle, version, {})
    if mistakes := _undecided(decision, decision_detail):
        raise together(mistakes)
    cycle.decision, cycle.decision_detail = decision, decision_detail.strip()
    cycle.closed_on = today_of(cycle)
    _moved(scope, cycle, Move.CLOSE, "closed", None)
    publish(CycleClosed(cycle.id))
    return cycle


def finish_study(
    scope: Scope,
    cycle: Cycle,
    version: int | None,
    answers: Mapping[int, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Cycle:
    """Writes the Study of a cycle that is in Do, Study or Act, moving it on to Study where it is still in Do."""
    refuse_stale(cycle, version, _study_now)
    if cycle.state is CycleState.DOING:
        start_study(scope, cycle)
    return record_study(scope, cycle, None, answers, **fields)


def finish_cycle(
    scope: Scope,
    cycle: Cycle,
    version: int | None,
    *,
    decision: Decision | None,
    decision_detail: str = "",
    **fields: Any,
) -> Cycle:
    """Study, Act and the decision in one go, from wherever the running cycle is.

    Raises what each step raises; all that is missing at once.
    """
    finish_study(scope, cycle, version, **fields)
    mistakes = [*_unstudied(cycle), *_undecided(decision, decision_detail)]
    if mistakes or decision is None:
        raise together(mistakes)
    if is_allowed(cycle.state, Move.START_ACT):
        start_act(scope, cycle)
    return close_cycle(scope, cycle, decision=decision, decision_detail=decision_detail)


def pause_cycle(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Holds a running cycle; resuming goes back to where it was. Raises MoveNotAllowed."""
    before = cycle.state
    check(before, Move.PAUSE)
    check_version(cycle, version, {})
    cycle.paused_from = before
    return _moved(scope, cycle, Move.PAUSE, "paused", None)


def resume_cycle(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Takes a paused cycle up again where it was. Raises MoveNotAllowed."""
    check(cycle.state, Move.RESUME)
    check_version(cycle, version, {})
    cycle.state, cycle.paused_from = cycle.paused_from or CycleState.DOING, None
    audit.record(scope, "resumed", cycle)
    return cycle


def stop_early(scope: Scope, cycle: Cycle, because: str, version: int | None = None) -> Cycle:
    """Ends a cycle before its Act, with the reason. Raises DomainError without one, MoveNotAllowed."""
    check(cycle.state, Move.STOP)
    check_version(cycle, version, {})
    cycle.stopped_because = needed(because, "because", "Say why you stop early.")
    cycle.paused_from, cycle.closed_on = None, today_of(cycle)
    return _moved(scope, cycle, Move.STOP, "stopped early", None)
