"""Who reads which cycle, and what pages of other rooms are told."""

import pytest

from nic.cycles import operations, queries
from nic.cycles.models import Cycle, CycleState, Decision
from nic.cycles.providers import marks_on_charts, panels_on_ideas
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.intent import Intent, declare
from nic.organizations.models import Team
from nic.theory import operations as theories
from nic.theory.models import Node
from nic.theory.versions.operations import publish_version

CIRCLE = ("teacher", "lead", "coach", "hub")
READERS = ("peer", "district", "school", "host", "agency", "admin")
OTHERS = ("neighbor", "chair", "outsider", "foreign")
KEYS = ("elm_cycle", "elm_cycle_doing", "elm_cycle_closed", "elm_cycle_shared")


def seen_by(scope, world):
    found = set()
    for key in KEYS:
        try:
            queries.load_cycle(scope, world["elm_team"], world[key])
        except NotFoundInScope:
            continue
        found.add(key)
    return found


@pytest.mark.parametrize("name", CIRCLE)
def test_the_circle_reads_every_cycle(scope_for, world, name):
    assert seen_by(scope_for(name), world) == set(KEYS)


@pytest.mark.parametrize("name", READERS)
def test_the_network_reads_what_is_shared(scope_for, world, name):
    scope = scope_for(name)
    assert seen_by(scope, world) == {"elm_cycle_shared"}
    with pytest.raises(NotFoundInScope):
        queries.load_cycle_in_circle(scope, world["elm_cycle_shared"])
    assert queries.log_entries(scope, [world["elm_cycle_doing"]]) == {world["elm_cycle_doing"]: []}
    with pytest.raises(NotFoundInScope):
        queries.load_log_entry(scope, world["elm_log_entry"])
    assert [cycle.id for cycle in queries.cycles_of_team(scope, world["elm_team"])] == [
        world["elm_cycle_shared"]
    ]
    assert [cycle.id for cycle in queries.latest_learned(scope, world["elm_team"])] == [
        world["elm_cycle_shared"]
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_others_read_nothing(scope_for, world, name):
    scope = scope_for(name)
    assert seen_by(scope, world) == set()
    assert queries.shared_cycles(scope, world["network"]) == []
    with pytest.raises(NotFoundInScope):
        queries.counts_for_network(scope, world["network"])
    with pytest.raises(NotFoundInScope):
        queries.ideas_tested(scope, world["network"])


@pytest.mark.parametrize("name", [*CIRCLE, *READERS, *OTHERS])
def test_a_ramp_holds_no_cycle_that_its_reader_may_not_read(scope_for, world, name):
    scope = scope_for(name)
    readable = seen_by(scope, world)
    for key in readable:
        cycle = queries.load_cycle(scope, world["elm_team"], world[key])
        for other in queries.ramp_of(scope, cycle):
            assert queries.load_cycle_by_key(scope, other.id).id == other.id
            if other.team_id == world["elm_team"]:
                assert other.id in {world[each] for each in readable}
    for key in set(KEYS) - readable:
        with pytest.raises(NotFoundInScope):
            queries.load_cycle_by_key(scope, world[key])


def test_a_ramp_joins_the_cycles_of_an_idea_across_teams(scope_for, world):
    hub = scope_for("hub")
    cycle = queries.load_cycle(hub, world["elm_team"], world["elm_cycle_doing"])
    assert {each.id for each in queries.ramp_of(hub, cycle)} == {
        world["elm_cycle_doing"],
        world["oak_cycle_doing"],
    }
    teacher = scope_for("teacher")
    assert [each.id for each in queries.ramp_of(teacher, cycle)] == [world["elm_cycle_doing"]]


def test_a_cycle_is_found_only_under_its_own_team(scope_for, world):
    with pytest.raises(NotFoundInScope):
        queries.load_cycle(scope_for("hub"), world["oak_team"], world["elm_cycle"])


def test_running_and_open_cycles(scope_for, world):
    scope, teams = scope_for("hub"), [world["elm_team"], world["oak_team"]]
    assert {cycle.id for cycle in queries.running_cycles(scope, teams)} == {
        world["elm_cycle_doing"],
        world["oak_cycle_doing"],
    }
    assert {cycle.id for cycle in queries.open_cycles(scope, teams)} == {
        world["elm_cycle"],
        world["elm_cycle_doing"],
        world["oak_cycle_doing"],
    }
    assert queries.running_cycles(scope_for("peer"), [world["elm_team"]]) == []


def test_counts_hold_numbers_of_all_cycles(scope_for, world):
    for counts in (
        queries.counts_for_network(scope_for("peer"), world["network"]),
        queries.counts_for_agency(scope_for("agency"), world["agency"]),
    ):
        assert (counts.total, counts.running, counts.closed) == (5, 2, 2)
        assert counts.by_state[CycleState.PLANNED] == 1
        assert counts.by_decision == {Decision.ADOPT: 1, Decision.ADAPT: 1, Decision.ABANDON: 0}
    for name in ("peer", "district", "foreign"):
        with pytest.raises(NotFoundInScope):
            queries.counts_for_agency(scope_for(name), world["agency"])


def test_ideas_tested_tell_content_only_of_what_is_shared(scope_for, world):
    ideas = {idea.text: idea for idea in queries.ideas_tested(scope_for("peer"), world["network"])}
    assert set(ideas) == {"sentence starters of Reading network", "talk partners chosen by card"}
    starters = ideas["sentence starters of Reading network"].tests
    assert [(each.team.name, each.cycles, each.unshared) for each in starters] == [
        ("Elm team", [], 1),
        ("Oak team", [], 1),
    ]
    (partners,) = ideas["talk partners chosen by card"].tests
    assert [cycle.id for cycle in partners.cycles] == [world["elm_cycle_shared"]]
    assert partners.unshared == 1


def test_words_of_unshared_tests_are_not_told_once_the_network_has_let_the_idea_go(scope_for, world):
    with declare(Intent.WRITE):
        hub = scope_for("hub")
        idea = db.session.get_one(Node, world["network_idea"])
        for key in ("elm_cycle_doing", "oak_cycle_doing"):
            db.session.get_one(Cycle, world[key]).idea_text = "the team's own words"
        theories.archive_node(hub, idea)
        publish_version(hub, idea.theory, "It did not help.")
        told = {each.text for each in queries.ideas_tested(scope_for("peer"), world["network"])}
    assert told == {"talk partners chosen by card"}


def test_a_teams_own_idea_appears_once_shared(scope_for, world):
    with declare(Intent.WRITE):
        teacher = scope_for("teacher")
        cycle = queries.load_cycle_in_circle(teacher, world["elm_cycle"])
        operations.start_do(teacher, cycle)
        assert "sentence starters of Elm team" not in {
            i.text for i in queries.ideas_tested(teacher, world["network"])
        }
        operations.finish_cycle(
            teacher,
            cycle,
            None,
            results="few",
            learned="too hard",
            decision=Decision.ABANDON,
            decision_detail="too hard",
        )
        operations.share_cycle(scope_for("lead"), cycle)
        ideas = {idea.text: idea for idea in queries.ideas_tested(teacher, world["network"])}
        assert ideas["sentence starters of Elm team"].node is None


def test_a_change_idea_shows_its_cycles_and_where_one_may_be_planned(app, scope_for, world):
    with app.test_request_context():
        idea, driver = world["network_shared_idea"], world["network_primary"]
        panels = panels_on_ideas(scope_for("peer"), [idea, driver])
        assert set(panels) == {idea}
        (panel,) = panels[idea]
        assert [mark.sign for mark in panel.marks] == ["✓"]
        assert panel.content["plans"] == [("Oak team", f"/teams/{world['oak_team']}/cycles/new?idea={idea}")]
        (of_hub,) = panels_on_ideas(scope_for("hub"), [idea])[idea]
        assert [mark.sign for mark in of_hub.marks] == ["~", "✓"]
        assert of_hub.content["plans"] == []


def test_on_a_networks_idea_stand_the_cycles_on_a_teams_own_idea_with_the_same_words(scope_for, world):
    idea = world["network_shared_idea"]
    with declare(Intent.WRITE):
        lead = scope_for("lead")
        words = db.session.get_one(Node, idea).text
        before = queries.cycles_on_ideas(lead, [idea])[idea]
        team = db.session.get_one(Team, world["elm_team"])
        planned = operations.plan_cycle(lead, team, idea_text=words.upper())
        assert queries.cycles_on_ideas(lead, [idea])[idea] == [*before, planned]
        assert planned not in queries.cycles_on_ideas(scope_for("peer"), [idea])[idea]


def test_charts_are_marked_with_the_cycles_one_may_read(scope_for, world):
    marks = marks_on_charts(scope_for("teacher"), [world["series"]])[world["series"]]
    assert {mark.sign for mark in marks} == {"", Decision.ADOPT.sign}
    running = next(mark for mark in marks if not mark.sign)
    assert running.label.startswith("Cycle ")
    assert running.start < running.end
    (shared,) = marks_on_charts(scope_for("peer"), [world["series"]])[world["series"]]
    assert shared.sign == Decision.ADOPT.sign
