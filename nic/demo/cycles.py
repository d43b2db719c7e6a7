"""Runs the forty cycles of the story, each step by the person who took it and at its time."""

from datetime import timedelta
from typing import Any

from nic.cycles import operations
from nic.cycles.fields import RowChange
from nic.cycles.models import Answer, Cycle, CycleState
from nic.demo.cycle_stories import CycleStory, IdeaPlan, ideas, stories
from nic.demo.places import NETWORK_OF
from nic.demo.stage import Stage
from nic.demo.theories import ATTEND, EXPLAIN, THEORIES
from nic.kernel import clock
from nic.kernel.scope import Scope
from nic.measures.models import Series

TUESDAY = timedelta(days=1)
MEASURE_OF_IDEA = {
    "ten protected minutes for discussion": "Minutes of student talk",
    "a text message on the first morning": "Families reached on the first day",
}
"""Ideas whose cycles watch another measure than the outcome of the network."""


def build_cycles(stage: Stage) -> None:
    """Every cycle, up to the state that the story tells."""
    plans = ideas()
    latest: dict[tuple[str, str], Cycle] = {}
    for story in stories():
        key = (story.team, story.idea)
        cycle = _plan(stage, story, plans[story.idea], latest.get(key) if story.follows else None)
        latest[key] = cycle
        stage.cycles.append(cycle)
        if story.state is not CycleState.PLANNED:
            _run(stage, story, cycle)


def _plan(stage: Stage, story: CycleStory, plan: IdeaPlan, previous: Cycle | None) -> Cycle:
    lead, began, ends = stage.lead(story.team), -story.began, story.weeks - story.began
    owner = story.team if (story.team, story.idea) in stage.nodes else NETWORK_OF[story.team]
    theory = THEORIES[owner]
    fields: dict[str, Any] = {
        "goal": f"{theory.what}, {theory.how_much}.",
        "test_description": plan.test,
        "scale": story.scale,
        "how_we_will_know": plan.know,
        "prediction": story.prediction,
        "starts_on": stage.calendar.week(began),
        "study_due_on": stage.calendar.week(ends) + TUESDAY,
        "act_due_on": stage.calendar.week(ends + 1) + TUESDAY,
        "risk_readiness": "Yes. It can be stopped on any day.",
        "risk_costs": plan.harm,
    }
    with stage.at(min(began, 0) - 1, weekday=4, hour=14):
        if previous is not None:
            cycle = operations.plan_next(lead, previous)
            operations.edit_plan(lead, cycle, None, **fields)
        elif story.takes_up:
            cycle = operations.clone_cycle(lead, _shared_by(stage, story), stage.teams[story.team])
            series = _series(stage, story)
            rows = [RowChange("data", row.id, {"series_id": series.id}) for row in cycle.data[:1]]
            operations.edit_plan(lead, cycle, None, rows=rows, **fields)
        else:
            cycle = operations.plan_cycle(
                lead,
                stage.teams[story.team],
                change_idea=stage.node(story.team, story.idea),
                series=_series(stage, story),
                client_uuid=stage.mark(f"cycle {story.team}, {story.idea}, {story.prediction}"),
                **fields,
            )
        _name_authors(stage, story, cycle)
        _ask(lead, story, cycle)
        if story.tasks:
            names = ("task", "who", "due")
            rows = [RowChange("task", None, dict(zip(names, row, strict=True))) for row in story.tasks]
            operations.edit_plan(lead, cycle, None, rows=rows)
    return cycle


def _shared_by(stage: Stage, story: CycleStory) -> Cycle:
    """The plan that is used again: the newest that the other team had shared on this idea by now."""
    other = stage.teams[story.takes_up].id
    return max(
        (
            cycle
            for cycle in stage.cycles
            if cycle.team_id == other
            and cycle.idea_text == story.idea
            and cycle.shared_at is not None
            and cycle.shared_at <= clock.now()
        ),
        key=lambda cycle: cycle.number,
    )


