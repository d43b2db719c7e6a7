"""Frameworks and instruments as versioned data; reviews with their schools, people, evidence and findings."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from nic.accounts.models import Person
from nic.kernel.audit import REDACTED
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place, Role
from nic.organizations.models import Organization


class Framework(Identified, Created, Base):
    """Quality standards of one edition: domains with criteria. Several editions stand side by side.

    ``findings_per_kind`` is how many commendations, and how many recommendations, a domain usually gets; it is said,
    not enforced.
    """

    __tablename__ = "framework"
    __table_args__ = (UniqueConstraint("name", "edition"),)

    name: Mapped[str] = mapped_column(ShortText)
    edition: Mapped[str] = mapped_column(ShortText)
    is_example: Mapped[bool] = mapped_column(default=False)
    findings_per_kind: Mapped[int] = mapped_column(default=2)

    domains: Mapped[list["Domain"]] = relationship(order_by="Domain.position", back_populates="framework")
    instruments: Mapped[list["Instrument"]] = relationship(
        order_by="Instrument.position, Instrument.id", back_populates="framework"
    )

    @property
    def place(self) -> Place:
        """Frameworks belong to no agency."""
        return Place()


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


RATING_WORDS = ("not yet", "beginning", "established", "throughout")
"""What the ratings 1 to 4 are called: how far along something is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a visit form. ``kind`` is "text", "choice" or "number"; a choice has ``choices``."""

    key: str
    label: str
    help: str = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()

    @property
    def field_name(self) -> str:
        """What its control is called."""
        return f"answer_{self.key}"


class Instrument(Identified, Created, Base):
    """A visit form as data: questions with keys. A published edition never changes; a change is a new edition.

    ``questions`` is a list of {"key", "label", "help", "kind": "text" | "choice" | "number", "choices": [...]}.
    """

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("framework_id", "name", "edition"),)

    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    name: Mapped[str] = mapped_column(ShortText)
    edition: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=1)
    source_kind: Mapped[SourceKind]
    published_at: Mapped[datetime | None]
    questions: Mapped[list[Any]]

    framework: Mapped[Framework] = relationship(back_populates="instruments")

    @property
    def asked(self) -> list[Question]:
        """The questions, in order."""
        return [
            Question(
                q["key"], q["label"], q.get("help", ""), q.get("kind", "text"), tuple(q.get("choices", ()))
            )
            for q in self.questions
        ]


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
    purpose: Mapped[str] = mapped_column(LongText, default="")
    district_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    visit_on: Mapped[date]
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.PREPARING)

    district: Mapped[Organization] = relationship(foreign_keys=[district_id])
    framework: Mapped[Framework] = relationship()
    schools: Mapped[list["ReviewSchool"]] = relationship(
        back_populates="review", cascade="all, delete-orphan"
    )
    members: Mapped[list["ReviewMember"]] = relationship(back_populates="review")

    @property
    def place(self) -> Place:
        """Where it stands; its district must have been loaded."""
        return Place(agency_id=self.agency_id, path=self.district.path, review_id=self.id)

    @property
    def takes_evidence(self) -> bool:
        """Whether evidence can be filed and changed: until the findings are with the host."""
        return self.status in (ReviewStatus.PREPARING, ReviewStatus.VISITING, ReviewStatus.DRAFT)

    @property
    def takes_findings(self) -> bool:
        """Whether findings can be written and changed: until they are published."""
        return self.status is not ReviewStatus.PUBLISHED


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


class FindingKind(StrEnum):
    """A commendation or a recommendation."""

    COMMENDATION = "commendation"
    RECOMMENDATION = "recommendation"

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.value

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

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), primary_key=True)

    evidence: Mapped[EvidenceItem] = relationship()
