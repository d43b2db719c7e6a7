"""Which roles there are in which kind of place, and which of them must never be left empty."""

from nic.accounts.models import Membership
from nic.kernel.identity import Role
from nic.organizations.models import Network, Organization, OrganizationKind, Team

Where = Team | Network | Organization

TEAM = (Role.TEAM_MEMBER, Role.TEAM_LEAD, Role.COACH)
NETWORK = (Role.HUB_FACILITATOR,)
ORGANIZATION = {
    OrganizationKind.AGENCY: (Role.AGENCY_STAFF, Role.AGENCY_ADMIN),
    OrganizationKind.DISTRICT: (Role.DISTRICT_LEAD,),
    OrganizationKind.SCHOOL: (Role.SCHOOL_LEAD,),
}
NEVER_EMPTY = frozenset(
    {Role.AGENCY_ADMIN, Role.DISTRICT_LEAD, Role.SCHOOL_LEAD, Role.TEAM_LEAD, Role.HUB_FACILITATOR}
)
"""Who holds one of these alone cannot leave: somebody else takes it over first."""

HANDED_OVER_FOR = {Role.TEAM_LEAD: Role.TEAM_MEMBER, Role.AGENCY_ADMIN: Role.AGENCY_STAFF}
"""What a person becomes who hands a role over; the other roles are held by several and handed on by invitation."""


def roles_in(where: Where) -> tuple[Role, ...]:
    """The roles that a person can hold in a place, the most usual first."""
    match where:
        case Team():
            return TEAM
        case Network():
            return NETWORK
        case _:
            return ORGANIZATION[where.kind]


def can_be_handed_to(lead: Membership | None, other: Membership) -> bool:
    """Whether the holder of a leading role may hand it to the holder of another membership in the same place."""
    return (
        lead is not None
        and lead.role in HANDED_OVER_FOR
        and other.person_id != lead.person_id
        and other.role == HANDED_OVER_FOR[lead.role]
    )
