"""Setting up a review: who may be on its team, which moves its status allows, what the identity takes from it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from nic.accounts.models import Membership
from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, StaleVersion
from nic.kernel.identity import Role
from nic.organizations.models import Organization
from nic.reviews import operations, queries
from nic.reviews.models import MOVES, Framework, ReviewStatus


def part_of(people, world, review, name, role=Role.REVIEWER):
    return operations.add_review_member(
        people("agency"), review, person_id=world[f"person_{name}"], role=role
    )


@pytest.mark.parametrize("name", ["district", "school", "teacher", "lead", "coach", "peer"])
def test_nobody_reviews_the_district_they_work_in(people, world, review, name):
    with pytest.raises(DomainError, match="cannot review it"):
        part_of(people, world, review, name)


@pytest.mark.parametrize("name", ["agency", "admin", "hub", "outsider"])
def test_agency_staff_and_people_from_elsewhere_may_review(people, world, review, name):
    assert part_of(people, world, review, name).role is Role.REVIEWER


@pytest.mark.parametrize(("days", "refused"), [(30, True), (3 * 365, True), (3 * 365 + 1, False)])
def test_who_left_the_district_waits_three_years(people, world, review, days, refused):
    db.session.add(
        Membership(
            person_id=world["person_outsider"],
            role=Role.TEAM_MEMBER,
            team_id=world["oak_team"],
            started_on=date(2015, 1, 1),
            ended_on=clock.today() - timedelta(days=days),
        )
    )
    db.session.flush()
    if refused:
        with pytest.raises(DomainError, match="last 3 years"):
            part_of(people, world, review, "outsider")
    else:
        assert part_of(people, world, review, "outsider")


def test_who_comes_to_work_in_the_district_leaves_the_team(people, world, review):
    assert review.id in people("neighbor").identity.review_ids
    db.session.add(
        Membership(
            person_id=world["person_neighbor"],
            role=Role.TEAM_MEMBER,
            team_id=world["oak_team"],
            started_on=clock.today(),
        )
    )
    db.session.flush()
    assert review.id not in people("neighbor").identity.review_ids
    assert review.id in people("host").identity.review_ids


def test_a_part_is_held_once_and_may_change(people, world, review):
    first = part_of(people, world, review, "outsider")
    again = part_of(people, world, review, "outsider", Role.HOST_COORDINATOR)
    assert again is first
    assert again.role is Role.HOST_COORDINATOR


def test_the_last_lead_stays(people, world, review):
    chair = queries.load_member(people("agency"), world["review_member_chair"])
    with pytest.raises(DomainError, match="needs a lead"):
        operations.end_review_member(people("agency"), chair)
    with pytest.raises(DomainError, match="needs a lead"):
        part_of(people, world, review, "chair", Role.REVIEWER)
    part_of(people, world, review, "neighbor", Role.REVIEW_LEAD)
    assert operations.end_review_member(people("agency"), chair).ended_on == clock.today()
    assert review.id not in people("chair").identity.review_ids


@pytest.mark.parametrize("status", list(ReviewStatus))
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.key)
def test_every_pair_of_status_and_move(people, review, status, move):
    review.status = status
    if status is move.origin:
        assert operations.move_review(people("chair"), review, move.key).status is move.target
        assert entries_for("review", review.id)[0].verb == move.verb
    else:
        with pytest.raises(MoveNotAllowed, match=status.label):
            operations.move_review(people("chair"), review, move.key)


def test_a_visit_needs_schools_and_the_host_needs_findings_with_evidence(people, world, review):
    review.status = ReviewStatus.DRAFT
    thin = queries.load_finding(people("chair"), world["finding_thin"])
    operations.drop_citation(people("chair"), thin, world["evidence_3"])
    with pytest.raises(MoveNotAllowed, match="must cite evidence"):
        operations.move_review(people("chair"), review, "send-to-host")
    operations.archive_finding(people("chair"), thin)
    operations.archive_finding(people("chair"), queries.load_finding(people("chair"), world["finding"]))
    with pytest.raises(MoveNotAllowed, match="at least one finding"):
        operations.move_review(people("chair"), review, "send-to-host")
    bare = operations.start_review(
        people("agency"), review.district, framework_id=world["framework"], visit_on=clock.today()
    )
    with pytest.raises(MoveNotAllowed, match="schools"):
        operations.move_review(people("agency"), bare, "begin-visit")


def test_a_review_is_of_a_district_and_visits_its_schools(people, world, review):
    elm = db.session.get_one(Organization, world["elm"])
    with pytest.raises(DomainError, match="of a district"):
        operations.start_review(
            people("agency"), elm, framework_id=world["framework"], visit_on=clock.today()
        )
    with pytest.raises(DomainError, match="schools of North"):
        operations.add_review_school(people("agency"), review, world["pine"])
    with pytest.raises(DomainError, match="with evidence stays"):
        operations.choose_schools(people("agency"), review, None, [world["oak"]])


def test_editing_a_review_keeps_what_somebody_else_changed(people, review):
    stale = review.version
    fields = {"name": "North, autumn", "purpose": "", "visit_on": review.visit_on}
    operations.edit_review(people("agency"), review, stale, **fields)
    with pytest.raises(StaleVersion):
        operations.edit_review(people("chair"), review, stale, **fields)


def test_reviews_of_an_agency_come_with_their_counts(people, world):
    (line,) = queries.reviews_of_agency(people("agency"), world["agency"])
    assert (line.schools, line.reviewers, line.items) == (2, 2, 3)
    assert queries.reviews_of_agency(people("foreign"), world["agency"]) == []


@pytest.mark.parametrize(
    ("name", "sees"),
    [("agency", True), ("district", True), ("school", True), ("host", True), ("neighbor", True)]
    + [(name, False) for name in ("teacher", "peer", "hub", "coach", "outsider", "foreign")],
)
def test_who_finds_a_review_that_is_under_way(people, world, name, sees):
    if sees:
        assert queries.load_review(people(name), world["review"])
    else:
        with pytest.raises(NotFoundInScope):
            queries.load_review(people(name), world["review"])


def test_the_example_framework_is_put_in_place_once(people, world):
    again = operations.seed_example_framework(people("agency"))
    assert again.id == world["framework"]
    assert len(db.session.scalars(select(Framework)).all()) == 1
    assert [len(domain.criteria) for domain in again.domains] == [6, 3, 5, 4, 3]
    keys = [[question.key for question in form.asked] for form in again.instruments]
    assert all(len(set(form)) == len(form) for form in keys)


def test_schools_chosen_on_a_stale_page_are_refused(people, world):
    agency = people("agency")
    north = db.session.get_one(Organization, world["north"])
    review = operations.start_review(
        agency, north, framework_id=world["framework"], visit_on=clock.today(), school_ids=[world["elm"]]
    )
    stale = review.version
    operations.choose_schools(agency, review, stale, [world["elm"], world["oak"]])
    with pytest.raises(StaleVersion):
        operations.choose_schools(agency, review, stale, [])
