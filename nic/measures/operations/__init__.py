"""Every write to measures, series and readings."""

from nic.measures.operations.definitions import (
    archive_measure,
    define_measure,
    edit_measure,
    restore_measure,
    start_missing_series,
    start_series,
)
from nic.measures.operations.readings import (
    choose_reading,
    correct_observation,
    record_observation,
    record_observations,
    set_aside,
)

__all__ = [
    "archive_measure",
    "choose_reading",
    "correct_observation",
    "define_measure",
    "edit_measure",
    "record_observation",
    "record_observations",
    "restore_measure",
    "set_aside",
    "start_missing_series",
    "start_series",
]
