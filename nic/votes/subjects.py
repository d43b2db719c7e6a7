"""The kinds of thing that the room owns."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.votes import models, queries
from nic.votes.policy import VotePermission as Can

VOTE_ROUND = SubjectKind(
    key="vote_round",
    name="round of dot voting",
    model=models.VoteRound,
    load=queries.load_round,
    view=Can.VIEW_ROUND,
    title=lambda vote_round: vote_round.question,
    address=lambda vote_round: url_for("votes.round", round_id=vote_round.id),
    texts=("question",),
    labels={"dots_each": "Dots for each person", "closed_at": "Closed", "vote_kind": "About"},
)
BALLOT = SubjectKind(
    key="ballot",
    name="your dots",
    model=models.Ballot,
    load=queries.load_ballot,
    view=Can.VIEW_BALLOT,
    title=lambda ballot: ballot.vote_round.question,
    address=lambda ballot: url_for("votes.round", round_id=ballot.round_id),
)
