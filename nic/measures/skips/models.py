"""A period that a team has skipped, with the reason."""

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified
from nic.kernel.identity import Place
from nic.kernel.words import Worded
from nic.measures.models import Series


class SkipReason(Worded):
    """Why there is no value."""

    HOLIDAY = "holiday"
    NOT_MEASURED = "not_measured"


class SkippedPeriod(Identified, Created, Archivable, Base):
    """One period of one series without a value, and why. Taking it back archives it."""

    __tablename__ = "skipped_period"
    __table_args__ = (
        Index(
            "uq_skipped_period_now",
            "series_id",
            "period_start",
            unique=True,
            sqlite_where=text("archived_at IS NULL"),
            postgresql_where=text("archived_at IS NULL"),
        ),
    )

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    period_start: Mapped[date]
    reason: Mapped[SkipReason]
    skipped_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    series: Mapped[Series] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its series stands."""
        return self.series.place
