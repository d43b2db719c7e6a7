"""What happened, told by the room where it happened to the rooms above it, in the same transaction."""

from dataclasses import dataclass

from nic.kernel.house import current_house


@dataclass(frozen=True)
class Event:
    """The base of every event; names are in the past tense (``CycleClosed``)."""


def publish(event: Event) -> None:
    """Hands an event to its subscribers."""
    for handler in current_house().handlers(event):
        handler(event)
