"""Evidence: filed once, for the team only, changed by whom it belongs to, and removed for good where it must be."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from nic.kernel.audit import REDACTED, AuditEntry, entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, StaleVersion
from nic.kernel.permissions import PermissionMap
from nic.reviews import operations, queries
from nic.reviews.models import ReviewStatus, SourceKind
from nic.reviews.policy import ReviewPermission, register_policy


def test_the_same_uuid_files_one_item(file, people, review):
    client_uuid = uuid4()
    first = file(client_uuid=client_uuid)
    before = queries.board(people("chair"), review).items
    assert file(client_uuid=client_uuid, narrative="Sent again.") is first
    assert queries.board(people("chair"), review).items == before
    assert len(entries_for("evidence", first.id)) == 1


def test_somebody_elses_uuid_is_refused(file):
    client_uuid = uuid4()
    file(client_uuid=client_uuid)
    with pytest.raises(DomainError, match="somebody else"):
        file("chair", client_uuid=client_uuid)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"narrative": " "}, "narrative"),
        ({"criterion_ids": []}, "criterion_ids"),
        ({"criterion_ids": [10_000]}, "criterion_ids"),
        ({"school_id": 10_000}, "school_id"),
    ],
)
def test_evidence_says_something_about_something_at_a_school(file, given, field):
    with pytest.raises(DomainError) as refused:
        file(**given)
    assert refused.value.field == field


def test_a_form_decides_the_kind_and_keeps_its_own_answers_only(file, world):
    item = file(
        narrative="",
        instrument_id=world["instrument"],
        source_kind=SourceKind.TOUR,
        answers={"doing": "They argue about fractions.", "adults": "", "weather": "Rain."},
    )
    assert item.source_kind is SourceKind.OBSERVATION
    assert item.answers == {"doing": "They argue about fractions."}
    assert item.answered == [("What were students doing?", "They argue about fractions.")]


@pytest.mark.parametrize("status", [ReviewStatus.DRAFT_FINAL, ReviewStatus.PUBLISHED])
def test_evidence_is_closed_once_the_host_has_the_findings(file, people, world, review, status):
    item = queries.load_evidence(people("neighbor"), world["evidence"])
    review.status = status
    with pytest.raises(MoveNotAllowed):
        file()
    with pytest.raises(MoveNotAllowed):
        operations.archive_evidence(people("neighbor"), item)


def edited(people, item, version, **given):
    fields = {
        "school_id": item.school_id,
        "source_kind": item.source_kind,
        "narrative": item.narrative,
        "answers": item.answers,
        "rating": item.rating,
        "criterion_ids": sorted(item.criterion_ids),
    }
    return operations.edit_evidence(people("neighbor"), item, version, **(fields | given))


def test_a_stale_page_changes_nothing(people, world):
    item = queries.load_evidence(people("neighbor"), world["evidence"])
    stale = item.version
    edited(people, item, stale, criterion_ids=[world["School climate"], world["Inclusion"]])
    db.session.flush()
    assert item.version > stale
    with pytest.raises(StaleVersion) as refused:
        edited(people, item, stale, narrative="Other words.")
    assert refused.value.current["narrative"] == item.narrative
    told = entries_for("evidence", item.id)[0]
    assert told.after == {"criteria": "Inclusion; School climate"}


def test_a_change_is_told_with_the_words_before_it(people, world):
    item = queries.load_evidence(people("neighbor"), world["evidence"])
    before = item.narrative
    edited(people, item, item.version, narrative="Other words.", rating=2)
    told = entries_for("evidence", item.id)[0]
    assert (told.before, told.after) == (
        {"narrative": before, "rating": 3},
        {"narrative": "Other words.", "rating": 2},
    )


def test_putting_away_takes_an_item_off_the_board_and_bringing_back_returns_it(people, world, review):
    item = queries.load_evidence(people("neighbor"), world["evidence"])
    finding = queries.load_finding(people("chair"), world["finding"])
    operations.archive_evidence(people("neighbor"), item)
    assert queries.board(people("chair"), review).items == 2
    assert queries.support_of(people("chair"), finding).items == 1
    operations.restore_evidence(people("neighbor"), item)
    assert queries.board(people("chair"), review).items == 3
    assert queries.support_of(people("chair"), finding).items == 2


def test_a_removed_text_stands_nowhere(file, people):
    item = file(narrative="Mia K. cried.")
    edited(people, item, item.version, narrative="Mia K. cried. Twice.")
    operations.redact_evidence(people("chair"), item, texts=["narrative"], reason="A student's name.")
    assert item.narrative == REDACTED
    entries = db.session.scalars(select(AuditEntry)).all()
    assert not [entry for entry in entries if "Mia" in f"{entry.before}{entry.after}{entry.reason}"]
    assert entries_for("evidence", item.id)[0].reason == "A student's name."


def test_removed_answers_leave_the_questions(file, people, world):
    item = file(instrument_id=world["instrument"], answers={"doing": "Mia reads.", "adults": "They watch."})
    operations.redact_evidence(people("chair"), item, texts=["answers"], reason="A name.")
    db.session.expire(item)
    assert [answer for _, answer in item.answered] == [REDACTED, REDACTED]
    with pytest.raises(DomainError, match="Say why"):
        operations.redact_evidence(people("chair"), item, texts=["narrative"], reason=" ")


@pytest.mark.parametrize("name", ["host", "agency", "admin", "district", "school", "outsider", "foreign"])
def test_evidence_is_for_the_team_only(people, world, name):
    with pytest.raises(NotFoundInScope):
        queries.load_evidence(people(name), world["evidence"])
    with pytest.raises(NotFoundInScope):
        queries.load_review_of_team(people(name), world["review"])


@pytest.mark.parametrize(
    ("name", "permission", "allowed"),
    [
        ("neighbor", ReviewPermission.EDIT_EVIDENCE, True),
        ("chair", ReviewPermission.EDIT_EVIDENCE, False),
        ("chair", ReviewPermission.REDACT_EVIDENCE, True),
        ("neighbor", ReviewPermission.REDACT_EVIDENCE, False),
        ("admin", ReviewPermission.REDACT_EVIDENCE, False),
        ("host", ReviewPermission.VIEW_EVIDENCE, False),
    ],
)
def test_who_may_do_what_with_an_item(people, world, name, permission, allowed):
    rules = PermissionMap()
    register_policy(rules)
    item = queries.load_evidence(people("chair"), world["evidence"])
    assert rules.permits(people(name).identity, permission, item) is allowed
