"""Plan-Do-Study-Act cycles and the weekly log of each."""

from typing import Any

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.cycles import facts, providers
    from nic.cycles.policy import register_policy
    from nic.cycles.routes import blueprint
    from nic.measures import marks
    from nic.theory import panels

    house = current_house(app)
    register_policy(house.permissions)
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
    from nic.cycles.operations import PLAN_TEXTS
    from nic.cycles.policy import CyclePermission as Can

    def address_of(cycle: Any) -> str:
        return url_for("cycles.cycle", team_id=cycle.team_id, cycle_id=cycle.id)

    texts = ("idea_text", *PLAN_TEXTS, "what_happened", "what_surprised", "results", "learned")
    labels = {
        "idea_text": "Change idea",
        "starts_on": "Starts",
        "study_due_on": "Study due",
        "act_due_on": "Act due",
    }
    return (
        SubjectKind(
            key="cycle",
            name="cycle",
            model=models.Cycle,
            load=queries.load_cycle_in_circle,
            view=Can.VIEW_LOG,
            title=lambda cycle: f"Cycle {cycle.number}: to test {cycle.idea_text}",
            address=address_of,
            texts=(*texts, "decision_detail", "stopped_because"),
            labels=labels
            | {"goal": "Goal", "test_description": "The test", "locked_at": "Prediction locked"},
        ),
        SubjectKind(
            key="log_entry",
            name="weekly note",
            model=models.LogEntry,
            load=queries.load_log_entry,
            view=Can.VIEW_LOG,
            title=lambda entry: f"Cycle {entry.cycle.number}: weekly note",
            address=lambda entry: f"{address_of(entry.cycle)}#note-{entry.id}",
            texts=("what_happened", "what_surprised"),
        ),
    )
