"""Rounds of dot voting on whatever a higher room registers: dots a person, results once the round is closed."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.votes.policy import register_policy
    from nic.votes.routes import blueprint
    from nic.votes.subjects import BALLOT, VOTE_ROUND

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(VOTE_ROUND, BALLOT)
    house.add_constraint("uq_vote_round_open", "question", "A round is open already. Close it first.")
    house.add_constraint(
        "uq_ballot_round_id_person_id", "dots", "You sent your dots twice at once. Open the page again."
    )
    app.register_blueprint(blueprint)
