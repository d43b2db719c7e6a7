"""What evidence may link to: higher rooms offer it, since theory does not know them.

A provider for the slot ``evidence_offers`` is called as ``provider(scope, owner)`` with a team or a network, and
returns the sources that its people may choose from. One for ``evidence_sources`` is called once per page as
``provider(scope, wanted)`` with (kind, key) pairs and returns those that the reader may see, by pair.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.organizations.models import Network, Team

OFFERS = "evidence_offers"
SOURCES = "evidence_sources"
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that evidence links to: kind and key, title, page, and what it says in a sentence."""

    kind: str
    id: int
    title: str
    endpoint: str
    values: Mapping[str, Any]
    sentence: str = ""

    @property
    def address(self) -> str:
        """The address of the page on it."""
        return url_for(self.endpoint, **self.values)

    @property
    def key(self) -> Key:
        """Kind and key."""
        return self.kind, self.id

    @property
    def value(self) -> str:
        """Kind and key as a form sends them."""
        return f"{self.kind}:{self.id}"


def sources_offered(scope: Scope, owner: Team | Network) -> Sequence[Source]:
    """What the people of a team or network may link to."""
    return [source for provider in current_house().provided(OFFERS) for source in provider(scope, owner)]


def sources_of(scope: Scope, wanted: Iterable[Key | None]) -> dict[Key, Source]:
    """The linked things that the reader may see; one call per provider."""
    keys = {key for key in wanted if key is not None}
    found: dict[Key, Source] = {}
    if keys:
        for provider in current_house().provided(SOURCES):
            found |= provider(scope, keys)
    return found
