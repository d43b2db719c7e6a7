"""What is measured, and how the wording of a network's measure has changed."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place
from nic.measures.models.words import Cadence, Direction, Family, MeasureKind
from nic.theory.models import ONE_OWNER, Node, Owned


class MeasureDefinition(Owned, Identified, Created, Versioned, Archivable, Base):
    """What a team, or every team of a network, measures in the same way.

    ``unit`` is shown after the figure ("%", "min"). A proportion is kept as numerator / denominator and shown in
    percent. ``unknown_n_counts_as_large`` is the owner's word that values without an n never come from 10 or fewer
    people. ``population`` says whose values these are. ``edition`` counts the wordings that a network's hub has made
    valid.
    """

    __tablename__ = "measure_definition"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        Index(None, "team_id"),
        Index(None, "network_id"),
        Index(None, "node_id"),
        UniqueConstraint("team_id", "name"),
        UniqueConstraint("network_id", "name"),
    )

    name: Mapped[str] = mapped_column(ShortText)
    operational_definition: Mapped[str] = mapped_column(LongText, default="")
    population: Mapped[str] = mapped_column(LongText, default="")
    family: Mapped[Family]
    kind: Mapped[MeasureKind]
    unit: Mapped[str] = mapped_column(ShortText, default="")
    direction: Mapped[Direction]
    cadence: Mapped[Cadence] = mapped_column(default=Cadence.WEEKLY)
    goal_value: Mapped[float | None] = mapped_column(Float)
    goal_by: Mapped[date | None]
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    unknown_n_counts_as_large: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)

    node: Mapped[Node | None] = relationship()


class DefinitionEdition(Identified, Created, Base):
    """One wording of a network's measure: what it said, and from which day on. The first one has no reason."""

    __tablename__ = "definition_edition"
    __table_args__ = (UniqueConstraint("definition_id", "number"),)

    definition_id: Mapped[int] = mapped_column(ForeignKey("measure_definition.id"))
    number: Mapped[int]
    operational_definition: Mapped[str] = mapped_column(LongText, default="")
    population: Mapped[str] = mapped_column(LongText, default="")
    starts_on: Mapped[date]
    reason: Mapped[str] = mapped_column(LongText, default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    definition: Mapped[MeasureDefinition] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its measure stands."""
        return self.definition.place
