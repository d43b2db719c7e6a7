"""Totals that pages need over many teams, kept by a job: of agencies and of networks."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel.database import Base


class AgencyTotals(Base):
    """What is true of the teams of one agency, as of an instant.

    ``series`` counts those with enough points to say anything; ``active_teams`` logged something since a date.
    """

    __tablename__ = "agency_totals"

    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    networks: Mapped[int]
    teams: Mapped[int]
    schools: Mapped[int]
    active_teams: Mapped[int]
    running_cycles: Mapped[int]
    closed_cycles: Mapped[int]
    adopted: Mapped[int]
    adapted: Mapped[int]
    abandoned: Mapped[int]
    series: Mapped[int]
    series_better: Mapped[int]
    since: Mapped[date]
    refreshed_at: Mapped[datetime]


class NetworkTotals(Base):
    """How many teams a network has, how many were active lately, and their cycles, as of an instant."""

    __tablename__ = "network_totals"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    teams: Mapped[int]
    active_teams: Mapped[int]
    running_cycles: Mapped[int]
    closed_cycles: Mapped[int]
    refreshed_at: Mapped[datetime]
