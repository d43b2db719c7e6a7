"""Problems of practice and theories of improvement."""

from flask import Flask

from nic.kernel.audit import REDACTIONS
from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.theory import adoption, exchange, roots, versions
    from nic.theory.diagrams import routes  # noqa: F401  adds the editor's
    from nic.theory.diagrams.picture import picture_kind
    from nic.theory.diagrams.redaction import blank_in_steps
    from nic.theory.policy import register_policy
    from nic.theory.routes import blueprint
    from nic.theory.subjects import SUBJECTS
    from nic.theory.trail import SHARED_READERS, readers_of, trail_of

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(*SUBJECTS)
    already = "There is a theory already. Open it and change its aim there."
    house.add_picture(picture_kind())
    house.add_provider(REDACTIONS, blank_in_steps)
    house.add_constraint("uq_theory_team_id", "what", already)
    house.add_constraint("uq_theory_network_id", "what", already)
    app.jinja_env.globals.update(trail_of=trail_of, readers_of=readers_of, shared_readers=SHARED_READERS)
    app.register_blueprint(blueprint)
    versions.register(app)
    adoption.register(app)
    roots.register(app)
    exchange.register(app)
