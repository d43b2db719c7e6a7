"""A team's short meetings and what was decided in them."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place
from nic.organizations.models import Team


class HuddleDecision(Identified, Created, Versioned, Archivable, Base):
    """What a team decided on a day, who takes it on and until when; ``done_on`` once it is done."""

    __tablename__ = "huddle_decision"
    __table_args__ = (
        UniqueConstraint("client_uuid"),
        Index(None, "team_id", "decided_on"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    decided_on: Mapped[date]
    what: Mapped[str] = mapped_column(LongText)
    who: Mapped[str] = mapped_column(ShortText, default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    team: Mapped[Team] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place
