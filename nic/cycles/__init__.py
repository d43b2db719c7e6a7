"""Plan-Do-Study-Act cycles and the weekly log of each."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, Talk, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.cycles import facts, providers
    from nic.cycles.pictures import register_pictures
    from nic.cycles.policy import register_policy
    from nic.cycles.routes import blueprint
    from nic.measures import marks
    from nic.theory import panels

    house = current_house(app)
    register_policy(house.permissions)
    register_pictures(house)
    for kind in _subject_kinds():
        house.add_subject(kind)
    house.add_provider(panels.SLOT, providers.panels_on_ideas)
    house.add_provider(panels.MARKS_SLOT, providers.marks_on_ideas)
    house.add_provider(marks.SLOT, providers.marks_on_charts)
    at_once = "Somebody planned a cycle at the same moment. Send it again."
    house.add_constraint("uq_cycle_team_id_number", "idea_text", at_once)
    house.add_constraint("uq_cycle_client_uuid", "idea_text", "This cycle was saved before.")
    house.add_constraint("uq_log_entry_client_uuid", "what_happened", "This note was saved before.")
    app.jinja_env.globals.update(
        cycle_facts=facts.facts, due_in_words=facts.due_in_words, is_overdue=facts.is_overdue
    )
    app.register_blueprint(blueprint)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.cycles import models, queries
    from nic.cycles.fields import PLAN_TEXTS
    from nic.cycles.policy import CyclePermission as Can

    texts = ("idea_text", *PLAN_TEXTS, "what_happened", "what_surprised", "results", "learned")
    return (
        SubjectKind(
            key="cycle",
            name="cycle",
            model=models.Cycle,
            load=queries.load_cycle_in_circle,
            view=Can.VIEW_LOG,
            title=lambda cycle: f"Cycle {cycle.number}: to test {cycle.idea_text}",
            address=_address_of,
            texts=(*texts, "decision_detail", "stopped_because"),
            labels=_LABELS,
            parts=_rows_of,
            talk=_talk(),
        ),
        SubjectKind(
            key="log_entry",
            name="weekly note",
            model=models.LogEntry,
            load=queries.load_log_entry,
            view=Can.VIEW_LOG,
            title=lambda entry: f"Cycle {entry.cycle.number}: weekly note",
            address=lambda entry: f"{_address_of(entry.cycle)}#note-{entry.id}",
            texts=("what_happened", "what_surprised"),
        ),
        *_row_kinds(),
    )


def _talk() -> Talk:
    """Among the circle until a cycle is shared, then also with whoever reads it."""
    from nic.cycles import queries
    from nic.cycles.policy import CyclePermission as Can
    from nic.theory.trail import SHARED_READERS, readers_of

    return Talk(
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


_LABELS = {
    "idea_text": "Change idea",
    "starts_on": "Starts",
    "study_due_on": "Study due",
    "act_due_on": "Act due",
    "goal": "Goal",
    "test_description": "The test",
    "participants": "Who takes part",
    "locked_at": "Prediction locked",
}
_ROW_NAMES = {
    "question": ("question", "Question", ("result",)),
    "task": ("task", "Task", ()),
    "data": ("row of data", "Data to collect", ()),
}
"""A kind of row in words, its title, and the texts that are not those of its plan."""


def _address_of(cycle: Any) -> str:
    return url_for("cycles.cycle", team_id=cycle.team_id, cycle_id=cycle.id)


def _rows_of(cycle: Any) -> list[tuple[str, int]]:
    """The rows of a cycle, whose history is told with its own."""
    rows = {"question": cycle.all_questions, "task": cycle.all_tasks, "data": cycle.all_data}
    return [(f"cycle_{kind}", row.id) for kind, found in rows.items() for row in found]


def _row_kinds() -> Iterator[SubjectKind]:
    from nic.cycles import queries
    from nic.cycles.fields import ROW_KINDS
    from nic.cycles.policy import CyclePermission as Can

    for kind in ROW_KINDS.values():
        name, title, more = _ROW_NAMES[kind.key]
        yield SubjectKind(
            key=f"cycle_{kind.key}",
            name=name,
            model=kind.model,
            load=partial(_load_row, queries, kind.key),
            view=Can.VIEW_LOG,
            title=partial(_title_of_row, title, kind.main),
            address=lambda row: f"{_address_of(row.cycle)}#plan",
            texts=(*kind.texts, *more),
            labels={"due": "When", "place_text": "Where", "data_to_collect": "Data", "matched": "Compared"},
        )


def _load_row(queries: Any, kind: str, scope: Any, row_id: int) -> Any:
    return queries.load_row(scope, kind, row_id)


def _title_of_row(title: str, main: str, row: Any) -> str:
    return f"Cycle {row.cycle.number}, {title.lower()}: {getattr(row, main)}"
