"""Rounds of dot voting: limits, merging and its undoing, and results that nobody sees before the round is closed."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, NotPermitted
from nic.kernel.intent import Intent, declare
from nic.kernel.scope import System
from nic.organizations.queries import load_team
from nic.theory.problems import operations as problems
from nic.theory.problems import queries as problem_queries
from nic.theory.problems.votes import choices_among
from nic.votes import operations, queries
from nic.votes.models import Ballot, Dots

PEOPLE = ("teacher", "lead")


@pytest.fixture
def writing(context):
    with declare(Intent.WRITE):
        yield


@pytest.fixture
def team(writing, scope_for, world):
    return load_team(scope_for("lead"), world["elm_team"])


@pytest.fixture
def four(team, scope_for, world):
    """Four proposals of the Elm team: the one of the world, and three more."""
    made = [problems.propose_problem(scope_for("teacher"), team, statement=f"Problem {n}") for n in range(3)]
    return [problem_queries.load_problem(scope_for("teacher"), world["elm_problem"]), *made]


@pytest.fixture
def running(scope_for, world, team):
    return queries.load_round(scope_for("lead"), world["round"])


def sums(scope, vote_round, team):
    choices = choices_among(problem_queries.problems_of(scope, team))
    return {each.choice.id: each.dots for each in queries.results(scope, vote_round, choices) if each.dots}


def placed_by(name, world, vote_round):
    """What a person's ballot holds in the database, in all."""
    statement = (
        db.select(db.func.coalesce(db.func.sum(Dots.number), 0))
        .join(Ballot, Ballot.id == Dots.ballot_id)
        .where(Ballot.round_id == vote_round.id, Ballot.person_id == world[f"person_{name}"])
    )
    return db.session.scalar(statement)


def test_a_person_has_as_many_dots_as_the_lead_gives(scope_for, running, four):
    teacher, keys = scope_for("teacher"), [problem.id for problem in four]
    operations.place_dots(teacher, running, {keys[0]: 2, keys[1]: 1})
    with pytest.raises(DomainError, match="You have 3 dots and placed 4"):
        operations.place_dots(teacher, running, {keys[0]: 2, keys[1]: 2})
    with pytest.raises(DomainError, match="0 or more"):
        operations.place_dots(teacher, running, {keys[0]: 4, keys[1]: -1})
    with pytest.raises(DomainError, match="not to be voted on any more"):
        operations.place_dots(teacher, running, {999_999: 1})
    operations.close_round(scope_for("lead"), running)
    assert sums(teacher, running, running.booth.ground) == {keys[0]: 2, keys[1]: 1}


@pytest.mark.parametrize("name", ["lead", "teacher", "coach", "hub"])
def test_nobody_sees_results_before_the_round_is_closed(scope_for, running, four, name):
    with pytest.raises(NotPermitted):
        queries.results(scope_for(name), running, choices_among(four))
    assert not queries.standing(scope_for(name), running.booth, choices_among(four)).dots.keys() - {
        four[0].id
    }


def test_the_record_says_that_somebody_placed_dots_and_not_where(scope_for, running, four, world):
    ballot = operations.place_dots(scope_for("lead"), running, {four[1].id: 3})
    entries = entries_for("ballot", ballot.id)
    assert [entry.verb for entry in entries] == ["placed"]
    told = str([(entry.before, entry.after) for entry in entries])
    assert str(four[1].id) not in told.replace(str(running.id), "").replace(str(world["person_lead"]), "")
    assert "person_lead" not in str([entry.verb for entry in entries_for("vote_round", running.id)])
    assert [entry.verb for entry in entries_for("vote_round", running.id)] == ["opened"]


@pytest.mark.parametrize("name", ["lead", "coach", "hub", "admin", "peer"])
def test_a_ballot_is_read_by_nobody_else(scope_for, world, name):
    with pytest.raises(NotFoundInScope):
        queries.load_ballot(scope_for(name), world["ballot"])
    with pytest.raises(NotFoundInScope):
        queries.load_ballot(System("a job"), world["ballot"])


