"""What operations on cycles keep, refuse and tell."""

import contextlib
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nic.cycles import operations, queries
from nic.cycles.events import CycleClosed, CycleStarted
from nic.cycles.facts import due_in_words, facts, is_overdue, today_of, week_of
from nic.cycles.fields import RowChange
from nic.cycles.models import Answer, CycleState, Decision
from nic.cycles.moves import Move
from nic.kernel import clock
from nic.kernel.audit import REDACTED, entries_for, redact
from nic.kernel.database import db
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.organizations.queries import load_team
from tests.unit.cycles.test_moves import ACTS, bring_to


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


@pytest.fixture
def planned(teacher, world):
    return queries.load_cycle_in_circle(teacher, world["elm_cycle"])


@pytest.fixture
def doing(teacher, world):
    return queries.load_cycle_in_circle(teacher, world["elm_cycle_doing"])


@pytest.fixture
def events(monkeypatch):
    heard = []
    monkeypatch.setattr("nic.cycles.operations.running.publish", heard.append)
    return heard


def test_a_test_needs_a_prediction(teacher, planned):
    operations.edit_plan(teacher, planned, planned.version, prediction="  ")
    with pytest.raises(DomainError, match="what you predict") as refused:
        operations.start_do(teacher, planned)
    assert refused.value.field == "prediction"
    assert planned.locked_at is None


def test_starting_locks_the_prediction_with_who_and_when(teacher, planned, world, events):
    operations.start_do(teacher, planned)
    assert planned.locked_by_id == world["person_teacher"]
    assert clock.now() - planned.locked_at < timedelta(minutes=1)
    assert events == [CycleStarted(planned.id)]
    with pytest.raises(DomainError, match="locked"):
        operations.edit_plan(teacher, planned, planned.version, prediction="Something easier.")


def test_the_rest_of_the_plan_stays_open_while_it_runs(teacher, doing):
    before = doing.prediction
    operations.edit_plan(teacher, doing, doing.version, goal="Read more", prediction=before)
    assert (doing.goal, doing.prediction) == ("Read more", before)


def test_only_redaction_reaches_a_locked_prediction(teacher, doing):
    redact(teacher, doing, "prediction", "it names a student")
    assert doing.prediction == REDACTED


def test_a_stale_plan_is_refused_with_what_stands_now(teacher, planned):
    opened = planned.version
    operations.edit_plan(teacher, planned, opened, prediction="Two thirds of the class.")
    with pytest.raises(StaleVersion) as stale:
        operations.edit_plan(teacher, planned, opened, prediction="All of the class.")
    assert stale.value.current["prediction"] == "Two thirds of the class."
    with pytest.raises(StaleVersion):
        operations.start_do(teacher, planned, opened)


def test_days_stand_in_order(teacher, planned):
    today = clock.today()
    with pytest.raises(DomainError, match="comes before") as refused:
        operations.edit_plan(teacher, planned, None, starts_on=today, study_due_on=today - timedelta(days=1))
    assert refused.value.field == "study_due_on"


def test_the_same_plan_sent_twice_is_one_cycle(teacher, world):
    team = load_team(teacher, world["elm_team"])
    mark = UUID(int=77)
    first = operations.plan_cycle(teacher, team, idea_text="to test a word wall.", client_uuid=mark)
    again = operations.plan_cycle(teacher, team, idea_text="to test a word wall.", client_uuid=mark)
    assert first.id == again.id
    assert first.idea_text == "a word wall"


def test_other_words_from_a_page_that_was_sent_are_a_second_plan(teacher, world):
    team = load_team(teacher, world["elm_team"])
    plans = [
        operations.plan_cycle(teacher, team, idea_text=words, client_uuid=UUID(int=77))
        for words in ("a word wall", "talk partners", "talk partners")
    ]
    assert len({plan.id for plan in plans}) == 2
    assert [plan.idea_text for plan in plans] == ["a word wall", "talk partners", "talk partners"]


