"""Builds the field review: set up by the agency, documents read, the visit, the first two findings."""

from collections.abc import Sequence
from datetime import timedelta

from nic.demo.review import (
    CHAIR,
    DISTRICT,
    DRAFT_WEEK,
    FINDINGS,
    PARTS,
    PURPOSE,
    READING_WEEK,
    SCHOOLS,
    SET_UP_WEEK,
    VISIT_WEEK,
    VISIT_WEEKDAY,
    Item,
    items,
)
from nic.demo.stage import DEMO, Stage, moment
from nic.reviews import operations
from nic.reviews.models import EvidenceItem, Framework, Review, SourceKind

AGENCY_STAFF = "Dana Whitcomb"


def build_review(stage: Stage) -> None:
    """The review of one district, as it stands in draft."""
    with stage.before_school():
        framework = operations.seed_example_framework(DEMO)
    review = _set_up(stage, framework)
    with stage.at(VISIT_WEEK, VISIT_WEEKDAY, 7, 45):
        operations.move_review(stage.scope(CHAIR), review, "begin-visit")
    found = items()
    filed = _file(stage, review, framework, found)
    with stage.at(VISIT_WEEK, VISIT_WEEKDAY, 16):
        operations.move_review(stage.scope(CHAIR), review, "begin-drafting")
    _findings(stage, review, framework, found, filed)


def _set_up(stage: Stage, framework: Framework) -> Review:
    agency = stage.scope(AGENCY_STAFF)
    with stage.at(SET_UP_WEEK, weekday=1, hour=10):
        review = operations.start_review(
            agency,
            stage.organizations[DISTRICT],
            framework_id=framework.id,
            visit_on=stage.calendar.week(VISIT_WEEK) + timedelta(days=VISIT_WEEKDAY),
            purpose=PURPOSE,
            school_ids=[stage.organizations[name].id for name in SCHOOLS],
        )
        for name, role in PARTS:
            operations.add_review_member(agency, review, person_id=stage.people[name].id, role=role)
    stage.forget_scopes()
    return review


def _file(stage: Stage, review: Review, framework: Framework, found: Sequence[Item]) -> list[EvidenceItem]:
    """Documents in the week before the visit, the rest on the day, a few minutes apart."""
    criteria = {c.name: c.id for domain in framework.domains for c in domain.criteria}
    forms = {form.source_kind: form.id for form in framework.instruments}
    reading = stage.calendar.at(READING_WEEK, 3, 19)
    visit = stage.calendar.at(VISIT_WEEK, VISIT_WEEKDAY, 8, 20)
    filed = []
    for number, item in enumerate(found):
        begins = reading if item.kind is SourceKind.DOCUMENT else visit
        with moment(begins + timedelta(minutes=7 * number)):
            filed.append(
                operations.file_evidence(
                    stage.scope(item.observer),
                    review,
                    school_id=stage.organizations[item.school].id,
                    source_kind=item.kind,
                    instrument_id=forms[item.kind],
                    narrative=item.narrative,
                    answers=item.answers,
                    rating=item.rating,
                    criterion_ids=[criteria[name] for name in item.criteria],
                    client_uuid=stage.mark(f"evidence {number}"),
                )
            )
    return filed


def _findings(
    stage: Stage, review: Review, framework: Framework, found: Sequence[Item], filed: Sequence[EvidenceItem]
) -> None:
    domains = {domain.name: domain.id for domain in framework.domains}
    for number, plan in enumerate(FINDINGS):
        with stage.at(DRAFT_WEEK, weekday=number, hour=16, minute=5):
            operations.draft_finding(
                stage.scope(plan.author),
                review,
                domain_id=domains[plan.domain],
                kind=plan.kind,
                text=plan.text,
                evidence_ids=[row.id for item, row in zip(found, filed, strict=True) if plan.cites(item)],
            )
