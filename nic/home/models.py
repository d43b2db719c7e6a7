"""The new school years that teams have begun."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, ShortText
from nic.kernel.identity import Place
from nic.organizations.models import Team


class TeamYear(Identified, Created, Base):
    """That a team has begun a school year, on which day, and what was done: ``told`` are sentences. Once a year."""

    __tablename__ = "team_year"
    __table_args__ = (UniqueConstraint("team_id", "starts_on"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    starts_on: Mapped[date]
    name: Mapped[str] = mapped_column(ShortText)
    told: Mapped[list[Any]] = mapped_column(default=list)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    team: Mapped[Team] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its team stands."""
        return self.team.place
