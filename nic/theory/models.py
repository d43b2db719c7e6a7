"""Problems of practice, and theories of improvement as graphs: aim <- drivers <- change ideas."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, Versioned
from nic.kernel.identity import Place
from nic.organizations.models import Network, Team


class Owned:
    """Belongs to a team or to a network."""

    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))

    @declared_attr
    def team(cls) -> Mapped[Team | None]:
        """The owning team, where it is a team."""
        return relationship(Team)

    @declared_attr
    def network(cls) -> Mapped[Network | None]:
        """The owning network, where it is a network."""
        return relationship(Network)

    @property
    def owner(self) -> Team | Network:
        """The team or network that it belongs to."""
        owner = self.team or self.network
        assert owner is not None  # noqa: S101  the table's check constraint
        return owner

    @property
    def place(self) -> Place:
        """Where it stands: where its owner stands."""
        return self.owner.place


ONE_OWNER = "(team_id IS NULL) <> (network_id IS NULL)"


class ProblemStatus(StrEnum):
    """How far a problem of practice has come."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    IN_WORK = "in_work"
    PARKED = "parked"
    SOLVED = "solved"

    @property
    def label(self) -> str:
        """The status in words."""
        return self.value.replace("_", " ")

    @property
    def may_become(self) -> tuple["ProblemStatus", ...]:
        """The statuses to which a problem in this one may be moved, the usual next one first."""
        return STATUS_MOVES[self]


STATUS_MOVES: dict[ProblemStatus, tuple[ProblemStatus, ...]] = {
    ProblemStatus.PROPOSED: (ProblemStatus.CHOSEN, ProblemStatus.PARKED),
    ProblemStatus.CHOSEN: (ProblemStatus.IN_WORK, ProblemStatus.PARKED, ProblemStatus.PROPOSED),
    ProblemStatus.IN_WORK: (ProblemStatus.SOLVED, ProblemStatus.PARKED, ProblemStatus.CHOSEN),
    ProblemStatus.PARKED: (ProblemStatus.PROPOSED, ProblemStatus.CHOSEN),
    ProblemStatus.SOLVED: (ProblemStatus.IN_WORK,),
}


class Problem(Owned, Identified, Created, Versioned, Archivable, Base):
    """A problem of practice: observable, actionable, stated with how it is known."""

    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        Index(None, "team_id"),
        Index(None, "network_id"),
    )

    statement: Mapped[str] = mapped_column(LongText)
    how_we_know: Mapped[str] = mapped_column(LongText, default="")
    whom_it_affects: Mapped[str] = mapped_column(LongText, default="")
    status: Mapped[ProblemStatus] = mapped_column(default=ProblemStatus.PROPOSED)
    parked_because: Mapped[str] = mapped_column(LongText, default="")


class Theory(Owned, Identified, Created, Versioned, Base):
    """A theory of improvement. Its aim's "what" is the text of the aim node; the rest of the aim stands here."""

    __tablename__ = "theory"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        UniqueConstraint("team_id"),
        UniqueConstraint("network_id"),
    )

    aim_for_whom: Mapped[str] = mapped_column(LongText, default="")
    aim_how_much: Mapped[str] = mapped_column(LongText, default="")
    aim_by_when: Mapped[date | None]

    nodes: Mapped[list["Node"]] = relationship(back_populates="theory", order_by="Node.id")

    @property
    def aim(self) -> "Node":
        """The node at the top; every theory begins with one."""
        return next(node for node in self.nodes if node.kind is NodeKind.AIM)

    @property
    def aim_version(self) -> int:
        """Rises whenever any part of the aim changes: its text stands in the node, the rest here."""
        return self.version + self.aim.version


class NodeKind(StrEnum):
    """The levels of a driver diagram, from the aim down."""

    AIM = "aim"
    PRIMARY_DRIVER = "primary_driver"
    SECONDARY_DRIVER = "secondary_driver"
    CHANGE_IDEA = "change_idea"

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.value.replace("_", " ")

    @property
    def level(self) -> int:
        """How far below the aim it stands."""
        return list(NodeKind).index(self)


class Node(Identified, Created, Versioned, Archivable, Base):
    """One node of a theory."""

    __tablename__ = "node"
    __table_args__ = (Index(None, "theory_id"),)

    theory_id: Mapped[int] = mapped_column(ForeignKey("theory.id"))
    kind: Mapped[NodeKind]
    text: Mapped[str] = mapped_column(LongText)
    note: Mapped[str] = mapped_column(LongText, default="")

    theory: Mapped[Theory] = relationship(back_populates="nodes")
    parent_links: Mapped[list["NodeLink"]] = relationship(
        foreign_keys="NodeLink.child_id", cascade="all, delete-orphan", back_populates="child"
    )

    @property
    def place(self) -> Place:
        """Where it stands: where its theory stands."""
        return self.theory.place

    @property
    def parent_ids(self) -> frozenset[int]:
        """The nodes that it serves."""
        return frozenset(link.parent_id for link in self.parent_links)


class NodeLink(Base):
    """A node serves another one above it. A node may serve several, and has its place in the order of each."""

    __tablename__ = "node_link"
    __table_args__ = (CheckConstraint("parent_id <> child_id", name="not_itself"), Index(None, "child_id"))

    parent_id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    parent: Mapped[Node] = relationship(foreign_keys=[parent_id])
    child: Mapped[Node] = relationship(foreign_keys=[child_id], back_populates="parent_links")
