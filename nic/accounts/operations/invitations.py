"""Invitations: made by those who lead a place, by mail or as a code to print; used up by joining."""

from datetime import timedelta

from nic.accounts import queries
from nic.accounts.addresses import link
from nic.accounts.models import Invitation, Membership, Person
from nic.accounts.operations.accounts import make_person
from nic.accounts.operations.memberships import begin_membership
from nic.accounts.roles import Where, roles_in
from nic.accounts.tokens import hash_of, new_code, new_secret
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.identity import Role
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import Scope, Token
from nic.organizations.models import Network, Team

MAIL_HOLDS = timedelta(days=14)
CODE_HOLDS = timedelta(days=30)
LINK_OF_CODE_HOLDS = timedelta(hours=24)


def invite_by_mail(scope: PersonScope, where: Where, role: Role, email: str) -> Invitation:
    """Sends somebody a link with which they join a place in a role."""
    secret = new_secret()
    invitation = _make(scope.person_id, where, role, hash_of(secret), MAIL_HOLDS)
    invitation.email = email.strip().lower()
    audit.record(scope, "invited by mail", invitation)
    _mail(invitation, secret, f"{scope.identity.name} invites you")
    return invitation


def make_code(scope: PersonScope, where: Where, role: Role) -> tuple[Invitation, str]:
    """Makes an invitation to hand out on paper, and the code that is shown this once."""
    code = new_code()
    invitation = _make(scope.person_id, where, role, hash_of(code), CODE_HOLDS)
    audit.record(scope, "made a printed invitation", invitation)
    return invitation, code


def send_link_for_code(scope: Token, code: Invitation, email: str) -> Invitation:
    """Sends the holder of a printed code a link to their own address, so that the account they make is theirs."""
    secret = new_secret()
    invitation = _make(code.invited_by_id, code.where, code.role, hash_of(secret), LINK_OF_CODE_HOLDS)
    invitation.email, invitation.from_code_id = email.strip().lower(), code.id
    audit.record(scope, "asked for a link with a printed code", invitation)
    _mail(invitation, secret, "You asked with a printed code")
    return invitation


def revoke(scope: Scope, invitation: Invitation) -> Invitation:
    """Takes an invitation back. Raises DomainError where it was used already."""
    if invitation.accepted_at is not None:
        raise DomainError("Somebody has joined with this invitation already.")
    invitation.revoked_at = clock.now()
    audit.record(scope, "took back", invitation)
    return invitation


def join(scope: PersonScope, invitation: Invitation, person: Person) -> Membership:
    """Joins with an account that is signed in. Raises DomainError where the invitation is for another address."""
    if invitation.email is not None and invitation.email != person.email.lower():
        raise DomainError(
            "This invitation was sent to another mail address. Sign out and open it again, or ask for one to yours."
        )
    return _accept(scope, invitation, person)


def join_as_new(
    scope: Token, invitation: Invitation, *, name: str, password: str | None, time_zone: str
) -> Person:
    """Makes the account of somebody who followed the link to their address, and lets them join.

    ``password`` is hashed already; without one they sign in by mail.
    """
    if invitation.email is None:
        raise DomainError("A new account needs a link that was sent to its mail address.")
    person = make_person(scope, email=invitation.email, name=name, password=password, time_zone=time_zone)
    _accept(scope, invitation, person)
    return person


def _accept(scope: Scope, invitation: Invitation, person: Person) -> Membership:
    used = [invitation]
    if invitation.from_code_id is not None:
        code = queries.code_behind(scope, invitation)
        if code is None:
            raise DomainError("The printed code was used by somebody else meanwhile. Ask for a new one.")
        used.append(code)
    membership = begin_membership(scope, person, invitation.where, invitation.role)
    for each in used:
        each.accepted_at, each.accepted_by_id = clock.now(), person.id
        audit.record(scope, "was joined with", each)
    return membership


def _make(invited_by_id: int, where: Where, role: Role, secret_hash: str, holds: timedelta) -> Invitation:
    if role not in roles_in(where):
        raise DomainError(f"There is no {role.label} in {where.name}.", "role")
    invitation = Invitation(
        secret_hash=secret_hash, role=role, invited_by_id=invited_by_id, expires_at=clock.now() + holds
    )
    match where:
        case Team():
            invitation.team = where
        case Network():
            invitation.network = where
        case _:
            invitation.organization = where
    return invitation


def _mail(invitation: Invitation, secret: str, who: str) -> None:
    where = invitation.where.name
    address = link("accounts.join", token=secret)
    queue_mail(
        str(invitation.email),
        f"Join {where} on NIC",
        f"{who} to join {where} as {invitation.role.label}.\n\nOpen this link to join:\n{address}\n\n"
        f"It works once, until {invitation.expires_at:%d %B %Y}. If you do not know what this is, do nothing.\n",
        subject_kind="invitation",
        subject_id=invitation.id,
    )
