"""A thing that people talk about and add files to, with what one person may do there.

The thing's own permissions decide: its kind names them when it is registered (``nic.kernel.house.Talk``).
"""

from dataclasses import dataclass
from typing import Any

from nic.kernel.errors import NotFoundInScope
from nic.kernel.house import SubjectKind, Talk, current_house
from nic.kernel.identity import Place, Role
from nic.kernel.permissions import Permission, place_of
from nic.kernel.scope import Person, Scope, System


@dataclass(frozen=True, slots=True)
class Talked:
    """A thing that a person may read, and what else they may do there."""

    kind: SubjectKind
    talk: Talk
    thing: Any
    in_circle: bool
    may_write: bool
    may_attach: bool
    may_ask: bool

    @property
    def place(self) -> Place:
        """Where the thing stands."""
        return place_of(self.thing)

    @property
    def title(self) -> str:
        """What the thing is called."""
        return self.kind.title(self.thing)

    @property
    def address(self) -> str:
        """The thing's page."""
        return self.kind.address(self.thing)

    @property
    def is_open(self) -> bool:
        """Whether others than the circle read the thing."""
        return self.talk.is_open(self.thing)

    @property
    def has_two_rings(self) -> bool:
        """Whether some read the thing who are not of its circle, so that one may choose whom to tell."""
        return self.is_open and self.in_circle and self.place.team_id is not None

    @property
    def readers(self) -> str:
        """Who reads what is said to all readers, in the words after "Seen by"."""
        return self.talk.readers(self.thing)


def talked(scope: Scope, kind: SubjectKind, thing: Any) -> Talked | None:
    """A thing that was loaded for a person; None where its kind is not talked about, or not with them."""
    talk = kind.talk
    if talk is None or not _permits(scope, talk.read, thing):
        return None
    return Talked(
        kind=kind,
        talk=talk,
        thing=thing,
        in_circle=_permits(scope, talk.circle, thing),
        may_write=_permits(scope, talk.write, thing),
        may_attach=_permits(scope, talk.attach, thing),
        may_ask=talk.ask is not None and _permits(scope, talk.ask, thing),
    )


def load_talked(scope: Scope, key: str, subject_id: int) -> Talked:
    """A thing by its kind and key. Raises NotFoundInScope where the person may not read it."""
    kind = current_house().subjects.get(key)
    if kind is None or kind.talk is None:
        raise NotFoundInScope
    thing = kind.talk.load_all(scope, [subject_id]).get(subject_id)
    found = talked(scope, kind, thing) if thing is not None else None
    if found is None:
        raise NotFoundInScope
    return found


def administers(scope: Scope, agency_id: int) -> bool:
    """Whether the person is an administrator of an agency: who removes for good need not read the thing itself."""
    return isinstance(scope, Person) and agency_id in {
        part.agency_id for part in scope.identity.with_roles(Role.AGENCY_ADMIN)
    }


def _permits(scope: Scope, permission: Permission, thing: Any) -> bool:
    match scope:
        case Person(identity):
            return current_house().permissions.permits(identity, permission, thing)
        case System():
            return True
        case _:
            return False
