"""Steps of a theory: any sequence keeps the graph whole and its order stable; undo restores it exactly."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.kernel.audit import redact
from nic.kernel.database import db
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.theory import operations, queries
from nic.theory.diagrams.operations import indent_node, move_under, outdent_node, set_kind
from nic.theory.diagrams.queries import latest_steps, step_to_undo
from nic.theory.diagrams.shape import MAY_SERVE, fault_of
from nic.theory.diagrams.steps import one_step, snapshot
from nic.theory.diagrams.undoing.operations import redo_last, redo_step, undo_last, undo_step
from nic.theory.graph import in_order, kind_in_words, links_below, shape_of
from nic.theory.models import NodeKind

SECONDARY = NodeKind.SECONDARY_DRIVER
IDEA = NodeKind.CHANGE_IDEA


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


@pytest.fixture
def lead(scope_for):
    return scope_for("lead")


@pytest.fixture
def theory(teacher, world):
    return queries.theory_of_team(teacher, world["elm_team"])


def node_of(theory, world, name):
    return next(node for node in theory.nodes if node.id == world[name])


def order_below(theory, parent):
    return [link.child_id for link in links_below(theory, parent)]


# ---- one by one ----


def test_undo_takes_back_what_was_typed_and_redo_brings_it_again(teacher, theory, world):
    idea = node_of(theory, world, "elm_idea")
    before = snapshot(theory)
    operations.reword_node(teacher, idea, idea.version, "shorter starters", "on paper")
    after = snapshot(theory)
    undo_last(teacher, theory)
    assert snapshot(theory) == before
    redo_last(teacher, theory)
    assert snapshot(theory) == after
    with pytest.raises(DomainError, match="nothing of yours to redo"):
        redo_last(teacher, theory)


def test_what_was_added_and_undone_is_nowhere_and_comes_again_with_its_links(teacher, theory, world):
    before = snapshot(theory)
    secondary = node_of(theory, world, "elm_secondary")
    first = node_of(theory, world, "elm_idea")
    added = operations.add_node(
        teacher, theory, kind=IDEA, text="to test cards.", parent_ids=[secondary.id], after=first
    )
    assert order_below(theory, secondary)[:2] == [first.id, added.id]
    assert added.text == "cards"
    undo_last(teacher, theory)
    assert snapshot(theory) == before
    assert added.is_archived
    operations.restore_node(teacher, added)
    assert added.is_archived
    redo_last(teacher, theory)
    assert order_below(theory, secondary)[:2] == [first.id, added.id]


def test_nobody_undoes_what_another_has_changed_since(teacher, lead, theory, world):
    idea = node_of(theory, world, "elm_idea")
    operations.reword_node(teacher, idea, None, "shorter starters")
    operations.reword_node(lead, idea, None, "longer starters")
    with pytest.raises(DomainError, match="changed again since"):
        undo_last(teacher, theory)
    assert idea.text == "longer starters"


def test_each_undoes_their_own_last_step(teacher, lead, theory, world):
    idea, other = node_of(theory, world, "elm_idea"), node_of(theory, world, "elm_secondary")
    operations.reword_node(teacher, idea, None, "shorter starters")
    operations.reword_node(lead, other, None, "Words hang on the wall")
    undo_last(teacher, theory)
    assert (idea.text, other.text) == ("sentence starters of Elm team", "Words hang on the wall")


def test_an_added_driver_is_not_undone_from_under_what_another_hung_on_it(teacher, lead, theory, world):
    added = operations.add_node(
        teacher, theory, kind=SECONDARY, text="Time is kept", parent_ids=[world["elm_primary"]]
    )
    operations.link_nodes(lead, added, node_of(theory, world, "elm_idea"))
    with pytest.raises(DomainError, match="linked below “Time is kept” since"):
        undo_last(teacher, theory)


def test_many_changes_inside_one_step_are_undone_together(teacher, theory, world):
    before, revision = snapshot(theory), theory.revision
    with one_step(teacher, theory, "pasted 3 lines into"):
        driver = operations.add_node(teacher, theory, kind=NodeKind.PRIMARY_DRIVER, text="Time is kept")
        for text in ("ten minutes", "a bell"):
            operations.add_node(teacher, theory, kind=IDEA, text=text, parent_ids=[driver.id])
    assert theory.revision == revision + 1
    assert step_to_undo(teacher, theory).verb == "pasted 3 lines into"
    undo_last(teacher, theory)
    assert snapshot(theory) == before


def test_the_aim_is_a_step_too(teacher, theory):
    before = snapshot(theory)
    operations.set_aim(teacher, theory, None, what="Every student reads", how_much="80%", baseline="20%")
    undo_last(teacher, theory)
    assert snapshot(theory) == before


def test_what_changes_nothing_is_no_step(teacher, theory, world):
    idea = node_of(theory, world, "elm_idea")
    revision = theory.revision
    operations.reword_node(teacher, idea, None, idea.text)
    operations.move_node(teacher, node_of(theory, world, "elm_secondary"), idea, -1)
    assert theory.revision == revision


def test_a_step_is_undone_once(teacher, theory, world):
    operations.archive_node(teacher, node_of(theory, world, "elm_idea"))
    step = latest_steps(teacher, theory)[0]
    undo_step(teacher, step)
    with pytest.raises(DomainError, match="undone already"):
        undo_step(teacher, step)
    redo_step(teacher, step)
    with pytest.raises(DomainError, match="stands already"):
        redo_step(teacher, step)


def test_a_removed_text_does_not_come_back_by_undo(teacher, theory, world):
    idea = node_of(theory, world, "elm_idea")
    operations.reword_node(teacher, idea, None, "Ana's card", "a name")
    redact(teacher, idea, "text", "a name stood here")
    assert "Ana" not in str([step.changes for step in latest_steps(teacher, theory)])
    undo_last(teacher, theory)
    assert idea.text == "[removed]"


# ---- levels ----


def test_indent_and_outdent_change_the_level(teacher, theory, world):
    before = snapshot(theory)
    other = node_of(theory, world, "elm_other_primary")
    indent_node(teacher, theory.aim, other)
    assert other.kind is SECONDARY
    assert other.parent_ids == {world["elm_primary"]}
    outdent_node(teacher, node_of(theory, world, "elm_primary"), other)
    assert snapshot(theory) == before


def test_an_idea_becomes_a_driver_and_a_driver_an_idea(teacher, theory, world):
    secondary, primary = node_of(theory, world, "elm_secondary"), node_of(theory, world, "elm_primary")
    idea = operations.add_node(teacher, theory, kind=IDEA, text="a wall", parent_ids=[secondary.id])
    outdent_node(teacher, secondary, idea)
    assert (idea.kind, idea.parent_ids) == (SECONDARY, {primary.id})
    assert order_below(theory, primary)[:2] == [secondary.id, idea.id]
    indent_node(teacher, primary, idea)
    assert (idea.kind, idea.parent_ids) == (IDEA, {secondary.id})
    set_kind(teacher, idea, SECONDARY)
    assert kind_in_words(idea, theory) == "tertiary driver"


def test_a_fourth_level_of_drivers_is_refused(teacher, theory, world):
    secondary = node_of(theory, world, "elm_secondary")
    third = operations.add_node(teacher, theory, kind=SECONDARY, text="third", parent_ids=[secondary.id])
    with pytest.raises(DomainError, match="would make a fourth"):
        operations.add_node(teacher, theory, kind=SECONDARY, text="fourth", parent_ids=[third.id])


def test_an_idea_with_cycles_stays_an_idea(teacher, theory, world):
    with pytest.raises(DomainError, match="has cycles"):
        set_kind(teacher, node_of(theory, world, "elm_idea"), SECONDARY)


def test_a_shared_driver_is_not_lifted_over_the_other_that_it_serves(teacher, theory, world):
    secondary, other = node_of(theory, world, "elm_secondary"), node_of(theory, world, "elm_other_primary")
    operations.link_nodes(teacher, other, secondary)
    with pytest.raises(DomainError, match="also serves “It is safe to be wrong”"):
        outdent_node(teacher, node_of(theory, world, "elm_primary"), secondary)


def test_who_moves_what_has_gone_meanwhile_is_told(teacher, lead, theory, world):
    secondary, idea = node_of(theory, world, "elm_secondary"), node_of(theory, world, "elm_idea")
    seen = idea.version
    move_under(lead, idea, secondary, node_of(theory, world, "elm_other_primary"))
    with pytest.raises(StaleVersion):
        move_under(teacher, idea, secondary, node_of(theory, world, "elm_primary"), version=seen)
    with pytest.raises(StaleVersion):
        operations.reword_node(teacher, idea, seen, "other words")


# ---- any sequence ----

ACTS = (
    "add",
    "reword",
    "link",
    "unlink",
    "up",
    "down",
    "place",
    "under",
    "in",
    "out",
    "kind",
    "archive",
    "restore",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from((*ACTS, "undo", "undo", "redo")),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=14,
)


def act(scope, theory, verb, one, other, number):
    """Carries out one operation; whatever the rules refuse changes nothing."""
    kinds = list(NodeKind)
    doing = {
        "add": lambda: operations.add_node(
            scope, theory, kind=kinds[number], text=f"words {one.id}", parent_ids=[other.id], after=one
        ),
        "reword": lambda: operations.reword_node(
            scope, one, one.version, f"words {number}", f"note {other.id}"
        ),
        "link": lambda: operations.link_nodes(scope, other, one),
        "unlink": lambda: operations.unlink_nodes(scope, other, one),
        "up": lambda: operations.move_node(scope, other, one, -1),
        "down": lambda: operations.move_node(scope, other, one, 1),
        "place": lambda: operations.place_node(scope, other, one),
        "under": lambda: move_under(scope, one, next(iter(parents_of(theory, one)), None), other),
        "in": lambda: indent_node(scope, other, one),
        "out": lambda: outdent_node(scope, other, one),
        "kind": lambda: set_kind(scope, one, kinds[number]),
        "archive": lambda: operations.archive_node(scope, one),
        "restore": lambda: operations.restore_node(scope, one),
        "undo": lambda: undo_last(scope, theory),
        "redo": lambda: redo_last(scope, theory),
    }
    with contextlib.suppress(DomainError, StaleVersion), db.session.begin_nested():
        doing[verb]()


def parents_of(theory, node):
    return [each for each in theory.nodes if each.id in node.parent_ids]


def check_whole(theory):
    shape = shape_of(theory)
    assert fault_of(shape) == ""
    assert all(shape.kinds[upper] in MAY_SERVE[shape.kinds[lower]] for upper, lower in shape.links)
    active = {node.id for node in theory.nodes if not node.is_archived}
    shown = [node.id for node in in_order(theory)]
    assert len(shown) == len(set(shown))
    assert set(shown) == active
    assert not any(node.parent_ids for node in theory.nodes if node.is_withdrawn)


@given(STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_keeps_the_graph_whole_and_is_undone_exactly(teacher, lead, world, sequence):
    """The lead acts, who has no step of before."""
    try:
        theory = queries.theory_of_team(lead, world["elm_team"])
        first = snapshot(theory)
        for verb, one, other, number in sequence:
            before, revision, nodes = snapshot(theory), theory.revision, theory.nodes
            node = nodes[one % len(nodes)]
            act(lead, theory, verb, node, nodes[other % len(nodes)], number)
            check_whole(theory)
            assert (theory.revision > revision) == (snapshot(theory) != before), verb
            if verb not in ("up", "down", "place", "undo", "redo"):
                assert_order_kept(before, snapshot(theory), moved=node.id)
        assert_stored(lead, world, snapshot(theory))
        while step_to_undo(lead, theory) is not None:
            undo_last(lead, theory)
            check_whole(theory)
        assert snapshot(theory) == first
        assert_stored(lead, world, first)
    finally:
        db.session.rollback()
        db.session.expunge_all()


def assert_stored(scope, world, state):
    """The database says what the objects say."""
    db.session.expire_all()
    assert snapshot(queries.theory_of_team(scope, world["elm_team"])) == state


def assert_order_kept(before, now, moved):
    """What served the same parent before and after stands in the same order, but for what was moved."""
    for parent in {upper for upper, _ in before.links}:
        both = before.links.keys() & now.links.keys()
        kept = [lower for upper, lower in both if upper == parent and lower != moved]
        was, stays = (sorted(kept, key=lambda k: (each.links[parent, k], k)) for each in (before, now))
        assert was == stays
