"""From a kept file to loaded values: its rows are read outside of any transaction that writes."""

from collections.abc import Callable
from typing import Any

from nic.kernel.scope import Scope
from nic.kernel.transactions import pause
from nic.measures.entry.file_rows import BadRow, Checked, check_rows
from nic.measures.entry.matching import matching_from
from nic.measures.entry.models import ValueFile
from nic.measures.entry.queries import files as queries

FORGOTTEN = BadRow(1, "the file is not kept any more; send it again")
MOST_BAD = 200
MOST_SHOWN = 8


def check_file(scope: Scope, file: ValueFile, report: Callable[[int], None] = lambda _rows: None) -> Checked:
    """Reads every row of a file with the matching that was chosen. Ends the transaction, which has only read."""
    targets, _ = queries.targets_of(scope, file.owner)
    pause()
    found = file.kept.found()
    if not file.kept.is_there or "matching" not in found:
        return Checked(bad=[FORGOTTEN])
    return check_rows(file.kept.rows, matching_from(found["matching"]), targets, report)


def keep_check(file: ValueFile, checked: Checked, **more: Any) -> None:
    """Keeps what a check found, for the page of the file."""
    file.kept.keep(
        checked=True,
        values=len(checked.values),
        bad=[list(row) for row in checked.bad[:MOST_BAD]],
        bad_count=len(checked.bad),
        **more,
    )
