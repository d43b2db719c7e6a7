"""What every redaction does here: a text that is removed for good is not found any more."""

from typing import Any

from nic.cycles.models import Cycle, CycleData, CycleQuestion
from nic.kernel.scope import Scope
from nic.kernel.transactions import flush
from nic.learning import queries
from nic.learning.words import words_of


def forget_words(scope: Scope, subject: Any, text_name: str) -> None:
    """Takes a text of a shared cycle, or of a row of it, out of what the search reads."""
    cycle = subject.cycle if isinstance(subject, CycleQuestion | CycleData) else subject
    kept = queries.text_of(scope, cycle.id) if isinstance(cycle, Cycle) else None
    if kept is not None:
        kept.idea, kept.words = words_of(cycle, without=(subject, text_name))
        flush()
        queries.index_anew(scope)
