"""People, what they are in which place, how they were invited and where they are signed in."""

from dataclasses import replace
from datetime import date, datetime

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nic.kernel.database import Base, Created, Identified, ShortText, Versioned, index_where
from nic.kernel.identity import Place, Role
from nic.organizations.models import Network, Organization, Team


class Person(Identified, Created, Versioned, UserMixin, Base):
    """Somebody with an account. ``fs_uniquifier`` changes when every session of the person must end."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("fs_uniquifier"))

    email: Mapped[str] = mapped_column(ShortText)
    name: Mapped[str] = mapped_column(ShortText)
    password: Mapped[str | None] = mapped_column(ShortText)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(ShortText)
    confirmed_at: Mapped[datetime | None]
    time_zone: Mapped[str] = mapped_column(ShortText, default="America/New_York")

    @property
    def place(self) -> Place:
        """A person stands at themselves."""
        return Place(person_id=self.id)


class Membership(Identified, Created, Versioned, Base):
    """One role of a person in one organization, team or network. An ended one is kept."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN organization_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN network_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_place",
        ),
        Index(None, "person_id", "ended_on"),
        Index(None, "team_id", "ended_on"),
        Index(None, "network_id", "ended_on"),
        Index(None, "organization_id", "ended_on"),
        *(
            index_where(
                f"uq_membership_now_{column}",
                "person_id",
                "role",
                column,
                where=f"ended_on IS NULL AND {column} IS NOT NULL",
                unique=True,
            )
            for column in ("organization_id", "team_id", "network_id")
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    organization: Mapped[Organization | None] = relationship()
    team: Mapped[Team | None] = relationship()
    network: Mapped[Network | None] = relationship()

    @property
    def place(self) -> Place:
        """Where the role is held, and by whom."""
        return replace(self.where.place, person_id=self.person_id)

    @property
    def where(self) -> Team | Network | Organization:
        """The team, network or organization."""
        return _one_of(self.team, self.network, self.organization)


class Invitation(Identified, Created, Versioned, Base):
    """A way in: by mail (a link) or by a printed code. Single use, expiring; only the secret's hash is kept.

    ``from_code_id`` is the printed code that a link sent by mail stands for: joining uses up both.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("secret_hash"), Index(None, "team_id"), Index(None, "organization_id"))

    secret_hash: Mapped[str] = mapped_column(ShortText)
    email: Mapped[str | None] = mapped_column(ShortText)
    role: Mapped[Role]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]
    from_code_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))

    organization: Mapped[Organization | None] = relationship()
    team: Mapped[Team | None] = relationship()
    network: Mapped[Network | None] = relationship()

    @property
    def place(self) -> Place:
        """Where the invited role will be held."""
        return self.where.place

    @property
    def where(self) -> Team | Network | Organization:
        """The team, network or organization."""
        return _one_of(self.team, self.network, self.organization)


class SignIn(Identified, Created, Base):
    """One signed-in device. The cookie holds a secret; here stands its hash. An ended row signs the device out."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("secret_hash"), Index(None, "person_id", "ended_at"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    secret_hash: Mapped[str] = mapped_column(ShortText)
    device: Mapped[str] = mapped_column(ShortText)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    @property
    def place(self) -> Place:
        """A device stands at its person."""
        return Place(person_id=self.person_id)


class SignInLink(Identified, Created, Base):
    """A link that signs a person in once, sent by mail or printed by the command line. Only its hash is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (UniqueConstraint("secret_hash"), Index(None, "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    secret_hash: Mapped[str] = mapped_column(ShortText)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    @property
    def place(self) -> Place:
        """A link stands at its person."""
        return Place(person_id=self.person_id)


def _one_of(*places: Team | Network | Organization | None) -> Team | Network | Organization:
    """The one place that is set; the database holds that there is exactly one."""
    return next(place for place in places if place is not None)
