"""Fishbones: any sequence of changes leaves a tree in order; a root cause and its driver know each other."""

import contextlib
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.drawing.fishbone import inline_fishbone
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.theory import operations as theories
from nic.theory.evidence import operations as evidence
from nic.theory.fishbones import operations, queries
from nic.theory.fishbones.drawing import content_of
from nic.theory.fishbones.models import CategorySet
from nic.theory.fishbones.operations import Direction
from nic.theory.fishbones.panels import panels_on_drivers
from nic.theory.fishbones.tree import in_order, path_to, possible_places, stands_below
from nic.theory.models import NodeKind
from nic.theory.problems.queries import load_problem


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


@pytest.fixture
def bones(teacher, world):
    return queries.load_fishbone(teacher, world["elm_fishbone"])


@pytest.fixture
def category(teacher, world):
    return queries.load_cause(teacher, world["elm_category"])


def texts(fishbone):
    return [(row.depth, row.cause.text) for row in in_order(fishbone.causes)]


def test_a_fishbone_begins_with_its_set_or_ones_own(scope_for, world):
    with declare(Intent.WRITE):
        peer = scope_for("peer")
        problem = load_problem(peer, world["oak_problem"])
        with pytest.raises(DomainError, match="at least one category"):
            operations.begin_fishbone(peer, problem, CategorySet.OWN, [" ", ""])
        made = operations.begin_fishbone(peer, problem, CategorySet.OWN, ["Time", " ", "Room"])
        assert texts(made) == [(0, "Time"), (0, "Room")]


def test_a_cause_sent_twice_is_added_once(teacher, category, bones):
    mark = UUID(int=7)
    first = operations.add_cause(teacher, category, "No time to talk", mark)
    assert operations.add_cause(teacher, category, "No time to talk", mark) is first
    assert [cause.text for cause in bones.causes].count("No time to talk") == 1


def test_a_cause_stands_after_the_one_it_was_typed_below(teacher, category, bones):
    first = operations.add_cause(teacher, category, "first")
    operations.add_cause(teacher, category, "third")
    versions = {cause.id: cause.version for cause in bones.causes}
    operations.add_cause(teacher, category, "second", None, first)
    below = [row.cause.text for row in in_order(bones.causes) if row.cause.parent_id == category.id]
    assert below[-3:] == ["first", "second", "third"]
    assert all(cause.version == versions[cause.id] for cause in bones.causes if cause.id in versions)


def test_in_and_out_are_the_reverse_of_each_other(teacher, category, bones):
    for text in ("one", "two", "three"):
        operations.add_cause(teacher, category, text)
    two = next(cause for cause in bones.causes if cause.text == "two")
    before = texts(bones)
    operations.move_cause(teacher, two, Direction.IN)
    assert path_to(bones.causes, two)[-1].text == "one"
    operations.move_cause(teacher, two, Direction.OUT)
    assert texts(bones) == before
    operations.move_cause(teacher, two, Direction.OUT)
    assert texts(bones) == before, "a cause on a category stays on it"


def test_a_cause_goes_back_exactly_where_it_stood(teacher, category, bones):
    """What undoes a move says below which cause, and after which one, it stood."""
    one, two, three = (operations.add_cause(teacher, category, text) for text in ("one", "two", "three"))
    below = operations.add_cause(teacher, two, "below two")
    before = texts(bones)
    operations.move_cause(teacher, below, Direction.OUT)
    operations.place_cause(teacher, below, two.id, 0)
    operations.move_cause(teacher, two, Direction.DOWN)
    operations.place_cause(teacher, two, category.id, one.id)
    operations.place_cause(teacher, three, two.id)
    operations.place_cause(teacher, three, category.id, two.id)
    assert texts(bones) == before
    operations.place_cause(teacher, three, category.id, 0)
    assert texts(bones).index((1, "three")) == texts(bones).index((0, category.text)) + 1


def test_nothing_stands_below_itself(teacher, world, bones):
    cause, root = (queries.load_cause(teacher, world[name]) for name in ("elm_cause", "root_cause"))
    with pytest.raises(DomainError, match="go round in a circle"):
        operations.place_cause(teacher, cause, root.id)
    assert root not in [row.cause for row in possible_places(bones.causes, cause)]
    with pytest.raises(DomainError, match="A category stays a bone"):
        operations.place_cause(teacher, queries.load_cause(teacher, world["elm_category"]), cause.id)


def test_a_category_is_no_cause(teacher, category):
    with pytest.raises(DomainError, match="A category is not a cause"):
        operations.mark_cause(teacher, category, is_root=True)
    with pytest.raises(DomainError, match="A category is not a cause"):
        operations.make_driver(teacher, category, text="Something changes")


def test_archiving_hides_what_stands_below_and_restoring_brings_it_back(teacher, world, bones):
    before = texts(bones)
    cause = queries.load_cause(teacher, world["elm_cause"])
    operations.archive_cause(teacher, cause)
    assert "Nothing in the room shows them" not in [text for _, text in texts(bones)]
    with pytest.raises(DomainError, match="Restore it first"):
        operations.add_cause(teacher, cause, "and why?")
    operations.restore_cause(teacher, cause)
    assert texts(bones) == before
    assert [entry.verb for entry in entries_for("cause", cause.id)][:2] == ["restored", "archived"]


