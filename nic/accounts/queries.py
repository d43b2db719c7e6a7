"""Every read of people and memberships."""

from sqlalchemy import select

from nic.accounts.models import Person
from nic.kernel.database import db


def names_of_people(person_ids: set[int]) -> dict[int, str]:
    """Names by key, for things that the reader has already been allowed to see."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {person_id: name for person_id, name in rows}
