"""Dot voting on the problems of a team or a network."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from nic.kernel.house import House
from nic.kernel.scope import Scope
from nic.organizations.models import Network, Team
from nic.theory.problems import queries
from nic.theory.problems.models import Problem, ProblemStatus
from nic.theory.problems.policy import ProblemPermission as Can
from nic.theory.trail import readers_of, trail_of
from nic.votes.kinds import Booth, Choice, VoteKind, add_vote_kind, vote_kind

OF_TEAM, OF_NETWORK = "team-problems", "network-problems"


def register_votes(house: House) -> None:
    """Registers both kinds."""
    for key, load in ((OF_TEAM, queries.load_ground_of_team), (OF_NETWORK, queries.load_ground_of_network)):
        add_vote_kind(
            house,
            VoteKind(
                key=key,
                subject_kind="problem",
                question="Which problems shall we work on?",
                load=load,
                may_view=Can.VIEW_PROBLEM,
                may_vote=Can.VOTE,
                may_lead=Can.LEAD_VOTE,
                choices=_choices,
                address=lambda problem_id: url_for("problems.problem", problem_id=problem_id),
                trail=_trail,
                readers=readers_of,
                empty="There is no proposal to vote on. Propose one, or look again later.",
            ),
        )


def booth_of(owner: Team | Network) -> Booth:
    """Where the problems of a loaded owner are voted on."""
    return Booth(vote_kind(OF_TEAM if isinstance(owner, Team) else OF_NETWORK), owner)


def _choices(scope: Scope, owner: Any) -> Sequence[Choice]:
    return choices_among(queries.problems_of(scope, owner))


def choices_among(problems: Sequence[Problem]) -> list[Choice]:
    """The problems as a ballot shows them, in the order in which they were proposed; proposals get dots."""
    below = queries.merged_below(problems)
    return [
        Choice(
            id=problem.id,
            text=problem.statement,
            also=frozenset(each.id for each in below.get(problem.id, ())),
            open=problem.status is ProblemStatus.PROPOSED and not problem.is_archived,
            told=problem.whom_it_affects,
        )
        for problem in sorted(problems, key=lambda each: each.id)
        if not problem.is_merged
    ]


def problems_address(owner: Team | Network) -> str:
    """The page with the problems of a team or a network."""
    if isinstance(owner, Team):
        return url_for("problems.problems", team_id=owner.id)
    return url_for("problems.problems", network_id=owner.id)


def _trail(owner: Any) -> list[tuple[str, str | None]]:
    return [*trail_of(owner), ("Problems of practice", problems_address(owner))]
