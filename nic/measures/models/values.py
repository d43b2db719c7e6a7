"""Each value, each part of one, and the totals kept as they are written."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.clock import now
from nic.kernel.database import Base, Identified, LongText, Versioned, index_where
from nic.measures.models.series import OfSeries, Series, SeriesPart
from nic.measures.models.words import Origin, SeriesSignal


class Figures(OfSeries):
    """What was counted in one period of a series, named by the date on which the period starts.

    ``value`` is in the definition's unit; for a proportion it is 100 * numerator / denominator. ``n`` is the number of
    people behind it. The first for a period stands (``standing``); a later one with another UUID is kept beside it
    until somebody chooses, and from then on set aside (``set_aside_at``).
    """

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


class Observation(Figures, Identified, Versioned, Base):
    """One value of a series for one period."""

    __tablename__ = "observation"
    __table_args__ = (
        index_where(
            "uq_observation_standing",
            "series_id",
            "period_start",
            where="standing",
            sqlite="standing = 1",
            unique=True,
        ),
        index_where(
            "ix_observation_beside", "series_id", "period_start", where="NOT standing", sqlite="standing = 0"
        ),
        index_where(
            "uq_observation_client_uuid", "client_uuid", where="client_uuid IS NOT NULL", unique=True
        ),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator_positive"),
    )

    agency_id: Mapped[int]
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)


class PartValue(Figures, Identified, Versioned, Base):
    """What one member, class or group counted in one period."""

    __tablename__ = "part_value"
    __table_args__ = (
        Index(None, "series_id", "period_start"),
        index_where(
            "uq_part_value_standing",
            "part_id",
            "period_start",
            where="standing",
            sqlite="standing = 1",
            unique=True,
        ),
        UniqueConstraint("client_uuid"),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator_positive"),
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("series_part.id"))
    client_uuid: Mapped[UUID] = mapped_column(Uuid)

    part: Mapped[SeriesPart] = relationship()


class SeriesState(Base):
    """What the run chart of a series says now, kept with every value. ``revision`` rises with every change.

    ``markings`` repeats what is set on the chart (see ``nic.measures.markings``). A ``stale`` state waits for
    ``nic work``. The state speaks of the last 52 weeks that have data: ``n`` values from ``n`` periods, the last of
    them in ``last_period``.
    """

    __tablename__ = "series_state"
    __table_args__ = (index_where("ix_series_state_stale", "series_id", where="stale", sqlite="stale = 1"),)

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
    markings: Mapped[list[Any]] = mapped_column(default=list)
    stale: Mapped[bool] = mapped_column(default=False)

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
