"""Cycles and their notes as plain data, for the busiest page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from nic.cycles.models import Cycle, CycleState, LogEntry
from nic.cycles.moves import RUNNING
from nic.kernel.database import db
from nic.kernel.scope import Person


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A running cycle as the busiest page needs it: plain data, no row of the session."""

    id: int
    team_id: int
    number: int
    state: CycleState
    idea_text: str
    scale: str
    study_due_on: date | None
    act_due_on: date | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A weekly note of a cycle as plain data."""

    cycle_id: int
    week_start: date
    what_happened: str
    what_surprised: str
    author_id: int | None
    created_at: datetime
    client_uuid: UUID | None


_CYCLES, _NOTES = Cycle.__table__, LogEntry.__table__
_CYCLE_ROWS = (
    select(*(_CYCLES.c[name] for name in CycleRow.__slots__))
    .where(_CYCLES.c.team_id.in_(bindparam("team_ids", expanding=True)), _CYCLES.c.state.in_(RUNNING))
    .order_by(_CYCLES.c.team_id, _CYCLES.c.number)
)
_NOTE_ROWS = (
    select(*(_NOTES.c[name] for name in NoteRow.__slots__))
    .where(
        _NOTES.c.cycle_id.in_(bindparam("cycle_ids", expanding=True)),
        _NOTES.c.week_start >= bindparam("since"),
    )
    .order_by(_NOTES.c.week_start, _NOTES.c.id)
)


def own_running_rows(scope: Person) -> list[CycleRow]:
    """The running cycles of the teams in which the person works, by team and number."""
    found = db.session.connection().execute(_CYCLE_ROWS, {"team_ids": sorted(scope.identity.own_team_ids)})
    return [CycleRow(*row) for row in found]


def note_rows(scope: Person, cycles: Collection[CycleRow], since: date) -> dict[int, list[NoteRow]]:
    """The notes of cycles (as ``own_running_rows`` gives them) from a week on, by cycle and in their order."""
    notes: dict[int, list[NoteRow]] = {cycle.id: [] for cycle in cycles}
    if notes:
        parameters = {"cycle_ids": list(notes), "since": since}
        for row in db.session.connection().execute(_NOTE_ROWS, parameters):
            notes[row.cycle_id].append(NoteRow(*row))
    return notes