def test_a_stale_form_is_refused_with_what_stands_now(teacher, world):
    cause = queries.load_cause(teacher, world["elm_cause"])
    opened = cause.version
    operations.reword_cause(teacher, cause, opened, "Students lack first words")
    with pytest.raises(StaleVersion) as stale:
        operations.reword_cause(teacher, cause, opened, "Students are shy")
    assert stale.value.current["text"] == "Students lack first words"


def test_a_root_cause_becomes_a_driver_and_both_know_it(teacher, world):
    cause = queries.load_cause(teacher, world["elm_cause"])
    node = operations.make_driver(
        teacher, cause, text="Students have first words", below_id=world["elm_primary"]
    )
    assert (node.kind, node.parent_ids) == (NodeKind.SECONDARY_DRIVER, {world["elm_primary"]})
    assert cause.is_root
    assert cause.answer is node
    panel = panels_on_drivers(teacher, [node.id])[node.id][0]
    assert [each.id for each in panel.content["causes"]] == [cause.id]
    with pytest.raises(MoveNotAllowed, match="A driver answers this cause already"):
        operations.make_driver(teacher, cause, text="Another")
    operations.unlink_driver(teacher, cause)
    assert cause.answer is None
    assert panels_on_drivers(teacher, [node.id]) == {}


def test_a_driver_of_another_theory_answers_nothing(teacher, world):
    cause = queries.load_cause(teacher, world["elm_cause"])
    with pytest.raises(DomainError, match="not in the theory any more"):
        operations.link_driver(teacher, cause, world["network_primary"])


def test_where_there_is_no_theory_it_begins_with_the_aim(scope_for, world):
    with declare(Intent.WRITE):
        peer = scope_for("peer")
        made = operations.begin_fishbone(peer, load_problem(peer, world["oak_problem"]), CategorySet.WORK)
        cause = operations.add_cause(peer, made.causes[0], "Nobody asks")
        with pytest.raises(DomainError, match="begins with its aim") as refused:
            operations.make_driver(peer, cause, text="Everybody is asked")
        assert refused.value.field == "aim"
        node = operations.make_driver(peer, cause, text="Everybody is asked", aim="Every student speaks")
        assert (node.kind, node.theory.aim.text) == (NodeKind.PRIMARY_DRIVER, "Every student speaks")
        theories.archive_node(peer, node)


def test_evidence_is_a_note_or_a_measure_of_ones_own(teacher, world):
    cause = queries.load_cause(teacher, world["elm_cause"])
    with pytest.raises(DomainError, match="counted, saw or heard"):
        evidence.add_evidence(teacher, cause, text=" ")
    with pytest.raises(DomainError, match="not there to link to"):
        evidence.add_evidence(teacher, cause, source=("measure", world["definition"]))
    note = evidence.add_evidence(teacher, cause, source=("series", world["series"]))
    assert cause.standing_evidence == [note]
    evidence.archive_evidence(teacher, note)
    assert cause.standing_evidence == []


@pytest.mark.parametrize("name", ["peer", "agency", "district", "school", "host", "outsider", "neighbor"])
def test_a_teams_fishbone_stays_in_its_circle(scope_for, world, name):
    with pytest.raises(NotFoundInScope):
        queries.load_cause(scope_for(name), world["elm_cause"])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "up", "down", "in", "out", "place", "archive", "restore", "category"]),
        st.integers(0, 15),
        st.integers(0, 15),
    ),
    max_size=22,
)


def take_step(scope, bones, verb, first, second):
    causes = sorted(bones.causes, key=lambda cause: cause.id)
    one, other = causes[first % len(causes)], causes[second % len(causes)]
    acts = {
        "add": lambda: operations.add_cause(scope, one, "why", None, other),
        "category": lambda: operations.add_category(scope, bones, "bone"),
        "place": lambda: operations.place_cause(scope, one, other.id),
        "archive": lambda: operations.archive_cause(scope, one),
        "restore": lambda: operations.restore_cause(scope, one),
    }
    act = acts.get(verb) or (lambda: operations.move_cause(scope, one, Direction(verb)))
    with contextlib.suppress(DomainError), db.session.begin_nested():
        act()


@given(STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_leaves_a_tree_in_order(teacher, world, steps):
    with contextlib.ExitStack() as stack:
        savepoint = stack.enter_context(db.session.begin_nested())
        bones = queries.load_fishbone(teacher, world["elm_fishbone"])
        categories = {cause.id for cause in bones.causes if cause.is_category}
        for verb, first, second in steps:
            take_step(teacher, bones, verb, first, second)
        for cause in bones.causes:
            assert cause.parent_id is None or not stands_below(bones.causes, cause.parent_id, cause.id)
        assert categories <= {cause.id for cause in bones.causes if cause.is_category}
        shown = [row.cause.id for row in in_order(bones.causes)]
        assert len(shown) == len(set(shown))
        db.session.flush()
        db.session.expire_all()
        again = queries.load_fishbone(teacher, world["elm_fishbone"])
        assert [row.cause.id for row in in_order(again.causes)] == shown
        assert inline_fishbone(content_of(again, {})).count("data-node") >= len(shown)
        savepoint.rollback()
    db.session.expunge_all()
