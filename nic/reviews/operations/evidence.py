"""Filing evidence, changing it, putting it away, and removing a text for good."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, MoveNotAllowed
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version, touch
from nic.reviews import queries
from nic.reviews.models import Criterion, EvidenceCriterion, EvidenceItem, Instrument, Review, SourceKind


def file_evidence(
    scope: Scope,
    review: Review,
    *,
    school_id: int,
    source_kind: SourceKind,
    instrument_id: int | None = None,
    narrative: str = "",
    answers: Mapping[str, Any] | None = None,
    rating: int | None = None,
    criterion_ids: Collection[int] = (),
    client_uuid: UUID,
) -> EvidenceItem:
    """Files one piece of evidence, once for each UUID: sent again, the first is given back.

    With a form the kind of source is the form's. Raises DomainError, MoveNotAllowed.
    """
    sent_before = queries.item_with_uuid(scope, client_uuid)
    if sent_before is not None:
        return _same_senders(scope, review, sent_before)
    if not isinstance(scope, Person):
        raise DomainError("Evidence needs somebody who saw, heard or read it.")
    instrument = queries.form_of(scope, review, instrument_id) if instrument_id is not None else None
    item = EvidenceItem(
        review=review, observer_id=scope.person_id, instrument=instrument, client_uuid=client_uuid, answers={}
    )
    criteria = _criteria(scope, item, criterion_ids)
    _write(scope, item, school_id, source_kind, narrative, answers or {}, rating)
    item.criterion_links = [EvidenceCriterion(criterion=criterion) for criterion in criteria]
    audit.record(scope, "filed", item, details={"criteria": _names(criteria)})
    return item


def _same_senders(scope: Scope, review: Review, item: EvidenceItem) -> EvidenceItem:
    own = isinstance(scope, Person) and item.observer_id == scope.person_id
    if not own or item.review_id != review.id:
        raise DomainError("This page was sent already, by somebody else. Open a new one.")
    return item


def edit_evidence(
    scope: Scope,
    item: EvidenceItem,
    version: int | None,
    *,
    school_id: int,
    source_kind: SourceKind,
    narrative: str,
    answers: Mapping[str, Any],
    rating: int | None,
    criterion_ids: Collection[int],
) -> EvidenceItem:
    """Changes a piece of evidence. Raises DomainError, MoveNotAllowed, StaleVersion."""
    stored = {"narrative": item.narrative} | {f"answer_{key}": text for key, text in item.answers.items()}
    check_version(item, version, stored)
    criteria = _criteria(scope, item, criterion_ids)
    _write(scope, item, school_id, source_kind, narrative, answers, rating)
    wanted = {criterion.id: criterion for criterion in criteria}
    details = None
    if item.criterion_ids != wanted.keys():
        details = {"criteria": _names(criteria)}
        item.criterion_links = [
            *(link for link in item.criterion_links if link.criterion_id in wanted),
            *(EvidenceCriterion(criterion=wanted[key]) for key in sorted(wanted.keys() - item.criterion_ids)),
        ]
        touch(item)
    audit.record(scope, "changed", item, details=details)
    return item


def _write(
    scope: Scope,
    item: EvidenceItem,
    school_id: int,
    source_kind: SourceKind,
    narrative: str,
    answers: Mapping[str, Any],
    rating: int | None,
) -> None:
    """Sets the fields of an item. Nothing is asked between this and its record, which tells what was there before."""
    if school_id not in {school.id for school in queries.schools_of(scope, item.review)}:
        raise DomainError("Choose one of the schools of this review.", "school_id")
    kept = _answers_of(item.instrument, answers)
    if not narrative.strip() and not kept:
        raise DomainError("Write what you saw, heard or read.", "narrative")
    item.school_id = school_id
    item.source_kind = item.instrument.source_kind if item.instrument is not None else source_kind
    item.narrative = narrative
    item.answers = kept
    item.rating = rating


def _answers_of(instrument: Instrument | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to the form's own questions that are not empty."""
    asked = instrument.asked if instrument is not None else []
    return {q.key: answers[q.key] for q in asked if answers.get(q.key) not in (None, "")}


def _criteria(scope: Scope, item: EvidenceItem, criterion_ids: Collection[int]) -> list[Criterion]:
    """The criteria that an item shall speak to, of the review's framework. Raises DomainError, MoveNotAllowed."""
    _require_open(item.review)
    possible = {c.id: c for domain in queries.criteria_of(scope, item.review) for c in domain.criteria}
    wanted = set(criterion_ids)
    if not wanted or not wanted <= possible.keys():
        raise DomainError("Choose at least one criterion that this speaks to.", "criterion_ids")
    return [possible[key] for key in sorted(wanted)]


def _names(criteria: Iterable[Criterion]) -> str:
    return "; ".join(sorted(criterion.name for criterion in criteria))


def archive_evidence(scope: Scope, item: EvidenceItem) -> EvidenceItem:
    """Puts a piece of evidence away: off the board and out of every count. Raises MoveNotAllowed."""
    _require_open(item.review)
    return archive(scope, item, "put away")


def restore_evidence(scope: Scope, item: EvidenceItem) -> EvidenceItem:
    """Brings a piece of evidence back. Raises MoveNotAllowed."""
    _require_open(item.review)
    return restore(scope, item, "brought back")


def redact_evidence(scope: Scope, item: EvidenceItem, *, texts: Collection[str], reason: str) -> EvidenceItem:
    """Removes texts ("narrative", "answers") for good, everywhere they stand. Raises DomainError."""
    if not texts:
        raise DomainError("Choose what to remove.", "texts")
    if not reason.strip():
        raise DomainError("Say why, without repeating the text.", "reason")
    for name in sorted(texts):
        audit.redact(scope, item, name, reason)
    return item


def _require_open(review: Review) -> None:
    if not review.takes_evidence:
        raise MoveNotAllowed(f"Evidence is closed: the review is in the state “{review.status.label}”.")
