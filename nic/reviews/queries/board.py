"""The pooled board of a review: criteria by schools, counted by the database in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.organizations.models import Organization
from nic.reviews.models import Criterion, Domain, EvidenceCriterion, EvidenceItem, Review
from nic.reviews.queries.evidence import criteria_of
from nic.reviews.queries.pooling import Cell, Tally, pool
from nic.reviews.queries.reviews import schools_of
from nic.web.words import counted


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A criterion and its cells, one for each school of the board, in the same order."""

    criterion: Criterion
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A domain and the rows of its criteria."""

    domain: Domain
    rows: list[BoardRow]


@dataclass(frozen=True, slots=True)
class Board:
    """What a review's team knows so far. Schools are alphabetical."""

    schools: Sequence[Organization]
    parts: list[BoardPart]
    items: int
    reviewers: int
    schools_heard: int

    @property
    def sentence(self) -> str:
        """What stands on the board, in one sentence."""
        if not self.items:
            return "No evidence is filed yet."
        return (
            f"{counted(self.items, 'item')} from {counted(self.reviewers, 'reviewer')}"
            f" in {counted(self.schools_heard, 'school')}."
        )


def board(scope: Scope, review: Review, domains: Sequence[Domain] | None = None) -> Board:
    """The board of a review that was loaded for its team; ``domains`` (with criteria) narrows what is shown."""
    schools = schools_of(scope, review)
    domains = criteria_of(scope, review) if domains is None else domains
    cells = _cells(review)
    items, reviewers, heard = db.session.execute(
        select(
            func.count(),
            func.count(EvidenceItem.observer_id.distinct()),
            func.count(EvidenceItem.school_id.distinct()),
        ).where(_standing(review))
    ).one()
    parts = [
        BoardPart(
            domain,
            [
                BoardRow(criterion, [cells.get((criterion.id, school.id), Cell()) for school in schools])
                for criterion in domain.criteria
            ],
        )
        for domain in domains
    ]
    return Board(schools, parts, items, reviewers, heard)


def _standing(review: Review) -> ColumnElement[bool]:
    return and_(EvidenceItem.review_id == review.id, EvidenceItem.archived_at.is_(None))


def _cells(review: Review) -> dict[tuple[int, int], Cell]:
    link = EvidenceCriterion
    item = EvidenceItem
    tallies = db.session.execute(
        select(link.criterion_id, item.school_id, item.source_kind, item.rating, func.count())
        .join(item, item.id == link.evidence_id)
        .where(_standing(review))
        .group_by(link.criterion_id, item.school_id, item.source_kind, item.rating)
    )
    observers = db.session.execute(
        select(link.criterion_id, item.school_id, func.count(item.observer_id.distinct()))
        .join(item, item.id == link.evidence_id)
        .where(_standing(review))
        .group_by(link.criterion_id, item.school_id)
    )
    return pool(
        (Tally(*row) for row in tallies),
        {(criterion, school): people for criterion, school, people in observers},
    )
