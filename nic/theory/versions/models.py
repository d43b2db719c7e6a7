"""Published versions of theories: what each said, whole, with the reason for it. They are never changed."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, LongText, ShortText
from nic.kernel.identity import Place
from nic.theory.models import NodeKind, Theory


class TheoryVersion(Identified, Created, Base):
    """A theory as it was published. ``reason`` completes "revised because"; the first version may do without.

    ``changes`` counts what is other than in the version before, in words.
    """

    __tablename__ = "theory_version"
    __table_args__ = (UniqueConstraint("theory_id", "number"), UniqueConstraint("client_uuid"))

    theory_id: Mapped[int] = mapped_column(ForeignKey("theory.id"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(LongText, default="")
    changes: Mapped[str] = mapped_column(ShortText, default="")
    aim_for_whom: Mapped[str] = mapped_column(LongText, default="")
    aim_how_much: Mapped[str] = mapped_column(LongText, default="")
    aim_by_when: Mapped[date | None]
    aim_baseline: Mapped[str] = mapped_column(LongText, default="")
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    theory: Mapped[Theory] = relationship()
    nodes: Mapped[list["VersionNode"]] = relationship(order_by="VersionNode.node_id")
    links: Mapped[list["VersionLink"]] = relationship(
        order_by="VersionLink.parent_id, VersionLink.position, VersionLink.child_id"
    )

    @property
    def place(self) -> Place:
        """Where it stands: where its theory stands."""
        return self.theory.place


class VersionNode(Base):
    """A node as a version has it."""

    __tablename__ = "theory_version_node"
    __table_args__ = (Index(None, "node_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("theory_version.id"), primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    kind: Mapped[NodeKind]
    text: Mapped[str] = mapped_column(LongText)
    note: Mapped[str] = mapped_column(LongText, default="")
    evidence: Mapped[str] = mapped_column(LongText, default="")


class VersionLink(Base):
    """A link between two nodes as a version has it."""

    __tablename__ = "theory_version_link"

    version_id: Mapped[int] = mapped_column(ForeignKey("theory_version.id"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    position: Mapped[int]
