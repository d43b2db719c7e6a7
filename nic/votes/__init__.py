"""Rounds of dot voting on whatever a higher room registers: dots a person, results once the round is closed."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.votes.policy import register_policy
    from nic.votes.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subject_kinds():
        house.add_subject(kind)
    house.add_constraint("uq_vote_round_open", "question", "A round is open already. Close it first.")
    house.add_constraint(
        "uq_ballot_round_id_person_id", "dots", "You sent your dots twice at once. Open the page again."
    )
    app.register_blueprint(blueprint)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.votes import models, queries
    from nic.votes.policy import VotePermission as Can

    return (
        SubjectKind(
            key="vote_round",
            name="round of dot voting",
            model=models.VoteRound,
            load=queries.load_round,
            view=Can.VIEW_ROUND,
            title=lambda vote_round: vote_round.question,
            address=lambda vote_round: url_for("votes.round", round_id=vote_round.id),
            texts=("question",),
            labels={"dots_each": "Dots for each person", "closed_at": "Closed", "vote_kind": "About"},
        ),
        SubjectKind(
            key="ballot",
            name="your dots",
            model=models.Ballot,
            load=queries.load_ballot,
            view=Can.VIEW_BALLOT,
            title=lambda ballot: ballot.vote_round.question,
            address=lambda ballot: url_for("votes.round", round_id=ballot.round_id),
        ),
    )
