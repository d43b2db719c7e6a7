"""Every write to cycles. Which move is allowed when stands in one table, ``nic.cycles.moves``."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from nic.cycles import queries
from nic.cycles.events import CycleClosed, CycleStarted
from nic.cycles.facts import today_of
from nic.cycles.models import Answer, Cycle, CycleData, CycleState, CycleTask, DataKind, Decision, LogEntry
from nic.cycles.moves import Move, check, is_allowed
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError, needed
from nic.kernel.events import publish
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import check_version
from nic.measures.models import Family, Series
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.wording import after_to_test

PLAN_TEXTS = (
    "goal",
    "test_description",
    "scale",
    "how_we_will_know",
    "prediction",
    "risk_right_problem",
    "risk_readiness",
    "risk_costs",
)
PLAN_DATES = ("starts_on", "study_due_on", "act_due_on")
STUDY_FIELDS = (
    "carried_out_as_planned",
    "what_happened",
    "what_surprised",
    "results",
    "matched_prediction",
    "learned",
)
COPIED = tuple(name for name in PLAN_TEXTS if name != "prediction")
"""What the next cycle takes over. A prediction is made anew for every test."""


def plan_cycle(
    scope: Scope,
    team: Team,
    *,
    change_idea: Node | None = None,
    idea_text: str = "",
    series: Series | None = None,
    client_uuid: UUID | None = None,
    **fields: Any,
) -> Cycle:
    """Plans a cycle on a change idea or on an idea in the team's own words.

    ``fields`` are those of the plan (``PLAN_TEXTS``, ``PLAN_DATES``); ``series`` is a measure that will tell. The same
    UUID gets the same cycle. Raises DomainError without an idea, TypeError for a field that is not one of the plan.
    """
    if client_uuid is not None and (sent_before := queries.cycle_sent_before(scope, client_uuid)) is not None:
        return sent_before
    cycle = Cycle(
        team=team,
        agency_id=team.agency_id,
        number=queries.next_number(scope, team),
        state=CycleState.PLANNED,
        client_uuid=client_uuid,
    )
    _set_plan(cycle, {"change_idea": change_idea, "idea_text": idea_text, **fields})
    if series is not None:
        cycle.data.append(_row_for(series))
    audit.record(scope, "planned", cycle)
    return cycle


def _row_for(series: Series) -> CycleData:
    """The data row of a measure: an outcome, a driver and a balancing measure tell what came of it."""
    definition = series.definition
    done = definition.family in (Family.PROCESS, Family.PDSA)
    return CycleData(
        what=definition.name,
        series=series,
        data_type=definition.kind.label,
        kind=DataKind.PROCESS if done else DataKind.OUTCOME,
    )


def edit_plan(scope: Scope, cycle: Cycle, version: int | None, **fields: Any) -> Cycle:
    """Changes the plan; what is not given stays.

    Raises StaleVersion, MoveNotAllowed, and DomainError where it would change a locked prediction.
    """
    check(cycle.state, Move.EDIT)
    check_version(
        cycle, version, {name: getattr(cycle, name) for name in (*PLAN_TEXTS, *PLAN_DATES, "idea_text")}
    )
    _set_plan(cycle, {"change_idea": cycle.change_idea, "idea_text": cycle.idea_text, **fields})
    audit.record(scope, "changed the plan of", cycle)
    return cycle


def _set_plan(cycle: Cycle, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - {*PLAN_TEXTS, *PLAN_DATES, "change_idea", "idea_text"}
    if unknown:
        raise TypeError(f"not a field of the plan: {', '.join(sorted(unknown))}")
    values = dict(fields)
    idea: Node | None = values.pop("change_idea")
    text = after_to_test(values.pop("idea_text")) or (idea.text if idea is not None else "")
    if not text:
        raise DomainError("Write what you will try, or choose a change idea.", "idea_text")
    _check_days(cycle, values)
    cycle.change_idea, cycle.idea_text = idea, text
    for name, value in values.items():
        setattr(cycle, name, _trimmed(value))


def _check_days(cycle: Cycle, values: Mapping[str, Any]) -> None:
    days = [values.get(name, getattr(cycle, name)) for name in PLAN_DATES]
    for name, before, after in zip(PLAN_DATES[1:], days, days[1:], strict=False):
        if before is not None and after is not None and after < before:
            raise DomainError("This day comes before the one above it.", name)


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
    if not cycle.prediction.strip():
        raise DomainError("Write what you predict before the test begins.", "prediction")
    cycle.started_on = today_of(cycle)
    cycle.locked_at = clock.now()
    cycle.locked_by_id = actor_of(scope)[0]
    _moved(scope, cycle, Move.START_DO, "began, locking the prediction of", None)
    publish(CycleStarted(cycle.id))
    return cycle


def start_study(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Ends Do; now results and prediction are compared. Raises MoveNotAllowed."""
    return _moved(scope, cycle, Move.START_STUDY, "began the Study of", version)


