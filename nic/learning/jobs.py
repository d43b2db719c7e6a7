"""Keeps the words of cycles as they are shared, for the search."""

from nic.cycles.events import CycleShared
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.learning import queries
from nic.learning.models import CycleText
from nic.learning.words import words_of

SCOPE = System("words of shared cycles")


def keep_shared_words(event: CycleShared) -> None:
    """Keeps the words of a cycle that was shared."""
    cycle = queries.shared_cycle(SCOPE, event.cycle_id)
    kept = queries.text_of(SCOPE, cycle.id) or CycleText(cycle_id=cycle.id)
    kept.idea, kept.words = words_of(cycle)
    db.session.add(kept)
