"""What the demo asks of a database before it fills it."""

from sqlalchemy import select

from nic.accounts.models import Person
from nic.kernel.database import db
from nic.kernel.scope import System


def has_people(scope: System) -> bool:
    """Whether anybody has an account already."""
    return db.session.scalar(select(Person.id).limit(1)) is not None
