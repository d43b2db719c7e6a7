"""How values came in otherwise than by the weekly log: what a grid saved, a link for one value, a file of values."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.clock import now
from nic.kernel.database import Base, Created, Identified, ShortText
from nic.kernel.identity import Place
from nic.measures.entry.kept_files import KeptFile
from nic.measures.models import Series, SeriesPart
from nic.organizations.models import Team
from nic.theory.models import ONE_OWNER, Owned


class GridSave(Identified, Created, Base):
    """What one press of "Save" in a grid changed, so that it can be undone.

    ``changes`` lists for each cell the reading, what became of it ("new", "corrected", "removed"), its version
    afterwards and its figures before.
    """

    __tablename__ = "grid_save"
    __table_args__ = (Index(None, "team_id", "saved_by_id", "id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changes: Mapped[list[Any]] = mapped_column(default=list)
    undone_at: Mapped[datetime | None]
    client_uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)

    team: Mapped[Team] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place


class ValueLink(Identified, Created, Base):
    """A link with which somebody without an account enters one value: of one series (or part) and one period.

    Only a hash of its secret is kept. It works once, until ``expires_at`` or until it is taken back.
    """

    __tablename__ = "value_link"
    __table_args__ = (Index(None, "series_id", "id"), Index(None, "observation_id"))

    secret_hash: Mapped[str] = mapped_column(ShortText, unique=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("series_part.id"))
    period_start: Mapped[date]
    label: Mapped[str] = mapped_column(ShortText)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observation.id"))
    client_uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)

    series: Mapped[Series] = relationship()
    part: Mapped[SeriesPart | None] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its series stands."""
        return self.series.place

    @property
    def is_open(self) -> bool:
        """Whether a value can still be entered with it."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > now()


class FileState(StrEnum):
    """How far a file of values has come."""

    SENT = "sent"
    WAITING = "waiting"
    LOADED = "loaded"
    DROPPED = "dropped"
    LEAVING = "leaving"
    TAKEN_BACK = "taken_back"


class ValueFile(Owned, Identified, Created, Base):
    """A file of values that somebody sent for a team or for a network's teams. Its rows are kept beside (``kept``).

    ``rows`` counts those below the heading; once it is loaded ``new``, ``known`` and ``beside`` count its values: those
    of periods that had none, those that were there already, and those kept beside another value. What it brought is
    recorded at ``loaded_at`` to the microsecond, so that it can be taken back as a whole.
    """

    __tablename__ = "value_file"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        Index(None, "team_id", "id"),
        Index(None, "network_id", "id"),
    )

    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(ShortText)
    sha256: Mapped[str] = mapped_column(ShortText)
    how: Mapped[str] = mapped_column(ShortText, default="")
    rows: Mapped[int] = mapped_column(default=0)
    state: Mapped[FileState] = mapped_column(default=FileState.SENT)
    new: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    beside: Mapped[int] = mapped_column(default=0)
    loaded_at: Mapped[datetime | None]
    client_uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)

    @property
    def kept(self) -> KeptFile:
        """What is kept of it until it is loaded."""
        return KeptFile(self.client_uuid)