def test_a_closed_round_takes_no_dots_and_closes_once(scope_for, world, four):
    lead = scope_for("lead")
    closed = queries.load_round(lead, world["closed_round"])
    for act in (
        lambda: operations.place_dots(lead, closed, {four[0].id: 1}),
        lambda: operations.close_round(lead, closed),
        lambda: operations.change_round(lead, closed, None, question="Again?", dots_each=9),
    ):
        with pytest.raises(MoveNotAllowed, match="This round is closed"):
            act()


def test_one_round_at_a_time(scope_for, running):
    with pytest.raises(DomainError, match="A round is open already"):
        operations.open_round(scope_for("lead"), running.booth, question="And now?", dots_each=1)


def test_dots_that_are_placed_are_not_taken_away(scope_for, running):
    lead = scope_for("lead")
    with pytest.raises(DomainError, match="you can only give more"):
        operations.change_round(lead, running, None, question="Which?", dots_each=2)
    operations.change_round(lead, running, None, question="Which?", dots_each=5)
    with pytest.raises(DomainError, match="between 1 and 20"):
        operations.change_round(lead, running, None, question="Which?", dots_each=21)


def test_merged_dots_count_for_the_other_and_come_back(scope_for, running, four, team):
    teacher, lead = scope_for("teacher"), scope_for("lead")
    first, second, third, _ = four
    operations.place_dots(teacher, running, {first.id: 1, second.id: 2})
    operations.place_dots(lead, running, {third.id: 3})
    problems.merge_problem(lead, second, first.id)
    problems.merge_problem(lead, third, second.merged_into_id)
    operations.close_round(lead, running)
    assert sums(teacher, running, team) == {first.id: 6}
    result = queries.results(lead, running, choices_among(problem_queries.problems_of(lead, team)))[0]
    assert (result.dots, result.people) == (6, 2)
    problems.unmerge_problem(lead, second)
    assert sums(teacher, running, team) == {first.id: 4, second.id: 2}
    assert "merged" in [entry.verb for entry in entries_for("problem", second.id)]


def test_a_proposal_is_not_merged_round_in_a_circle(scope_for, four):
    lead = scope_for("lead")
    problems.merge_problem(lead, four[1], four[0].id)
    with pytest.raises(DomainError, match="not there to merge into"):
        problems.merge_problem(lead, four[0], four[1].id)
    with pytest.raises(DomainError, match="into itself"):
        problems.merge_problem(lead, four[0], four[0].id)


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("vote"),
            st.sampled_from(PEOPLE),
            st.lists(st.integers(0, 3), min_size=4, max_size=4),
        ),
        st.tuples(st.sampled_from(["merge", "unmerge"]), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.sampled_from(["archive", "restore"]), st.integers(0, 3), st.just(0)),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_keeps_to_the_limit_and_loses_no_dots(scope_for, world, running, four, team, steps):
    scopes = {name: scope_for(name) for name in PEOPLE}
    with contextlib.ExitStack() as stack:
        savepoint = stack.enter_context(db.session.begin_nested())
        for verb, first, second in steps:
            with contextlib.suppress(DomainError), db.session.begin_nested():
                if verb == "vote":
                    operations.place_dots(
                        scopes[first], running, {each.id: n for each, n in zip(four, second, strict=True)}
                    )
                elif verb == "merge":
                    problems.merge_problem(scopes["lead"], four[first], four[second].id)
                elif verb == "unmerge":
                    problems.unmerge_problem(scopes["lead"], four[first])
                elif verb == "archive":
                    problems.archive_problem(scopes["lead"], four[first])
                else:
                    problems.restore_problem(scopes["lead"], four[first])
            for name in PEOPLE:
                assert placed_by(name, world, running) <= running.dots_each
        for each in four:
            problems.restore_problem(scopes["lead"], each)
        operations.close_round(scopes["lead"], running)
        counted = sums(scopes["lead"], running, team)
        assert sum(counted.values()) == sum(placed_by(name, world, running) for name in PEOPLE)
        savepoint.rollback()
    db.session.expire_all()
