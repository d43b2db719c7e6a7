"""Theories as graphs: any sequence of operations keeps them acyclic, in levels and in order."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.theory import operations, queries
from nic.theory.graph import MAY_SERVE, in_order, links_below, outline, possible_parents, serves
from nic.theory.models import NodeKind
from nic.theory.versions.queries import change_ideas
from tests.world import CAST


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


def node_of(scope, world, name):
    return queries.load_node(scope, world[name])


def texts(rows):
    return [(row.node.text, row.again, texts(row.children)) for row in rows]


def test_the_outline_shows_a_shared_idea_once_in_full(teacher, world):
    theory = queries.theory_of_team(teacher, world["elm_team"])
    aim = outline(theory)[0]
    first, second = aim.children
    shared = first.children[0].children[1]
    assert shared.node.text == "talk partners chosen by card"
    assert [node.text for node in shared.also_serves] == ["It is safe to be wrong"]
    assert [(row.node.id, row.again) for row in second.children] == [(shared.node.id, True)]
    assert len(in_order(theory)) == len(theory.nodes)


def test_a_loop_is_refused_with_a_sentence(teacher, world):
    upper = node_of(teacher, world, "elm_secondary")
    lower = operations.add_node(
        teacher,
        upper.theory,
        kind=NodeKind.SECONDARY_DRIVER,
        text="starters are in reach",
        parent_ids=[upper.id],
    )
    with pytest.raises(DomainError, match="would go round in a circle"):
        operations.link_nodes(teacher, lower, upper)
    assert lower not in possible_parents(upper.theory, upper.kind, upper)


@pytest.mark.parametrize(
    ("parent", "child"),
    [("elm_aim", "elm_idea"), ("elm_idea", "elm_secondary"), ("elm_primary", "elm_other_primary")],
)
def test_levels_are_respected(teacher, world, parent, child):
    with pytest.raises(DomainError, match="cannot serve"):
        operations.link_nodes(teacher, node_of(teacher, world, parent), node_of(teacher, world, child))


def test_two_theories_are_not_linked(teacher, scope_for, world):
    with pytest.raises(DomainError, match="different theories"):
        operations.link_nodes(
            teacher, node_of(scope_for("hub"), world, "network_primary"), node_of(teacher, world, "elm_idea")
        )


def test_an_idea_moves_within_one_parent_only(teacher, world):
    theory = queries.theory_of_team(teacher, world["elm_team"])
    secondary, shared = (node_of(teacher, world, name) for name in ("elm_secondary", "elm_shared_idea"))
    operations.move_node(teacher, secondary, shared, -1)
    assert [link.child_id for link in links_below(theory, secondary)] == [
        world["elm_shared_idea"],
        world["elm_idea"],
    ]
    operations.move_node(teacher, secondary, shared, -1)
    assert links_below(theory, secondary)[0].child_id == world["elm_shared_idea"]


def test_archiving_is_undone_with_its_links(teacher, world):
    theory = queries.theory_of_team(teacher, world["elm_team"])
    before = texts(outline(theory))
    secondary = node_of(teacher, world, "elm_secondary")
    operations.archive_node(teacher, secondary)
    assert world["elm_idea"] in [row.node.id for row in outline(theory)]
    operations.restore_node(teacher, secondary)
    assert texts(outline(theory)) == before
    assert [entry.verb for entry in entries_for("node", secondary.id)][:2] == ["restored", "archived"]


def test_the_aim_stays(teacher, world):
    with pytest.raises(DomainError, match="cannot be archived"):
        operations.archive_node(teacher, node_of(teacher, world, "elm_aim"))
    with pytest.raises(DomainError, match="has one aim"):
        operations.add_node(
            teacher, queries.theory_of_team(teacher, world["elm_team"]), kind=NodeKind.AIM, text="another"
        )


def test_a_team_has_one_theory(teacher, world):
    owner = queries.load_owner(teacher, team_id=world["elm_team"])
    with pytest.raises(DomainError, match="There is a theory already"):
        operations.begin_theory(teacher, owner, what="another aim")


def test_people_who_reword_different_parts_both_win(teacher, world):
    idea, driver = (node_of(teacher, world, name) for name in ("elm_idea", "elm_secondary"))
    versions = idea.version, driver.version
    operations.reword_node(teacher, idea, versions[0], "to test shorter starters.")
    operations.reword_node(teacher, driver, versions[1], "Words hang on the wall")
    assert (idea.text, driver.text) == ("shorter starters", "Words hang on the wall")
    with pytest.raises(StaleVersion) as stale:
        operations.reword_node(teacher, idea, versions[0], "longer starters")
    assert stale.value.current["text"] == "shorter starters"


def test_the_aim_refuses_a_stale_form_whichever_part_changed(teacher, world):
    theory = queries.theory_of_team(teacher, world["elm_team"])
    opened = theory.aim_version
    operations.set_aim(teacher, theory, opened, what=theory.aim.text, for_whom="grade 6", how_much="more")
    with pytest.raises(StaleVersion):
        operations.set_aim(teacher, theory, opened, what="Another aim")
    opened = theory.aim_version
    operations.set_aim(teacher, theory, opened, what="Another aim", for_whom="grade 6", how_much="more")
    with pytest.raises(StaleVersion):
        operations.set_aim(teacher, theory, opened, what="A third aim")


def test_a_team_may_test_its_own_and_its_networks_ideas(teacher, world):
    team = queries.load_owner(teacher, team_id=world["elm_team"])
    assert [node.id for node in change_ideas(teacher, team)] == [
        world[key] for key in ("elm_idea", "elm_shared_idea", "network_idea", "network_shared_idea")
    ]


@pytest.mark.parametrize(
    "name", ["peer", "agency", "district", "school", "host", "outsider", "foreign", "neighbor"]
)
def test_a_teams_theory_stays_in_its_circle(scope_for, world, name):
    scope = scope_for(name)
    assert queries.theory_of_team(scope, world["elm_team"]) is None
    with pytest.raises(NotFoundInScope):
        queries.load_node(scope, world["elm_idea"])


def test_the_draft_of_a_network_is_read_by_its_hub_alone(scope_for, world):
    readers = [name for name in CAST if queries.theory_of_network(scope_for(name), world["network"])]
    assert readers == ["hub"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "link", "unlink", "up", "down", "archive", "restore"]),
        st.integers(0, 11),
        st.integers(0, 11),
        st.sampled_from([NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER, NodeKind.CHANGE_IDEA]),
    ),
    max_size=25,
)


def take_step(scope, theory, step):
    verb, first, second, kind = step
    nodes = sorted(theory.nodes, key=lambda node: node.id)
    one, other = nodes[first % len(nodes)], nodes[second % len(nodes)]
    acts = {
        "add": lambda: operations.add_node(scope, theory, kind=kind, text="something", parent_ids=[other.id]),
        "link": lambda: operations.link_nodes(scope, other, one),
        "unlink": lambda: operations.unlink_nodes(scope, other, one),
        "up": lambda: operations.move_node(scope, other, one, -1),
        "down": lambda: operations.move_node(scope, other, one, 1),
        "archive": lambda: operations.archive_node(scope, one),
        "restore": lambda: operations.restore_node(scope, one),
    }
    with contextlib.suppress(DomainError), db.session.begin_nested():
        acts[verb]()


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_keeps_the_graph_whole(teacher, world, steps):
    try:
        theory = queries.theory_of_team(teacher, world["elm_team"])
        for step in steps:
            take_step(teacher, theory, step)
        by_id = {node.id: node for node in theory.nodes}
        for node in theory.nodes:
            assert not any(serves(theory, parent_id, node.id) for parent_id in node.parent_ids)
            assert all(by_id[key].kind in MAY_SERVE[node.kind] for key in node.parent_ids)
        active = {node.id for node in theory.nodes if not node.is_archived}
        assert {node.id for node in in_order(theory)} == active
        assert len(in_order(theory)) == len(active)
        shown = texts(outline(theory))
        db.session.flush()
        db.session.expire_all()
        assert texts(outline(queries.theory_of_team(teacher, world["elm_team"]))) == shown
    finally:
        db.session.rollback()
        db.session.expunge_all()
