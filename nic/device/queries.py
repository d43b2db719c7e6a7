"""What came in before."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from nic.device.models import ReceivedParcel
from nic.kernel.database import db
from nic.kernel.scope import Person


def received(scope: Person, marks: Collection[UUID]) -> dict[UUID, ReceivedParcel]:
    """What the person sent before under some marks, locked until this is over."""
    statement = (
        select(ReceivedParcel)
        .where(ReceivedParcel.mark.in_(marks), ReceivedParcel.person_id == scope.person_id)
        .with_for_update()
    )
    return {parcel.mark: parcel for parcel in db.session.scalars(statement)}
