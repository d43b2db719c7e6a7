"""Makes the identity of a request: the signed-in device's row, the person and their memberships, in two statements."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import g, request, session
from sqlalchemy import Select, bindparam, func, or_, select

from nic.accounts.models import Membership as MembershipRow
from nic.accounts.models import Person, SignIn
from nic.accounts.tokens import hash_of, page_mark
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.house import current_house
from nic.kernel.identity import SESSION_KEY, Identity, Membership
from nic.kernel.intent import SAFE_METHODS
from nic.kernel.same_state import changes_counted, information_of, mark_of, state_as_seen
from nic.kernel.transactions import reading
from nic.organizations.models import Network, NetworkTeam, Organization, Team


def load_identity() -> None:
    """Before every request but static files: finds who asks.

    Where the request may write, the read ends before the view begins; a GET goes on reading in one transaction.
    """
    secret = session.get(SESSION_KEY)
    if request.endpoint == "static" or not secret:
        return
    with nullcontext() if request.method in SAFE_METHODS else reading():
        person = _signed_in_person(secret)
        if person is not None:
            g.person = person
            g.nic_identity = identity_of(person)
            session.setdefault("csrf_token", page_mark(person.id))


def _signed_in_person(secret: str) -> Person | None:
    """Who is signed in; where the request reads, what it reads is that of the state of the database at this moment."""
    before = changes_counted()
    row = db.session.execute(_SIGNED_IN, {"secret_hash": hash_of(secret), "now": clock.now()}).first()
    if row is None:
        return None
    person, seen = row
    if request.method in SAFE_METHODS:
        g.database_mark = mark_of(information_of(db.session.connection()), seen, before)
    return person


_SIGNED_IN = (
    select(Person, state_as_seen())
    .join(SignIn, SignIn.person_id == Person.id)
    .where(
        SignIn.secret_hash == bindparam("secret_hash"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
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
    return frozenset(db.session.scalars(_networks_below(paths)))


@lru_cache(maxsize=1024)
def _networks_below(paths: frozenset[str]) -> Select[int]:
    return (
        select(_LINK.c.network_id)
        .join(_TEAM, _TEAM.c.id == _LINK.c.team_id)
        .where(_LINK.c.left_on.is_(None), or_(*(_TEAM.c.path.startswith(path) for path in sorted(paths))))
        .distinct()
    )


_MEMBERSHIP, _ORGANIZATION = MembershipRow.__table__, Organization.__table__
_TEAM, _NETWORK, _LINK = Team.__table__, Network.__table__, NetworkTeam.__table__
_MEMBERSHIPS = (
    select(
        _MEMBERSHIP.c.id,
        _MEMBERSHIP.c.role,
        _MEMBERSHIP.c.organization_id,
        _MEMBERSHIP.c.team_id,
        _MEMBERSHIP.c.network_id,
        func.coalesce(_ORGANIZATION.c.name, _TEAM.c.name, _NETWORK.c.name).label("place_name"),
        func.coalesce(
            _ORGANIZATION.c.agency_id, _TEAM.c.agency_id, _NETWORK.c.agency_id, _ORGANIZATION.c.id
        ).label("agency_id"),
        func.coalesce(_ORGANIZATION.c.path, _TEAM.c.path).label("path"),
        func.coalesce(_MEMBERSHIP.c.network_id, _LINK.c.network_id).label("in_network"),
    )
    .select_from(
        _MEMBERSHIP.outerjoin(_ORGANIZATION, _ORGANIZATION.c.id == _MEMBERSHIP.c.organization_id)
        .outerjoin(_TEAM, _TEAM.c.id == _MEMBERSHIP.c.team_id)
        .outerjoin(_NETWORK, _NETWORK.c.id == _MEMBERSHIP.c.network_id)
        .outerjoin(_LINK, (_LINK.c.team_id == _MEMBERSHIP.c.team_id) & _LINK.c.left_on.is_(None))
    )
    .where(
        _MEMBERSHIP.c.person_id == bindparam("person_id"),
        or_(_MEMBERSHIP.c.ended_on.is_(None), _MEMBERSHIP.c.ended_on > bindparam("today")),
    )
    .order_by(_MEMBERSHIP.c.id)
)


def _memberships(person_id: int) -> Iterable[Membership]:
    """One row a membership and network; rows of one membership are joined."""
    found: dict[int, tuple[Any, set[int]]] = {}
    for row in db.session.execute(_MEMBERSHIPS, {"person_id": person_id, "today": clock.today()}):
        _, networks = found.setdefault(row.id, (row, set()))
        if row.in_network is not None:
            networks.add(row.in_network)
    return [_membership(row, frozenset(networks)) for row, networks in found.values()]


def _membership(row: Any, network_ids: frozenset[int]) -> Membership:
    return Membership(
        role=row.role,
        place_name=row.place_name,
        agency_id=row.agency_id,
        path=row.path or f"/{row.agency_id}/",
        organization_id=row.organization_id,
        team_id=row.team_id,
        network_ids=network_ids,
    )
