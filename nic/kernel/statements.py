"""Statements that are written once: building a large statement takes longer than running it.

A query that many pages need is built by a function of the scope alone, decorated with :func:`per_scope`; what changes
from call to call is a ``bindparam``. The same person then meets the same statement again. A statement that does not
depend on the scope is a constant of its module.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import FromClause
from sqlalchemy.dialects import postgresql, sqlite

from nic.kernel.database import db

Built = TypeVar("Built", bound=Callable[..., object])
MOST = 256
"""People whose statements are kept at a time, those who came last: half a megabyte each, all functions together."""


def per_scope(build: Built) -> Built:
    """Keeps what ``build(scope, ...)`` made. All arguments are hashable; nothing of the clock may be built in."""
    return lru_cache(maxsize=MOST)(build)  # type: ignore[return-value]


def insert_unless_there(table: FromClause) -> Any:
    """An insert that does nothing where a unique value is taken already, whoever took it at the same time."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()
