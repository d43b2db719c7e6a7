"""Files of values: taken, put in line for ``nic work``, and loaded whole or not at all."""

from collections.abc import Callable, Sequence
from uuid import UUID

from nic.kernel import audit, clock, jobs
from nic.kernel.errors import DomainError, MoveNotAllowed
from nic.kernel.scope import Person, Scope
from nic.measures import bulk, totals
from nic.measures.entry.file_rows import FileValue
from nic.measures.entry.models import FileState, ValueFile
from nic.measures.entry.queries import files as queries
from nic.measures.figures import NOTHING
from nic.measures.models import Origin
from nic.measures.queries.values import definition_by_id, lock_states, team_values
from nic.organizations.models import Network, Team

JOB = "load a file of values"
BACK_JOB = "take a file of values back"
AT_ONCE = 5_000
Report = Callable[[str, int, int], None]


def take_file(
    scope: Person, owner: Team | Network, *, name: str, sha256: str, how: str, rows: int, mark: UUID
) -> ValueFile:
    """Keeps that a file was sent. Raises DomainError for one without rows."""
    if rows == 0:
        raise DomainError("This file has a heading and no rows.", "file")
    file = ValueFile(
        team=owner if isinstance(owner, Team) else None,
        network=owner if isinstance(owner, Network) else None,
        uploaded_by_id=scope.person_id,
        name=name[:200],
        sha256=sha256,
        how=how[:200],
        rows=rows,
        client_uuid=mark,
    )
    audit.record(scope, "sent", file)
    return file


def queue_file(scope: Person, file: ValueFile) -> ValueFile:
    """Puts a file in line: ``nic work`` loads it. Raises MoveNotAllowed where that was done before."""
    _check_state(file, FileState.SENT)
    file.state = FileState.WAITING
    audit.record(scope, "put in line", file)
    jobs.enqueue(JOB, {"file": file.id}, key=f"value file {file.id}")
    return file


def drop_file(scope: Person, file: ValueFile) -> ValueFile:
    """Leaves a file alone. Raises MoveNotAllowed once it is in line or loaded."""
    _check_state(file, FileState.SENT)
    file.state = FileState.DROPPED
    audit.record(scope, "dropped", file)
    return file


def return_file(scope: Scope, file: ValueFile) -> ValueFile:
    """Takes a file out of the line, since something in it cannot be loaded any more; nothing was loaded."""
    file = queries.lock_file(scope, file)
    file.state = FileState.SENT
    audit.record(scope, "could not load", file)
    return file


def _check_state(file: ValueFile, needed: FileState) -> None:
    if file.state is not needed:
        raise MoveNotAllowed("This file was loaded, put in line or dropped already. Open the page again.")


def load_file(
    scope: Person, file: ValueFile, values: Sequence[FileValue], report: Report = lambda *_: None
) -> ValueFile:
    """Writes every value of a file, and the totals that they move; one record with counts and the file's hash.

    A period that has another value keeps it; the file's is kept beside for the team to choose. Done twice, it loads
    once.
    """
    file = queries.lock_file(scope, file)
    if file.state is FileState.LOADED:
        return file
    if file.state not in (FileState.SENT, FileState.WAITING):
        raise MoveNotAllowed("This file was dropped or taken back. Send it again.")
    now = clock.now()
    series_ids = {value.series_id for value in values}
    lock_states(series_ids)
    found = queries.sort_out(scope, values)
    agency_id = file.owner.agency_id
    of = len(found.new) + len(found.beside)
    for standing, rows in ((True, found.new), (False, found.beside)):
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            bulk.insert_readings(agency_id, scope.person_id, now, Origin.FILE, some, standing)
            report("loads", start + len(some) + (0 if standing else len(found.new)), of)
    _renew(scope, found.new, report)
    file.state, file.loaded_at = FileState.LOADED, now
    file.new, file.known, file.beside = len(found.new), found.known, len(found.beside)
    audit.record(scope, "loaded", file, details={"file": file.name, "hash": file.sha256})
    return file


def queue_taking_back(scope: Person, file: ValueFile) -> ValueFile:
    """Puts a file in line to be taken back by ``nic work``. Raises MoveNotAllowed where it is not loaded."""
    _check_loaded(file)
    file.state = FileState.LEAVING
    audit.record(scope, "put in line to be taken back", file)
    jobs.enqueue(BACK_JOB, {"file": file.id, "person": scope.person_id}, key=f"value file {file.id} back")
    return file


def take_file_back(scope: Scope, file: ValueFile, report: Report = lambda *_: None) -> int:
    """Sets aside what a file brought and nobody has changed since; one record with the count and the file's hash.

    Returns how many values were set aside. Raises MoveNotAllowed where the file is not loaded.
    """
    file = queries.lock_file(scope, file)
    _check_loaded(file)
    lock_states({reading.series_id for reading in queries.brought(scope, file)})
    found = [reading for reading in queries.brought(scope, file) if reading.is_unchanged]
    bulk.set_aside_readings(reading.id for reading in found)
    _renew(scope, [reading for reading in found if reading.standing], report)
    file.state = FileState.TAKEN_BACK
    told = {"file": file.name, "hash": file.sha256, "values set aside": len(found)}
    audit.record(scope, "took back", file, details=told)
    return len(found)


def _check_loaded(file: ValueFile) -> None:
    if file.state not in (FileState.LOADED, FileState.LEAVING):
        raise MoveNotAllowed("This file is not loaded, or was taken back already. Open the page again.")


def _renew(scope: Scope, values: Sequence[FileValue | queries.Brought], report: Report) -> None:
    """Counts the states of the series anew whose values came or went, and lets their weeks be pooled again."""
    of_series = queries.definitions_of_series(scope, {value.series_id for value in values})
    by_definition: dict[int, set[int]] = {}
    for series_id, definition_id in of_series.items():
        by_definition.setdefault(definition_id, set()).add(series_id)
    for number, (definition_id, series_ids) in enumerate(sorted(by_definition.items())):
        report("counts", number, len(by_definition))
        definition = definition_by_id(definition_id)
        held = lock_states(series_ids)
        found = team_values(definition_id, series_ids=series_ids)
        figures = totals.figures_by_series(definition, found, held)
        totals.keep_states(held, dict.fromkeys(held, NOTHING) | figures)
        starts = {value.period_start for value in values if of_series[value.series_id] == definition_id}
        totals.mark_stale([(definition, sorted(starts))])