def test_a_plan_needs_an_idea_and_knows_its_fields(teacher, world):
    team = load_team(teacher, world["elm_team"])
    with pytest.raises(DomainError, match="what you will try"):
        operations.plan_cycle(teacher, team, idea_text=" ")
    with pytest.raises(TypeError, match="colour"):
        operations.plan_cycle(teacher, team, idea_text="a word wall", colour="blue")


def test_numbers_count_up_within_a_team(teacher, world):
    team = load_team(teacher, world["elm_team"])
    numbers = [operations.plan_cycle(teacher, team, idea_text="a word wall").number for _ in range(3)]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_act_waits_for_what_was_seen_and_learned(teacher, doing):
    operations.start_study(teacher, doing)
    with pytest.raises(DomainError, match="what you saw"):
        operations.start_act(teacher, doing)
    operations.record_study(teacher, doing, doing.version, results="17 of 24")
    with pytest.raises(DomainError, match="what you learned"):
        operations.start_act(teacher, doing)


@pytest.mark.parametrize("decision", [Decision.ADAPT, Decision.ABANDON])
def test_adapt_says_how_and_abandon_says_why(teacher, doing, decision):
    bring_to_act = {"results": "17 of 24", "learned": "that it works"}
    operations.finish_study(teacher, doing, doing.version, **bring_to_act)
    operations.start_act(teacher, doing)
    with pytest.raises(DomainError, match="Say"):
        operations.close_cycle(teacher, doing, decision=decision, decision_detail=" ")
    assert doing.decision is None


def test_closing_in_one_go_is_told_step_by_step(teacher, doing, events):
    operations.finish_cycle(
        teacher,
        doing,
        doing.version,
        results="17 of 24",
        learned="that it works",
        matched_prediction=Answer.PARTLY,
        decision=Decision.ADOPT,
    )
    assert doing.state is CycleState.CLOSED
    assert events == [CycleClosed(doing.id)]
    verbs = [entry.verb for entry in entries_for("cycle", doing.id)]
    assert verbs[:4] == ["closed", "began the Act of", "wrote the Study of", "began the Study of"]


def test_the_next_cycle_has_the_plan_and_not_the_prediction(teacher, world):
    closed = queries.load_cycle_in_circle(teacher, world["elm_cycle_closed"])
    following = operations.plan_next(teacher, closed)
    assert (following.previous_id, following.state) == (closed.id, CycleState.PLANNED)
    assert (following.idea_text, following.scale) == (closed.idea_text, closed.scale)
    assert following.prediction == ""
    assert [row.what for row in following.data] == [row.what for row in closed.data]
    assert operations.plan_next(teacher, closed).id == following.id


def test_a_note_sent_twice_is_one_note_and_another_stands_beside(teacher, doing):
    today = today_of(doing)
    sent = {"week_start": today, "what_happened": "All tables used them.", "client_uuid": UUID(int=5)}
    first = operations.log_week(teacher, doing, **sent)
    assert operations.log_week(teacher, doing, **sent).id == first.id
    second = operations.log_week(teacher, doing, week_start=today, what_surprised="One table did not.")
    this_week = [entry.id for entry in queries.log_entries(teacher, [doing.id])[doing.id]][-2:]
    assert this_week == [first.id, second.id]
    assert first.week_start == clock.week_start(today)


def test_other_words_on_a_page_that_was_sent_are_kept_beside_once(teacher, doing):
    sent = {"week_start": today_of(doing), "client_uuid": UUID(int=5)}
    first = operations.log_week(teacher, doing, what_happened="All tables used them.", **sent)
    again = [operations.log_week(teacher, doing, what_happened="All but one.", **sent).id for _ in range(2)]
    assert len({first.id, *again}) == 2
    assert first.what_happened == "All tables used them."


