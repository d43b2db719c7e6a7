"""What cycles put on the pages of lower rooms: a panel and marks on change ideas, marks on charts."""

from collections.abc import Collection, Sequence

from flask import url_for

from nic.cycles import queries
from nic.cycles.models import Cycle, CycleState, Decision
from nic.drawing import decisions
from nic.kernel import clock
from nic.kernel.identity import TEAM_ROLES
from nic.kernel.scope import Person, Scope
from nic.measures.marks import ChartMark
from nic.theory.panels import Mark, Panel

STATE_SIGNS = {
    CycleState.PLANNED: "P",
    CycleState.DOING: "D",
    CycleState.STUDYING: "S",
    CycleState.ACTING: "A",
    CycleState.PAUSED: decisions.WITHOUT_DECISION["paused"],
    CycleState.STOPPED: decisions.WITHOUT_DECISION["stopped"],
}


def panels_on_ideas(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Panel]]:
    """The cycles on change ideas, with their states and decisions, and where the person may plan one."""
    owners = {
        node_id: (team_id, network_id) for node_id, team_id, network_id in queries.ideas_among(node_ids)
    }
    return {
        node_id: [_panel(cycles, _plans(scope, node_id, *owners[node_id]))]
        for node_id, cycles in queries.cycles_on_ideas(scope, owners).items()
    }


def _panel(cycles: Sequence[Cycle], plans: Sequence[tuple[str, str]]) -> Panel:
    marks = [mark_of(cycle) for cycle in cycles]
    return Panel("Cycles", "cycles/_on_idea.html", {"cycles": cycles, "plans": plans}, marks)


def _plans(scope: Scope, node_id: int, team_id: int | None, network_id: int | None) -> list[tuple[str, str]]:
    """The person's teams that may test an idea, with the address at which each plans a cycle on it."""
    if not isinstance(scope, Person):
        return []
    return [
        (member.place_name, url_for("cycles.plan", team_id=member.team_id, idea=node_id))
        for member in scope.identity.with_roles(*TEAM_ROLES)
        if member.team_id is not None and (member.team_id == team_id or network_id in member.network_ids)
    ]


def marks_on_ideas(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Mark]]:
    """The dots of the cycles on change ideas."""
    marks: dict[int, list[Mark]] = {}
    for node_id, number, state, decision in queries.dots_on_ideas(scope, node_ids):
        marks.setdefault(node_id, []).append(_mark(number, state, decision))
    return marks


def mark_of(cycle: Cycle) -> Mark:
    """A cycle as a dot: its decision, or its state while it has none."""
    return _mark(cycle.number, cycle.state, cycle.decision)


def _mark(number: int, state: CycleState, decision: Decision | None) -> Mark:
    if decision is not None:
        return Mark(decision.sign, f"Cycle {number} {decision.past}", decision.value)
    return Mark(STATE_SIGNS[state], f"Cycle {number} {state.label}", state.value)


def marks_on_charts(scope: Scope, series_ids: Collection[int]) -> dict[int, list[ChartMark]]:
    """The started cycles that collect data in series, from their first day to their last, or to today."""
    marks: dict[int, list[ChartMark]] = {}
    for cycle in queries.cycles_on_series(scope, series_ids):
        end = max(cycle.closed_on or clock.today(cycle.time_zone), cycle.started_on)
        sign = cycle.decision.sign if cycle.decision is not None else ""
        marks.setdefault(cycle.series_id, []).append(
            ChartMark(cycle.started_on, end, f"Cycle {cycle.number}: {cycle.idea_text}", sign)
        )
    return marks
