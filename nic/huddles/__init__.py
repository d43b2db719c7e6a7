"""A team's short meetings: what is due, and what was decided."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.huddles import queries, weekly_mail
    from nic.huddles.models import HuddleDecision
    from nic.huddles.policy import HuddlePermission, register_policy
    from nic.huddles.routes import blueprint
    from nic.notices import letters

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="huddle_decision",
            name="decision of a huddle",
            model=HuddleDecision,
            load=queries.load_decision_in_scope,
            view=HuddlePermission.VIEW_HUDDLE,
            title=lambda decision: f"Decided: {decision.what}",
            address=lambda decision: url_for("huddles.decisions", team_id=decision.team_id),
            texts=("what", "who"),
            labels={"what": "Decision", "who": "Who", "due_on": "Until", "done_on": "Done"},
        )
    )
    house.add_constraint("uq_huddle_decision_client_uuid", "what", "This decision was saved before.")
    house.add_provider(letters.PARAGRAPHS_SLOT, weekly_mail.paragraphs)
    app.register_blueprint(blueprint)
