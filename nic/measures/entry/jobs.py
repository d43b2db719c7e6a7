"""What ``nic work`` does for entry: loads files that wait in line, and forgets what is kept of old ones."""

from typing import Any

from nic.accounts.identity import identity_of
from nic.accounts.models import Person as PersonRow
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Person, System
from nic.measures.entry.kept_files import forget_older_than
from nic.measures.entry.loading import check_file, keep_check
from nic.measures.entry.models import FileState
from nic.measures.entry.operations import files as operations
from nic.measures.entry.queries.files import file_to_load

SECONDS_BETWEEN = 3600
KEPT_SECONDS = 2 * 24 * 3600


def load_waiting_file(payload: dict[str, Any]) -> None:
    """The job: loads a file that waits, on behalf of the person who sent it, with the rights that they have now."""
    file = file_to_load(System("loading a file of values"), payload["file"])
    if file.state is not FileState.WAITING:
        return
    scope = Person(identity_of(db.session.get_one(PersonRow, file.uploaded_by_id)))
    kept = file.kept
    checked = check_file(scope, file, lambda rows: kept.tell("reads", rows, file.rows))
    if checked.bad:
        keep_check(file, checked)
        operations.return_file(scope, file)
    else:
        operations.load_file(scope, file, checked.values, kept.tell)


def take_waiting_file_back(payload: dict[str, Any]) -> None:
    """The job: takes a loaded file back, on behalf of the person who asked for it."""
    file = file_to_load(System("taking a file of values back"), payload["file"])
    if file.state is FileState.LEAVING:
        scope = Person(identity_of(db.session.get_one(PersonRow, payload["person"])))
        operations.take_file_back(scope, file, file.kept.tell)


def forget_old_files() -> None:
    """Removes the rows and findings of files that were sent two days ago."""
    forget_older_than(clock.now().timestamp() - KEPT_SECONDS)
