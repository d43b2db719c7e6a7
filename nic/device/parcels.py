"""Parcels: what a device sends of one row of a page, and what it is told of it. No database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nic.device.models import ReceivedParcel
from nic.kernel.errors import DomainError
from nic.kernel.scope import Person

MOST_PARCELS = 50
MOST_FIELDS = 40
LONGEST_NAME, LONGEST_TEXT = 200, 20_000
LAST_EDITION = 1_000_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """The fields of one row as they are typed now. ``edition`` rises as the person goes on writing."""

    mark: UUID
    edition: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a parcel made: a registered thing; ``words`` where the person must know more than that it is saved.

    ``place`` is for the page: what it may want to show of what was saved.
    """

    subject: Any = None
    words: str = ""
    place: str = ""


class ParcelRefused(DomainError):
    """A parcel that cannot be taken in as it is: what is wrong, by field name. It stays on the device."""

    def __init__(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.errors = dict(errors or {})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the device is told of one parcel."""

    mark: UUID
    edition: int
    is_saved: bool
    words: str = ""
    place: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "mark": str(self.mark),
            "edition": self.edition,
            "saved": self.is_saved,
            "words": self.words,
            "place": self.place,
            "errors": dict(self.errors),
        }


Take = Callable[[Person, Parcel, ReceivedParcel | None], Taken]


def slot_of(kind: str) -> str:
    """Under which name a room registers what takes in parcels of a kind."""
    return f"parcels of {kind}"


def parcels_in(data: Any) -> Sequence[Parcel]:
    """The parcels in what a device sent. Raises ValueError for anything else."""
    sent = data.get("parcels") if isinstance(data, dict) else None
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_PARCELS:
        raise ValueError("there are no parcels in it, or too many")
    return [_parcel(each) for each in sent]


def _parcel(sent: Any) -> Parcel:
    if not isinstance(sent, dict):
        raise ValueError("a parcel has a mark, an edition and fields")
    mark, edition, fields = sent.get("mark"), sent.get("edition"), sent.get("fields")
    if not (isinstance(mark, str) and isinstance(fields, dict) and len(fields) <= MOST_FIELDS):
        raise ValueError("a parcel has a mark, an edition and fields")
    if not isinstance(edition, int) or not 0 < edition <= LAST_EDITION:
        raise ValueError("an edition is a number")
    for name, text in fields.items():
        if not (isinstance(text, str) and len(name) <= LONGEST_NAME and len(text) <= LONGEST_TEXT):
            raise ValueError("a field is a text")
    return Parcel(UUID(mark), edition, fields)
