"""Evidence, and the findings that cite it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from nic.accounts.models import Person
from nic.kernel.audit import REDACTED
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.kernel.words import Worded
from nic.organizations.models import Organization
from nic.reviews.models.frameworks import RATING_WORDS, Criterion, Domain, Instrument, SourceKind
from nic.reviews.models.reviews import Review


class EvidenceItem(Identified, Created, Versioned, Archivable, Base):
    """One thing read, heard or seen at one school, tied to criteria. Never a student's or a teacher's name.

    ``rating`` is 1 (not yet) to 4 (throughout), or none. ``answers`` maps the instrument's question keys to answers.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (
        UniqueConstraint("client_uuid"),
        Index(None, "review_id", "school_id"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 4", name="rating_range"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    instrument_id: Mapped[int | None] = mapped_column(ForeignKey("instrument.id"))
    source_kind: Mapped[SourceKind]
    narrative: Mapped[str] = mapped_column(LongText)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rating: Mapped[int | None]
    observer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_uuid: Mapped[UUID] = mapped_column(Uuid)

    review: Mapped[Review] = relationship()
    school: Mapped[Organization] = relationship()
    instrument: Mapped[Instrument | None] = relationship()
    observer: Mapped[Person] = relationship()
    criterion_links: Mapped[list["EvidenceCriterion"]] = relationship(cascade="all, delete-orphan")

    @property
    def place(self) -> Place:
        """Where its review stands, and whose it is."""
        return replace(self.review.place, person_id=self.observer_id)

    @property
    def criterion_ids(self) -> frozenset[int]:
        """The criteria it speaks to."""
        return frozenset(link.criterion_id for link in self.criterion_links)

    @property
    def rating_words(self) -> str:
        """The rating in words; empty without one."""
        return RATING_WORDS[self.rating - 1] if self.rating else ""

    @property
    def answered(self) -> list[tuple[str, str]]:
        """(question, answer) of the form's questions that were answered, in the form's order."""
        asked = self.instrument.asked if self.instrument is not None else []
        return [
            (q.label, str(self.answers[q.key])) for q in asked if self.answers.get(q.key) not in (None, "")
        ]

    @validates("answers")
    def _keep_the_keys(self, _name: str, value: Any) -> dict[str, Any]:
        """Blanked answers stay answers to their questions, so that a form can still be read."""
        answers: dict[str, Any] = dict.fromkeys(self.answers, REDACTED) if value == REDACTED else value
        return answers


class EvidenceCriterion(Base):
    """A piece of evidence speaks to a criterion."""

    __tablename__ = "evidence_criterion"
    __table_args__ = (Index(None, "criterion_id"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)

    criterion: Mapped[Criterion] = relationship()


class FindingKind(Worded):
    """A commendation or a recommendation."""

    COMMENDATION = "commendation"
    RECOMMENDATION = "recommendation"

    @property
    def opening(self) -> str:
        """The words that follow the district's name."""
        return "should be commended for" if self is FindingKind.COMMENDATION else "should consider"


class Finding(Identified, Created, Versioned, Archivable, Base):
    """A full sentence about the district, resting on cited evidence."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "review_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    domain_id: Mapped[int] = mapped_column(ForeignKey("domain.id"))
    kind: Mapped[FindingKind]
    text: Mapped[str] = mapped_column(LongText)

    review: Mapped[Review] = relationship()
    domain: Mapped[Domain] = relationship()
    citations: Mapped[list["FindingEvidence"]] = relationship(cascade="all, delete-orphan")

    @property
    def parts(self) -> tuple[str, str]:
        """The opening words ("North should consider") and the rest; no opening where it is worded otherwise."""
        opening = f"{self.review.district.name} {self.kind.opening}"
        if self.text.startswith(f"{opening} "):
            return opening, self.text.removeprefix(opening)
        return "", self.text

    @property
    def place(self) -> Place:
        """Where it stands: where its review stands."""
        return self.review.place


class FindingEvidence(Base):
    """A finding cites a piece of evidence."""

    __tablename__ = "finding_evidence"
    __table_args__ = (Index(None, "evidence_id"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), primary_key=True)

    evidence: Mapped[EvidenceItem] = relationship()
