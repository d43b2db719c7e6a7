"""Writes that span rooms."""

from nic.home.operations.saving import SavedWeek, save_week, skip_or_ask_again
from nic.home.operations.school_year import begin_school_year

__all__ = ["SavedWeek", "begin_school_year", "save_week", "skip_or_ask_again"]
