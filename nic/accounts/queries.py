"""Every read of people and memberships."""

from collections.abc import Sequence

from sqlalchemy import select

from nic.accounts.models import Membership, Person
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import Scope


def names_of_people(person_ids: set[int]) -> dict[int, str]:
    """Names by key, for things that the reader has already been allowed to see."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {person_id: name for person_id, name in rows}


def hub_people(scope: Scope, network_ids: Sequence[int]) -> dict[int, list[Person]]:
    """The people of each network's hub, by name. The caller has found the networks inside its scope."""
    rows = db.session.execute(
        select(Membership.network_id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.network_id.in_(network_ids),
            Membership.role == Role.HUB_FACILITATOR,
            Membership.ended_on.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    found: dict[int, list[Person]] = {}
    for network_id, person in rows:
        found.setdefault(network_id, []).append(person)
    return found
