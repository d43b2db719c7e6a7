"""What a network learned: syntheses over cycles, and the words of shared cycles as the search reads them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.cycles.models import Cycle
from nic.kernel.database import Archivable, Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.learning.full_text import index_with
from nic.organizations.models import Network


class SynthesisCycle(Base):
    """A shared cycle on which a synthesis rests."""

    __tablename__ = "synthesis_cycle"
    __table_args__ = (Index(None, "cycle_id"),)

    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)


class Synthesis(Identified, Created, Versioned, Archivable, Base):
    """What the hub of a network says that was learned over cycles, and for whom it did not work."""

    __tablename__ = "synthesis"
    __table_args__ = (Index(None, "network_id", "published_at"),)

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    topic: Mapped[str] = mapped_column(LongText)
    claim: Mapped[str] = mapped_column(LongText, default="")
    contexts: Mapped[str] = mapped_column(LongText, default="")
    not_for: Mapped[str] = mapped_column(LongText, default="")
    published_at: Mapped[datetime | None]

    network: Mapped[Network] = relationship()
    cited: Mapped[list[SynthesisCycle]] = relationship(
        cascade="all, delete-orphan", order_by=SynthesisCycle.cycle_id
    )

    @property
    def is_published(self) -> bool:
        """Whether the network reads it."""
        return self.published_at is not None and not self.is_archived

    @property
    def cycle_ids(self) -> list[int]:
        """The cycles on which it rests."""
        return [link.cycle_id for link in self.cited]

    @property
    def place(self) -> Place:
        """Where it stands: at its network."""
        return self.network.place


class CycleText(Base):
    """The words of a shared cycle, as the search reads them. Each database keeps its own full-text index of them."""

    __tablename__ = "cycle_text"

    cycle_id: Mapped[int] = mapped_column(ForeignKey(Cycle.id), primary_key=True, autoincrement=False)
    idea: Mapped[str] = mapped_column(LongText)
    words: Mapped[str] = mapped_column(LongText)


index_with(Base.metadata.tables["cycle_text"])
