"""Evidence inside a scope: for the review's team only."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.scope import Person, Scope
from nic.organizations.queries import one
from nic.reviews.models import (
    Criterion,
    Domain,
    EvidenceCriterion,
    EvidenceItem,
    FindingEvidence,
    Instrument,
    Review,
    SourceKind,
)
from nic.reviews.queries.reviews import review_of_team


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which evidence of a review is asked for; none means any."""

    criterion_id: int | None = None
    school_id: int | None = None
    source_kind: SourceKind | None = None
    finding_id: int | None = None
    mine: bool = False
    archived: bool = False


def _items() -> Select[EvidenceItem]:
    return (
        select(EvidenceItem)
        .join(Review, Review.id == EvidenceItem.review_id)
        .options(
            joinedload(EvidenceItem.review).joinedload(Review.district),
            joinedload(EvidenceItem.school),
            joinedload(EvidenceItem.observer),
            joinedload(EvidenceItem.instrument),
            selectinload(EvidenceItem.criterion_links)
            .joinedload(EvidenceCriterion.criterion)
            .joinedload(Criterion.domain),
        )
    )


def load_evidence(scope: Scope, evidence_id: int, review_id: int | None = None) -> EvidenceItem:
    """A piece of evidence of a review (of the given one) to whose team the person belongs. Raises NotFoundInScope."""
    statement = _items().where(EvidenceItem.id == evidence_id, review_of_team(scope))
    item: EvidenceItem = one(statement if review_id is None else statement.where(Review.id == review_id))
    return item


def evidence_statement(scope: Scope, review: Review, wanted: EvidenceFilter) -> Select[EvidenceItem]:
    """A review's evidence as an ordered statement for the pager: what quotes somebody first, then the newest."""
    statement = _items().where(EvidenceItem.review_id == review.id, review_of_team(scope))
    put_away = EvidenceItem.archived_at.is_not(None)
    statement = statement.where(put_away if wanted.archived else ~put_away)
    if wanted.criterion_id is not None:
        statement = statement.where(
            exists().where(
                EvidenceCriterion.evidence_id == EvidenceItem.id,
                EvidenceCriterion.criterion_id == wanted.criterion_id,
            )
        )
    if wanted.finding_id is not None:
        statement = statement.where(
            exists().where(
                FindingEvidence.evidence_id == EvidenceItem.id,
                FindingEvidence.finding_id == wanted.finding_id,
            )
        )
    if wanted.school_id is not None:
        statement = statement.where(EvidenceItem.school_id == wanted.school_id)
    if wanted.source_kind is not None:
        statement = statement.where(EvidenceItem.source_kind == wanted.source_kind)
    if wanted.mine:
        statement = statement.where(EvidenceItem.observer_id == _person_id(scope))
    quotes = or_(EvidenceItem.narrative.contains("“"), EvidenceItem.narrative.contains('"'))
    return statement.order_by(
        case((quotes, 0), else_=1), EvidenceItem.created_at.desc(), EvidenceItem.id.desc()
    )


def _person_id(scope: Scope) -> int | None:
    return scope.person_id if isinstance(scope, Person) else None


def own_latest(scope: Scope, review: Review, limit: int = 3) -> Sequence[EvidenceItem]:
    """What the person filed last."""
    statement = (
        _items()
        .where(
            EvidenceItem.review_id == review.id,
            review_of_team(scope),
            EvidenceItem.observer_id == _person_id(scope),
            EvidenceItem.archived_at.is_(None),
        )
        .order_by(EvidenceItem.created_at.desc(), EvidenceItem.id.desc())
        .limit(limit)
    )
    return db.session.scalars(statement).unique().all()


def item_with_uuid(scope: Scope, client_uuid: UUID) -> EvidenceItem | None:
    """What was filed under a device's UUID, by anybody: the operation judges whose it is."""
    return db.session.scalars(_items().where(EvidenceItem.client_uuid == client_uuid)).unique().one_or_none()


def items_of(scope: Scope, review: Review, evidence_ids: Sequence[int]) -> Sequence[EvidenceItem]:
    """Those of the given items that stand in the review and are not put away, in the order of filing."""
    if not evidence_ids:
        return []
    statement = (
        _items()
        .where(
            EvidenceItem.review_id == review.id,
            EvidenceItem.id.in_(evidence_ids),
            EvidenceItem.archived_at.is_(None),
            review_of_team(scope),
        )
        .order_by(EvidenceItem.id)
    )
    return db.session.scalars(statement).unique().all()


def has_evidence_at(scope: Scope, review: Review, school_ids: set[int]) -> bool:
    """Whether anything was filed at one of the schools."""
    found = exists().where(EvidenceItem.review_id == review.id, EvidenceItem.school_id.in_(school_ids))
    return bool(db.session.scalar(select(found)))


def criteria_of(scope: Scope, review: Review) -> Sequence[Domain]:
    """The domains of a review's framework with their criteria."""
    statement = (
        select(Domain)
        .options(selectinload(Domain.criteria))
        .where(Domain.framework_id == review.framework_id)
        .order_by(Domain.position)
    )
    return db.session.scalars(statement).all()


def forms_of(scope: Scope, review: Review) -> Sequence[Instrument]:
    """The published forms of a review's framework, the newest edition of each."""
    statement = (
        select(Instrument)
        .where(Instrument.framework_id == review.framework_id, Instrument.published_at.is_not(None))
        .order_by(Instrument.position, Instrument.name, Instrument.edition)
    )
    newest = {instrument.name: instrument for instrument in db.session.scalars(statement)}
    return list(newest.values())


def form_of(scope: Scope, review: Review, instrument_id: int) -> Instrument:
    """A published form of a review's framework. Raises NotFoundInScope."""
    instrument: Instrument = one(
        select(Instrument).where(
            Instrument.id == instrument_id,
            Instrument.framework_id == review.framework_id,
            Instrument.published_at.is_not(None),
        )
    )
    return instrument
