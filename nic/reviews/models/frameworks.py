"""Frameworks and visit forms as versioned data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, LongText, ShortText
from nic.kernel.identity import Place
from nic.kernel.words import Worded


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


class SourceKind(Worded):
    """How a piece of evidence was come by."""

    DOCUMENT = "document"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    TOUR = "tour"


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
