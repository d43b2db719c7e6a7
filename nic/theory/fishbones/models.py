"""Fishbones: a problem at the head, categories as bones, causes and causes of causes as twigs."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.kernel.words import Worded
from nic.theory.evidence.models import EvidenceNote
from nic.theory.models import Node
from nic.theory.problems.models import Problem


class CategorySet(Worded):
    """The sets of categories that a fishbone may begin with."""

    SCHOOL = "school", "What students meet"
    WORK = "work", "How work is done"
    OWN = "own", "Our own"

    @property
    def categories(self) -> tuple[str, ...]:
        """Its categories; one's own has none to begin with."""
        return _CATEGORIES[self]


_CATEGORIES: dict[CategorySet, tuple[str, ...]] = {
    CategorySet.SCHOOL: (
        "Student",
        "Instruction",
        "Curriculum",
        "Family and community",
        "School organization",
    ),
    CategorySet.WORK: ("People", "Process", "Materials", "Environment", "Measurement", "Policy"),
    CategorySet.OWN: (),
}


class Fishbone(Identified, Created, Versioned, Base):
    """The fishbone of a problem; a problem has one."""

    __tablename__ = "fishbone"
    __table_args__ = (UniqueConstraint("problem_id"),)

    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"))
    category_set: Mapped[CategorySet]

    problem: Mapped[Problem] = relationship(back_populates="fishbone")
    causes: Mapped[list["Cause"]] = relationship(back_populates="fishbone", order_by="Cause.id")

    @property
    def place(self) -> Place:
        """Where it stands: where its problem's owner stands."""
        return self.problem.owner.place


class Cause(Identified, Created, Versioned, Archivable, Base):
    """A cause; one without a parent is a category, a bone on which causes stand.

    Archiving one hides all that stands below it. ``driver`` is the node of the theory that answers a root cause.
    """

    __tablename__ = "cause"
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="not_itself"),
        UniqueConstraint("client_uuid"),
        Index(None, "fishbone_id"),
        Index(None, "parent_id"),
        Index(None, "driver_id"),
    )

    fishbone_id: Mapped[int] = mapped_column(ForeignKey("fishbone.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("cause.id"))
    position: Mapped[float] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(LongText)
    is_root: Mapped[bool] = mapped_column(default=False)
    within_control: Mapped[bool] = mapped_column(default=False)
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    client_uuid: Mapped[UUID] = mapped_column(Uuid, default=uuid4)

    fishbone: Mapped[Fishbone] = relationship(back_populates="causes")
    driver: Mapped[Node | None] = relationship()
    evidence: Mapped[list[EvidenceNote]] = relationship(back_populates="cause", order_by=EvidenceNote.id)

    @property
    def problem(self) -> Problem:
        """The problem at the head."""
        return self.fishbone.problem

    @property
    def place(self) -> Place:
        """Where it stands: where its fishbone stands."""
        return self.fishbone.place

    @property
    def is_category(self) -> bool:
        """Whether it is a bone, on which causes stand."""
        return self.parent_id is None

    @property
    def answer(self) -> Node | None:
        """The driver that answers it; none where the adding of that driver was undone."""
        return None if self.driver is None or self.driver.is_withdrawn else self.driver

    @property
    def standing_evidence(self) -> list[EvidenceNote]:
        """The evidence that backs it, without what was taken away."""
        return [note for note in self.evidence if not note.is_archived]
