"""The kinds of thing that the room owns: cycles, their weekly notes and the rows of their plans."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import url_for

from nic.cycles import models, queries
from nic.cycles.fields import PLAN_TEXTS, ROW_KINDS
from nic.cycles.policy import CyclePermission as Can
from nic.kernel.house import Removal, SubjectKind, Talk
from nic.kernel.scope import Scope
from nic.theory.trail import SHARED_READERS, readers_of
from nic.web.words import short_day


def _address_of(cycle: Any) -> str:
    return url_for("cycles.cycle", team_id=cycle.team_id, cycle_id=cycle.id)


def _rows_of(cycle: Any) -> list[tuple[str, int]]:
    """The rows of a cycle, whose history is told with its own."""
    rows = {"question": cycle.all_questions, "task": cycle.all_tasks, "data": cycle.all_data}
    return [(f"cycle_{kind}", row.id) for kind, found in rows.items() for row in found]


TALK = Talk(
    load_all=queries.readable_cycles,
    read=Can.VIEW_CYCLE,
    circle=Can.VIEW_LOG,
    write=Can.COMMENT_ON_CYCLE,
    attach=Can.ADD_FILES,
    ask=Can.ASK_COACH,
    readers=lambda cycle: SHARED_READERS if cycle.is_shared else readers_of(cycle.team),
    is_open=lambda cycle: cycle.is_shared,
    opens=True,
)
"""Among the circle until a cycle is shared, then also with whoever reads it."""


def _parts_to_remove_from(scope: Scope, cycle: Any) -> Iterator[tuple[str, Any]]:
    """What stands on a cycle's page with texts of its own, those rows among it that were taken out."""
    for name, rows in (
        ("Question", cycle.all_questions),
        ("Task", cycle.all_tasks),
        ("Row of data", cycle.all_data),
    ):
        stand = [row for row in rows if row.removed_at is None]
        gone = [row for row in rows if row.removed_at is not None]
        yield from ((f"{name} {number}", row) for number, row in enumerate(stand, 1))
        yield from ((f"{name} that was taken out, {number}", row) for number, row in enumerate(gone, 1))
    for note in queries.notes_to_remove_from(scope, [cycle]):
        yield f"Note, week of {short_day(note.week_start)}", note


def _copies_of(scope: Scope, cycle: Any) -> Iterator[Any]:
    """The cycles that took over this one's plan, or whose plan it took over, with their rows and notes."""
    linked = queries.linked_cycles(scope, cycle)
    for each in linked:
        yield from (each, *each.all_questions, *each.all_tasks, *each.all_data)
    yield from queries.notes_to_remove_from(scope, linked)


CYCLE = SubjectKind(
    key="cycle",
    name="cycle",
    model=models.Cycle,
    load=queries.load_cycle_in_circle,
    view=Can.VIEW_LOG,
    title=lambda cycle: f"Cycle {cycle.number}: to test {cycle.idea_text}",
    address=_address_of,
    texts=(
        "idea_text",
        *PLAN_TEXTS,
        "what_happened",
        "what_surprised",
        "results",
        "learned",
        "decision_detail",
        "stopped_because",
    ),
    labels={
        "idea_text": "Change idea",
        "starts_on": "Starts",
        "study_due_on": "Study due",
        "act_due_on": "Act due",
        "goal": "Goal",
        "test_description": "The test",
        "participants": "Who takes part",
        "scale": "How small",
        "context": "In which context",
        "learned": "What we learned",
        "what_surprised": "What surprised us",
        "decision_detail": "How, or why",
        "risk_right_problem": "If it fails, did we work on the right problem",
        "risk_readiness": "Are we ready to take this risk",
        "risk_costs": "What would it cost, and for whom",
        "locked_at": "Prediction locked",
    },
    parts=_rows_of,
    talk=TALK,
    removal=Removal(
        allow=Can.REMOVE_WORDS,
        name=lambda cycle: f"Cycle {cycle.number} of {cycle.team.name}, {cycle.team.school.name}",
        load=queries.load_cycle_to_remove_from,
        parts=_parts_to_remove_from,
        copies=_copies_of,
    ),
)
LOG_ENTRY = SubjectKind(
    key="log_entry",
    name="weekly note",
    model=models.LogEntry,
    load=queries.load_log_entry,
    view=Can.VIEW_LOG,
    title=lambda entry: f"Cycle {entry.cycle.number}: weekly note",
    address=lambda entry: f"{_address_of(entry.cycle)}#note-{entry.id}",
    texts=("what_happened", "what_surprised"),
)
_ROW_NAMES = {
    "question": ("question", "Question", ("result",)),
    "task": ("task", "Task", ()),
    "data": ("row of data", "Data to collect", ()),
}
"""A kind of row in words, its title, and the texts that are not those of its plan."""


def _row_kinds() -> Iterator[SubjectKind]:
    for kind in ROW_KINDS.values():
        name, title, more = _ROW_NAMES[kind.key]
        yield SubjectKind(
            key=f"cycle_{kind.key}",
            name=name,
            model=kind.model,
            load=partial(_load_row, kind.key),
            view=Can.VIEW_LOG,
            title=partial(_title_of_row, title, kind.main),
            address=lambda row: f"{_address_of(row.cycle)}#plan",
            texts=(*kind.texts, *more),
            labels={"due": "When", "place_text": "Where", "data_to_collect": "Data", "matched": "Compared"},
        )


def _load_row(kind: str, scope: Scope, row_id: int) -> Any:
    return queries.load_row(scope, kind, row_id)


def _title_of_row(title: str, main: str, row: Any) -> str:
    return f"Cycle {row.cycle.number}, {title.lower()}: {getattr(row, main)}"


SUBJECTS = (CYCLE, LOG_ENTRY, *_row_kinds())
