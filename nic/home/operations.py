"""Writes that span rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nic.cycles import operations as cycle_operations
from nic.cycles.models import Cycle, LogEntry
from nic.kernel.scope import Scope
from nic.measures import operations as measure_operations
from nic.measures.models import Observation, Series
from nic.measures.readings import Reading


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted on a running cycle in one week, with the mark that the device gave it."""

    cycle: Cycle
    week_start: date
    client_uuid: UUID
    what_happened: str
    what_surprised: str


@dataclass(frozen=True, slots=True)
class SavedWeek:
    """What a save wrote."""

    observations: Sequence[Observation]
    entries: Sequence[LogEntry]


def save_week(
    scope: Scope, series: Sequence[Series], readings: Sequence[Reading], notes: Sequence[Note]
) -> SavedWeek:
    """Logs the values and notes of a week, all or none. Raises DomainError."""
    observations = measure_operations.record_observations(scope, series, readings) if readings else []
    entries = [
        cycle_operations.log_week(
            scope,
            note.cycle,
            week_start=note.week_start,
            what_happened=note.what_happened,
            what_surprised=note.what_surprised,
            client_uuid=note.client_uuid,
        )
        for note in notes
    ]
    return SavedWeek(observations, entries)