def record_study(scope: Scope, cycle: Cycle, version: int | None, **fields: Any) -> Cycle:
    """Writes what happened and what was learned (``STUDY_FIELDS``); what is not given stays.

    Raises MoveNotAllowed before Study, StaleVersion, TypeError for another field.
    """
    check(cycle.state, Move.STUDY)
    unknown = set(fields) - set(STUDY_FIELDS)
    if unknown:
        raise TypeError(f"not a field of Do or Study: {', '.join(sorted(unknown))}")
    check_version(cycle, version, {name: getattr(cycle, name) for name in STUDY_FIELDS})
    for name, value in fields.items():
        setattr(cycle, name, value if isinstance(value, Answer) else _trimmed(value))
    audit.record(scope, "wrote the Study of", cycle)
    return cycle


def start_act(scope: Scope, cycle: Cycle, version: int | None = None) -> Cycle:
    """Ends Study. Raises DomainError where nothing was seen or learned yet, MoveNotAllowed."""
    check(cycle.state, Move.START_ACT)
    _check_study(cycle)
    return _moved(scope, cycle, Move.START_ACT, "began the Act of", version)


def _check_study(cycle: Cycle) -> None:
    if not cycle.results:
        raise DomainError("Write what you saw before you decide.", "results")
    if not cycle.learned:
        raise DomainError("Write what you learned before you decide.", "learned")


def close_cycle(
    scope: Scope, cycle: Cycle, *, decision: Decision, decision_detail: str = "", version: int | None = None
) -> Cycle:
    """Closes a cycle in Act: adapt says how, abandon says why. Raises DomainError, MoveNotAllowed."""
    check(cycle.state, Move.CLOSE)
    check_version(cycle, version, {})
    decision_detail = decision_detail.strip()
    if decision is Decision.ADAPT and not decision_detail:
        raise DomainError("Say what you will change.", "decision_detail")
    if decision is Decision.ABANDON and not decision_detail:
        raise DomainError("Say why you stop with this idea.", "decision_detail")
    cycle.decision, cycle.decision_detail = decision, decision_detail
    cycle.closed_on = today_of(cycle)
    _moved(scope, cycle, Move.CLOSE, "closed", None)
    publish(CycleClosed(cycle.id))
    return cycle


def finish_study(scope: Scope, cycle: Cycle, version: int | None, **fields: Any) -> Cycle:
    """Writes the Study of a cycle that is in Do, Study or Act, moving it on to Study where it is still in Do."""
    check_version(cycle, version, {name: getattr(cycle, name) for name in STUDY_FIELDS})
    if cycle.state is CycleState.DOING:
        start_study(scope, cycle)
    return record_study(scope, cycle, None, **fields)


def finish_cycle(
    scope: Scope,
    cycle: Cycle,
    version: int | None,
    *,
    decision: Decision,
    decision_detail: str = "",
    **fields: Any,
) -> Cycle:
    """Study, Act and the decision in one go, from wherever the running cycle is. Raises what each step raises."""
    finish_study(scope, cycle, version, **fields)
    if is_allowed(cycle.state, Move.START_ACT):
        start_act(scope, cycle)
    _check_study(cycle)
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


def share_cycle(scope: Scope, cycle: Cycle) -> Cycle:
    """Lets the networks of the team read a closed cycle as it stands; notes and history stay with the circle."""
    check(cycle.state, Move.SHARE)
    if not cycle.is_shared:
        cycle.shared_at = clock.now()
        audit.record(scope, "shared", cycle)
    return cycle


def plan_next(scope: Scope, cycle: Cycle) -> Cycle:
    """The next cycle on the same idea, its plan copied, its prediction open. A planned one is returned."""
    check(cycle.state, Move.PLAN_NEXT)
    queries.hold_team(scope, cycle.team)
    standing = queries.planned_next(scope, cycle)
    if standing is not None:
        return standing
    following = plan_cycle(
        scope,
        cycle.team,
        change_idea=cycle.change_idea,
        idea_text=cycle.idea_text,
        **{name: getattr(cycle, name) for name in COPIED},
    )
    following.previous = cycle
    following.tasks = [
        CycleTask(position=row.position, task=row.task, who=row.who, place_text=row.place_text)
        for row in cycle.tasks
    ]
    following.data = [
        CycleData(
            position=row.position,
            what=row.what,
            data_type=row.data_type,
            tool=row.tool,
            kind=row.kind,
            series=row.series,
        )
        for row in cycle.data
    ]
    audit.record(scope, "continued with", following, details={"continues_cycle": cycle.number})
    return following


