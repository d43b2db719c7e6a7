"""What happens to cycles, for the rooms above."""

from dataclasses import dataclass

from nic.kernel.events import Event


@dataclass(frozen=True)
class CycleStarted(Event):
    """A test began and its prediction is locked."""

    cycle_id: int


@dataclass(frozen=True)
class CycleShared(Event):
    """A closed cycle was shared with the team's networks."""

    cycle_id: int


@dataclass(frozen=True)
class CycleClosed(Event):
    """A cycle was closed with a decision."""

    cycle_id: int
