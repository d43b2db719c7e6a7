"""What is measured (definition), by whom (series), each value (observation), and totals kept as values are written."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.clock import now
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place
from nic.organizations.models import Team
from nic.theory.models import ONE_OWNER, Node, Owned


class Family(StrEnum):
    """What a measure is for."""

    OUTCOME = "outcome"
    DRIVER = "driver"
    PROCESS = "process"
    BALANCING = "balancing"
    PDSA = "pdsa"

    @property
    def label(self) -> str:
        """The family in words."""
        return "PDSA" if self is Family.PDSA else self.value


class MeasureKind(StrEnum):
    """What kind of figure a measure is."""

    COUNT = "count"
    PROPORTION = "proportion"
    AVERAGE = "average"
    RATING = "rating"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.value


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Cadence(StrEnum):
    """How often a value is due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"

    @property
    def label(self) -> str:
        """The cadence in words."""
        return "every two weeks" if self is Cadence.FORTNIGHTLY else self.value


class MeasureDefinition(Owned, Identified, Created, Versioned, Archivable, Base):
    """What a team, or every team of a network, measures in the same way.

    ``unit`` is shown after the figure ("%", "min"). A proportion is kept as numerator / denominator and shown in
    percent. ``unknown_n_counts_as_large`` is the owner's word that values without an n never come from 10 or fewer
    people.
    """

    __tablename__ = "measure_definition"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        Index(None, "team_id"),
        Index(None, "network_id"),
        UniqueConstraint("team_id", "name"),
        UniqueConstraint("network_id", "name"),
    )

    name: Mapped[str] = mapped_column(ShortText)
    operational_definition: Mapped[str] = mapped_column(LongText, default="")
    family: Mapped[Family]
    kind: Mapped[MeasureKind]
    unit: Mapped[str] = mapped_column(ShortText, default="")
    direction: Mapped[Direction]
    cadence: Mapped[Cadence] = mapped_column(default=Cadence.WEEKLY)
    goal_value: Mapped[float | None] = mapped_column(Float)
    goal_by: Mapped[date | None]
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    unknown_n_counts_as_large: Mapped[bool] = mapped_column(default=False)

    node: Mapped[Node | None] = relationship()


class Series(Identified, Created, Archivable, Base):
    """One team's values of one definition."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("definition_id", "team_id"), Index(None, "team_id"))

    definition_id: Mapped[int] = mapped_column(ForeignKey("measure_definition.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))

    definition: Mapped[MeasureDefinition] = relationship()
    team: Mapped[Team] = relationship()
    state: Mapped["SeriesState | None"] = relationship(back_populates="series")

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place


class Origin(StrEnum):
    """From where a value came."""

    LOG = "log"
    IMPORT = "import"
    DEMO = "demo"


class Observation(Identified, Versioned, Base):
    """One value of a series for one period, named by the date on which the period starts.

    The first value for a period stands (``standing``); a later one with another UUID is kept beside it until somebody
    chooses, and from then on set aside (``set_aside_at``). ``value`` is in the definition's unit; for a proportion it
    is 100 * numerator / denominator. ``n`` is the number of people behind it.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index(
            "uq_observation_standing",
            "series_id",
            "period_start",
            unique=True,
            sqlite_where=text("standing = 1"),
            postgresql_where=text("standing"),
        ),
        Index(
            "ix_observation_beside",
            "series_id",
            "period_start",
            sqlite_where=text("standing = 0"),
            postgresql_where=text("NOT standing"),
        ),
        Index(
            "uq_observation_client_uuid",
            "client_uuid",
            unique=True,
            sqlite_where=text("client_uuid IS NOT NULL"),
            postgresql_where=text("client_uuid IS NOT NULL"),
        ),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator_positive"),
    )

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    agency_id: Mapped[int]
    period_start: Mapped[date]
    value: Mapped[float] = mapped_column(Float)
    numerator: Mapped[float | None] = mapped_column(Float)
    denominator: Mapped[float | None] = mapped_column(Float)
    n: Mapped[int | None]
    note: Mapped[str] = mapped_column(LongText, default="")
    origin: Mapped[Origin]
    standing: Mapped[bool] = mapped_column(default=True)
    set_aside_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    series: Mapped[Series] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its series stands."""
        return self.series.place


class SeriesSignal(StrEnum):
    """What a run chart says."""

    TOO_EARLY = "too_early"
    STEADY = "steady"
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"


class SeriesState(Base):
    """What the run chart of a series says now, kept with every value. ``revision`` rises with every change.

    It speaks of the last 52 weeks that have data: ``n`` values from ``n`` periods, the last of them in ``last_period``.
    """

    __tablename__ = "series_state"

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
    median: Mapped[float | None] = mapped_column(Float)
    last_value: Mapped[float | None] = mapped_column(Float)
    last_n: Mapped[int | None]
    last_period: Mapped[date | None]
    signal: Mapped[SeriesSignal] = mapped_column(default=SeriesSignal.TOO_EARLY)
    signal_since: Mapped[date | None]
    run_length: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)

    series: Mapped[Series] = relationship(back_populates="state")


class NetworkWeek(Base):
    """One week of a network's measure, pooled over its teams.

    Values from 10 or fewer people are left out (``teams`` counts those that went in). A ``stale`` week waits for
    ``nic work``.
    """

    __tablename__ = "network_week"
    __table_args__ = (Index(None, "stale"),)

    definition_id: Mapped[int] = mapped_column(ForeignKey("measure_definition.id"), primary_key=True)
    week_start: Mapped[date] = mapped_column(primary_key=True)
    teams: Mapped[int] = mapped_column(default=0)
    median: Mapped[float | None] = mapped_column(Float)
    lower_quartile: Mapped[float | None] = mapped_column(Float)
    upper_quartile: Mapped[float | None] = mapped_column(Float)
    stale: Mapped[bool] = mapped_column(default=True)
    refreshed_at: Mapped[datetime | None]
