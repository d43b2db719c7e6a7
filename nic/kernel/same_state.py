"""Whether the database is still as it was: what was found out about it then is true as long as it is.

A mark stands for one state of the whole database. Two equal marks mean that nothing was committed in between, by
anybody; unequal ones say nothing. PostgreSQL names its snapshots itself. SQLite tells each connection only whether
something has changed since it looked last, so that this process counts the changes that any of its connections saw.
"""

import threading
from typing import Any

from sqlalchemy import Connection, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from nic.kernel.database import db


class state_as_seen(FunctionElement[str]):  # noqa: N801  named as it reads in a statement
    """A column that tells the state which the statement sees, to be handed to ``mark_of``."""

    name = "state_as_seen"
    type = Text()
    inherit_cache = True


@compiles(state_as_seen, "postgresql")
def _on_postgresql(_element: object, _compiler: object, **_: object) -> str:
    return "CAST(pg_current_snapshot() AS TEXT)"


@compiles(state_as_seen, "sqlite")
def _on_sqlite(_element: object, _compiler: object, **_: object) -> str:
    return "((SELECT data_version FROM pragma_data_version) || '-' || total_changes())"


class _Count:
    """How many changes the connections of this process to a SQLite database have seen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.now = 0

    def mark(self, information: dict[Any, Any], seen: str, before: int) -> str | None:
        """The mark of what one connection sees. ``information``: what is kept beside the connection.

        ``before`` is the count before the connection looked. Where another one has seen a change meanwhile, nobody can
        say which of them looked first: then there is no mark.
        """
        if information.get("state_seen") == seen:
            return str(before)
        with self._lock:
            information["state_seen"] = seen
            alone = self.now == before
            self.now += 1
            return str(self.now) if alone else None


_count = _Count()


def changes_counted() -> int:
    """To be asked before a statement with ``state_as_seen``."""
    return _count.now


def mark_of(information: dict[Any, Any], seen: str, before: int) -> str | None:
    """The mark of a state that a statement has just seen; None where there is none this time.

    ``information`` is the ``info`` of the connection that ran it, ``before`` what ``changes_counted`` told before.
    """
    return seen if db.engine.dialect.name == "postgresql" else _count.mark(information, seen, before)


def present_mark() -> str | None:
    """The mark of the present state, by a connection of its own that is given back at once."""
    before = changes_counted()
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_asked(db.engine.dialect.name))
        (seen,) = cursor.fetchone() or ("",)
        cursor.close()
        return mark_of(connection.info, seen, before)
    finally:
        connection.close()


def _asked(dialect: str) -> str:
    return "SELECT " + (_on_postgresql if dialect == "postgresql" else _on_sqlite)(None, None)


def information_of(connection: Connection) -> dict[Any, Any]:
    """What is kept beside a connection for as long as it is open."""
    return connection.connection.info
