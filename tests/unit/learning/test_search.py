"""The search finds shared cycles in the person's sight, and nothing else; what is removed for good is not found."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.cycles import operations as cycles
from nic.cycles.models import Answer, Cycle, Decision
from nic.cycles.policy import CyclePermission
from nic.kernel import audit
from nic.kernel.database import db
from nic.kernel.house import current_house
from nic.kernel.intent import Intent, declare
from nic.learning import queries
from nic.learning.models import CycleText
from nic.learning.words import asked_words, words_of
from nic.organizations.queries import load_team
from tests.world import CAST, scope_of

READERS = {"hub", "coach", "lead", "teacher", "admin", "agency", "district", "school", "peer", "host"}
VOCABULARY = ("cards", "tally", "notebook", "window", "bridge", "sunday")


@pytest.fixture(autouse=True)
def _writing(context):
    with declare(Intent.WRITE):
        yield
        db.session.rollback()


def found_by(scope, typed, **options):
    return {cycle.id for cycle in queries.search(scope, typed, **options).items}


def close(scope, cycle, learned):
    cycles.start_do(scope, cycle)
    cycles.finish_cycle(
        scope,
        cycle,
        None,
        results="Half of them.",
        matched_prediction=Answer.YES,
        learned=learned,
        decision=Decision.ADOPT,
        decision_detail="",
    )


def plan(world, who, team, idea, prediction):
    scope = scope_of(world, who)
    team = load_team(scope, world[team])
    return cycles.plan_cycle(scope, team, idea_text=idea, prediction=prediction, client_uuid=uuid4())


def test_the_whole_cast(world, scope_for):
    shared = {world["elm_cycle_shared"]}
    for name in CAST:
        assert found_by(scope_for(name), "talk partners") == (shared if name in READERS else set()), name


@pytest.mark.parametrize(
    "typed",
    ["talk partner", "TALKED", "students chosen", "chos", "17 of 24", "tally of starters", "talk, partners!"],
)
def test_words_are_found_in_any_form(world, scope_for, typed):
    assert found_by(scope_for("peer"), typed) == {world["elm_cycle_shared"]}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "!?",
        '"',
        "zebra",
        "talk zebra",
        "NEAR(",
        "a*b'; DROP TABLE cycle_text; --",
        "%",
        "\u202e",
        "learned:talk",
    ],
)
def test_nothing_is_found_and_nothing_breaks(world, scope_for, typed):
    assert found_by(scope_for("peer"), typed) == set()


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_words_upset_the_database(world, scope_for, typed):
    assert found_by(scope_for("peer"), typed.replace("\0", " ")) <= {world["elm_cycle_shared"]}
    assert len(asked_words(typed)) <= 8


def test_filters(world, scope_for):
    peer, shared = scope_for("peer"), {world["elm_cycle_shared"]}
    assert found_by(peer, "partners", decision=Decision.ADOPT) == shared
    assert found_by(peer, "partners", decision=Decision.ABANDON) == set()
    assert found_by(peer, "partners", network_id=world["network"]) == shared
    assert found_by(peer, "partners", network_id=world["far_network"]) == set()


steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("teacher", "elm_team"),
                ("peer", "oak_team"),
                ("neighbor", "pine_team"),
                ("outsider", "lake_team"),
            ]
        ),
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3),
        st.lists(st.sampled_from(VOCABULARY), max_size=3),
        st.sampled_from(["planned", "closed", "shared", "shared"]),
    ),
    max_size=5,
)


@given(
    steps,
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2, unique=True),
    st.sampled_from(sorted(CAST)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_the_search_finds_exactly_the_shared_cycles_in_sight_that_have_the_words(
    world, context, made, asked, reader
):
    expected = set()
    with db.session.begin_nested() as savepoint:
        scope = scope_of(world, reader)
        permits = current_house().permissions.permits
        for (who, team), idea, learned, end in made:
            cycle = plan(world, who, team, " ".join(idea), " ".join(learned) or "none")
            if end != "planned":
                close(scope_of(world, who), cycle, " ".join(learned) or "none")
            if end == "shared":
                cycles.share_cycle(scope_of(world, who), cycle)
            db.session.flush()
            has_words = set(asked) <= {*idea, *learned}
            seen = permits(scope.identity, CyclePermission.VIEW_CYCLE, cycle)
            if end == "shared" and has_words and seen:
                expected.add(cycle.id)
        found = found_by(scope, " ".join(asked)) - {world["elm_cycle_shared"]}
        savepoint.rollback()
    db.session.expire_all()
    assert found == expected


def test_words_are_kept_when_a_cycle_is_shared_and_can_be_built_anew(world, scope_for):
    cycle = db.session.get_one(Cycle, world["elm_cycle_closed"])
    assert db.session.get(CycleText, cycle.id) is None
    cycles.share_cycle(scope_for("lead"), cycle)
    db.session.flush()
    for kept in db.session.query(CycleText):
        assert (kept.idea, kept.words) == words_of(db.session.get_one(Cycle, kept.cycle_id))
    assert found_by(scope_for("peer"), "partners") == {world["elm_cycle_closed"], world["elm_cycle_shared"]}


@pytest.mark.parametrize(
    ("name", "typed", "stem"), [("learned", "words", b"ord"), ("idea_text", "partners", b"tner")]
)
def test_what_is_removed_for_good_is_found_no_more(world, scope_for, name, typed, stem):
    cycle = db.session.get_one(Cycle, world["elm_cycle_shared"])
    assert found_by(scope_for("peer"), typed)
    on_sqlite = db.engine.dialect.name == "sqlite"
    assert not on_sqlite or stem in _index()
    audit.redact(scope_for("admin"), cycle, name, "It names a child.")
    assert not found_by(scope_for("peer"), typed)
    assert found_by(scope_for("peer"), "tally")
    kept = db.session.get_one(CycleText, cycle.id)
    assert typed not in f"{kept.idea} {kept.words}".lower()
    assert not on_sqlite or stem not in _index()


def _index():
    """The index on disk; a word's beginning may be written with the word before it."""
    pages = db.session.execute(db.text("SELECT block FROM cycle_text_fts_data")).scalars()
    return b"".join(pages)
