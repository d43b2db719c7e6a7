"""Rounds of dot voting, and who placed how many dots where."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, LongText, ShortText, Versioned, index_where
from nic.kernel.identity import Place
from nic.votes.kinds import Booth

MOST_DOTS = 20


class VoteRound(Identified, Created, Versioned, Base):
    """A round of dot voting, open until it is closed. ``vote_kind`` and ``ground_id`` say on what it is held."""

    __tablename__ = "vote_round"
    __table_args__ = (
        CheckConstraint(f"dots_each BETWEEN 1 AND {MOST_DOTS}", name="some_dots"),
        Index(None, "vote_kind", "ground_id"),
        index_where("uq_vote_round_open", "vote_kind", "ground_id", where="closed_at IS NULL", unique=True),
    )

    vote_kind: Mapped[str] = mapped_column(ShortText)
    ground_id: Mapped[int]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    question: Mapped[str] = mapped_column(LongText)
    dots_each: Mapped[int]
    closed_at: Mapped[datetime | None]

    def held_in(self, booth: Booth) -> "VoteRound":
        """Tells the round on what it is held, which the query that found it has loaded in the reader's scope."""
        self._booth = booth
        return self

    @property
    def booth(self) -> Booth:
        """On what it is held."""
        return self._booth

    @property
    def place(self) -> Place:
        """Where it stands: where that stands on which it is held."""
        return self.booth.place

    @property
    def is_open(self) -> bool:
        """Whether dots may still be placed; only then are the results hidden."""
        return self.closed_at is None


class Ballot(Identified, Created, Versioned, Base):
    """One person's dots in one round. Nobody else reads it: only sums are shown, once the round is closed."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "person_id"), Index(None, "person_id"))

    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    vote_round: Mapped[VoteRound] = relationship()
    dots: Mapped[list["Dots"]] = relationship(cascade="all, delete-orphan", order_by="Dots.subject_id")

    @property
    def place(self) -> Place:
        """A ballot stands at the person whose it is."""
        return Place(agency_id=self.vote_round.agency_id, person_id=self.person_id)


class Dots(Base):
    """The dots that a ballot gives to one thing."""

    __tablename__ = "ballot_dots"
    __table_args__ = (CheckConstraint("number > 0", name="at_least_one"), Index(None, "subject_id"))

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
