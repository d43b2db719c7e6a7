"""Saving a week: values, notes, and what is skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.cycles import operations as cycle_operations
from nic.cycles.models import LogEntry
from nic.cycles.operations import Note
from nic.kernel.scope import Scope
from nic.measures import operations as measure_operations
from nic.measures.models import Observation, Series
from nic.measures.readings import Reading
from nic.measures.skips import operations as skip_operations
from nic.measures.skips.models import SkippedPeriod, SkipReason


@dataclass(frozen=True, slots=True)
class SavedWeek:
    """What a save wrote."""

    observations: Sequence[Observation]
    entries: Sequence[LogEntry]


def skip_or_ask_again(
    scope: Scope, series: Series, period_start: date, reason: SkipReason | None
) -> SkippedPeriod | Series:
    """Skips a period, or (without a reason) asks for its value again. Raises DomainError."""
    if reason is None:
        return skip_operations.take_skip_back(scope, series, period_start) or series
    return skip_operations.skip_period(scope, series, period_start, reason)


def save_week(
    scope: Scope, series: Sequence[Series], readings: Sequence[Reading], notes: Sequence[Note]
) -> SavedWeek:
    """Logs the values and notes of a week, all or none. Raises DomainError."""
    observations = measure_operations.record_observations(scope, series, readings) if readings else []
    entries = cycle_operations.log_weeks(scope, notes) if notes else []
    return SavedWeek(observations, entries)
