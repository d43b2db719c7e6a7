"""Who is asking: one snapshot per request of a person and their memberships, made of plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from flask import g, has_request_context

from nic.kernel.words import Worded


class Role(Worded):
    """What a person is in a place."""

    AGENCY_ADMIN = "agency_admin"
    AGENCY_STAFF = "agency_staff"
    DISTRICT_LEAD = "district_lead"
    SCHOOL_LEAD = "school_lead"
    TEAM_LEAD = "team_lead"
    TEAM_MEMBER = "team_member"
    COACH = "coach"
    HUB_FACILITATOR = "hub_facilitator"
    REVIEWER = "reviewer"
    REVIEW_LEAD = "review_lead"
    HOST_COORDINATOR = "host_coordinator"


TEAM_ROLES = frozenset({Role.TEAM_LEAD, Role.TEAM_MEMBER})
AGENCY_ROLES = frozenset({Role.AGENCY_ADMIN, Role.AGENCY_STAFF})


@dataclass(frozen=True, slots=True)
class Membership:
    """One role in one place, with what scoping needs of that place.

    ``path`` is the organization's path ("/1/4/9/"); ``network_ids`` are the networks of the team, or the one network.
    """

    role: Role
    place_name: str
    agency_id: int
    path: str = "/"
    organization_id: int | None = None
    team_id: int | None = None
    network_ids: frozenset[int] = frozenset()
    review_id: int | None = None


@dataclass(frozen=True)
class Identity:
    """A person as this request sees them. Sets are derived once and kept."""

    person_id: int | None = None
    name: str = ""
    time_zone: str = "UTC"
    memberships: tuple[Membership, ...] = field(default=())
    led_network_ids: frozenset[int] = frozenset()
    """Networks with teams in the schools and districts that the person leads."""

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.person_id is None

    @cached_property
    def role_line(self) -> str:
        """The first role in words, such as "Team lead · Grade 6 team"."""
        if not self.memberships:
            return self.name
        first = self.memberships[0]
        return f"{first.role.label.capitalize()} · {first.place_name}"

    def with_roles(self, *roles: Role) -> tuple[Membership, ...]:
        """The memberships with any of the roles."""
        return tuple(m for m in self.memberships if m.role in roles)

    def team_ids_as(self, *roles: Role) -> frozenset[int]:
        """The teams in which the person has any of the roles."""
        return frozenset(m.team_id for m in self.with_roles(*roles) if m.team_id is not None)

    @cached_property
    def own_team_ids(self) -> frozenset[int]:
        """Teams of which the person is a member or the lead."""
        return self.team_ids_as(*TEAM_ROLES)

    @cached_property
    def coached_team_ids(self) -> frozenset[int]:
        """Teams that the person coaches."""
        return self.team_ids_as(Role.COACH)

    @cached_property
    def hub_network_ids(self) -> frozenset[int]:
        """Networks whose hub the person belongs to."""
        return _networks(self.with_roles(Role.HUB_FACILITATOR))

    @cached_property
    def network_ids(self) -> frozenset[int]:
        """Networks of the person's teams, of the teams they coach, and of their hub."""
        return _networks(m for m in self.memberships if m.team_id is not None) | self.hub_network_ids

    @cached_property
    def agency_ids(self) -> frozenset[int]:
        """Agencies whose staff (or administrator) the person is."""
        return frozenset(m.agency_id for m in self.with_roles(*AGENCY_ROLES))

    @cached_property
    def home_agency_ids(self) -> frozenset[int]:
        """Every agency in which the person has any membership."""
        return frozenset(m.agency_id for m in self.memberships)

    @cached_property
    def led_paths(self) -> frozenset[str]:
        """Paths of the schools and districts that the person leads."""
        return frozenset(m.path for m in self.with_roles(Role.SCHOOL_LEAD, Role.DISTRICT_LEAD))

    @cached_property
    def review_ids(self) -> frozenset[int]:
        """Reviews in which the person has any part."""
        return frozenset(m.review_id for m in self.memberships if m.review_id is not None)


def _networks(memberships: Iterable[Membership]) -> frozenset[int]:
    return frozenset(network_id for membership in memberships for network_id in membership.network_ids)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: all that a permission needs to know of it."""

    agency_id: int | None = None
    path: str = "/"
    team_id: int | None = None
    network_ids: frozenset[int] = frozenset()
    review_id: int | None = None
    person_id: int | None = None


ANONYMOUS = Identity()
SESSION_KEY = "sign_in"
"""Where the session keeps the secret of the sign-in."""


def current_identity() -> Identity:
    """The identity of this request; nobody outside a request."""
    if not has_request_context():
        return ANONYMOUS
    identity: Identity = g.get("nic_identity", ANONYMOUS)
    return identity
