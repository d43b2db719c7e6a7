"""Deleting is archiving: a row is put away once, and brought back as it was."""

from typing import TypeVar

from nic.kernel import audit, clock
from nic.kernel.database import Archivable
from nic.kernel.scope import Scope

Row = TypeVar("Row", bound=Archivable)


def archive(scope: Scope, row: Row, verb: str = "archived") -> Row:
    """Puts a row away and records it; nothing where that was done before."""
    if not row.is_archived:
        row.archived_at = clock.now()
        audit.record(scope, verb, row)
    return row


def restore(scope: Scope, row: Row, verb: str = "restored") -> Row:
    """Brings a row back and records it; nothing where it is there."""
    if row.is_archived:
        row.archived_at = None
        audit.record(scope, verb, row)
    return row
