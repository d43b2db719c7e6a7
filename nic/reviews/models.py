"""Frameworks and instruments as versioned data; reviews with their schools, people, evidence and findings."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.accounts.models import Person
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place, Role
from nic.organizations.models import Organization


class Framework(Identified, Created, Base):
    """Quality standards of one edition: domains with criteria. Several editions stand side by side."""

    __tablename__ = "framework"
    __table_args__ = (UniqueConstraint("name", "edition"),)

    name: Mapped[str] = mapped_column(ShortText)
    edition: Mapped[str] = mapped_column(ShortText)
    is_example: Mapped[bool] = mapped_column(default=False)

    domains: Mapped[list["Domain"]] = relationship(order_by="Domain.position", back_populates="framework")


class Domain(Identified, Base):
    """A domain of a framework and the question it answers."""

    __tablename__ = "domain"
    __table_args__ = (UniqueConstraint("framework_id", "position"),)

    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(ShortText)
    question: Mapped[str] = mapped_column(LongText, default="")

    framework: Mapped[Framework] = relationship(back_populates="domains")
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", back_populates="domain")


class Criterion(Identified, Base):
    """What reviewers look for within a domain."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("domain_id", "position"),)

    domain_id: Mapped[int] = mapped_column(ForeignKey("domain.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(ShortText)
    look_for: Mapped[str] = mapped_column(LongText, default="")

    domain: Mapped[Domain] = relationship(back_populates="criteria")


class SourceKind(StrEnum):
    """How a piece of evidence was come by."""

    DOCUMENT = "document"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    TOUR = "tour"

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.value

    @property
    def letter(self) -> str:
        """The kind's letter on the board."""
        return self.value[0].upper()


class Instrument(Identified, Created, Base):
    """A visit form as data: questions with keys. A published edition never changes; a change is a new edition.

    ``questions`` is a list of {"key", "label", "help", "kind": "text" | "choice" | "number", "choices": [...]}.
    """

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("framework_id", "name", "edition"),)

    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    name: Mapped[str] = mapped_column(ShortText)
    edition: Mapped[int] = mapped_column(default=1)
    source_kind: Mapped[SourceKind]
    published_at: Mapped[datetime | None]
    questions: Mapped[list[Any]]

    framework: Mapped[Framework] = relationship()


class ReviewStatus(StrEnum):
    """How far a review has come."""

    PREPARING = "preparing"
    VISITING = "visiting"
    DRAFT = "draft"
    DRAFT_FINAL = "draft_final"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The status in words."""
        return self.value.replace("_", " ")


class Review(Identified, Created, Versioned, Archivable, Base):
    """A field review of a district, on one edition of a framework."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "district_id"), Index(None, "agency_id", "visit_on"))

    name: Mapped[str] = mapped_column(ShortText)
    district_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    visit_on: Mapped[date]
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.PREPARING)

    district: Mapped[Organization] = relationship(foreign_keys=[district_id])
    framework: Mapped[Framework] = relationship()
    schools: Mapped[list["ReviewSchool"]] = relationship(back_populates="review", cascade="all, delete-orphan")
    members: Mapped[list["ReviewMember"]] = relationship(back_populates="review")

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(agency_id=self.agency_id, path=self.district.path, review_id=self.id)


class ReviewSchool(Base):
    """A school that a review visits."""

    __tablename__ = "review_school"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)

    review: Mapped[Review] = relationship(back_populates="schools")
    school: Mapped[Organization] = relationship()


class ReviewMember(Identified, Created, Versioned, Base):
    """A person's part in a review: reviewer, review lead or host coordinator."""

    __tablename__ = "review_member"
    __table_args__ = (UniqueConstraint("review_id", "person_id"), Index(None, "person_id"))

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]
    ended_on: Mapped[date | None]

    review: Mapped[Review] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()

    @property
    def place(self) -> Place:
        """Where the part is held."""
        return self.review.place


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
        """Where it stands: where its review stands."""
        return self.review.place


class EvidenceCriterion(Base):
    """A piece of evidence speaks to a criterion."""

    __tablename__ = "evidence_criterion"
    __table_args__ = (Index(None, "criterion_id"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)

    criterion: Mapped[Criterion] = relationship()


class FindingKind(StrEnum):
    """A commendation or a recommendation."""

    COMMENDATION = "commendation"
    RECOMMENDATION = "recommendation"


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
    def place(self) -> Place:
        """Where it stands: where its review stands."""
        return self.review.place


class FindingEvidence(Base):
    """A finding cites a piece of evidence."""

    __tablename__ = "finding_evidence"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), primary_key=True)

    evidence: Mapped[EvidenceItem] = relationship()
