"""Reviews, how far they are, the schools they visit and the people who take part."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.accounts.models import Person
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place, Role
from nic.kernel.words import Worded
from nic.organizations.models import Organization
from nic.reviews.models.frameworks import Framework


class ReviewStatus(Worded):
    """How far a review has come."""

    PREPARING = "preparing"
    VISITING = "visiting"
    DRAFT = "draft"
    DRAFT_FINAL = "draft_final"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Move:
    """A step that a review may take: what the button says, what follows from it, what the history says."""

    key: str
    origin: ReviewStatus
    target: ReviewStatus
    label: str
    line: str
    verb: str


MOVES = (
    Move(
        "begin-visit",
        ReviewStatus.PREPARING,
        ReviewStatus.VISITING,
        "Begin the visit",
        "From now on reviewers are in the schools.",
        "began the visit of",
    ),
    Move(
        "begin-drafting",
        ReviewStatus.VISITING,
        ReviewStatus.DRAFT,
        "End the visit",
        "The team writes its findings; evidence can still be filed.",
        "ended the visit of",
    ),
    Move(
        "send-to-host",
        ReviewStatus.DRAFT,
        ReviewStatus.DRAFT_FINAL,
        "Send to the host",
        "The host reads the findings and checks the facts. Evidence is closed.",
        "sent to the host the findings of",
    ),
    Move(
        "publish",
        ReviewStatus.DRAFT_FINAL,
        ReviewStatus.PUBLISHED,
        "Publish the findings",
        "Everyone in the agency reads them. They can no longer change.",
        "published the findings of",
    ),
    Move(
        "return-to-draft",
        ReviewStatus.DRAFT_FINAL,
        ReviewStatus.DRAFT,
        "Take back to draft",
        "The host no longer sees the findings; evidence can be filed again.",
        "took back to draft",
    ),
)
"""The table of moves. What is published stays so."""


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
    def moves(self) -> list[Move]:
        """The steps that its status allows, the way forward first."""
        return [move for move in MOVES if move.origin is self.status]

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
