"""Who has a part in a review, and the memberships this gives."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from nic.accounts.models import Membership as MembershipRow
from nic.accounts.models import Person
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Membership, Role
from nic.kernel.scope import Scope
from nic.organizations.models import Organization, Team
from nic.organizations.queries import one
from nic.reviews.models import Review, ReviewMember
from nic.reviews.queries.reviews import review_visible

YEARS_APART = 3
"""How long ago a membership in the district must have ended for somebody to review it."""


def members_of(scope: Scope, review: Review) -> Sequence[ReviewMember]:
    """Who has a part in a review now: lead, reviewers, host; by name within each role."""
    place = case((ReviewMember.role == Role.REVIEW_LEAD, 0), (ReviewMember.role == Role.REVIEWER, 1), else_=2)
    statement = (
        _members()
        .join(Person, Person.id == ReviewMember.person_id)
        .where(ReviewMember.review_id == review.id, ReviewMember.ended_on.is_(None))
        .order_by(place, Person.name, ReviewMember.id)
    )
    return db.session.scalars(statement).all()


def _members() -> Select[ReviewMember]:
    return (
        select(ReviewMember)
        .join(Review, Review.id == ReviewMember.review_id)
        .options(joinedload(ReviewMember.person), joinedload(ReviewMember.review).joinedload(Review.district))
    )


def load_member(scope: Scope, review_member_id: int, review_id: int | None = None) -> ReviewMember:
    """Somebody's part in a review (in the given one) whose page the person may open. Raises NotFoundInScope."""
    statement = _members().where(ReviewMember.id == review_member_id, review_visible(scope))
    member: ReviewMember = one(statement if review_id is None else statement.where(Review.id == review_id))
    return member


def member_row(scope: Scope, review: Review, person_id: int) -> ReviewMember | None:
    """A person's part in a review, ended or not."""
    return db.session.scalar(
        select(ReviewMember).where(ReviewMember.review_id == review.id, ReviewMember.person_id == person_id)
    )


def leads_of(scope: Scope, review: Review) -> set[int]:
    """The people who lead a review now, held until the transaction ends: no two leave it at once."""
    statement = (
        select(ReviewMember.person_id)
        .where(
            ReviewMember.review_id == review.id,
            ReviewMember.role == Role.REVIEW_LEAD,
            ReviewMember.ended_on.is_(None),
        )
        .order_by(ReviewMember.id)
        .with_for_update()
    )
    return set(db.session.scalars(statement))


def person_with_email(scope: Scope, email: str) -> Person | None:
    """The active person with a mail address, for whoever sets up a review's team."""
    return db.session.scalar(select(Person).where(func.lower(Person.email) == email.lower(), Person.active))


def has_part_below(scope: Scope, person_id: int, district: Organization) -> bool:
    """Whether somebody holds, or held in the last 3 years, a membership in a district or below it."""
    held = select(
        _part_below(MembershipRow.person_id == person_id, Organization.path.startswith(district.path))
    )
    return bool(db.session.scalar(held))


def _part_below(whose: ColumnElement[bool], below: ColumnElement[bool]) -> ColumnElement[bool]:
    """``below`` speaks of Organization: where the membership is held, or the school of its team."""
    since = clock.today() - timedelta(days=365 * YEARS_APART)
    school = select(Team.school_id).where(Team.id == MembershipRow.team_id).scalar_subquery()
    return exists().where(
        whose,
        or_(MembershipRow.ended_on.is_(None), MembershipRow.ended_on >= since),
        Organization.id == func.coalesce(MembershipRow.organization_id, school),
        below,
    )


def _parts() -> Select[Any]:
    """Parts in reviews of ``person_id`` on ``today``, but for those who work in the district since ``apart_since``."""
    district = Organization.__table__.alias()
    member, review = ReviewMember.__table__, Review.__table__
    held, place, team = MembershipRow.__table__, Organization.__table__, Team.__table__
    school = select(team.c.school_id).where(team.c.id == held.c.team_id).scalar_subquery()
    part_below = exists().where(
        held.c.person_id == member.c.person_id,
        or_(held.c.ended_on.is_(None), held.c.ended_on >= bindparam("apart_since")),
        place.c.id == func.coalesce(held.c.organization_id, school),
        place.c.path.startswith(district.c.path),
    )
    return (
        select(member.c.role, review.c.id, review.c.name, review.c.agency_id, district.c.path)
        .select_from(
            member.join(review, review.c.id == member.c.review_id).join(
                district, district.c.id == review.c.district_id
            )
        )
        .where(
            member.c.person_id == bindparam("person_id"),
            or_(member.c.ended_on.is_(None), member.c.ended_on > bindparam("today")),
            or_(member.c.role == Role.HOST_COORDINATOR, ~part_below),
        )
        .order_by(member.c.id)
    )


_PARTS = _parts()


def memberships_of(person_id: int) -> list[Membership]:
    """What reviews add to the identity of a person, in one statement.

    Somebody who has come to work in the district since is no longer of the review's team.
    """
    today = clock.today()
    since = today - timedelta(days=365 * YEARS_APART)
    rows = db.session.execute(_PARTS, {"person_id": person_id, "today": today, "apart_since": since})
    return [
        Membership(role=role, place_name=name, agency_id=agency_id, path=path, review_id=review_id)
        for role, review_id, name, agency_id, path in rows
    ]
