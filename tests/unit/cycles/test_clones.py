"""A plan that is used again: own, or shared by another team; and who works on a cycle."""

from uuid import UUID

import pytest

from nic.cycles import operations, queries
from nic.cycles.models import CycleState, Decision
from nic.kernel.errors import DomainError
from nic.kernel.intent import Intent, declare
from nic.organizations.queries import load_team


@pytest.fixture
def writing():
    with declare(Intent.WRITE):
        yield


def test_another_team_takes_up_what_sharing_shows(scope_for, world, writing):
    peer = scope_for("peer")
    source = queries.load_cycle(peer, world["elm_team"], world["elm_cycle_shared"])
    team = load_team(peer, world["oak_team"])
    cloned = operations.clone_cycle(peer, source, team, UUID(int=3))
    assert operations.clone_cycle(peer, source, team, UUID(int=3)).id == cloned.id
    assert (cloned.team_id, cloned.state, cloned.prediction) == (world["oak_team"], CycleState.PLANNED, "")
    assert cloned.test_description == source.test_description
    assert cloned.change_idea_id == world["network_shared_idea"]
    assert cloned.cloned_from_id == source.id
    assert [row.series_id for row in cloned.data] == [None for _ in source.data]
    assert [author.person_id for author in cloned.authors] == [world["person_peer"]]


def test_an_unshared_cycle_is_used_again_by_its_own_team_only(scope_for, world, writing):
    hub = scope_for("hub")
    source = queries.load_cycle(hub, world["elm_team"], world["elm_cycle_closed"])
    with pytest.raises(DomainError, match="once its cycle is shared"):
        operations.clone_cycle(hub, source, load_team(hub, world["oak_team"]))
    again = operations.clone_cycle(scope_for("teacher"), source, source.team)
    assert [row.series_id for row in again.data] == [row.series_id for row in source.data]


def test_a_teams_own_idea_comes_along_in_words_only(scope_for, world, writing):
    lead, peer = scope_for("lead"), scope_for("peer")
    cycle = queries.load_cycle_in_circle(lead, world["elm_cycle"])
    operations.start_do(lead, cycle)
    operations.finish_cycle(
        lead, cycle, None, results="few", learned="hard", decision=Decision.ABANDON, decision_detail="x"
    )
    operations.share_cycle(lead, cycle)
    cloned = operations.clone_cycle(peer, cycle, load_team(peer, world["oak_team"]))
    assert (cloned.change_idea_id, cloned.idea_text) == (None, cycle.idea_text)
    assert [(row.task, row.who, row.place_text) for row in cloned.tasks] == [("Print the cards", "", "")]


def test_co_authors_are_people_of_the_team(scope_for, world, writing):
    teacher = scope_for("teacher")
    cycle = queries.load_cycle_in_circle(teacher, world["elm_cycle"])
    people = {world["person_teacher"], world["person_lead"], world["person_coach"]}
    operations.set_authors(teacher, cycle, added={world["person_lead"]}, removed=set(), people=people)
    operations.set_authors(teacher, cycle, added={world["person_coach"]}, removed=set(), people=people)
    assert {author.person_id for author in cycle.authors} == people
    with pytest.raises(DomainError, match="people of the team"):
        operations.set_authors(teacher, cycle, added={world["person_peer"]}, removed=set(), people=people)
    with pytest.raises(DomainError, match="at least one"):
        operations.set_authors(teacher, cycle, added=set(), removed=people, people=people)
