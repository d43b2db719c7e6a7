"""Taking in what a device sends: each parcel once, whatever the network does."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from nic.device import queries
from nic.device.models import ReceivedParcel
from nic.device.parcels import Parcel, ParcelRefused, Receipt, Take, Taken
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.errors import DomainError
from nic.kernel.house import current_house
from nic.kernel.scope import Person
from nic.kernel.transactions import flush


def take_in(scope: Person, kind: str, take: Take, parcels: Sequence[Parcel]) -> list[Receipt]:
    """Takes in parcels one by one; one that is refused keeps none of the others away.

    An edition that came in before, or an older one that arrives late, changes nothing and gets the same answer.
    """
    known = queries.received(scope, {parcel.mark for parcel in parcels})
    return [_receipt(scope, kind, take, parcel, known) for parcel in parcels]


def _receipt(
    scope: Person, kind: str, take: Take, parcel: Parcel, known: dict[UUID, ReceivedParcel]
) -> Receipt:
    before = known.get(parcel.mark)
    if before is not None and before.edition >= parcel.edition:
        return _receipt_of(before)
    try:
        with db.session.begin_nested():
            taken = take(scope, parcel, before)
            known[parcel.mark] = _remember(scope, kind, parcel, before, taken)
    except IntegrityError:
        # The same parcel, at the same moment by another way: it has come in since.
        meanwhile = queries.received(scope, {parcel.mark}).get(parcel.mark)
        if meanwhile is None or meanwhile.edition < parcel.edition:
            raise
        return _receipt_of(meanwhile)
    except ParcelRefused as error:
        return Receipt(parcel.mark, parcel.edition, False, error.message, errors=error.errors)
    except DomainError as error:
        return Receipt(parcel.mark, parcel.edition, False, error.message)
    return Receipt(parcel.mark, parcel.edition, True, taken.words, taken.place)


def _receipt_of(received: ReceivedParcel) -> Receipt:
    return Receipt(received.mark, received.edition, True, received.words, received.place)


def _remember(
    scope: Person, kind: str, parcel: Parcel, before: ReceivedParcel | None, taken: Taken
) -> ReceivedParcel:
    """The row of a parcel, with what it made; the same mark at the same moment makes it once."""
    row = before or ReceivedParcel(mark=parcel.mark, person_id=scope.person_id, kind=kind)
    row.edition, row.received_at = parcel.edition, clock.now()
    row.words, row.place = taken.words, taken.place
    if taken.subject is not None:
        row.subject_kind = current_house().subject_of(taken.subject).key
        row.subject_id, row.subject_version = taken.subject.id, taken.subject.version
    db.session.add(row)
    flush()
    return row
