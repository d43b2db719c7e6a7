"""A period that a team has skipped, with the reason."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel.database import Archivable, Base, Created, Identified, index_where
from nic.kernel.words import Worded
from nic.measures.models import OfSeries


class SkipReason(Worded):
    """Why there is no value."""

    HOLIDAY = "holiday"
    NOT_MEASURED = "not_measured"


class SkippedPeriod(OfSeries, Identified, Created, Archivable, Base):
    """One period of one series without a value, and why. Taking it back archives it."""

    __tablename__ = "skipped_period"
    __table_args__ = (
        index_where(
            "uq_skipped_period_now", "series_id", "period_start", where="archived_at IS NULL", unique=True
        ),
    )

    period_start: Mapped[date]
    reason: Mapped[SkipReason]
    skipped_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
