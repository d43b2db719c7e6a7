"""Which mail a person wants and when, and what became of each week's."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.accounts.models import Person
from nic.kernel import clock
from nic.kernel.database import Base, Created, Identified
from nic.kernel.identity import Place
from nic.kernel.words import Worded


class NoticeKind(Worded):
    """What is sent."""

    REMINDER = "reminder", "weekly reminder"
    DIGEST = "digest", "weekly digest"


class NoticeSetting(Identified, Created, Base):
    """Whether a person wants a kind of mail, and on which day of the week and hour in their time zone.

    ``since`` is when this was chosen: an hour that had gone by then is not made up for.
    """

    __tablename__ = "notice_setting"
    __table_args__ = (
        UniqueConstraint("person_id", "kind"),
        CheckConstraint("weekday BETWEEN 0 AND 6 AND hour BETWEEN 0 AND 23", name="day_and_hour"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoticeKind]
    is_on: Mapped[bool] = mapped_column(default=True)
    weekday: Mapped[int]
    hour: Mapped[int]
    since: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()

    @property
    def place(self) -> Place:
        """A setting stands at its person."""
        return Place(person_id=self.person_id)


class Outcome(StrEnum):
    """What became of a week's notice."""

    WAITING = "waiting"
    SENT = "sent"
    NOTHING = "nothing"
    QUIET = "quiet"
    STOPPED = "stopped"


class NoticeTurn(Identified, Created, Base):
    """The turn of one setting in one week: there is one at most, so there is one mail at most."""

    __tablename__ = "notice_turn"
    __table_args__ = (UniqueConstraint("setting_id", "week_start"),)

    setting_id: Mapped[int] = mapped_column(ForeignKey("notice_setting.id"))
    week_start: Mapped[date]
    due_on: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.WAITING)

    setting: Mapped[NoticeSetting] = relationship()