def test_a_note_has_words_and_is_about_a_week_of_the_test(teacher, doing):
    with pytest.raises(DomainError, match="what happened"):
        operations.log_week(teacher, doing, week_start=today_of(doing))
    with pytest.raises(DomainError, match="not begun"):
        operations.log_week(teacher, doing, week_start=today_of(doing) + timedelta(days=7), what_happened="x")
    with pytest.raises(DomainError, match="had not begun"):
        operations.log_week(
            teacher, doing, week_start=doing.started_on - timedelta(days=7), what_happened="x"
        )


def test_an_overdue_study_is_said_plainly(teacher, doing):
    today = today_of(doing)
    operations.edit_plan(teacher, doing, None, starts_on=None, study_due_on=today - timedelta(days=1))
    assert is_overdue(doing)
    assert due_in_words(doing).startswith("Study was due ")
    operations.edit_plan(teacher, doing, None, study_due_on=today)
    assert (is_overdue(doing), due_in_words(doing)) == (False, "Study is due today")


def test_facts_are_plain(teacher, world):
    shared = queries.load_cycle_in_circle(teacher, world["elm_cycle_shared"])
    assert {fact.name for fact in facts(shared) if not fact.holds} == {"earlier cycle"}
    planned = queries.load_cycle_in_circle(teacher, world["elm_cycle"])
    assert {fact.name for fact in facts(planned) if fact.holds} == {"prediction", "data"}
    assert "No study yet" in {fact.words for fact in facts(planned)}
    assert week_of(planned) is None


HISTORY = st.lists(st.sampled_from([*Move, "predict", "ask", "answer", "drop"]), max_size=14)


def predictions(cycle):
    """Everything that is locked, the questions among it."""
    return cycle.prediction, [(row.id, row.question, row.prediction) for row in cycle.questions]


def write(scope, cycle, act, step):
    """Tries to write a prediction, also of a question, or to take one out."""
    rows = {
        "ask": [RowChange("question", None, {"question": f"q {step}", "prediction": f"p {step}"})],
        "answer": [
            RowChange("question", row.id, {"question": row.question, "prediction": f"p {step}"})
            for row in cycle.questions
        ],
        "drop": [
            RowChange("question", row.id, dict.fromkeys(("question", "prediction", "data_to_collect"), ""))
            for row in cycle.questions
        ],
    }
    fields = {"prediction": f"prediction {step}"} if act == "predict" else {}
    operations.edit_plan(scope, cycle, cycle.version, rows=rows.get(act, ()), **fields)


@given(HISTORY)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_prediction_never_changes_after_the_lock(teacher, world, moves):
    try:
        cycle = queries.load_cycle_in_circle(teacher, world["elm_cycle"])
        locked = None
        for step, move in enumerate(moves):
            with contextlib.suppress(DomainError), db.session.begin_nested():
                if isinstance(move, Move):
                    ACTS[move](teacher, cycle)
                else:
                    write(teacher, cycle, move, step)
            locked = locked or (predictions(cycle) if cycle.locked_at is not None else None)
            assert (cycle.started_on is None) == (cycle.locked_at is None)
            assert locked is None or predictions(cycle) == locked
        db.session.flush()
        db.session.expire_all()
        kept = queries.load_cycle_in_circle(teacher, world["elm_cycle"])
        assert locked is None or predictions(kept) == locked
        assert replayed(kept) == {name: getattr(kept, name) for name in ("state", "prediction", "goal")}
    finally:
        db.session.rollback()
        db.session.expunge_all()


def replayed(cycle):
    """What the history of a cycle tells of its state and its texts, entry by entry."""
    told = {"goal": ""}
    for entry in reversed(entries_for("cycle", cycle.id)):
        for name in ("state", "prediction", "goal"):
            if name in entry.after:
                assert told.get(name, "") == (entry.before.get(name) or "")
                told[name] = entry.after[name]
    return told | {"state": CycleState(told["state"])}


def test_bring_to_reaches_every_state(teacher, world):
    team = load_team(teacher, world["elm_team"])
    for state in CycleState:
        cycle = operations.plan_cycle(teacher, team, idea_text="a word wall", prediction="more words")
        assert bring_to(teacher, cycle, state).state is state
