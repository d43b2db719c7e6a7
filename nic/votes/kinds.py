"""What can be voted on: a higher room registers each kind, and judges for it who reads, votes and leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nic.kernel.errors import NotFoundInScope
from nic.kernel.house import House, current_house
from nic.kernel.identity import Place
from nic.kernel.permissions import Permission, place_of
from nic.kernel.scope import Scope

SLOT = "vote_kinds"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can get dots.

    ``also`` are the keys of what was merged into it: their dots count for it. One that is not ``open`` gets no more
    dots, and keeps those that it has.
    """

    id: int
    text: str
    also: frozenset[int] = frozenset()
    open: bool = True
    told: str = ""


@dataclass(frozen=True, slots=True)
class VoteKind:
    """A kind of vote: what it is about, and on what ground (a team, a network, a fishbone) it is held.

    ``load(scope, ground_id)`` raises NotFoundInScope; the permissions are asked of the ground. ``choices(scope,
    ground)`` gives everything that may have dots, in the order in which it is shown, ``address(id)`` the page of one.
    ``trail(ground)`` is the line above the heading, ``readers(ground)`` the words after "Seen by", ``empty`` what to
    say where there is nothing to vote on.
    """

    key: str
    subject_kind: str
    question: str
    load: Callable[[Scope, int], Any]
    may_view: Permission
    may_vote: Permission
    may_lead: Permission
    choices: Callable[[Scope, Any], Sequence[Choice]]
    address: Callable[[int], str]
    trail: Callable[[Any], list[tuple[str, str | None]]]
    readers: Callable[[Any], str]
    empty: str


@dataclass(frozen=True, slots=True)
class Booth:
    """Where a round is held or could be: a kind of vote on one ground."""

    kind: VoteKind
    ground: Any

    @property
    def place(self) -> Place:
        """Where it stands: where its ground stands."""
        return place_of(self.ground)

    @property
    def booth(self) -> "Booth":
        """Itself: permissions are asked of a round or of a booth alike."""
        return self


def add_vote_kind(house: House, kind: VoteKind) -> None:
    """Registers a kind of vote."""
    house.add_provider(SLOT, lambda: kind)


def vote_kind(key: str) -> VoteKind:
    """A registered kind of vote. Raises NotFoundInScope."""
    for provider in current_house().provided(SLOT):
        kind: VoteKind = provider()
        if kind.key == key:
            return kind
    raise NotFoundInScope


def load_booth(scope: Scope, vote_kind_key: str, ground_id: int) -> Booth:
    """A kind of vote on a ground inside the scope. Raises NotFoundInScope."""
    kind = vote_kind(vote_kind_key)
    return Booth(kind, kind.load(scope, ground_id))
