"""Writing the weekly notes on running cycles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from nic.cycles import queries
from nic.cycles.facts import today_of
from nic.cycles.models import Cycle, LogEntry
from nic.cycles.moves import Move, check
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope, actor_of


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted on a running cycle in the week of a day, with the mark that the device gave it."""

    cycle: Cycle
    week_start: date
    what_happened: str = ""
    what_surprised: str = ""
    client_uuid: UUID | None = None

    @property
    def body(self) -> tuple[int, date, str, str]:
        """The content alone."""
        return (
            self.cycle.id,
            clock.week_start(self.week_start),
            self.what_happened.strip(),
            self.what_surprised.strip(),
        )

    @property
    def copy_mark(self) -> UUID:
        """The mark under which these words are kept where other words came under the note's own mark."""
        return uuid5(self.client_uuid or NAMESPACE_OID, repr(self.body))


def log_week(
    scope: Scope,
    cycle: Cycle,
    *,
    week_start: date,
    what_happened: str = "",
    what_surprised: str = "",
    client_uuid: UUID | None = None,
) -> LogEntry:
    """Notes one week of one cycle; see ``log_weeks``."""
    return log_weeks(scope, [Note(cycle, week_start, what_happened, what_surprised, client_uuid)])[0]


def log_weeks(scope: Scope, notes: Sequence[Note]) -> list[LogEntry]:
    """Notes what happened, and what surprised, on running cycles, all or none. The same UUID gets the same note.

    Another note for the same week stands beside the first, and so do other words under the same UUID: they were typed
    on a page that had been sent. Raises DomainError for empty words, a week to come or one before the test,
    MoveNotAllowed where the cycle is not under way.
    """
    marks = {mark for note in notes if note.client_uuid for mark in (note.client_uuid, note.copy_mark)}
    known = queries.log_entries_sent_before(scope, marks)
    new: list[LogEntry] = []
    entries = [_entry_of(scope, note, known, new) for note in notes]
    audit.record_all(scope, [("logged", entry) for entry in new])
    return entries


def _entry_of(scope: Scope, note: Note, known: dict[UUID, LogEntry], new: list[LogEntry]) -> LogEntry:
    """The entry that was made when the note was first sent, or a new one."""
    mark = note.client_uuid
    found = known.get(mark) if mark else None
    if mark and found is not None and _body_of(found) != note.body:
        mark = note.copy_mark
        found = known.get(mark)
    if found is not None:
        return found
    entry = _new_entry(scope, note, mark)
    new.append(entry)
    if mark:
        known[mark] = entry
    return entry


def _new_entry(scope: Scope, note: Note, mark: UUID | None) -> LogEntry:
    check(note.cycle.state, Move.LOG)
    _check_note(note.cycle, note.body)
    _, week, happened, surprised = note.body
    return LogEntry(
        cycle=note.cycle,
        cycle_id=note.cycle.id,
        week_start=week,
        what_happened=happened,
        what_surprised=surprised,
        author_id=actor_of(scope)[0],
        client_uuid=mark,
    )


def _body_of(entry: LogEntry) -> tuple[int, date, str, str]:
    return entry.cycle_id, entry.week_start, entry.what_happened, entry.what_surprised


def _check_note(cycle: Cycle, note: tuple[int, date, str, str]) -> None:
    _, week, happened, surprised = note
    if not (happened or surprised):
        raise DomainError("Write what happened, or what surprised you.", "what_happened")
    if week > today_of(cycle):
        raise DomainError("This week has not begun yet.", "week_start")
    if cycle.started_on is not None and week < clock.week_start(cycle.started_on):
        raise DomainError("The test had not begun in this week.", "week_start")
