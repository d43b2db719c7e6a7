"""Drafting findings and citing evidence."""

from collections.abc import Collection

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.database import db
from nic.kernel.errors import DomainError, MoveNotAllowed
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version, flush
from nic.reviews import queries
from nic.reviews.models import Finding, FindingEvidence, FindingKind, Review
from nic.web.words import counted


def draft_finding(
    scope: Scope,
    review: Review,
    *,
    domain_id: int,
    kind: FindingKind,
    text: str,
    evidence_ids: Collection[int] = (),
) -> Finding:
    """Drafts a commendation or a recommendation in a domain. Raises DomainError, MoveNotAllowed."""
    _require_open(review)
    _require_domain(scope, review, domain_id)
    finding = Finding(
        review=review, domain_id=domain_id, kind=kind, text=_sentence(review, text), citations=[]
    )
    _cite(scope, finding, evidence_ids)
    details = {"cites": counted(len(set(evidence_ids)), "item")} if evidence_ids else None
    audit.record(scope, "drafted", finding, details=details)
    return finding


def edit_finding(
    scope: Scope, finding: Finding, version: int | None, *, domain_id: int, kind: FindingKind, text: str
) -> Finding:
    """Changes the words, the kind or the domain of a finding. Raises DomainError, MoveNotAllowed, StaleVersion."""
    check_version(finding, version, {"text": finding.text, "kind": finding.kind})
    _require_open(finding.review)
    _require_domain(scope, finding.review, domain_id)
    finding.text = _sentence(finding.review, text)
    finding.domain_id, finding.kind = domain_id, kind
    audit.record(scope, "changed", finding)
    return finding


def cite_evidence(scope: Scope, finding: Finding, evidence_ids: Collection[int]) -> Finding:
    """Adds evidence to what a finding cites; what it cites already stays once. Raises DomainError, MoveNotAllowed."""
    _require_open(finding.review)
    new = set(evidence_ids) - queries.cited_ids(scope, finding)
    _require_items(scope, finding.review, set(evidence_ids))
    db.session.add_all(FindingEvidence(finding_id=finding.id, evidence_id=key) for key in sorted(new))
    audit.record(scope, "cited evidence in", finding, details={"cites": f"{counted(len(new), 'item')} more"})
    return finding


def drop_citation(scope: Scope, finding: Finding, evidence_id: int) -> Finding:
    """Takes a piece of evidence out of what a finding cites. Raises DomainError, MoveNotAllowed."""
    _require_open(finding.review)
    citation = queries.citation(scope, finding, evidence_id)
    if citation is None:
        raise DomainError("This finding does not cite that item.")
    db.session.delete(citation)
    flush()
    audit.record(scope, "took evidence out of", finding, details={"cites": "1 item less"})
    return finding


def archive_finding(scope: Scope, finding: Finding) -> Finding:
    """Puts a finding away. Raises MoveNotAllowed."""
    _require_open(finding.review)
    return archive(scope, finding, "put away")


def restore_finding(scope: Scope, finding: Finding) -> Finding:
    """Brings a finding back. Raises MoveNotAllowed."""
    _require_open(finding.review)
    return restore(scope, finding, "brought back")


def _require_open(review: Review) -> None:
    if not review.takes_findings:
        raise MoveNotAllowed("The findings are published and can no longer change.")


def _require_domain(scope: Scope, review: Review, domain_id: int) -> None:
    if domain_id not in {domain.id for domain in queries.criteria_of(scope, review)}:
        raise DomainError("Choose a domain of this review's framework.", "domain_id")


def _require_items(scope: Scope, review: Review, evidence_ids: set[int]) -> None:
    if not evidence_ids:
        raise DomainError("Choose evidence to cite.", "evidence_ids")
    if len(queries.items_of(scope, review, sorted(evidence_ids))) != len(evidence_ids):
        raise DomainError(
            "A finding can only cite evidence of its own review that is not put away.", "evidence_ids"
        )


def _cite(scope: Scope, finding: Finding, evidence_ids: Collection[int]) -> None:
    if not evidence_ids:
        return
    _require_items(scope, finding.review, set(evidence_ids))
    finding.citations = [FindingEvidence(evidence_id=key) for key in sorted(set(evidence_ids))]


def _sentence(review: Review, text: str) -> str:
    """A finding is a full sentence about the district: it begins with its name and says more."""
    name = review.district.name
    words = text.strip()
    openings = {f"{name} {kind.opening}".casefold() for kind in FindingKind} | {name.casefold()}
    if not words.casefold().startswith(f"{name} ".casefold()) or words.rstrip(" .…").casefold() in openings:
        raise DomainError(
            f"Write a full sentence that begins with the district's name: “{name} should …”.", "text"
        )
    return words
