"""Every read of cycles."""

from nic.cycles.queries.of_networks import (
    CycleCounts,
    TeamTests,
    TestedIdea,
    counts_for_agency,
    counts_for_network,
    counts_of_loaded,
    ideas_tested,
    tested_in_loaded,
)
from nic.cycles.queries.of_teams import (
    cycles_of_team,
    latest_learned,
    open_cycles,
    page_of_cycles,
    running_cycles,
    running_cycles_of_loaded,
    shared_cycles,
    shared_cycles_of_team,
)
from nic.cycles.queries.on_ideas import cycles_on_ideas, cycles_on_series, dots_on_ideas, ideas_among
from nic.cycles.queries.rows import CycleRow, NoteRow, note_rows, own_running_rows
from nic.cycles.queries.sight import in_circle, visible
from nic.cycles.queries.single import (
    cycle_sent_before,
    load_cycle,
    load_cycle_in_circle,
    load_log_entry,
    log_entries,
    log_entry_sent_before,
    next_cycles,
    next_number,
    planned_next,
)

__all__ = [
    "CycleCounts",
    "CycleRow",
    "NoteRow",
    "TeamTests",
    "TestedIdea",
    "counts_for_agency",
    "counts_for_network",
    "counts_of_loaded",
    "cycle_sent_before",
    "cycles_of_team",
    "cycles_on_ideas",
    "cycles_on_series",
    "dots_on_ideas",
    "ideas_among",
    "ideas_tested",
    "in_circle",
    "latest_learned",
    "load_cycle",
    "load_cycle_in_circle",
    "load_log_entry",
    "log_entries",
    "log_entry_sent_before",
    "next_cycles",
    "next_number",
    "note_rows",
    "open_cycles",
    "own_running_rows",
    "page_of_cycles",
    "planned_next",
    "running_cycles",
    "running_cycles_of_loaded",
    "shared_cycles",
    "shared_cycles_of_team",
    "tested_in_loaded",
    "visible",
]