def _name_authors(stage: Stage, story: CycleStory, cycle: Cycle) -> None:
    """A lead plans with the member who comes first, where there is one."""
    people = [scope.person_id for scope in stage.members(story.team)[:2]]
    now = {author.person_id for author in cycle.authors}
    if set(people) - now:
        operations.set_authors(
            stage.lead(story.team), cycle, added=people, removed=(), people=[*now, *people]
        )


def _ask(lead: Scope, story: CycleStory, cycle: Cycle) -> None:
    """What the team wants to learn beside its prediction; questions that were copied get their prediction."""
    standing = {row.question: row.id for row in cycle.questions}
    rows = [
        RowChange(
            "question",
            standing.pop(question, None),
            {"question": question, "prediction": prediction, "data_to_collect": data},
        )
        for question, prediction, data, *_ in story.questions
    ]
    empty = {"question": "", "prediction": "", "data_to_collect": ""}
    rows += [RowChange("question", key, empty) for key in standing.values()]
    if rows:
        operations.edit_plan(lead, cycle, None, rows=rows)


def _series(stage: Stage, story: CycleStory) -> Series:
    """The measure that will tell: that of the idea where the team keeps it, else the network's outcome."""
    wanted = (MEASURE_OF_IDEA.get(story.idea, ""), EXPLAIN, ATTEND)
    return next(stage.series[name, story.team] for name in wanted if (name, story.team) in stage.series)


def _run(stage: Stage, story: CycleStory, cycle: Cycle) -> None:
    lead, began = stage.lead(story.team), -story.began
    with stage.at(began, hour=8, minute=30):
        operations.start_do(lead, cycle)
    _log(stage, story, cycle)
    match story.state:
        case CycleState.PAUSED:
            with stage.at(-1, weekday=1):
                operations.pause_cycle(lead, cycle)
        case CycleState.STOPPED:
            with stage.at(began + 2, weekday=4):
                operations.stop_early(lead, cycle, story.detail)
        case CycleState.STUDYING | CycleState.ACTING | CycleState.CLOSED:
            _study(stage, story, cycle)


def _log(stage: Stage, story: CycleStory, cycle: Cycle) -> None:
    """The notes of the weeks, by the members in turn; the lead writes where there is nobody else."""
    authors = stage.members(story.team)[1:] or [stage.lead(story.team)]
    for number, (happened, surprised) in enumerate(story.log):
        week = number - story.began
        with stage.at(week, weekday=4, hour=15, minute=30):
            operations.log_week(
                authors[number % len(authors)],
                cycle,
                week_start=stage.calendar.week(week),
                what_happened=happened,
                what_surprised=surprised,
                client_uuid=stage.mark(f"note {story.team}, {story.idea}, {stage.calendar.week(week)}"),
            )


def _answers(story: CycleStory, cycle: Cycle) -> dict[int, dict[str, Any]]:
    """What was seen of each question that has been answered."""
    told = {
        each[0]: {"result": each[3], "matched": Answer(each[4])} for each in story.questions if len(each) > 3
    }
    return {row.id: told[row.question] for row in cycle.questions if row.question in told}


def _study(stage: Stage, story: CycleStory, cycle: Cycle) -> None:
    lead, ends = stage.lead(story.team), story.weeks - story.began
    with stage.at(ends, weekday=0, hour=15):
        operations.start_study(lead, cycle)
    with stage.at(ends, weekday=1, hour=15):
        operations.record_study(
            lead,
            cycle,
            None,
            _answers(story, cycle),
            carried_out_as_planned=story.carried_out,
            what_happened=story.happened,
            what_surprised=story.surprised,
            results=story.results,
            matched_prediction=story.matched,
            learned=story.learned,
        )
    if story.state is CycleState.STUDYING:
        return
    with stage.at(ends, weekday=2, hour=15):
        operations.start_act(lead, cycle)
    if story.decision is not None:
        with stage.at(ends, weekday=3, hour=15):
            operations.close_cycle(lead, cycle, decision=story.decision, decision_detail=story.detail)
    if story.shared:
        with stage.at(ends, weekday=4, hour=9):
            operations.share_cycle(lead, cycle)
