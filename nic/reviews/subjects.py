"""The kinds of thing that the room owns."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.reviews import models, queries
from nic.reviews.policy import ReviewPermission as Can

FRAMEWORK = SubjectKind(
    key="framework",
    name="framework",
    model=models.Framework,
    load=queries.load_framework,
    view=Can.VIEW_FRAMEWORK,
    title=lambda framework: framework.name,
    address=lambda framework: url_for("reviews.framework", framework_id=framework.id),
)
REVIEW = SubjectKind(
    key="review",
    name="review",
    model=models.Review,
    load=queries.load_review,
    view=Can.VIEW_REVIEW,
    title=lambda review: review.name,
    address=lambda review: url_for("reviews.review", review_id=review.id),
    texts=("purpose",),
    labels={"visit_on": "Day of the visit"},
)
REVIEW_MEMBER = SubjectKind(
    key="review_member",
    name="part in a review",
    model=models.ReviewMember,
    load=queries.load_member,
    view=Can.VIEW_REVIEW,
    title=lambda member: member.person.name,
    address=lambda member: url_for("reviews.review", review_id=member.review_id),
)
EVIDENCE = SubjectKind(
    key="evidence",
    name="evidence",
    model=models.EvidenceItem,
    load=queries.load_evidence,
    view=Can.VIEW_EVIDENCE,
    title=lambda item: f"{item.source_kind.label.capitalize()} at {item.school.name}",
    address=lambda item: url_for("reviews.evidence_item", review_id=item.review_id, evidence_id=item.id),
    texts=("narrative", "answers"),
    labels={
        "narrative": "What was seen or heard",
        "source_kind": "Kind of source",
        "archived_at": "Put away",
    },
)
FINDING = SubjectKind(
    key="finding",
    name="finding",
    model=models.Finding,
    load=queries.load_finding,
    # Its history holds earlier drafts: for the review's team, however far the review is.
    view=Can.VIEW_EVIDENCE,
    title=lambda finding: finding.text,
    address=lambda finding: url_for("reviews.finding", review_id=finding.review_id, finding_id=finding.id),
    texts=("text",),
    labels={"archived_at": "Put away"},
)
SUBJECTS = (FRAMEWORK, REVIEW, REVIEW_MEMBER, EVIDENCE, FINDING)
