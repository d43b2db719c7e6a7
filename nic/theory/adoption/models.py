"""What teams share with their networks: parts that a team adopted, and what a hub answered to a team's own parts."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.organizations.models import Network
from nic.theory.models import Node


class AdoptedNode(Identified, Created, Versioned, Base):
    """A node of a team that stands for a node of a network. ``seen_text`` is how the network's read when it was taken.

    Where the network's published words are others by now, the team is told and chooses.
    """

    __tablename__ = "adopted_node"
    __table_args__ = (UniqueConstraint("node_id"), Index(None, "shared_node_id"))

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    shared_node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    seen_text: Mapped[str] = mapped_column(LongText)

    node: Mapped[Node] = relationship(foreign_keys=[node_id])
    shared_node: Mapped[Node] = relationship(foreign_keys=[shared_node_id])

    @property
    def place(self) -> Place:
        """Where it stands: where the team's node stands."""
        return self.node.place


class Answer(StrEnum):
    """What a hub answered to a part that a team added."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class HubAnswer(Identified, Created, Versioned, Base):
    """A hub's answer to a part that a team added to the shared theory; declining says why in a word."""

    __tablename__ = "hub_answer"
    __table_args__ = (
        UniqueConstraint("node_id", "network_id"),
        Index(None, "network_id"),
        CheckConstraint("answer = 'accepted' OR word <> ''", name="declined_with_a_word"),
    )

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    answer: Mapped[Answer]
    word: Mapped[str] = mapped_column(LongText, default="")

    node: Mapped[Node] = relationship()
    network: Mapped[Network] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where the team's node stands."""
        return self.node.place
