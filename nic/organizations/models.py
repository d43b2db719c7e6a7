"""The tree of organizations, the teams in its schools, and the networks that join teams."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Archivable, Base, Created, Identified, ShortText, Versioned, index_where
from nic.kernel.identity import Place
from nic.kernel.words import Worded


class OrganizationKind(Worded):
    """What an organization is."""

    AGENCY = "agency"
    DISTRICT = "district"
    SCHOOL = "school"


class DistrictKind(StrEnum):
    """What the administrative unit above schools is called where it stands."""

    SUPERVISORY_UNION = "supervisory union"
    SUPERVISORY_DISTRICT = "supervisory district"
    DISTRICT = "district"


class Organization(Identified, Created, Versioned, Archivable, Base):
    """An agency, a district or a school.

    ``path`` lists the keys from the agency down ("/1/4/9/") so that "below" is a prefix. ``source_id`` is the key in
    the system it was imported from (kept as text, leading zeros and all).
    """

    __tablename__ = "organization"
    __table_args__ = (
        CheckConstraint("kind IN ('agency', 'district', 'school')", name="kind_known"),
        CheckConstraint("(kind = 'agency') = (parent_id IS NULL)", name="only_agencies_stand_alone"),
        UniqueConstraint("parent_id", "name"),
        UniqueConstraint("agency_id", "kind", "source_id"),
        Index(None, "path"),
        index_where("uq_organization_agency_name", "name", where="kind = 'agency'", unique=True),
    )

    kind: Mapped[OrganizationKind]
    district_kind: Mapped[DistrictKind | None]
    name: Mapped[str] = mapped_column(ShortText)
    source_id: Mapped[str | None] = mapped_column(ShortText)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    path: Mapped[str] = mapped_column(ShortText)
    time_zone: Mapped[str] = mapped_column(ShortText, default="America/New_York")

    parent: Mapped["Organization | None"] = relationship(
        remote_side="Organization.id", foreign_keys=[parent_id]
    )

    @property
    def place(self) -> Place:
        """Where it stands; an agency stands in itself."""
        return Place(agency_id=self.agency_id or self.id, path=self.path)


class SchoolYear(Identified, Versioned, Base):
    """A school year of an agency; weeks outside every school year are never late."""

    __tablename__ = "school_year"
    __table_args__ = (
        UniqueConstraint("agency_id", "name"),
        CheckConstraint("starts_on < ends_on", name="in_order"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str] = mapped_column(ShortText)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(agency_id=self.agency_id)


class Holiday(Identified, Versioned, Archivable, Base):
    """Days without school, for an organization and everything below it."""

    __tablename__ = "holiday"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        Index(None, "organization_id", "starts_on"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str] = mapped_column(ShortText)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    organization: Mapped[Organization] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.organization.place


class Team(Identified, Created, Versioned, Archivable, Base):
    """The three to ten educators of a school who run tests of change."""

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("school_id", "name"),
        Index(None, "agency_id", "name"),
        Index(None, "path"),
        index_where("ix_team_archived", "id", where="archived_at IS NOT NULL"),
    )

    name: Mapped[str] = mapped_column(ShortText)
    school_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    path: Mapped[str] = mapped_column(ShortText)

    school: Mapped[Organization] = relationship(foreign_keys=[school_id])
    network_links: Mapped[list["NetworkTeam"]] = relationship(
        primaryjoin="and_(Team.id == NetworkTeam.team_id, NetworkTeam.left_on.is_(None))", viewonly=True
    )

    @property
    def network_ids(self) -> frozenset[int]:
        """The networks the team belongs to now."""
        return frozenset(link.network_id for link in self.network_links)

    @property
    def place(self) -> Place:
        """Where it stands; its network links must have been loaded."""
        return Place(agency_id=self.agency_id, path=self.path, team_id=self.id, network_ids=self.network_ids)


class Network(Identified, Created, Versioned, Archivable, Base):
    """A networked improvement community: teams with one aim, one theory and one method, and their hub."""

    __tablename__ = "network"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    name: Mapped[str] = mapped_column(ShortText)
    purpose: Mapped[str] = mapped_column(default="")
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))

    agency: Mapped[Organization] = relationship()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(
            agency_id=self.agency_id,
            path=f"/{self.agency_id}/",
            network_ids=frozenset({self.id}) if self.id else frozenset(),
        )


class NetworkTeam(Base):
    """A team's part in a network, from the day it joined to the day it left.

    The names of its school and its own are kept here as well, so that a page of a large network is read in their order.
    """

    __tablename__ = "network_team"
    __table_args__ = (
        Index(None, "team_id"),
        index_where(
            "ix_network_team_by_name",
            "network_id",
            "school_name",
            "team_name",
            "team_id",
            where="left_on IS NULL",
        ),
    )

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    school_name: Mapped[str] = mapped_column(ShortText)
    team_name: Mapped[str] = mapped_column(ShortText)

    team: Mapped[Team] = relationship()
    network: Mapped[Network] = relationship()

    def keep_names(self) -> None:
        """Takes over the present names of the team and its school."""
        self.school_name, self.team_name = self.team.school.name, self.team.name
