"""Plain facts on a cycle, and what is due. No scores, no database."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from nic.cycles.models import Cycle, CycleState
from nic.kernel import clock


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a cycle has, or has not: ``words`` says which."""

    name: str
    holds: bool
    words: str


def facts(cycle: Cycle) -> list[Fact]:
    """What a cycle has: prediction, data, study, decision, an earlier cycle. Its data rows must have been loaded."""
    found = (
        ("prediction", bool(cycle.prediction), "A prediction", "No prediction yet"),
        (
            "data",
            bool(cycle.data or cycle.how_we_will_know),
            "Says how we will know",
            "No data to collect yet",
        ),
        ("study", bool(cycle.results), "A study", "No study yet"),
        ("decision", cycle.decision is not None, "A decision", "No decision yet"),
        ("earlier cycle", cycle.previous_id is not None, "An earlier cycle", "The first of its line"),
    )
    return [Fact(name, holds, has if holds else has_not) for name, holds, has, has_not in found]


def today_of(cycle: Cycle) -> date:
    """Today where the cycle's school is."""
    return clock.today(cycle.team.school.time_zone)


class Dated(Protocol):
    """A cycle, or a row of one, with the days on which its steps are due."""

    @property
    def state(self) -> CycleState: ...

    @property
    def study_due_on(self) -> date | None: ...

    @property
    def act_due_on(self) -> date | None: ...


def due_date(cycle: Dated) -> date | None:
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
    return due_on_day(cycle, today_of(cycle))


def due_on_day(cycle: Dated, today: date) -> str:
    """As ``due_in_words``, said on a day."""
    due = due_date(cycle)
    if due is None:
        return ""
    step = "Act" if cycle.state is CycleState.ACTING else "Study"
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
