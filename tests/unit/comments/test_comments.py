"""What is said among a circle stays there; a question waits until somebody from outside the team answers."""

from uuid import uuid4

import pytest

from nic.comments import operations, queries
from nic.comments.models import Comment
from nic.cycles import operations as cycles
from nic.cycles.models import Cycle
from nic.kernel.audit import REDACTED, entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope
from nic.kernel.intent import Intent, declare
from nic.kernel.outbox import OutgoingMail
from nic.web.talk import load_talked
from tests.world import CAST

CIRCLE = {"hub", "coach", "lead", "teacher"}
READERS = CIRCLE | {"admin", "agency", "district", "school", "peer", "host"}


@pytest.fixture(autouse=True)
def _writing(context):
    with declare(Intent.WRITE):
        yield


def heard_by(scope, world, cycle):
    try:
        on = load_talked(scope, "cycle", world[cycle])
    except NotFoundInScope:
        return None
    return {thread.comment.id for thread in queries.threads_on(scope, on)}


def test_what_was_said_before_the_sharing_stays_with_the_circle(scope_for, world):
    before, after = world["comment_before"], world["comment"]
    for name in CAST:
        heard = heard_by(scope_for(name), world, "elm_cycle_shared")
        expected = {before, after} if name in CIRCLE else {after} if name in READERS else None
        assert heard == expected, name


def test_sharing_opens_nothing_that_was_said_before(scope_for, world):
    teacher = scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_closed"])
    said = operations.say(teacher, on, notice="Only the front rows answered.")
    assert heard_by(scope_for("peer"), world, "elm_cycle_closed") is None
    cycles.share_cycle(scope_for("lead"), db.session.get_one(Cycle, world["elm_cycle_closed"]))
    assert heard_by(scope_for("peer"), world, "elm_cycle_closed") == set()
    on = load_talked(scope_for("coach"), "cycle", world["elm_cycle_closed"])
    reply = operations.answer(scope_for("coach"), said, on, words="And the back rows?")
    assert reply.circle_only
    quiet = operations.say(scope_for("coach"), on, wonder="Who lost the cards?", circle_only=True)
    aloud = operations.say(scope_for("coach"), on, wonder="What came next?")
    assert heard_by(scope_for("peer"), world, "elm_cycle_closed") == {aloud.id}
    assert heard_by(teacher, world, "elm_cycle_closed") == {said.id, quiet.id, aloud.id}
    assert [each.comment.id for each in queries.threads_on(teacher, on)[0].answers] == [reply.id]


def test_a_question_waits_for_somebody_from_outside_the_team(scope_for, world):
    teacher, coach, lead = scope_for("teacher"), scope_for("coach"), scope_for("lead")
    waiting = lambda: [each.comment.id for each in queries.waiting_questions(coach, [world["elm_team"]])]  # noqa: E731
    on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
    question = operations.ask_coach(teacher, on, words="Is one class enough now?")
    assert waiting() == [world["comment_question"], question.id]
    mail = db.session.query(OutgoingMail).filter_by(subject_kind="comment", subject_id=question.id).one()
    assert mail.recipient == "coach@test.example"
    assert "Is one class enough now?" in mail.body
    on = load_talked(lead, "cycle", world["elm_cycle_doing"])
    operations.answer(lead, question, on, words="I ask myself the same.")
    assert question.id in waiting()
    reply = operations.answer(coach, question, on, words="Try a second one.")
    assert waiting() == [world["comment_question"]]
    assert question.answered_at is not None
    told = db.session.query(OutgoingMail).filter_by(subject_kind="comment", subject_id=reply.id).one()
    assert told.recipient == "teacher@test.example"


@pytest.mark.parametrize("name", sorted(set(CAST) - CIRCLE))
def test_nobody_outside_the_circle_is_told_what_waits(scope_for, world, name):
    assert queries.waiting_questions(scope_for(name), [world["elm_team"]]) == []


def test_a_question_taken_back_waits_no_longer(scope_for, world):
    question = db.session.get_one(Comment, world["comment_question"])
    operations.take_back(scope_for("teacher"), question)
    assert queries.waiting_questions(scope_for("coach"), [world["elm_team"]]) == []
    with pytest.raises(NotFoundInScope):
        queries.load_comment(scope_for("coach"), question.id)
    operations.put_back(scope_for("teacher"), question)
    assert len(queries.waiting_questions(scope_for("coach"), [world["elm_team"]])) == 1


def test_the_same_mark_says_the_same_once(scope_for, world):
    teacher, mark = scope_for("teacher"), uuid4()
    on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
    first = operations.say(teacher, on, notice="Twelve pairs.", client_uuid=mark)
    assert operations.say(teacher, on, notice="Twelve pairs.", client_uuid=mark) is first


@pytest.mark.parametrize(("act", "words"), [("say", {}), ("ask_coach", {"words": " "})])
def test_nothing_is_said_without_words(scope_for, world, act, words):
    teacher = scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
    with pytest.raises(DomainError):
        getattr(operations, act)(teacher, on, **words)


def test_a_team_without_a_coach_asks_the_hub(scope_for, world):
    peer = scope_for("peer")
    on = load_talked(peer, "cycle", world["oak_cycle_doing"])
    question = operations.ask_coach(peer, on, words="May we go on?")
    mail = db.session.query(OutgoingMail).filter_by(subject_kind="comment", subject_id=question.id).one()
    assert mail.recipient == "hub@test.example"


def test_removed_words_are_gone_everywhere(scope_for, world):
    admin, teacher = scope_for("admin"), scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
    question = operations.ask_coach(teacher, on, words="Is one class enough?")
    assert queries.load_comment_to_remove(admin, question.id) is question
    assert not queries.is_read_by(admin, question)
    with pytest.raises(DomainError):
        operations.remove_comment(admin, question, " ")
    operations.remove_comment(admin, question, "It names a child.")
    assert question.words == REDACTED
    kept = [str(entry.before) + str(entry.after) for entry in entries_for("comment", question.id)]
    mails = [mail.body for mail in db.session.query(OutgoingMail).filter_by(subject_kind="comment")]
    assert not [text for text in (*kept, *mails) if "one class" in text]
    with pytest.raises(NotFoundInScope):
        queries.load_comment_to_remove(scope_for("foreign"), question.id)
