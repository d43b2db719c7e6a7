"""Reviews inside a scope, with their schools and counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Identity, Role
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import Scope, System
from nic.organizations.models import Organization, OrganizationKind
from nic.organizations.queries import load_organization, one
from nic.reviews.models import EvidenceItem, Review, ReviewMember, ReviewSchool, ReviewStatus

TEAM_ROLES = (Role.REVIEWER, Role.REVIEW_LEAD)


def team_review_ids(identity: Identity) -> frozenset[int]:
    """The reviews to whose team the person belongs."""
    return frozenset(m.review_id for m in identity.with_roles(*TEAM_ROLES) if m.review_id is not None)


def host_review_ids(identity: Identity) -> frozenset[int]:
    """The reviews that the person hosts."""
    return frozenset(
        m.review_id for m in identity.with_roles(Role.HOST_COORDINATOR) if m.review_id is not None
    )


def review_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Review: the person's own, those of their agency or district, and what is published."""
    match scope:
        case System():
            return true()
        case PersonScope(identity):
            led = {int(key) for path in identity.led_paths for key in path.strip("/").split("/")}
            return or_(
                Review.id.in_(identity.review_ids),
                Review.agency_id.in_(identity.agency_ids),
                Review.district_id.in_(led),
                published_in_agency(identity),
            )
        case _:
            return false()


def review_of_team(scope: Scope) -> ColumnElement[bool]:
    """A filter on Review: those to whose team the person belongs."""
    match scope:
        case System():
            return true()
        case PersonScope(identity):
            return Review.id.in_(team_review_ids(identity))
        case _:
            return false()


def findings_visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Review: those whose findings the person may read."""
    match scope:
        case System():
            return true()
        case PersonScope(identity):
            shown = Review.status.in_((ReviewStatus.DRAFT_FINAL, ReviewStatus.PUBLISHED))
            return or_(
                Review.id.in_(team_review_ids(identity)),
                and_(Review.id.in_(host_review_ids(identity)), shown),
                published_in_agency(identity),
            )
        case _:
            return false()


def published_in_agency(identity: Identity) -> ColumnElement[bool]:
    """A filter on Review: what is published is for everyone in the agency."""
    return and_(Review.agency_id.in_(identity.home_agency_ids), Review.status == ReviewStatus.PUBLISHED)


def _reviews() -> Select[Review]:
    return select(Review).options(joinedload(Review.district), joinedload(Review.framework))


def load_review(scope: Scope, review_id: int) -> Review:
    """A review whose page the person may open. Raises NotFoundInScope."""
    review: Review = one(_reviews().where(Review.id == review_id, review_visible(scope)))
    return review


def load_review_of_team(scope: Scope, review_id: int) -> Review:
    """A review to whose team the person belongs. Raises NotFoundInScope."""
    review: Review = one(_reviews().where(Review.id == review_id, review_of_team(scope)))
    return review


def load_review_with_findings(scope: Scope, review_id: int) -> Review:
    """A review whose findings the person may read. Raises NotFoundInScope."""
    review: Review = one(_reviews().where(Review.id == review_id, findings_visible(scope)))
    return review


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list, with its counts. ``items`` counts the evidence, never shows it."""

    review: Review
    schools: int
    reviewers: int
    items: int


def visible_reviews(scope: Scope) -> list[ReviewLine]:
    """The reviews that the person can see, the latest visit first."""
    return _lines(_reviews().where(review_visible(scope)))


def reviews_of_agency(scope: Scope, agency_id: int) -> list[ReviewLine]:
    """The reviews of one agency that the person can see, the latest visit first."""
    return _lines(_reviews().where(review_visible(scope), Review.agency_id == agency_id))


def _lines(statement: Select[Review]) -> list[ReviewLine]:
    reviews = db.session.scalars(statement.order_by(Review.visit_on.desc(), Review.id.desc())).unique().all()
    ids = [review.id for review in reviews]
    schools = _counts(
        select(ReviewSchool.review_id, func.count()).group_by(ReviewSchool.review_id), ids, ReviewSchool
    )
    reviewers = _counts(
        select(ReviewMember.review_id, func.count())
        .where(ReviewMember.ended_on.is_(None), ReviewMember.role.in_(TEAM_ROLES))
        .group_by(ReviewMember.review_id),
        ids,
        ReviewMember,
    )
    items = _counts(
        select(EvidenceItem.review_id, func.count())
        .where(EvidenceItem.archived_at.is_(None))
        .group_by(EvidenceItem.review_id),
        ids,
        EvidenceItem,
    )
    return [
        ReviewLine(review, schools.get(review.id, 0), reviewers.get(review.id, 0), items.get(review.id, 0))
        for review in reviews
    ]


def _counts(
    statement: Select[int, int],
    ids: Sequence[int],
    model: type[ReviewSchool] | type[ReviewMember] | type[EvidenceItem],
) -> dict[int, int]:
    if not ids:
        return {}
    rows = db.session.execute(statement.where(model.review_id.in_(ids))).all()
    return {row[0]: row[1] for row in rows}


def load_agency(scope: Scope, agency_id: int) -> Organization:
    """An agency whose staff the person is. Raises NotFoundInScope."""
    agency = load_organization(scope, agency_id)
    if agency.kind is not OrganizationKind.AGENCY:
        raise NotFoundInScope
    return agency


def agencies_of_staff(scope: Scope) -> Sequence[Organization]:
    """The agencies whose staff the person is, by name."""
    ids = scope.identity.agency_ids if isinstance(scope, PersonScope) else frozenset()
    if not ids:
        return []
    statement = (
        select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name, Organization.id)
    )
    return db.session.scalars(statement).all()


def schools_of(scope: Scope, review: Review) -> Sequence[Organization]:
    """The schools that a review visits, by name. The caller has loaded the review inside its scope."""
    statement = (
        select(Organization)
        .join(ReviewSchool, ReviewSchool.school_id == Organization.id)
        .where(ReviewSchool.review_id == review.id)
        .order_by(Organization.name, Organization.id)
    )
    return db.session.scalars(statement).all()


def districts_of(scope: Scope, agency: Organization) -> Sequence[Organization]:
    """The districts of an agency, by name. The caller has loaded the agency inside its scope."""
    statement = (
        select(Organization)
        .where(
            Organization.agency_id == agency.id,
            Organization.kind == OrganizationKind.DISTRICT,
            Organization.archived_at.is_(None),
        )
        .order_by(Organization.name, Organization.id)
    )
    return db.session.scalars(statement).all()


def schools_below(scope: Scope, district: Organization) -> Sequence[Organization]:
    """The schools of a district, by name."""
    statement = (
        select(Organization)
        .where(
            Organization.path.startswith(district.path),
            Organization.kind == OrganizationKind.SCHOOL,
            Organization.archived_at.is_(None),
        )
        .order_by(Organization.name, Organization.id)
    )
    return db.session.scalars(statement).all()


def filed_by_school(scope: Scope, review: Review) -> dict[int, dict[str, int]]:
    """How many items are filed, by school and kind of source."""
    statement = (
        select(EvidenceItem.school_id, EvidenceItem.source_kind, func.count())
        .where(EvidenceItem.review_id == review.id, EvidenceItem.archived_at.is_(None))
        .group_by(EvidenceItem.school_id, EvidenceItem.source_kind)
    )
    filed: dict[int, dict[str, int]] = {}
    for school_id, kind, count in db.session.execute(statement):
        filed.setdefault(school_id, {})[kind.value] = count
    return filed
