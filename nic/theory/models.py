"""Theories of improvement as graphs: aim <- drivers <- change ideas. And what belongs to a team or to a network."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place
from nic.kernel.words import Worded
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


class Theory(Owned, Identified, Created, Versioned, Base):
    """A theory of improvement. Its aim's "what" is the text of the aim node; the rest of the aim stands here.

    ``revision`` rises with every change of any part; ``version`` only with the parts of the aim that stand here.
    """

    __tablename__ = "theory"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        UniqueConstraint("team_id"),
        UniqueConstraint("network_id"),
    )

    aim_for_whom: Mapped[str] = mapped_column(LongText, default="")
    aim_how_much: Mapped[str] = mapped_column(LongText, default="")
    aim_by_when: Mapped[date | None]
    example: Mapped[str] = mapped_column(ShortText, default="")
    aim_baseline: Mapped[str] = mapped_column(LongText, default="")
    revision: Mapped[int] = mapped_column(default=0)

    nodes: Mapped[list["Node"]] = relationship(back_populates="theory", order_by="Node.id")

    @property
    def aim(self) -> "Node":
        """The node at the top; every theory begins with one."""
        return next(node for node in self.nodes if node.kind is NodeKind.AIM)

    @property
    def aim_version(self) -> int:
        """Rises whenever any part of the aim changes: its text stands in the node, the rest here."""
        return self.version + self.aim.version


class NodeKind(Worded):
    """The levels of a driver diagram, from the aim down."""

    AIM = "aim"
    PRIMARY_DRIVER = "primary_driver"
    SECONDARY_DRIVER = "secondary_driver"
    CHANGE_IDEA = "change_idea"

    @property
    def level(self) -> int:
        """How far below the aim it stands."""
        return list(NodeKind).index(self)


class Node(Identified, Created, Versioned, Archivable, Base):
    """One node of a theory. One whose adding was undone is withdrawn: archived, without links, shown nowhere."""

    __tablename__ = "node"
    __table_args__ = (Index(None, "theory_id"),)

    theory_id: Mapped[int] = mapped_column(ForeignKey("theory.id"))
    kind: Mapped[NodeKind]
    text: Mapped[str] = mapped_column(LongText)
    note: Mapped[str] = mapped_column(LongText, default="")
    evidence: Mapped[str] = mapped_column(LongText, default="")
    is_withdrawn: Mapped[bool] = mapped_column(default=False)

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


class TheoryStep(Identified, Created, Base):
    """One change of a theory, large or small, as it is undone: whole. ``changes`` holds each value before and after.

    ``node_id`` is the node that it is about; none where it is about many.
    """

    __tablename__ = "theory_step"
    __table_args__ = (UniqueConstraint("client_uuid"), Index(None, "theory_id", "id"))

    theory_id: Mapped[int] = mapped_column(ForeignKey("theory.id"))
    revision: Mapped[int]
    actor_id: Mapped[int | None]
    actor_label: Mapped[str | None] = mapped_column(ShortText)
    verb: Mapped[str] = mapped_column(ShortText)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    changes: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None]
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    theory: Mapped[Theory] = relationship()
    node: Mapped[Node | None] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands: where its theory stands."""
        return self.theory.place
