"""Every write to rounds and dots. A ballot is sent whole, so that nobody ever has more dots than were given."""

from collections.abc import Mapping, Sequence

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError, MoveNotAllowed, NotPermitted, needed
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version, flush, touch
from nic.votes import queries
from nic.votes.kinds import Booth, Choice
from nic.votes.models import MOST_DOTS, Ballot, Dots, VoteRound


def open_round(scope: Scope, booth: Booth, *, question: str, dots_each: int) -> VoteRound:
    """Opens a round. Raises DomainError where one is open already."""
    vote_round = VoteRound(
        vote_kind=booth.kind.key,
        ground_id=booth.ground.id,
        agency_id=booth.place.agency_id,
        question=_asked(question),
        dots_each=_dots(dots_each),
    ).held_in(booth)
    audit.record(scope, "opened", vote_round)
    return vote_round


def change_round(
    scope: Scope, vote_round: VoteRound, version: int | None, *, question: str, dots_each: int
) -> VoteRound:
    """Rewords the question or gives more dots. Raises MoveNotAllowed, DomainError, StaleVersion.

    Once dots are placed nobody's are taken away: their number can only rise.
    """
    fresh = queries.hold_round(scope, vote_round)
    check_version(fresh, version, {"question": fresh.question, "dots_each": fresh.dots_each})
    placed = queries.voters(scope, fresh) > 0
    _check_open(fresh)
    if placed and dots_each < fresh.dots_each:
        raise DomainError(
            f"Dots are placed already. Each person has {fresh.dots_each}; you can only give more.",
            "dots_each",
        )
    fresh.question = _asked(question)
    fresh.dots_each = _dots(dots_each)
    audit.record(scope, "changed", fresh)
    return fresh


def place_dots(scope: Scope, vote_round: VoteRound, wanted: Mapping[int, int]) -> Ballot:
    """Saves a person's whole ballot: how many dots for which choice; what is not named has none.

    Dots on what was merged into a choice stay where they were placed as long as their sum is what the person wants: a
    merge that is undone gives them back. Raises DomainError for too many dots, MoveNotAllowed where it is closed.
    """
    if not isinstance(scope, Person):
        raise NotPermitted
    fresh = queries.hold_round(scope, vote_round)
    _check_open(fresh)
    choices = [choice for choice in fresh.booth.kind.choices(scope, fresh.booth.ground) if choice.open]
    _check_dots(fresh, choices, wanted)
    ballot = queries.own_ballot(scope, fresh)
    verb = "placed"
    if ballot is None:
        ballot = Ballot(vote_round=fresh, person_id=scope.person_id)
    else:
        verb = "changed"
        touch(ballot)
    audit.record(scope, verb, ballot)
    _rewrite(ballot, choices, wanted)
    flush()
    return ballot


def close_round(scope: Scope, vote_round: VoteRound) -> VoteRound:
    """Closes a round: from now on everybody who may read it sees its results. Raises MoveNotAllowed."""
    fresh = queries.hold_round(scope, vote_round)
    _check_open(fresh)
    fresh.closed_at = clock.now()
    audit.record(scope, "closed", fresh)
    return fresh


def _rewrite(ballot: Ballot, choices: Sequence[Choice], wanted: Mapping[int, int]) -> None:
    kept: dict[int, int] = {}
    for choice in choices:
        before = {
            dots.subject_id: dots.number
            for dots in ballot.dots
            if dots.subject_id == choice.id or dots.subject_id in choice.also
        }
        number = wanted.get(choice.id, 0)
        kept |= before if sum(before.values()) == number else {choice.id: number}
    by_subject = {dots.subject_id: dots for dots in ballot.dots}
    for subject_id, dots in by_subject.items():
        if not kept.get(subject_id):
            ballot.dots.remove(dots)
    for subject_id, number in kept.items():
        if number and subject_id in by_subject:
            by_subject[subject_id].number = number
        elif number:
            ballot.dots.append(Dots(subject_id=subject_id, number=number))


def _check_dots(vote_round: VoteRound, choices: Sequence[Choice], wanted: Mapping[int, int]) -> None:
    known = {choice.id for choice in choices}
    if any(number < 0 for number in wanted.values()):
        raise DomainError("A number of dots is 0 or more.", "dots")
    if any(number and key not in known for key, number in wanted.items()):
        raise DomainError("One of these is not to be voted on any more. Look again, then save.", "dots")
    placed = sum(wanted.values())
    if placed > vote_round.dots_each:
        raise DomainError(
            f"You have {vote_round.dots_each} dots and placed {placed}. Take {placed - vote_round.dots_each} back.",
            "dots",
        )


def _check_open(vote_round: VoteRound) -> None:
    if not vote_round.is_open:
        raise MoveNotAllowed("This round is closed. Its dots stay as they are.", "dots")


def _asked(question: str) -> str:
    return needed(question, "question", "Write what the dots are for.")


def _dots(number: int) -> int:
    if not 1 <= number <= MOST_DOTS:
        raise DomainError(f"Give each person between 1 and {MOST_DOTS} dots.", "dots_each")
    return number
