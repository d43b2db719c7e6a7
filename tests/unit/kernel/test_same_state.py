"""Equal marks of the database mean that nothing was committed in between, whoever looked and whoever wrote."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from nic.kernel import same_state
from nic.kernel.database import db, prepare_engine

STEPS = st.lists(
    st.tuples(st.sampled_from(["look", "write", "write elsewhere"]), st.integers(0, 2)), max_size=25
)


@pytest.fixture
def connections(context, app):
    """Three connections of the app, and one of another program."""
    other = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    prepare_engine(other)
    mine = [db.engine.connect() for _ in range(3)]
    with other.connect() as foreign:
        yield mine, foreign
        _write(foreign, "")
    for connection in mine:
        connection.close()
    other.dispose()


def _look(connection) -> str | None:
    before = same_state.changes_counted()
    seen = connection.execute(db.select(same_state.state_as_seen())).scalar_one()
    mark = same_state.mark_of(same_state.information_of(connection), seen, before)
    connection.rollback()
    return mark


def _write(connection, purpose: str) -> None:
    connection.execute(text("UPDATE network SET purpose = :text"), {"text": purpose})
    connection.commit()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_mark_never_outlives_a_change(world, connections, steps) -> None:
    mine, foreign = connections
    state = 0
    states: dict[str, int] = {}
    for what, who in steps:
        if what == "look":
            mark = _look(mine[who])
            if mark is not None:
                assert states.setdefault(mark, state) == state
        else:
            state += 1
            _write(mine[who] if what == "write" else foreign, str(state))


def test_a_mark_stays_while_nothing_changes(world, connections) -> None:
    mine, _ = connections
    for connection in mine:
        _look(connection)
    assert (
        len(
            {_look(connection) for connection in mine}
            | {same_state.present_mark() for _ in range(2)} - {None}
        )
        <= 2
    )
    assert _look(mine[0]) == _look(mine[1]) == _look(mine[2])