def add_task(
    scope: Scope, cycle: Cycle, *, task: str, who: str = "", due: str = "", place_text: str = ""
) -> CycleTask:
    """Adds a row to who does what. Raises DomainError, MoveNotAllowed."""
    check(cycle.state, Move.EDIT)
    row = CycleTask(
        task=needed(task, "task", "Write what is to be done."), who=who, due=due, place_text=place_text
    )
    row.position = max((each.position for each in cycle.tasks), default=0) + 1
    cycle.tasks.append(row)
    audit.record(scope, "added a task to", cycle, details={"task": row.task})
    return row


def remove_task(scope: Scope, cycle: Cycle, row: CycleTask) -> Cycle:
    """Takes a row out of who does what; the history keeps it. Raises MoveNotAllowed."""
    check(cycle.state, Move.EDIT)
    cycle.tasks.remove(row)
    told = " · ".join(filter(None, (row.task, row.who, row.due, row.place_text)))
    audit.record(scope, "removed a task from", cycle, details={"removed_task": told})
    return cycle


def add_data(
    scope: Scope,
    cycle: Cycle,
    *,
    what: str = "",
    data_type: str = "",
    tool: str = "",
    kind: DataKind = DataKind.PROCESS,
    series: Series | None = None,
) -> CycleData:
    """Adds a row to the data that are collected: a measure of the team, or words.

    Raises DomainError for an empty row, MoveNotAllowed.
    """
    check(cycle.state, Move.EDIT)
    what = what.strip() or (series.definition.name if series is not None else "")
    what = needed(what, "what", "Write which data you collect, or choose a measure.")
    row = CycleData(what=what, data_type=data_type, tool=tool, kind=kind, series=series)
    row.position = max((each.position for each in cycle.data), default=0) + 1
    cycle.data.append(row)
    audit.record(scope, "added data to collect to", cycle, details={"data": row.what})
    return row


def remove_data(scope: Scope, cycle: Cycle, row: CycleData) -> Cycle:
    """Takes a row out of the data that are collected; the history keeps it. Raises MoveNotAllowed."""
    check(cycle.state, Move.EDIT)
    cycle.data.remove(row)
    told = " · ".join(filter(None, (row.what, row.data_type, row.tool)))
    audit.record(scope, "removed data to collect from", cycle, details={"removed_data": told})
    return cycle


def log_week(
    scope: Scope,
    cycle: Cycle,
    *,
    week_start: date,
    what_happened: str = "",
    what_surprised: str = "",
    client_uuid: UUID | None = None,
) -> LogEntry:
    """Notes what happened, and what surprised, in the week of a day. The same UUID gets the same note.

    Another note for the same week stands beside the first, and so do other words under the same UUID: they were typed
    on a page that had been sent. Raises DomainError for empty words, a week to come or one before the test,
    MoveNotAllowed where the cycle is not under way.
    """
    note = (cycle.id, clock.week_start(week_start), what_happened.strip(), what_surprised.strip())
    if client_uuid is not None:
        standing = queries.log_entry_sent_before(scope, client_uuid)
        if standing is not None and _note_of(standing) != note:
            client_uuid = uuid5(client_uuid, repr(note))
            standing = queries.log_entry_sent_before(scope, client_uuid)
        if standing is not None:
            return standing
    check(cycle.state, Move.LOG)
    _check_note(cycle, note)
    _, week, happened, surprised = note
    entry = LogEntry(
        cycle=cycle,
        week_start=week,
        what_happened=happened,
        what_surprised=surprised,
        author_id=actor_of(scope)[0],
        client_uuid=client_uuid,
    )
    audit.record(scope, "logged", entry)
    return entry


def _note_of(entry: LogEntry) -> tuple[int, date, str, str]:
    return entry.cycle_id, entry.week_start, entry.what_happened, entry.what_surprised


def _check_note(cycle: Cycle, note: tuple[int, date, str, str]) -> None:
    _, week, happened, surprised = note
    if not (happened or surprised):
        raise DomainError("Write what happened, or what surprised you.", "what_happened")
    if week > today_of(cycle):
        raise DomainError("This week has not begun yet.", "week_start")
    if cycle.started_on is not None and week < clock.week_start(cycle.started_on):
        raise DomainError("The test had not begun in this week.", "week_start")


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
