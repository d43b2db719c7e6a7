"""Makes the identity of a request: the signed-in device's row, the person and their memberships, in two statements."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import g, request, session
from sqlalchemy import or_, select

from nic.accounts.models import Membership as MembershipRow
from nic.accounts.models import Person, SignIn
from nic.accounts.tokens import hash_of, page_mark
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.house import current_house
from nic.kernel.identity import Identity, Membership
from nic.kernel.transactions import reading
from nic.organizations.models import Network, NetworkTeam, Organization, Team

SESSION_KEY = "sign_in"


def load_identity() -> None:
    """Before every request but static files: finds who asks. The read ends before the view begins."""
    secret = session.get(SESSION_KEY)
    if request.endpoint == "static" or not secret:
        return
    with reading():
        person = _signed_in_person(secret)
        if person is not None:
            g.person = person
            g.nic_identity = identity_of(person)
            session.setdefault("csrf_token", page_mark(person.id))


def _signed_in_person(secret: str) -> Person | None:
    return db.session.scalar(
        select(Person)
        .join(SignIn, SignIn.person_id == Person.id)
        .where(
            SignIn.secret_hash == hash_of(secret),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > clock.now(),
            Person.active,
        )
    )


def identity_of(person: Person) -> Identity:
    """The snapshot of a person: their memberships of now, from this room and from those that registered more."""
    memberships = [*_memberships(person.id)]
    for provider in current_house().provided("memberships"):
        memberships += provider(person.id)
    identity = Identity(person.id, person.name, person.time_zone, tuple(memberships))
    return (
        replace(identity, led_network_ids=_led_networks(identity.led_paths))
        if identity.led_paths
        else identity
    )


def _led_networks(paths: frozenset[str]) -> frozenset[int]:
    """The networks with teams at or below the paths: asked only for those who lead a school or district."""
    return frozenset(
        db.session.scalars(
            select(NetworkTeam.network_id)
            .join(Team, Team.id == NetworkTeam.team_id)
            .where(
                NetworkTeam.left_on.is_(None), or_(*(Team.path.startswith(path) for path in sorted(paths)))
            )
            .distinct()
        )
    )


def _memberships(person_id: int) -> Iterable[Membership]:
    """One row a membership and network; rows of one membership are joined."""
    rows = db.session.execute(
        select(MembershipRow, Organization, Team, Network, NetworkTeam.network_id)
        .outerjoin(Organization, Organization.id == MembershipRow.organization_id)
        .outerjoin(Team, Team.id == MembershipRow.team_id)
        .outerjoin(Network, Network.id == MembershipRow.network_id)
        .outerjoin(
            NetworkTeam, (NetworkTeam.team_id == MembershipRow.team_id) & NetworkTeam.left_on.is_(None)
        )
        .where(
            MembershipRow.person_id == person_id,
            or_(MembershipRow.ended_on.is_(None), MembershipRow.ended_on > clock.today()),
        )
        .order_by(MembershipRow.id)
    ).all()
    found: dict[int, tuple[Any, set[int]]] = {}
    for row in rows:
        _, networks = found.setdefault(row[0].id, (row, set()))
        networks.update(key for key in (row[4], row[0].network_id) if key is not None)
    return [_membership(row, frozenset(networks)) for row, networks in found.values()]


def _membership(row: Any, network_ids: frozenset[int]) -> Membership:
    membership, organization, team, network, _ = row
    where = organization or team or network
    agency_id = where.agency_id if where.agency_id is not None else where.id
    return Membership(
        role=membership.role,
        place_name=where.name,
        agency_id=agency_id,
        path=where.path if network is None else f"/{agency_id}/",
        organization_id=membership.organization_id,
        team_id=membership.team_id,
        network_ids=network_ids,
    )
