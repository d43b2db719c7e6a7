"""Every write to cycles. Which move is allowed when stands in one table, ``nic.cycles.moves``."""

from nic.cycles.operations.following import clone_cycle, plan_next, share_cycle
from nic.cycles.operations.log import Note, log_week, log_weeks
from nic.cycles.operations.planning import edit_plan, plan_cycle, set_authors
from nic.cycles.operations.rewording import reword_note
from nic.cycles.operations.running import (
    close_cycle,
    finish_cycle,
    finish_study,
    pause_cycle,
    record_study,
    resume_cycle,
    start_act,
    start_do,
    start_study,
    stop_early,
)

__all__ = [
    "Note",
    "clone_cycle",
    "close_cycle",
    "edit_plan",
    "finish_cycle",
    "finish_study",
    "log_week",
    "log_weeks",
    "pause_cycle",
    "plan_cycle",
    "plan_next",
    "record_study",
    "resume_cycle",
    "reword_note",
    "set_authors",
    "share_cycle",
    "start_act",
    "start_do",
    "start_study",
    "stop_early",
]
