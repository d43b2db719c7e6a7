"""PDSA cycles with the worksheet's fields, and what was logged on them week by week."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from nic.drawing import decisions
from nic.kernel.audit import REDACTED
from nic.kernel.database import Base, Created, Identified, LongText, Versioned
from nic.kernel.errors import DomainError
from nic.kernel.identity import Place
from nic.kernel.words import Worded
from nic.measures.models import Series
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.versions.models import TheoryVersion


class CycleState(Worded):
    """Where a cycle is."""

    PLANNED = "planned"
    DOING = "doing"
    STUDYING = "studying"
    ACTING = "acting"
    CLOSED = "closed"
    PAUSED = "paused"
    STOPPED = "stopped", "stopped early"


class Decision(StrEnum):
    """What was decided in Act."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"

    @property
    def sign(self) -> str:
        """The decision as one sign, the same on pages and in pictures."""
        return decisions.SIGNS[self.value]

    @property
    def past(self) -> str:
        """The decision as what became of the idea."""
        return decisions.PAST[self.value]


class Answer(StrEnum):
    """Was the cycle carried out as planned; did the results match the prediction."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNCLEAR = "unclear"

    @property
    def compared(self) -> str:
        """What it says of a result beside its prediction."""
        return {
            "yes": "as predicted",
            "partly": "partly as predicted",
            "no": "not as predicted",
            "unclear": "unclear",
        }[self.value]


class Reach(Worded):
    """How far a test reaches, smallest first: the steps of a ramp."""

    GROUP = "group", "a few people"
    CLASS = "class", "one class"
    CLASSES = "classes", "several classes"
    GRADE = "grade", "a grade or department"
    SCHOOL = "school", "the school"
    SCHOOLS = "schools", "several schools"


class DataKind(StrEnum):
    """What the data of a cycle tell."""

    PROCESS = "process"
    OUTCOME = "outcome"


class Cycle(Identified, Created, Versioned, Base):
    """One Plan-Do-Study-Act cycle of a team on one change idea. The prediction is locked when Do starts."""

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        UniqueConstraint("client_uuid"),
        Index(None, "team_id", "state"),
        Index(None, "change_idea_id"),
        Index(None, "previous_id"),
        Index(None, "cloned_from_id"),
        Index(None, "agency_id", "state"),
        CheckConstraint(
            "state = 'planned' OR state = 'stopped' OR prediction <> ''", name="predicted_before_do"
        ),
        CheckConstraint("(state = 'closed') = (decision IS NOT NULL)", name="closed_with_a_decision"),
        CheckConstraint("shared_at IS NULL OR state = 'closed'", name="shared_once_closed"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    number: Mapped[int]
    change_idea_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    theory_version_id: Mapped[int | None] = mapped_column(ForeignKey("theory_version.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    cloned_from_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    state: Mapped[CycleState] = mapped_column(default=CycleState.PLANNED)
    paused_from: Mapped[CycleState | None]
    stopped_because: Mapped[str] = mapped_column(LongText, default="")
    shared_at: Mapped[datetime | None]

    idea_text: Mapped[str] = mapped_column(LongText)
    goal: Mapped[str] = mapped_column(LongText, default="")
    test_description: Mapped[str] = mapped_column(LongText, default="")
    reach: Mapped[Reach | None]
    scale: Mapped[str] = mapped_column(LongText, default="")
    participants: Mapped[str] = mapped_column(LongText, default="")
    context: Mapped[str] = mapped_column(LongText, default="")
    how_we_will_know: Mapped[str] = mapped_column(LongText, default="")
    prediction: Mapped[str] = mapped_column(LongText, default="")
    starts_on: Mapped[date | None]
    study_due_on: Mapped[date | None]
    act_due_on: Mapped[date | None]
    risk_right_problem: Mapped[str] = mapped_column(LongText, default="")
    risk_readiness: Mapped[str] = mapped_column(LongText, default="")
    risk_costs: Mapped[str] = mapped_column(LongText, default="")

    started_on: Mapped[date | None]
    locked_at: Mapped[datetime | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    carried_out_as_planned: Mapped[Answer | None]
    what_happened: Mapped[str] = mapped_column(LongText, default="")
    what_surprised: Mapped[str] = mapped_column(LongText, default="")

    results: Mapped[str] = mapped_column(LongText, default="")
    matched_prediction: Mapped[Answer | None]
    learned: Mapped[str] = mapped_column(LongText, default="")

    decision: Mapped[Decision | None]
    decision_detail: Mapped[str] = mapped_column(LongText, default="")
    closed_on: Mapped[date | None]
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    team: Mapped[Team] = relationship()
    change_idea: Mapped[Node | None] = relationship()
    theory_version: Mapped[TheoryVersion | None] = relationship()
    previous: Mapped["Cycle | None"] = relationship(remote_side="Cycle.id", foreign_keys=[previous_id])
    cloned_from: Mapped["Cycle | None"] = relationship(remote_side="Cycle.id", foreign_keys=[cloned_from_id])
    authors: Mapped[list["CycleAuthor"]] = relationship(
        cascade="all, delete-orphan", order_by="CycleAuthor.id", back_populates="cycle"
    )
    all_questions: Mapped[list["CycleQuestion"]] = relationship(
        order_by="CycleQuestion.position, CycleQuestion.id", back_populates="cycle"
    )
    all_tasks: Mapped[list["CycleTask"]] = relationship(
        order_by="CycleTask.position, CycleTask.id", back_populates="cycle"
    )
    all_data: Mapped[list["CycleData"]] = relationship(
        order_by="CycleData.position, CycleData.id", back_populates="cycle"
    )

    @validates("prediction")
    def _keep_locked_prediction(self, _name: str, value: str) -> str:
        """A locked prediction never changes; only ``redact`` may blank it."""
        if self.locked_at is not None and value not in (self.prediction, REDACTED):
            raise DomainError("The prediction is locked since the test began.", "prediction")
        return value

    @property
    def questions(self) -> list["CycleQuestion"]:
        """What the team wants to learn, row by row."""
        return [row for row in self.all_questions if row.removed_at is None]

    @property
    def tasks(self) -> list["CycleTask"]:
        """Who does what."""
        return [row for row in self.all_tasks if row.removed_at is None]

    @property
    def data(self) -> list["CycleData"]:
        """The data that are collected."""
        return [row for row in self.all_data if row.removed_at is None]

    @property
    def is_shared(self) -> bool:
        """Whether the network may read it."""
        return self.shared_at is not None

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place


class CycleAuthor(Identified, Base):
    """Somebody who works on a cycle with others."""

    __tablename__ = "cycle_author"
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    cycle: Mapped[Cycle] = relationship(back_populates="authors")


class PlanRow:
    """A row of the worksheet. One that was taken out stays, so that its history and ``redact`` reach it."""

    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]

    @property
    def place(self) -> Place:
        """Where it stands: where its cycle stands."""
        place: Place = self.cycle.place  # type: ignore[attr-defined]
        return place


class CycleQuestion(PlanRow, Identified, Versioned, Base):
    """A row of the plan: a learning question, its prediction and the data that answer it; in Study its result.

    The prediction is locked when Do starts.
    """

    __tablename__ = "cycle_question"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    question: Mapped[str] = mapped_column(LongText)
    prediction: Mapped[str] = mapped_column(LongText, default="")
    data_to_collect: Mapped[str] = mapped_column(LongText, default="")
    result: Mapped[str] = mapped_column(LongText, default="")
    matched: Mapped[Answer | None]

    cycle: Mapped[Cycle] = relationship(back_populates="all_questions")

    @validates("prediction")
    def _keep_locked_prediction(self, _name: str, value: str) -> str:
        """A locked prediction never changes; only ``redact`` may blank it."""
        locked = self.cycle is not None and self.cycle.locked_at is not None
        if locked and value not in (self.prediction, REDACTED):
            raise DomainError("The prediction is locked since the test began.", "prediction")
        return value


class CycleTask(PlanRow, Identified, Versioned, Base):
    """A row of the plan: what is done, by whom, when and where."""

    __tablename__ = "cycle_task"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    task: Mapped[str] = mapped_column(LongText)
    who: Mapped[str] = mapped_column(LongText, default="")
    due: Mapped[str] = mapped_column(LongText, default="")
    place_text: Mapped[str] = mapped_column(LongText, default="")

    cycle: Mapped[Cycle] = relationship(back_populates="all_tasks")


class CycleData(PlanRow, Identified, Versioned, Base):
    """A row of the plan: which data are collected, with which tool; a series where the team already keeps one."""

    __tablename__ = "cycle_data"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    what: Mapped[str] = mapped_column(LongText)
    data_type: Mapped[str] = mapped_column(LongText, default="")
    tool: Mapped[str] = mapped_column(LongText, default="")
    kind: Mapped[DataKind] = mapped_column(default=DataKind.PROCESS)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)

    cycle: Mapped[Cycle] = relationship(back_populates="all_data")
    series: Mapped[Series | None] = relationship()


class LogEntry(Identified, Created, Versioned, Base):
    """What happened, and what surprised, in one week of a running cycle."""

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("client_uuid"), Index(None, "cycle_id", "week_start"))

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    week_start: Mapped[date]
    what_happened: Mapped[str] = mapped_column(LongText, default="")
    what_surprised: Mapped[str] = mapped_column(LongText, default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    cycle: Mapped[Cycle] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its cycle stands."""
        return self.cycle.place
