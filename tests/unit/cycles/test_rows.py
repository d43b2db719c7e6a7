"""Rows of a plan: what stands, what was taken out, and what is locked with the prediction."""

import pytest

from nic.cycles import operations, queries
from nic.cycles.fields import RowChange, reach_in
from nic.cycles.models import Answer, Reach
from nic.kernel.audit import REDACTED, AuditEntry, entries_for, redact
from nic.kernel.database import db
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.organizations.queries import load_team


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


@pytest.fixture
def planned(teacher, world):
    return queries.load_cycle_in_circle(teacher, world["elm_cycle"])


def edit(scope, cycle, *rows, **fields):
    return operations.edit_plan(scope, cycle, cycle.version, rows=rows, **fields)


def told(cycle):
    """What the history of a cycle tells, its rows included, newest first."""
    from nic.kernel.house import current_house

    parts = current_house().subjects["cycle"].parts(cycle)
    return [(entry.subject_kind, entry.verb) for entry in entries_for("cycle", cycle.id, parts=parts)]


def test_rows_are_added_changed_taken_out_and_put_back(teacher, planned):
    edit(teacher, planned, RowChange("task", None, {"task": "Count starters", "who": "Sam"}))
    row = planned.tasks[-1]
    assert [each.task for each in planned.tasks] == ["Print the cards", "Count starters"]
    edit(teacher, planned, RowChange("task", row.id, {"task": "Count starters", "who": "Ana"}))
    assert entries_for("cycle_task", row.id)[0].before == {"who": "Sam"}
    edit(teacher, planned, RowChange("task", row.id, {"task": "", "who": ""}))
    assert [each.task for each in planned.tasks] == ["Print the cards"]
    edit(teacher, planned, RowChange("task", row.id, {"task": "Count starters", "who": "Ana"}))
    assert planned.tasks[-1].id == row.id
    of_row = [verb for kind, verb in told(planned) if kind == "cycle_task"]
    assert of_row[:4] == ["put back", "took out", "changed", "added"]


def test_a_row_that_did_not_change_is_not_told(teacher, planned):
    before = len(entries_for("cycle_task", planned.tasks[0].id))
    edit(teacher, planned, RowChange("task", planned.tasks[0].id, {"task": "Print the cards", "who": "Ana"}))
    assert len(entries_for("cycle_task", planned.tasks[0].id)) == before


def test_a_row_without_its_first_text_gets_a_sentence_beside_it(teacher, planned):
    with pytest.raises(DomainError, match="what is to be done") as refused:
        edit(teacher, planned, RowChange("task", None, {"task": "", "who": "Sam"}, "task-new0-"))
    assert refused.value.field == "task-new0-task"


def test_a_row_of_another_cycle_is_out_of_reach(teacher, planned, world):
    with pytest.raises(DomainError, match="not there any more"):
        edit(teacher, planned, RowChange("data", world["cycle_data"], {"what": "mine now"}))


def test_a_change_of_rows_alone_makes_another_form_stale(teacher, planned):
    opened = planned.version
    edit(teacher, planned, RowChange("task", None, {"task": "Count starters"}))
    with pytest.raises(StaleVersion) as stale:
        operations.edit_plan(teacher, planned, opened, goal="Read more")
    name = f"task-{planned.tasks[-1].id}-task"
    assert stale.value.current[name] == "Count starters"


def test_questions_are_locked_with_the_prediction(teacher, planned):
    question = planned.questions[0]
    edit(teacher, planned, RowChange("question", None, {"question": "Do they give reasons?"}))
    with pytest.raises(DomainError, match="write what you predict before the test"):
        operations.start_do(teacher, planned)
    edit(teacher, planned, RowChange("question", planned.questions[1].id, {"question": "", "prediction": ""}))
    operations.start_do(teacher, planned)
    for change in (
        RowChange("question", question.id, {"prediction": "Something easier."}),
        RowChange("question", question.id, {"question": "", "prediction": "", "data_to_collect": ""}),
        RowChange("question", None, {"question": "Late", "prediction": "We knew it."}),
    ):
        with pytest.raises(DomainError, match=r"locked|stand as they were"), db.session.begin_nested():
            edit(teacher, planned, change)
    edit(teacher, planned, RowChange("question", question.id, {"data_to_collect": "A tick on the plan."}))
    assert (question.prediction, question.data_to_collect) == ("Three of five do.", "A tick on the plan.")


def test_study_answers_row_by_row(teacher, planned):
    operations.start_do(teacher, planned)
    row = planned.questions[0]
    operations.finish_study(
        teacher,
        planned,
        planned.version,
        {row.id: {"result": "Two of five.", "matched": Answer.NO}},
        results="17 of 24",
    )
    assert (row.result, row.matched.compared) == ("Two of five.", "not as predicted")
    assert entries_for("cycle_question", row.id)[0].verb == "answered"


def test_redaction_reaches_rows_and_everything_that_was_told_of_them(teacher, planned):
    row = planned.tasks[0]
    edit(teacher, planned, RowChange("task", row.id, {"task": "Ask Kim T. about the cards", "who": "Ana"}))
    edit(teacher, planned, RowChange("task", row.id, {"task": "", "who": ""}))
    redact(teacher, row, "task", "it names a student")
    assert row.task == REDACTED
    db.session.flush()
    kept = " ".join(str((entry.before, entry.after)) for entry in db.session.query(AuditEntry))
    assert "Kim T." not in kept


def test_the_next_cycle_has_the_rows_without_predictions_and_days(teacher, planned):
    operations.start_do(teacher, planned)
    operations.stop_early(teacher, planned, "A snow week.")
    following = operations.plan_next(teacher, planned)
    assert [(row.task, row.who, row.due) for row in following.tasks] == [("Print the cards", "Ana", "")]
    assert [(row.question, row.prediction) for row in following.questions] == [
        ("Do quiet students use them?", "")
    ]


def test_reach_is_read_from_the_scale_unless_it_is_said(teacher, world):
    team = load_team(teacher, world["elm_team"])
    cycle = operations.plan_cycle(teacher, team, idea_text="a word wall", scale="three classes, two weeks")
    assert cycle.reach is Reach.CLASSES
    operations.edit_plan(teacher, cycle, None, scale="bus 12")
    assert cycle.reach is Reach.CLASSES
    operations.edit_plan(teacher, cycle, None, scale="one class", reach=Reach.GRADE)
    assert cycle.reach is Reach.GRADE


@pytest.mark.parametrize(
    ("words", "reach"),
    [
        ("one group, one lesson", Reach.GROUP),
        ("one class of nine, three weeks", Reach.CLASS),
        ("grades 5 and 6, four weeks", Reach.GRADE),
        ("25 students, four weeks", Reach.GROUP),
        ("the whole school", Reach.SCHOOL),
        ("two schools", Reach.SCHOOLS),
        ("bus 12, three weeks", None),
    ],
)
def test_reach_in_words(words, reach):
    assert reach_in(words) is reach
