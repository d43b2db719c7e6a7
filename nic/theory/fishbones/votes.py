"""Dot voting on the causes of a fishbone."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from nic.kernel.house import House
from nic.kernel.scope import Scope
from nic.theory.fishbones import queries
from nic.theory.fishbones.models import Cause, Fishbone
from nic.theory.fishbones.tree import in_order, path_to
from nic.theory.problems.policy import ProblemPermission as Can
from nic.theory.problems.votes import problems_address
from nic.theory.trail import readers_of, trail_of
from nic.votes.kinds import Booth, Choice, VoteKind, add_vote_kind, vote_kind

OF_FISHBONE = "fishbone-causes"


def register_votes(house: House) -> None:
    """Registers the kind."""
    add_vote_kind(
        house,
        VoteKind(
            key=OF_FISHBONE,
            subject_kind="cause",
            question="Which causes matter most?",
            load=queries.load_fishbone,
            may_view=Can.VIEW_PROBLEM,
            may_vote=Can.VOTE,
            may_lead=Can.LEAD_VOTE,
            choices=_choices,
            address=lambda cause_id: url_for("fishbones.cause", cause_id=cause_id),
            trail=lambda fishbone: trail_of_fishbone(fishbone, with_itself=True),
            readers=lambda fishbone: readers_of(fishbone.problem.owner),
            empty="There is no cause to vote on. Add some to the fishbone first.",
        ),
    )


def booth_of(fishbone: Fishbone) -> Booth:
    """Where the causes of a loaded fishbone are voted on."""
    return Booth(vote_kind(OF_FISHBONE), fishbone)


def choices_among(fishbone: Fishbone) -> list[Choice]:
    """The causes as a ballot shows them, with the way to each; archived ones keep their dots and get no more."""
    standing = [row.cause for row in in_order(fishbone.causes) if not row.cause.is_category]
    gone = [cause for cause in fishbone.causes if not cause.is_category and cause not in standing]
    return [_choice(fishbone, cause, cause in standing) for cause in (*standing, *gone)]


def _choice(fishbone: Fishbone, cause: Cause, is_open: bool) -> Choice:
    way = " → ".join(each.text for each in path_to(fishbone.causes, cause))
    return Choice(id=cause.id, text=cause.text, open=is_open, told=way)


def _choices(scope: Scope, fishbone: Any) -> Sequence[Choice]:
    return choices_among(fishbone)


def trail_of_fishbone(fishbone: Fishbone, *, with_itself: bool = False) -> list[tuple[str, str | None]]:
    """The line above a heading, from the network down to the problem (and its fishbone)."""
    problem = fishbone.problem
    trail = [
        *trail_of(problem.owner),
        ("Problems of practice", problems_address(problem.owner)),
        (shortened(problem.statement), url_for("problems.problem", problem_id=problem.id)),
    ]
    if with_itself:
        trail.append(("Fishbone", url_for("fishbones.fishbone", problem_id=problem.id)))
    return trail


def shortened(words: str, most: int = 48) -> str:
    """Words cut at a space, for the line above a heading."""
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
