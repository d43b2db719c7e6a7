"""Field reviews: frameworks, instruments, evidence, the pooled board and findings."""

from flask import Flask, url_for

from nic.kernel.house import NavigationPlace, SubjectKind, current_house
from nic.kernel.identity import Identity


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.reviews import queries
    from nic.reviews.policy import register_policy
    from nic.reviews.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subjects():
        house.add_subject(kind)
    house.add_constraint(
        "uq_evidence_item_client_uuid", "client_uuid", "This page was sent already. What it said is kept."
    )
    house.add_constraint(
        "uq_review_member_review_id_person_id", "email", "This person has a part in the review already."
    )
    house.add_constraint("pk_finding_evidence", "evidence_ids", "This finding cites that item already.")
    house.add_provider("memberships", queries.memberships_of)
    house.add_place(NavigationPlace("Reviews", "reviews.reviews", 40, _has_reviews, ("/reviews",)))
    app.register_blueprint(blueprint)


def _has_reviews(who: Identity) -> bool:
    return bool(who.review_ids or who.led_paths or who.agency_ids)


def _subjects() -> tuple[SubjectKind, ...]:
    from nic.reviews import models, queries
    from nic.reviews.policy import ReviewPermission

    return (
        SubjectKind(
            key="framework",
            name="framework",
            model=models.Framework,
            load=queries.load_framework,
            view=ReviewPermission.VIEW_FRAMEWORK,
            title=lambda framework: framework.name,
            address=lambda framework: url_for("reviews.framework", framework_id=framework.id),
        ),
        SubjectKind(
            key="review",
            name="review",
            model=models.Review,
            load=queries.load_review,
            view=ReviewPermission.VIEW_REVIEW,
            title=lambda review: review.name,
            address=lambda review: url_for("reviews.review", review_id=review.id),
            texts=("purpose",),
            labels={"visit_on": "Day of the visit"},
        ),
        SubjectKind(
            key="review_member",
            name="part in a review",
            model=models.ReviewMember,
            load=queries.load_member,
            view=ReviewPermission.VIEW_REVIEW,
            title=lambda member: member.person.name,
            address=lambda member: url_for("reviews.review", review_id=member.review_id),
        ),
        SubjectKind(
            key="evidence",
            name="evidence",
            model=models.EvidenceItem,
            load=queries.load_evidence,
            view=ReviewPermission.VIEW_EVIDENCE,
            title=lambda item: f"{item.source_kind.label.capitalize()} at {item.school.name}",
            address=lambda item: url_for(
                "reviews.evidence_item", review_id=item.review_id, evidence_id=item.id
            ),
            texts=("narrative", "answers"),
            labels={
                "narrative": "What was seen or heard",
                "source_kind": "Kind of source",
                "archived_at": "Put away",
            },
        ),
        SubjectKind(
            key="finding",
            name="finding",
            model=models.Finding,
            load=queries.load_finding,
            # Its history holds earlier drafts: for the review's team, however far the review is.
            view=ReviewPermission.VIEW_EVIDENCE,
            title=lambda finding: finding.text,
            address=lambda finding: url_for(
                "reviews.finding", review_id=finding.review_id, finding_id=finding.id
            ),
            texts=("text",),
            labels={"archived_at": "Put away"},
        ),
    )
