"""What people say about a thing, among its circle or to all who read it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place


class CommentKind(StrEnum):
    """What a comment is."""

    COMMENT = "comment"
    QUESTION = "question"
    ANSWER = "answer"


class Comment(Identified, Created, Versioned, Archivable, Base):
    """A comment, a question to the coach, or an answer to either.

    ``circle_only`` is decided when it is written and never changes: what was said among the circle stays there.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("client_uuid"),
        Index(None, "subject_kind", "subject_id", "id"),
        Index(None, "team_id", "kind", "answered_at"),
        Index(None, "answers_id"),
        CheckConstraint("(kind = 'answer') = (answers_id IS NOT NULL)", name="answers_something"),
    )

    subject_kind: Mapped[str] = mapped_column(ShortText)
    subject_id: Mapped[int]
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[CommentKind] = mapped_column(default=CommentKind.COMMENT)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    notice: Mapped[str] = mapped_column(LongText, default="")
    wonder: Mapped[str] = mapped_column(LongText, default="")
    words: Mapped[str] = mapped_column(LongText, default="")
    circle_only: Mapped[bool]
    answered_at: Mapped[datetime | None]
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    @property
    def place(self) -> Place:
        """Where it stands, and whose it is."""
        return Place(agency_id=self.agency_id, team_id=self.team_id, person_id=self.author_id)

    @property
    def is_waiting(self) -> bool:
        """Whether it is a question that nobody has answered yet."""
        return self.kind is CommentKind.QUESTION and self.answered_at is None and not self.is_archived
