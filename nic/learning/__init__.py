"""What networks learned: the hub's syntheses, the change package, and search over all that was shared."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.cycles.events import CycleShared
    from nic.kernel.audit import REDACTIONS
    from nic.learning import jobs, models, queries, redaction
    from nic.learning.panels import who_tried_panels
    from nic.learning.policy import LearningPermission as Can
    from nic.learning.policy import register_policy
    from nic.learning.routes import blueprint
    from nic.web.panels import SLOT

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="synthesis",
            name="synthesis",
            model=models.Synthesis,
            load=queries.load_synthesis,
            view=Can.VIEW_SYNTHESIS,
            title=lambda synthesis: f"What we learned about {synthesis.topic}",
            address=lambda synthesis: url_for("learning.synthesis", synthesis_id=synthesis.id),
            texts=("topic", "claim", "contexts", "not_for"),
            labels={
                "topic": "About",
                "contexts": "Where it held",
                "not_for": "For whom it did not work",
                "published_at": "Published",
                "archived_at": "Archived",
            },
            talk=queries.talk_of_syntheses(),
        )
    )
    house.subscribe(CycleShared, jobs.keep_shared_words)
    house.add_provider(REDACTIONS, redaction.forget_words)
    house.add_provider(SLOT, who_tried_panels)
    app.register_blueprint(blueprint)
