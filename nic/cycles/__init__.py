"""Plan-Do-Study-Act cycles and the weekly log of each."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.cycles import facts, providers
    from nic.cycles.pictures import register_pictures
    from nic.cycles.policy import register_policy
    from nic.cycles.routes import blueprint
    from nic.cycles.subjects import SUBJECTS
    from nic.measures import marks
    from nic.theory import panels

    house = current_house(app)
    register_policy(house.permissions)
    register_pictures(house)
    house.add_subject(*SUBJECTS)
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
