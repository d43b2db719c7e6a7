"""Readers of files that people send: guarded before they are opened, and parsed by a process of their own."""

from nic.web.files.guards import LIMITS, Limits, UnreadableFile
from nic.web.files.tables import ReadTable, read_table, rows_of

__all__ = ["LIMITS", "Limits", "ReadTable", "UnreadableFile", "read_table", "rows_of"]
