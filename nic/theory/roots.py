"""What the sub-rooms on problems, their evidence and their causes register."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers problems of practice, evidence and fishbones."""
    from nic.theory.evidence import routes as evidence
    from nic.theory.evidence.subjects import EVIDENCE_NOTE
    from nic.theory.fishbones import routes as fishbones
    from nic.theory.fishbones import votes as votes_on_causes
    from nic.theory.fishbones.panels import panels_on_drivers
    from nic.theory.fishbones.subjects import CAUSE, FISHBONE
    from nic.theory.panels import SLOT
    from nic.theory.problems import routes as problems
    from nic.theory.problems import votes as votes_on_problems
    from nic.theory.problems.policy import register_policy
    from nic.theory.problems.subjects import PROBLEM

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(PROBLEM, EVIDENCE_NOTE, FISHBONE, CAUSE)
    votes_on_problems.register_votes(house)
    votes_on_causes.register_votes(house)
    house.add_provider(SLOT, panels_on_drivers)
    house.add_constraint("uq_fishbone_problem_id", "category_set", "This problem has a fishbone already.")
    house.add_constraint("uq_cause_client_uuid", "text", "This was sent twice at once. Open the page again.")
    for room in (problems, evidence, fishbones):
        app.register_blueprint(room.blueprint)
