"""Plain facts on a cycle, and what is due. No scores, no database."""

from dataclasses import dataclass
from datetime import date

from nic.cycles.models import Cycle, CycleState
from nic.kernel import clock


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a cycle has, or has not yet."""

    words: str
    holds: bool


def facts(cycle: Cycle) -> list[Fact]:
    """What a cycle has: prediction, data, study, decision, an earlier cycle. Its data rows must have been loaded."""
    return [
        Fact("a prediction", bool(cycle.prediction)),
        Fact("data to collect", bool(cycle.data or cycle.how_we_will_know)),
        Fact("a study", bool(cycle.results)),
        Fact("a decision", cycle.decision is not None),
        Fact("an earlier cycle", cycle.previous_id is not None),
    ]


def today_of(cycle: Cycle) -> date:
    """Today where the cycle's school is."""
    return clock.today(cycle.team.school.time_zone)


def due_date(cycle: Cycle) -> date | None:
    """The day on which the next step is due: Study while it runs or is studied, then Act."""
    match cycle.state:
        case CycleState.DOING | CycleState.STUDYING:
            return cycle.study_due_on
        case CycleState.ACTING:
            return cycle.act_due_on
        case _:
            return None


def is_overdue(cycle: Cycle) -> bool:
    """Whether the day on which the next step was due has gone by."""
    due = due_date(cycle)
    return due is not None and due < today_of(cycle)


def due_in_words(cycle: Cycle) -> str:
    """What is due and when: "Study was due Tuesday 3 March"; empty where no day is set."""
    due = due_date(cycle)
    if due is None:
        return ""
    step = "Act" if cycle.state is CycleState.ACTING else "Study"
    today = today_of(cycle)
    if due == today:
        return f"{step} is due today"
    year = "" if due.year == today.year else f" {due.year}"
    return f"{step} {'was' if due < today else 'is'} due {due:%A} {due.day} {due:%B}{year}"


def week_of(cycle: Cycle, today: date | None = None) -> int | None:
    """In which week of the test we are, counted from 1; None before it began."""
    if cycle.started_on is None:
        return None
    end = cycle.closed_on or today or today_of(cycle)
    return (clock.week_start(end) - clock.week_start(cycle.started_on)).days // 7 + 1
