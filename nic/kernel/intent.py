"""Whether the statements to come are meant to write: decides how a transaction begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum

from flask import has_request_context, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Intent(Enum):
    """What a transaction is for."""

    READ = "read"
    WRITE = "write"


_declared: ContextVar[Intent | None] = ContextVar("intent", default=None)


def current_intent() -> Intent:
    """The declared intent; without one, that of the request's method; outside a request, reading."""
    declared = _declared.get()
    if declared is not None:
        return declared
    if has_request_context() and request.method not in SAFE_METHODS:
        return Intent.WRITE
    return Intent.READ


@contextmanager
def declare(intent: Intent) -> Iterator[None]:
    """Declares what the statements in the block are for."""
    token = _declared.set(intent)
    try:
        yield
    finally:
        _declared.reset(token)
