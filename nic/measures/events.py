"""What this room tells the rooms above it."""

from dataclasses import dataclass
from datetime import date

from nic.kernel.events import Event


@dataclass(frozen=True)
class ObservationRecorded(Event):
    """The standing value of a period is new or another one than before."""

    series_id: int
    definition_id: int
    period_start: date
