"""Every read of rounds and dots. Sums leave this room only for rounds that are closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope, NotPermitted
from nic.kernel.scope import Person, Scope
from nic.votes.kinds import Booth, Choice, load_booth
from nic.votes.models import Ballot, Dots, VoteRound


def load_round(scope: Scope, round_id: int) -> VoteRound:
    """A round, with what it is held on loaded inside the scope. Raises NotFoundInScope."""
    found = db.session.get(VoteRound, round_id)
    if found is None:
        raise NotFoundInScope
    return found.held_in(load_booth(scope, found.vote_kind, found.ground_id))


def hold_round(scope: Scope, vote_round: VoteRound) -> VoteRound:
    """A round as it stands now, held until the transaction ends: nobody places dots while it closes."""
    statement = select(VoteRound).where(VoteRound.id == vote_round.id).with_for_update()
    fresh = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    return fresh.held_in(vote_round.booth)


def rounds_of(scope: Scope, booth: Booth) -> Sequence[VoteRound]:
    """The rounds held on a ground that was loaded inside the scope, the latest first."""
    statement = (
        select(VoteRound)
        .where(VoteRound.vote_kind == booth.kind.key, VoteRound.ground_id == booth.ground.id)
        .order_by(VoteRound.id.desc())
        .limit(50)
    )
    return [each.held_in(booth) for each in db.session.scalars(statement)]


def load_ballot(scope: Scope, ballot_id: int) -> Ballot:
    """One's own dots in a round. Raises NotFoundInScope for those of others."""
    if not isinstance(scope, Person):
        raise NotFoundInScope
    ballot = db.session.scalar(
        select(Ballot)
        .options(joinedload(Ballot.vote_round))
        .where(Ballot.id == ballot_id, Ballot.person_id == scope.person_id)
    )
    if ballot is None:
        raise NotFoundInScope
    return ballot


def own_ballot(scope: Person, vote_round: VoteRound) -> Ballot | None:
    """The person's own dots in a round, if they have placed any."""
    return db.session.scalar(
        select(Ballot)
        .options(selectinload(Ballot.dots), joinedload(Ballot.vote_round))
        .where(Ballot.round_id == vote_round.id, Ballot.person_id == scope.person_id)
    )


def voters(scope: Scope, vote_round: VoteRound) -> int:
    """How many people have placed dots; who they are is told to nobody."""
    placed = select(Dots.ballot_id).where(Dots.ballot_id == Ballot.id).exists()
    statement = select(func.count()).select_from(Ballot).where(Ballot.round_id == vote_round.id, placed)
    return db.session.scalar(statement) or 0


@dataclass(frozen=True, slots=True)
class Result:
    """What a thing got in a closed round: its dots, and how many people they are from."""

    choice: Choice
    dots: int
    people: int


def results(scope: Scope, vote_round: VoteRound, choices: Sequence[Choice]) -> list[Result]:
    """The dots of a closed round, most first. Raises NotPermitted while it is open, whoever asks."""
    if vote_round.is_open:
        raise NotPermitted
    statement = (
        select(Dots.subject_id, Ballot.id, Dots.number)
        .join(Ballot, Ballot.id == Dots.ballot_id)
        .where(Ballot.round_id == vote_round.id)
    )
    placed = db.session.execute(statement).all()
    found = []
    for place, choice in enumerate(choices):
        counted = {choice.id} | choice.also
        own = [(ballot_id, number) for subject_id, ballot_id, number in placed if subject_id in counted]
        result = Result(choice, sum(number for _, number in own), len({ballot_id for ballot_id, _ in own}))
        if result.dots or choice.open:
            found.append((-result.dots, place, result))
    return [result for _, _, result in sorted(found, key=lambda row: row[:2])]


@dataclass(frozen=True, slots=True)
class Standing:
    """How voting on a ground stands: the open round, the latest closed one, and the dots of that by key."""

    booth: Booth
    open: VoteRound | None
    closed: Sequence[VoteRound]
    dots: dict[int, int]
    voted: bool
    voters: int

    @property
    def latest(self) -> VoteRound | None:
        """The round that was closed last."""
        return self.closed[0] if self.closed else None


def standing(scope: Scope, booth: Booth, choices: Sequence[Choice]) -> Standing:
    """The state of the voting on a ground that was loaded inside the scope, for its own page."""
    rounds = rounds_of(scope, booth)
    running = next((each for each in rounds if each.is_open), None)
    closed = [each for each in rounds if not each.is_open]
    counted = results(scope, closed[0], choices) if closed else []
    ballot = own_ballot(scope, running) if running is not None and isinstance(scope, Person) else None
    return Standing(
        booth,
        running,
        closed,
        {each.choice.id: each.dots for each in counted if each.dots},
        ballot is not None and bool(ballot.dots),
        voters(scope, running) if running is not None else 0,
    )
