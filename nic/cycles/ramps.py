"""The ramp of a change idea as plain data: each cycle a step, its width the weeks, its height the reach."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from nic.cycles.facts import today_of
from nic.cycles.models import Cycle, CycleState, Reach
from nic.drawing import decisions
from nic.drawing.ramp import RampContent, RampStep
from nic.kernel import clock

NOT_SAID = "not said"
SHORTEST = timedelta(days=3)


def ramp_content(cycle: Cycle, cycles: Sequence[Cycle]) -> RampContent:
    """The picture of the ramp that a cycle belongs to; ``cycles`` are those of its idea that the person may read."""
    ordered = sorted(cycles, key=lambda each: (each.team_id != cycle.team_id, days_of(each), each.id))
    reached = [reach for reach in Reach if any(each.reach is reach for each in ordered)]
    lowest = [NOT_SAID] if any(each.reach is None for each in ordered) else []
    names = team_names(ordered)
    shown = {each.id for each in ordered}
    steps = [
        RampStep(
            id=str(each.id),
            start=days_of(each)[0],
            end=days_of(each)[1],
            scale=reached.index(each.reach) + len(lowest) if each.reach is not None else 0,
            label=label_of(each) if each.team_id == cycle.team_id else f"cycle {each.number}",
            decision=sign_of(each),
            team=names[each.team_id],
            follows=str(_follows(each, shown) or ""),
            planned=each.started_on is None,
        )
        for each in ordered
    ]
    return RampContent("", [*lowest, *(reach.label for reach in reached)], steps)


def days_of(cycle: Cycle) -> tuple[date, date]:
    """The first and the last day of a cycle: what is still to come as it is planned."""
    start = cycle.started_on or cycle.starts_on or clock.local(cycle.created_at, _zone(cycle)).date()
    if cycle.closed_on is not None:
        end = cycle.closed_on
    elif cycle.started_on is not None:
        end = today_of(cycle)
    else:
        end = cycle.study_due_on or cycle.act_due_on or start + timedelta(days=7)
    return start, max(end, start + SHORTEST)


def _zone(cycle: Cycle) -> str:
    return cycle.team.school.time_zone


def label_of(cycle: Cycle) -> str:
    """A step in a few words: its number and how small it is."""
    scale = f": {cycle.scale}" if cycle.scale else ""
    return f"Cycle {cycle.number}{scale}{' (planned)' if cycle.state is CycleState.PLANNED else ''}"


def sign_of(cycle: Cycle) -> str:
    """What became of a cycle as one sign; empty while it is under way."""
    if cycle.decision is not None:
        return cycle.decision.sign
    return decisions.WITHOUT_DECISION.get(cycle.state.value, "")


def team_names(cycles: Sequence[Cycle]) -> dict[int, str]:
    """The teams by their schools, with their own names where a school has more than one."""
    teams = {each.team_id: each.team for each in cycles}
    schools = [team.school_id for team in teams.values()]
    return {
        key: team.school.name if schools.count(team.school_id) == 1 else f"{team.school.name}, {team.name}"
        for key, team in teams.items()
    }


def _follows(cycle: Cycle, shown: set[int]) -> int | None:
    return next((key for key in (cycle.previous_id, cycle.cloned_from_id) if key in shown), None)


def ramp_version(content: RampContent) -> str:
    """A short text that changes with everything the picture shows."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def ramp_sentence(cycle: Cycle, cycles: Sequence[Cycle]) -> str:
    """What the ramp says: how many cycles in how many teams, from how small to how wide, and what was decided."""
    teams = len({each.team_id for each in cycles})
    count = f"{len(cycles)} {'cycle' if len(cycles) == 1 else 'cycles'}"
    by = f" by {teams} teams" if teams > 1 else ""
    reached = [reach for reach in Reach if any(each.reach is reach for each in cycles)]
    wide = f", from {reached[0].label} to {reached[-1].label}" if len(reached) > 1 else ""
    decided = [each.decision.past for each in cycles if each.decision is not None]
    told = [f"{decided.count(past)} {past}" for past in decisions.PAST.values() if past in decided]
    return f"{count}{by}{wide}" + (f": {', '.join(told)}." if told else ".")
