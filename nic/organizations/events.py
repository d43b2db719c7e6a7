"""What happens here, for the rooms above."""

from dataclasses import dataclass

from nic.kernel.events import Event
from nic.kernel.scope import Scope


@dataclass(frozen=True)
class NetworkMade(Event):
    """A network was made, by a person (or by the program: None)."""

    network_id: int
    person_id: int | None


@dataclass(frozen=True)
class TeamJoinedNetwork(Event):
    """A team has become part of a network; ``scope`` is on whose behalf."""

    scope: Scope
    network_id: int
    team_id: int
