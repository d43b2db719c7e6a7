"""The forty cycles of the story, and what is planned for each change idea; their words stand in ``texts/``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nic.cycles.models import Answer, CycleState, Decision
from nic.demo.texts import read_text


@dataclass(frozen=True, slots=True)
class IdeaPlan:
    """What a plan says of a change idea, whoever tests it."""

    idea: str
    test: str
    know: str
    harm: str


@dataclass(frozen=True, slots=True)
class CycleStory:
    """One cycle. ``began`` counts school weeks before this one; texts beyond the state that was reached stay empty.

    ``log`` holds, for the first weeks of Do, what happened and what surprised. ``detail`` says how the idea is adapted,
    why it is abandoned, or why the cycle was stopped early. ``takes_up`` names the team whose plan is used again.
    ``questions`` hold question, prediction, data and, once it is studied, result and whether it was as predicted.
    """

    team: str
    idea: str
    began: int
    weeks: int
    scale: str
    prediction: str
    happened: str = ""
    surprised: str = ""
    results: str = ""
    matched: Answer | None = None
    learned: str = ""
    decision: Decision | None = None
    detail: str = ""
    state: CycleState = CycleState.CLOSED
    carried_out: Answer = Answer.YES
    follows: bool = False
    shared: bool = False
    log: tuple[tuple[str, str], ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    takes_up: str = ""
    questions: tuple[tuple[str, ...], ...] = ()


_KINDS: dict[str, Callable[[Any], Any]] = {
    "matched": Answer,
    "carried_out": Answer,
    "decision": Decision,
    "state": CycleState,
    "log": lambda rows: tuple((row[0], row[1]) for row in rows),
    "questions": lambda rows: tuple(tuple(row) for row in rows),
    "tasks": lambda rows: tuple((row[0], row[1], row[2]) for row in rows),
}


def stories() -> tuple[CycleStory, ...]:
    """Every cycle, those of one team in the order in which they began."""
    found = read_text("cycles.toml")["cycle"]
    return tuple(
        CycleStory(**{name: _KINDS[name](value) if name in _KINDS else value for name, value in row.items()})
        for row in found
    )


def ideas() -> dict[str, IdeaPlan]:
    """What is planned for each change idea, by its words."""
    return {row["idea"]: IdeaPlan(**row) for row in read_text("ideas.toml")["idea"]}
