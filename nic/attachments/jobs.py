"""What ``nic work`` does for this room: files go from the disk once no row names them any more."""

from typing import Any

from nic.attachments import queries, store
from nic.kernel import clock
from nic.kernel.scope import System
from nic.kernel.transactions import reading

SCOPE = System("files that nothing names")
SECONDS_BETWEEN = 3600
SPARED = 24 * 3600
"""A younger file may belong to a request that is still being answered."""


def remove_file(payload: dict[str, Any]) -> None:
    """Removes the content of a file that was removed for good."""
    if not queries.still_named(SCOPE, [payload["stored"]]):
        store.remove(payload["stored"])


def remove_forgotten_files() -> None:
    """Removes files that no row names: their request failed after they were kept."""
    old = list(store.kept_before(clock.now().timestamp() - SPARED))
    for tokens in (old[start : start + 500] for start in range(0, len(old), 500)):
        with reading():
            named = queries.still_named(SCOPE, tokens)
        for token in set(tokens) - named:
            store.remove(token)
