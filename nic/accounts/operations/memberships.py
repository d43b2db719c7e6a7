"""Roles of people in places: given, changed, handed over and ended. An ended membership is kept."""

from nic.accounts import queries
from nic.accounts.models import Membership, Person
from nic.accounts.roles import HANDED_OVER_FOR, NEVER_EMPTY, Where, can_be_handed_to, roles_in
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.identity import Role
from nic.kernel.scope import Scope, System
from nic.organizations.models import Network, Team
from nic.organizations.operations import make_agency
from nic.organizations.queries import agency_by_name


def begin_membership(scope: Scope, person: Person, where: Where, role: Role) -> Membership:
    """Gives a person a role in a place. Raises DomainError where there is no such role, or they hold it already."""
    if role not in roles_in(where):
        raise DomainError(f"There is no {role.label} in {where.name}.", "role")
    if queries.membership_in(scope, person.id, where, role) is not None:
        raise DomainError(f"{person.name} is {role.label} of {where.name} already.", "role")
    membership = Membership(person=person, role=role, started_on=clock.today())
    match where:
        case Team():
            membership.team = where
        case Network():
            membership.network = where
        case _:
            membership.organization = where
    audit.record(scope, "began as a member", membership)
    return membership


def make_administrator(scope: System, person: Person, agency_name: str) -> Membership:
    """Makes a person an administrator of an agency, which is made where there is none of that name."""
    agency = agency_by_name(scope, agency_name) or make_agency(scope, name=agency_name)
    return begin_membership(scope, person, agency, Role.AGENCY_ADMIN)


def end_membership(scope: Scope, membership: Membership) -> Membership:
    """Ends a membership today. Raises DomainError for the last who holds a role that must be held."""
    _refuse_last(scope, membership, "Hand the role over, or invite somebody to it, first.")
    membership.ended_on = clock.today()
    audit.record(scope, "ended the membership", membership)
    return membership


def change_role(scope: Scope, membership: Membership, role: Role) -> Membership:
    """Gives a person another role in the same place: the old membership ends, a new one begins and is returned."""
    if role == membership.role:
        raise DomainError(f"{membership.person.name} is {role.label} already.", "role")
    if role not in roles_in(membership.where):
        raise DomainError(f"There is no {role.label} in {membership.where.name}.", "role")
    end_membership(scope, membership)
    return begin_membership(scope, membership.person, membership.where, role)


def hand_over(scope: Scope, lead: Membership, other: Membership) -> Membership:
    """Hands a leading role to somebody of the same place and takes theirs, both at once. Returns the new lead."""
    if lead.where.id != other.where.id or not can_be_handed_to(lead, other):
        raise DomainError("The role goes to somebody who belongs to the same place and does not hold it yet.")
    person, former, where, role = other.person, lead.person, lead.where, lead.role
    for membership in (lead, other):
        membership.ended_on = clock.today()
        audit.record(scope, "handed over", membership)
    begin_membership(scope, former, where, HANDED_OVER_FOR[role])
    return begin_membership(scope, person, where, role)


def _refuse_last(scope: Scope, membership: Membership, what_to_do: str) -> None:
    if membership.role not in NEVER_EMPTY:
        return
    holders = queries.holders_of(scope, membership.where, membership.role)
    if all(holder.id == membership.id for holder in holders):
        name = membership.where.name
        raise DomainError(
            f"{membership.person.name} is the only {membership.role.label} of {name}. {what_to_do}"
        )
