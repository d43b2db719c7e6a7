"""Going on writing a weekly note that was saved while it was being written."""

from nic.cycles.models import LogEntry
from nic.cycles.moves import Move, check
from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope


def reword_note(scope: Scope, entry: LogEntry, *, what_happened: str, what_surprised: str) -> LogEntry:
    """Changes the words of a note; the earlier ones stay in its history. Raises DomainError for empty words."""
    happened, surprised = what_happened.strip(), what_surprised.strip()
    if not (happened or surprised):
        raise DomainError("Write what happened, or what surprised you.", "what_happened")
    if (entry.what_happened, entry.what_surprised) == (happened, surprised):
        return entry
    check(entry.cycle.state, Move.LOG)
    entry.what_happened, entry.what_surprised = happened, surprised
    audit.record(scope, "reworded", entry)
    return entry
