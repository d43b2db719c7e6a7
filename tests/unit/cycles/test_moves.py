"""The table of moves: every pair of a state and a move is tried."""

import pytest

from nic.cycles import operations, queries
from nic.cycles.facts import today_of
from nic.cycles.models import Cycle, CycleState, Decision
from nic.cycles.moves import MOVES, RUNNING, Move, is_allowed
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import MoveNotAllowed
from nic.kernel.intent import Intent, declare

ACTS = {
    Move.EDIT: lambda scope, cycle: operations.edit_plan(scope, cycle, cycle.version, goal="another goal"),
    Move.START_DO: lambda scope, cycle: operations.start_do(scope, cycle),
    Move.LOG: lambda scope, cycle: operations.log_week(
        scope, cycle, week_start=today_of(cycle), what_happened="something"
    ),
    Move.START_STUDY: lambda scope, cycle: operations.start_study(scope, cycle),
    Move.STUDY: lambda scope, cycle: operations.record_study(scope, cycle, cycle.version, learned="more"),
    Move.START_ACT: lambda scope, cycle: operations.start_act(scope, cycle),
    Move.CLOSE: lambda scope, cycle: operations.close_cycle(scope, cycle, decision=Decision.ADOPT),
    Move.PAUSE: lambda scope, cycle: operations.pause_cycle(scope, cycle),
    Move.RESUME: lambda scope, cycle: operations.resume_cycle(scope, cycle),
    Move.STOP: lambda scope, cycle: operations.stop_early(scope, cycle, "because"),
    Move.SHARE: lambda scope, cycle: operations.share_cycle(scope, cycle),
    Move.PLAN_NEXT: lambda scope, cycle: operations.plan_next(scope, cycle),
    Move.CLONE: lambda scope, cycle: operations.clone_cycle(scope, cycle, cycle.team),
}


def bring_to(scope, cycle: Cycle, state: CycleState) -> Cycle:
    """Takes a planned cycle to a state by allowed moves only."""
    if state is CycleState.STOPPED:
        return operations.stop_early(scope, cycle, "because")
    if state is not CycleState.PLANNED:
        operations.start_do(scope, cycle)
    if state is CycleState.PAUSED:
        return operations.pause_cycle(scope, cycle)
    if state in (CycleState.STUDYING, CycleState.ACTING, CycleState.CLOSED):
        operations.finish_study(scope, cycle, None, results="17 of 24", learned="that it works")
    if state in (CycleState.ACTING, CycleState.CLOSED):
        operations.start_act(scope, cycle)
    if state is CycleState.CLOSED:
        operations.close_cycle(scope, cycle, decision=Decision.ADOPT)
    return cycle


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


def try_move(scope, cycle: Cycle, move: Move) -> None:
    """Tries a move and checks that the table and its sentence are kept."""
    state = cycle.state
    if is_allowed(state, move):
        ACTS[move](scope, cycle)
        expected = CycleState.DOING if move is Move.RESUME else MOVES[move][1] or state
        assert cycle.state is expected, move
    else:
        before = len(entries_for("cycle", cycle.id))
        with pytest.raises(MoveNotAllowed) as refused:
            ACTS[move](scope, cycle)
        assert state.label in refused.value.message
        assert refused.value.message.endswith(".")
        assert cycle.state is state, move
        assert len(entries_for("cycle", cycle.id)) == before


@pytest.mark.parametrize("state", list(CycleState))
def test_every_pair_of_state_and_move(teacher, world, state):
    cycle = bring_to(teacher, queries.load_cycle_in_circle(teacher, world["elm_cycle"]), state)
    for move in Move:
        savepoint = db.session.begin_nested()
        assert cycle.state is state
        try_move(teacher, cycle, move)
        savepoint.rollback()


@pytest.mark.parametrize("state", RUNNING)
def test_resuming_goes_back_to_where_it_was(teacher, world, state):
    cycle = bring_to(teacher, queries.load_cycle_in_circle(teacher, world["elm_cycle"]), state)
    operations.pause_cycle(teacher, cycle)
    assert operations.resume_cycle(teacher, cycle).state is state


def test_every_state_is_reached_and_every_move_has_an_act():
    assert set(ACTS) == set(Move) == set(MOVES)
    reached = {target for _, target in MOVES.values() if target is not None} | {CycleState.PLANNED}
    assert reached == set(CycleState)
