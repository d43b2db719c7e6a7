"""One piece of evidence for a problem or a cause."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place

if TYPE_CHECKING:
    from nic.theory.fishbones.models import Cause
    from nic.theory.problems.models import Problem


class EvidenceNote(Identified, Created, Versioned, Archivable, Base):
    """A note, a link to a registered thing such as a measure, or both."""

    __tablename__ = "evidence_note"
    __table_args__ = (
        CheckConstraint("(problem_id IS NULL) <> (cause_id IS NULL)", name="about_one_thing"),
        CheckConstraint("(source_kind IS NULL) = (source_id IS NULL)", name="whole_source"),
        Index(None, "problem_id"),
        Index(None, "cause_id"),
    )

    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("cause.id"))
    text: Mapped[str] = mapped_column(LongText, default="")
    source_kind: Mapped[str | None] = mapped_column(ShortText)
    source_id: Mapped[int | None]

    problem: Mapped["Problem | None"] = relationship(back_populates="evidence")
    cause: Mapped["Cause | None"] = relationship(back_populates="evidence")

    @property
    def about(self) -> "Problem | Cause":
        """The problem or cause that it backs."""
        about = self.problem or self.cause
        assert about is not None  # noqa: S101  the table's check constraint
        return about

    @property
    def place(self) -> Place:
        """Where it stands: where that stands which it backs."""
        return self.about.place

    @property
    def source(self) -> tuple[str, int] | None:
        """The kind and key of what it links to."""
        if self.source_kind is None or self.source_id is None:
            return None
        return self.source_kind, self.source_id
