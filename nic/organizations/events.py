"""What happens here, for the rooms above."""

from dataclasses import dataclass

from nic.kernel.events import Event


@dataclass(frozen=True)
class NetworkMade(Event):
    """A network was made, by a person (or by the program: None)."""

    network_id: int
    person_id: int | None
