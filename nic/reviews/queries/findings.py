"""Findings inside a scope, with what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.organizations.queries import one
from nic.reviews.models import Domain, EvidenceItem, Finding, FindingEvidence, FindingKind, Review
from nic.reviews.queries.pooling import thin_support
from nic.reviews.queries.reviews import findings_visible, review_of_team
from nic.web.words import counted


@dataclass(frozen=True, slots=True)
class Support:
    """How many pieces of evidence a finding cites, of how many kinds, from how many schools and people."""

    items: int = 0
    kinds: int = 0
    schools: int = 0
    observers: int = 0

    @property
    def sentence(self) -> str:
        """In words: "cites 14 items · 3 kinds · 3 schools · 9 observers"."""
        if not self.items:
            return "cites nothing yet"
        return " · ".join(
            (
                f"cites {counted(self.items, 'item')}",
                counted(self.kinds, "kind"),
                counted(self.schools, "school"),
                counted(self.observers, "observer"),
            )
        )

    @property
    def flags(self) -> list[str]:
        """Where the support is thin, in words."""
        return thin_support(self.kinds, self.observers)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding, its number in the review, and what it rests on."""

    finding: Finding
    number: int
    support: Support


@dataclass(frozen=True, slots=True)
class FindingsOfDomain:
    """The findings of one domain: commendations first."""

    domain: Domain
    lines: list[FindingLine]
    usual: int

    def count(self, kind: FindingKind) -> int:
        """How many findings of a kind there are."""
        return sum(1 for line in self.lines if line.finding.kind is kind)

    @property
    def quota(self) -> str:
        """How many there are of the usual number: "1 of 2 commendations · 0 of 2 recommendations"."""
        return " · ".join(f"{self.count(kind)} of {self.usual} {kind.label}s" for kind in FindingKind)

    @property
    def over(self) -> list[str]:
        """Notes where there are more than usual; nothing is refused."""
        return [
            f"More than {self.usual} {kind.label}s: which could be joined?"
            for kind in FindingKind
            if self.count(kind) > self.usual
        ]


def _findings() -> Select[Finding]:
    return (
        select(Finding)
        .join(Review, Review.id == Finding.review_id)
        .options(
            joinedload(Finding.review).joinedload(Review.district),
            joinedload(Finding.review).joinedload(Review.framework),
            joinedload(Finding.domain),
        )
    )


def load_finding(scope: Scope, finding_id: int, review_id: int | None = None) -> Finding:
    """A finding (of the given review) that the person may read; one put away only by the review's team.

    Raises NotFoundInScope.
    """
    standing = Finding.archived_at.is_(None) | review_of_team(scope)
    statement = _findings().where(Finding.id == finding_id, findings_visible(scope), standing)
    finding: Finding = one(statement if review_id is None else statement.where(Review.id == review_id))
    return finding


def load_finding_of_team(scope: Scope, finding_id: int, review_id: int) -> Finding:
    """A finding of a review to whose team the person belongs. Raises NotFoundInScope."""
    finding: Finding = one(
        _findings().where(Finding.id == finding_id, Review.id == review_id, review_of_team(scope))
    )
    return finding


def standing_findings(scope: Scope, review: Review) -> Sequence[Finding]:
    """The findings of a review that are not put away, by domain, commendations first, in the order of writing."""
    statement = (
        _findings()
        .where(Finding.review_id == review.id, Finding.archived_at.is_(None), findings_visible(scope))
        .join(Domain, Domain.id == Finding.domain_id)
        .order_by(Domain.position, Finding.kind, Finding.id)
    )
    return db.session.scalars(statement).unique().all()


def findings_by_domain(scope: Scope, review: Review, domains: Sequence[Domain]) -> list[FindingsOfDomain]:
    """The findings of a review under the given domains, numbered through the review, with their support."""
    support = _support(review)
    lines = [
        FindingLine(finding, number, support.get(finding.id, Support()))
        for number, finding in enumerate(standing_findings(scope, review), start=1)
    ]
    return [
        FindingsOfDomain(
            domain,
            [line for line in lines if line.finding.domain_id == domain.id],
            review.framework.findings_per_kind,
        )
        for domain in domains
    ]


def support_of(scope: Scope, finding: Finding) -> Support:
    """What one finding rests on."""
    return _support(finding.review).get(finding.id, Support())


def _support(review: Review) -> dict[int, Support]:
    item = EvidenceItem
    rows = db.session.execute(
        select(
            FindingEvidence.finding_id,
            func.count(),
            func.count(item.source_kind.distinct()),
            func.count(item.school_id.distinct()),
            func.count(item.observer_id.distinct()),
        )
        .join(item, item.id == FindingEvidence.evidence_id)
        .where(item.review_id == review.id, item.archived_at.is_(None))
        .group_by(FindingEvidence.finding_id)
    )
    return {finding_id: Support(*counts) for finding_id, *counts in rows}


def cited_ids(scope: Scope, finding: Finding) -> set[int]:
    """The keys of the evidence that a finding cites, put away or not."""
    statement = select(FindingEvidence.evidence_id).where(FindingEvidence.finding_id == finding.id)
    return set(db.session.scalars(statement))


def citation(scope: Scope, finding: Finding, evidence_id: int) -> FindingEvidence | None:
    """One citation of a finding."""
    return db.session.get(FindingEvidence, (finding.id, evidence_id))


def findings_citing(scope: Scope, item: EvidenceItem) -> Sequence[Finding]:
    """The findings that cite a piece of evidence, in the order of writing."""
    statement = (
        _findings()
        .join(FindingEvidence, FindingEvidence.finding_id == Finding.id)
        .where(FindingEvidence.evidence_id == item.id, Finding.archived_at.is_(None), findings_visible(scope))
        .order_by(Finding.id)
    )
    return db.session.scalars(statement).unique().all()
