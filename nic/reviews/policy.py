"""Who may do what with reviews, their evidence and their findings."""

from typing import Any

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_PEOPLE,
    AGENCY_STAFF,
    HOST,
    LEADS_WITHIN,
    ONESELF,
    REVIEW_LEAD,
    REVIEWER,
    SIGNED_IN,
    Condition,
)
from nic.reviews.models import Review, ReviewStatus

SHOWN_TO_HOST = (ReviewStatus.DRAFT_FINAL, ReviewStatus.PUBLISHED)


class ReviewPermission(Permission):
    """What can be done here."""

    LIST_REVIEWS = "reviews.list_reviews"
    VIEW_FRAMEWORK = "reviews.view_framework"
    CREATE_REVIEW = "reviews.create_review"
    VIEW_REVIEW = "reviews.view_review"
    EDIT_REVIEW = "reviews.edit_review"
    MOVE_REVIEW = "reviews.move_review"
    VIEW_EVIDENCE = "reviews.view_evidence"
    FILE_EVIDENCE = "reviews.file_evidence"
    EDIT_EVIDENCE = "reviews.edit_evidence"
    REDACT_EVIDENCE = "reviews.redact_evidence"
    VIEW_FINDINGS = "reviews.view_findings"
    WRITE_FINDINGS = "reviews.write_findings"


def review_of(thing: Any) -> Review:
    """The review that a thing is, or belongs to."""
    review: Review = thing if isinstance(thing, Review) else thing.review
    return review


OPEN_FOR_EVIDENCE = Condition(
    "until the host has the findings", lambda thing: review_of(thing).takes_evidence
)
OPEN_FOR_FINDINGS = Condition("until they are published", lambda thing: review_of(thing).takes_findings)
FROM_DRAFT_FINAL = Condition("from “draft final” on", lambda thing: review_of(thing).status in SHOWN_TO_HOST)
ONCE_PUBLISHED = Condition("once published", lambda thing: review_of(thing).status is ReviewStatus.PUBLISHED)


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = ReviewPermission
    allow(can.LIST_REVIEWS, "list the reviews they can see", SIGNED_IN)
    allow(can.VIEW_FRAMEWORK, "read what reviewers look for", SIGNED_IN)
    allow(can.CREATE_REVIEW, "set up a review of a district", AGENCY_STAFF)
    allow(
        can.VIEW_REVIEW,
        "open a review's page: when, where, by whom and how far it is",
        REVIEWER,
        HOST,
        LEADS_WITHIN,
        AGENCY_STAFF,
        Grant(AGENCY_PEOPLE, ONCE_PUBLISHED),
    )
    allow(can.EDIT_REVIEW, "set a review's date, schools and people", REVIEW_LEAD, AGENCY_STAFF)
    allow(can.MOVE_REVIEW, "move a review on: visit, draft, to the host, published", REVIEW_LEAD)
    allow(can.VIEW_EVIDENCE, "read the evidence of a review and its board", REVIEWER)
    allow(can.FILE_EVIDENCE, "file evidence", Grant(REVIEWER, OPEN_FOR_EVIDENCE))
    allow(can.EDIT_EVIDENCE, "change their own evidence or put it away", Grant(ONESELF, OPEN_FOR_EVIDENCE))
    allow(can.REDACT_EVIDENCE, "remove a text from evidence for good, with a reason", REVIEW_LEAD)
    allow(
        can.VIEW_FINDINGS,
        "read the findings of a review",
        REVIEWER,
        Grant(HOST, FROM_DRAFT_FINAL),
        Grant(AGENCY_PEOPLE, ONCE_PUBLISHED),
    )
    allow(can.WRITE_FINDINGS, "draft findings and cite evidence", Grant(REVIEWER, OPEN_FOR_FINDINGS))
