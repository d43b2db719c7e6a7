"""A team's series: whose parts it has, and what people have set on its chart."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from nic.kernel.database import (
    Archivable,
    Base,
    Created,
    Identified,
    LongText,
    ShortText,
    Versioned,
    index_where,
)
from nic.kernel.identity import Place
from nic.measures.models.definitions import MeasureDefinition
from nic.measures.models.words import Breakdown, MarkingKind, PartPurpose, PartsBy
from nic.organizations.models import Team

if TYPE_CHECKING:
    from nic.measures.models.values import SeriesState


class Series(Identified, Created, Versioned, Archivable, Base):
    """One team's values of one definition.

    ``edition`` is the wording by which the team counts; ``parts_by`` and ``breakdown`` are the team's choice.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("definition_id", "team_id"), Index(None, "team_id"))

    definition_id: Mapped[int] = mapped_column(ForeignKey("measure_definition.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    parts_by: Mapped[PartsBy] = mapped_column(default=PartsBy.NOBODY)
    breakdown: Mapped[Breakdown] = mapped_column(default=Breakdown.NONE)
    edition: Mapped[int] = mapped_column(default=1)

    definition: Mapped[MeasureDefinition] = relationship()
    team: Mapped[Team] = relationship()
    state: Mapped["SeriesState | None"] = relationship(back_populates="series")

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place


class OfSeries:
    """A row of a series; it stands where its series stands."""

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))

    @declared_attr
    def series(cls) -> Mapped[Series]:
        """The series that it belongs to."""
        return relationship(Series)

    @property
    def place(self) -> Place:
        """Where it stands: where its series stands."""
        return self.series.place


class SeriesPart(OfSeries, Identified, Created, Archivable, Base):
    """A member or a class whose values add up to those of a series, or a group whose values stand beside them.

    A member's part has the member's ``person_id``; its name is the member's name at the time.
    """

    __tablename__ = "series_part"
    __table_args__ = (
        Index(None, "series_id"),
        CheckConstraint("person_id IS NULL OR purpose = 'sum'", name="groups_are_not_people"),
        index_where(
            "uq_series_part_live", "series_id", "purpose", "name", where="archived_at IS NULL", unique=True
        ),
    )

    purpose: Mapped[PartPurpose]
    name: Mapped[str] = mapped_column(ShortText)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(default=0)


class SeriesMarking(OfSeries, Identified, Created, Versioned, Archivable, Base):
    """Something that a person has set on the chart of a series: a baseline, a phase, a value left out, a note.

    ``starts_on`` names a period; a baseline also has the last of its periods. What is taken back is archived.
    """

    __tablename__ = "series_marking"
    __table_args__ = (
        Index(None, "series_id"),
        CheckConstraint("(kind = 'baseline') = (ends_on IS NOT NULL)", name="only_baselines_end"),
        index_where(
            "uq_series_marking_live",
            "series_id",
            "kind",
            "starts_on",
            where="archived_at IS NULL",
            unique=True,
        ),
    )

    kind: Mapped[MarkingKind]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    label: Mapped[str] = mapped_column(ShortText, default="")
    reason: Mapped[str] = mapped_column(LongText, default="")
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
