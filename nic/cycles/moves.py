"""The one table of a cycle's moves: from which states each is allowed, and where it leads. No database."""

from enum import StrEnum

from nic.cycles.models import CycleState
from nic.kernel.errors import DomainError, MoveNotAllowed

RUNNING = (CycleState.DOING, CycleState.STUDYING, CycleState.ACTING)
"""The states in which a cycle is under way."""
OPEN = (CycleState.PLANNED, *RUNNING, CycleState.PAUSED)
"""The states in which there is something left to do."""


class Move(StrEnum):
    """What can be done to a cycle as a whole."""

    EDIT = "edit"
    START_DO = "start the test"
    LOG = "log a week"
    START_STUDY = "start Study"
    STUDY = "write the Study"
    START_ACT = "start Act"
    CLOSE = "close"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop early"
    SHARE = "share"
    PLAN_NEXT = "plan the next cycle"
    CLONE = "use the plan again"


MOVES: dict[Move, tuple[tuple[CycleState, ...], CycleState | None]] = {
    Move.EDIT: (OPEN, None),
    Move.START_DO: ((CycleState.PLANNED,), CycleState.DOING),
    Move.LOG: ((*RUNNING, CycleState.PAUSED), None),
    Move.START_STUDY: ((CycleState.DOING,), CycleState.STUDYING),
    Move.STUDY: ((CycleState.STUDYING, CycleState.ACTING), None),
    Move.START_ACT: ((CycleState.STUDYING,), CycleState.ACTING),
    Move.CLOSE: ((CycleState.ACTING,), CycleState.CLOSED),
    Move.PAUSE: (RUNNING, CycleState.PAUSED),
    Move.RESUME: ((CycleState.PAUSED,), None),
    Move.STOP: (OPEN, CycleState.STOPPED),
    Move.SHARE: ((CycleState.CLOSED,), None),
    Move.PLAN_NEXT: ((CycleState.CLOSED, CycleState.STOPPED), None),
    Move.CLONE: ((CycleState.CLOSED, CycleState.STOPPED), None),
}
"""Each move with the states it starts from and the state it ends in; None: it stays (resuming goes back to before)."""

WHY_NOT: dict[Move, str] = {
    Move.EDIT: "It is {state}, so its record stands as it is. Plan the next cycle instead.",
    Move.START_DO: "This test began before: it is {state}.",
    Move.LOG: "Nothing can be logged on a cycle that is {state}.",
    Move.START_STUDY: "Study follows Do; this cycle is {state}.",
    Move.STUDY: "What you saw is written in Study or Act; this cycle is {state}.",
    Move.START_ACT: "Act follows Study; this cycle is {state}.",
    Move.CLOSE: "A cycle is closed in Act; this one is {state}.",
    Move.PAUSE: "Only a running test can be paused; this cycle is {state}.",
    Move.RESUME: "Only a paused cycle can be resumed; this one is {state}.",
    Move.STOP: "A cycle that is {state} cannot be stopped.",
    Move.SHARE: "A cycle is shared once it is closed; this one is {state}.",
    Move.PLAN_NEXT: "The next cycle follows one that is closed or stopped; this one is {state}.",
    Move.CLONE: "The plan of a cycle is used again once it is over; this one is {state}.",
}


def is_allowed(state: CycleState, move: Move) -> bool:
    """Whether a cycle in a state may make a move."""
    return state in MOVES[move][0]


def why_not(state: CycleState, move: Move) -> str:
    """Why a cycle in a state does not make a move, in a sentence."""
    return WHY_NOT[move].format(state=state.label)


def check(state: CycleState, move: Move) -> CycleState:
    """The state after a move. Raises MoveNotAllowed with a sentence."""
    if not is_allowed(state, move):
        raise MoveNotAllowed(why_not(state, move))
    return MOVES[move][1] or state


def unpredicted(prediction: str) -> list[DomainError]:
    """What a test lacks to begin where nothing was predicted."""
    if prediction.strip():
        return []
    return [DomainError("Write what you predict before the test begins.", "prediction")]
