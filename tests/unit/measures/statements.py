"""Counting the statements that reach the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from nic.kernel.database import db

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collects the statements that read or write; a batch of rows in one call is one statement."""
    found: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        if not statement.startswith(NOT_COUNTED):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
