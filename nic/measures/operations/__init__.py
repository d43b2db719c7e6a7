"""Every write to measures, series and readings."""

from nic.measures.operations.arranging import choose_breakdown, choose_parts
from nic.measures.operations.definitions import (
    archive_measure,
    define_measure,
    edit_measure,
    restore_measure,
    start_missing_series,
    start_series,
)
from nic.measures.operations.editions import change_definition, take_up_edition
from nic.measures.operations.marking import edit_marking, mark_chart, set_marking_again, take_back_marking
from nic.measures.operations.parts import (
    PartReading,
    choose_part_value,
    correct_part,
    record_part,
    record_parts,
    set_aside_part,
)
from nic.measures.operations.readings import (
    choose_reading,
    correct_observation,
    record_observation,
    record_observations,
    set_aside,
)

__all__ = [
    "PartReading",
    "archive_measure",
    "change_definition",
    "choose_breakdown",
    "choose_part_value",
    "choose_parts",
    "choose_reading",
    "correct_observation",
    "correct_part",
    "define_measure",
    "edit_marking",
    "edit_measure",
    "mark_chart",
    "record_observation",
    "record_observations",
    "record_part",
    "record_parts",
    "restore_measure",
    "set_aside",
    "set_aside_part",
    "set_marking_again",
    "start_missing_series",
    "start_series",
    "take_back_marking",
    "take_up_edition",
]
