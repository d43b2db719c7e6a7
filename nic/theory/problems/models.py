"""Problems of practice: observable, actionable, of the right size, stated with their evidence."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.kernel.words import Worded
from nic.theory.evidence.models import EvidenceNote
from nic.theory.models import ONE_OWNER, Owned

if TYPE_CHECKING:
    from nic.theory.fishbones.models import Fishbone


class ProblemStatus(Worded):
    """How far a problem of practice has come."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    IN_WORK = "in_work"
    PARKED = "parked"
    SOLVED = "solved"

    @property
    def may_become(self) -> tuple["ProblemStatus", ...]:
        """The statuses to which a problem in this one may be moved, the usual next one first."""
        return STATUS_MOVES[self]


STATUS_MOVES: dict[ProblemStatus, tuple[ProblemStatus, ...]] = {
    ProblemStatus.PROPOSED: (ProblemStatus.CHOSEN, ProblemStatus.PARKED),
    ProblemStatus.CHOSEN: (ProblemStatus.IN_WORK, ProblemStatus.PARKED, ProblemStatus.PROPOSED),
    ProblemStatus.IN_WORK: (ProblemStatus.SOLVED, ProblemStatus.PARKED, ProblemStatus.CHOSEN),
    ProblemStatus.PARKED: (ProblemStatus.PROPOSED, ProblemStatus.CHOSEN),
    ProblemStatus.SOLVED: (ProblemStatus.IN_WORK,),
}


class SizePrompt(StrEnum):
    """What makes a problem the right size to work on."""

    SEEN = "seen"
    OURS = "ours"
    ONE_YEAR = "one_year"
    MATTERS = "matters"

    @property
    def question(self) -> str:
        """The prompt as the page asks it."""
        return _QUESTIONS[self]

    @property
    def otherwise(self) -> str:
        """What to do where the answer is no or not sure yet."""
        return _OTHERWISE[self]


_QUESTIONS = {
    SizePrompt.SEEN: "Can you see it in everyday teaching?",
    SizePrompt.OURS: "Can you change it yourselves?",
    SizePrompt.ONE_YEAR: "Can you move it within a school year?",
    SizePrompt.MATTERS: "Does it matter enough for students' learning?",
}
_OTHERWISE = {
    SizePrompt.SEEN: "Say what one sees or hears when it happens.",
    SizePrompt.OURS: "Look for the part of it that is in your hands.",
    SizePrompt.ONE_YEAR: "Take one grade, one subject or one moment of the day.",
    SizePrompt.MATTERS: "Ask what changes for students if it goes away.",
}


class SizeAnswer(Worded):
    """The answer to one prompt."""

    YES = "yes", "Yes"
    UNSURE = "unsure", "Not sure yet"
    NO = "no", "No"


class Problem(Owned, Identified, Created, Versioned, Archivable, Base):
    """A problem of practice.

    One that was merged points to the other; it keeps its words and its dots, which count for the other as long as it
    is merged. Who proposed it may reword it while it is proposed.
    """

    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        Index(None, "team_id"),
        Index(None, "network_id"),
        Index(None, "merged_into_id"),
    )

    statement: Mapped[str] = mapped_column(LongText)
    how_we_know: Mapped[str] = mapped_column(LongText, default="")
    whom_it_affects: Mapped[str] = mapped_column(LongText, default="")
    scope_note: Mapped[str] = mapped_column(LongText, default="")
    right_size: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[ProblemStatus] = mapped_column(default=ProblemStatus.PROPOSED)
    status_reason: Mapped[str] = mapped_column(LongText, default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    merged_at: Mapped[datetime | None]

    merged_into: Mapped["Problem | None"] = relationship(remote_side="Problem.id")
    evidence: Mapped[list[EvidenceNote]] = relationship(back_populates="problem", order_by=EvidenceNote.id)
    fishbone: Mapped["Fishbone | None"] = relationship(back_populates="problem")

    @property
    def place(self) -> Place:
        """Where it stands: where its owner stands, at the person who proposed it."""
        return replace(self.owner.place, person_id=self.proposed_by_id)

    @property
    def is_merged(self) -> bool:
        """Whether it stands under another one."""
        return self.merged_into_id is not None

    @property
    def is_active(self) -> bool:
        """Whether it is listed: neither archived nor merged."""
        return not self.is_archived and not self.is_merged

    @property
    def size_answers(self) -> list[tuple[SizePrompt, SizeAnswer | None]]:
        """The prompts with their answers; None where nobody has answered yet."""
        given = self.right_size or {}
        return [
            (prompt, SizeAnswer(given[prompt.value]) if given.get(prompt.value) else None)
            for prompt in SizePrompt
        ]
