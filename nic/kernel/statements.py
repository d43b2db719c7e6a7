"""Statements that are written once: building a large statement takes longer than running it.

A query that many pages need is built by a function of the scope alone, decorated with :func:`per_scope`; what changes
from call to call is a ``bindparam``. The same person then meets the same statement again. A statement that does not
depend on the scope is a constant of its module.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Built = TypeVar("Built", bound=Callable[..., object])
MOST = 4096


def per_scope(build: Built) -> Built:
    """Keeps what ``build(scope, ...)`` made. All arguments are hashable; nothing of the clock may be built in."""
    return lru_cache(maxsize=MOST)(build)  # type: ignore[return-value]
