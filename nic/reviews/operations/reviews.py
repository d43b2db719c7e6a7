"""Setting up a review and moving it on."""

from collections.abc import Collection
from datetime import date

from nic.accounts.models import Person
from nic.kernel import audit, clock
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed
from nic.kernel.identity import Role
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version, touch
from nic.organizations.models import Organization, OrganizationKind
from nic.reviews import queries
from nic.reviews.models import MOVES, Review, ReviewMember, ReviewSchool, ReviewStatus

REVIEW_ROLES = (Role.REVIEWER, Role.REVIEW_LEAD, Role.HOST_COORDINATOR)


def start_review(
    scope: Scope,
    district: Organization,
    *,
    framework_id: int,
    visit_on: date,
    name: str = "",
    purpose: str = "",
    school_ids: Collection[int] = (),
) -> Review:
    """Sets up a review of a district on one edition of a framework. Raises DomainError."""
    if district.kind is not OrganizationKind.DISTRICT or district.agency_id is None:
        raise DomainError("A review is of a district.", "district_id")
    review = Review(
        name=name or f"{district.name} review",
        purpose=purpose,
        district=district,
        agency_id=district.agency_id,
        framework_id=queries.load_framework(scope, framework_id).id,
        visit_on=visit_on,
    )
    audit.record(scope, "set up", review)
    if school_ids:
        choose_schools(scope, review, None, school_ids)
    return review


def edit_review(
    scope: Scope, review: Review, version: int | None, *, name: str, purpose: str, visit_on: date
) -> Review:
    """Changes what a review is called, what it is for and when the visit is. Raises StaleVersion."""
    check_version(
        review, version, {"name": review.name, "purpose": review.purpose, "visit_on": review.visit_on}
    )
    review.name, review.purpose, review.visit_on = name, purpose, visit_on
    audit.record(scope, "changed", review)
    return review


def choose_schools(scope: Scope, review: Review, version: int | None, school_ids: Collection[int]) -> Review:
    """Sets the schools that a review visits. A school with evidence stays. Raises DomainError, StaleVersion."""
    check_version(review, version, {})
    possible = {school.id: school.name for school in queries.schools_below(scope, review.district)}
    present = {school.id for school in queries.schools_of(scope, review)}
    wanted = set(school_ids)
    if not wanted <= possible.keys():
        raise DomainError(f"Choose schools of {review.district.name}.", "school_ids")
    leaving = present - wanted
    if queries.has_evidence_at(scope, review, leaving):
        raise DomainError("A school with evidence stays in the review.", "school_ids")
    for school_id in leaving:
        db.session.delete(db.session.get_one(ReviewSchool, (review.id, school_id)))
    db.session.add_all(ReviewSchool(review_id=review.id, school_id=key) for key in sorted(wanted - present))
    names = "; ".join(sorted(possible[key] for key in wanted))
    if wanted != present:
        touch(review)
    audit.record(scope, "chose the schools of", review, details={"schools": names})
    return review


def add_review_school(scope: Scope, review: Review, school_id: int) -> Review:
    """Adds one school to those that a review visits. Raises DomainError."""
    present = {school.id for school in queries.schools_of(scope, review)}
    return choose_schools(scope, review, None, present | {school_id})


def add_review_member(scope: Scope, review: Review, *, person_id: int, role: Role) -> ReviewMember:
    """Gives somebody a part in a review, or another part than they had.

    Raises DomainError where a reviewer holds, or held in the last 3 years, a membership in the district or below it.
    """
    if role not in REVIEW_ROLES:
        raise DomainError("Choose a part in the review.", "role")
    person = db.session.get_one(Person, person_id)
    if role is not Role.HOST_COORDINATOR and queries.has_part_below(scope, person_id, review.district):
        raise DomainError(
            f"{person.name} works in {review.district.name}, or did in the last 3 years, and cannot review it.",
            "email",
        )
    member = queries.member_row(scope, review, person_id)
    if member is None:
        member = ReviewMember(review=review, person_id=person_id)
    elif role is not Role.REVIEW_LEAD:
        _keep_a_lead(scope, review, person_id)
    member.role, member.ended_on = role, None
    audit.record(scope, "gave a part in the review to", member, details={"person": person.name})
    return member


def end_review_member(scope: Scope, member: ReviewMember) -> ReviewMember:
    """Ends somebody's part in a review. What they filed stays. Raises DomainError for the last lead."""
    _keep_a_lead(scope, member.review, member.person_id)
    member.ended_on = clock.today()
    audit.record(scope, "ended the part in the review of", member, details={"person": member.person.name})
    return member


def _keep_a_lead(scope: Scope, review: Review, person_id: int) -> None:
    if queries.leads_of(scope, review) == {person_id}:
        raise DomainError("A review needs a lead. Make somebody else the lead first.", "role")


def move_review(scope: Scope, review: Review, key: str) -> Review:
    """Takes a review one step on, or back to draft. Raises MoveNotAllowed where table or content forbids it."""
    move = next(m for m in MOVES if m.key == key)
    if review.status is not move.origin:
        raise MoveNotAllowed(
            f"This review is in the state “{review.status.label}”: “{move.label}” does not fit."
        )
    if move.target is ReviewStatus.VISITING and not queries.schools_of(scope, review):
        raise MoveNotAllowed("Choose the schools of the visit first.")
    if move.target in (ReviewStatus.DRAFT_FINAL, ReviewStatus.PUBLISHED):
        _require_supported_findings(scope, review)
    review.status = move.target
    audit.record(scope, move.verb, review)
    return review


def _require_supported_findings(scope: Scope, review: Review) -> None:
    findings = queries.standing_findings(scope, review)
    if not findings:
        raise MoveNotAllowed("Write at least one finding first.")
    if any(not queries.support_of(scope, finding).items for finding in findings):
        raise MoveNotAllowed("Each finding must cite evidence. At least one cites nothing yet.")
