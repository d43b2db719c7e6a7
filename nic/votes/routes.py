"""Pages on rounds: to open one, to place dots or read the results, to change and close it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import can, requires
from nic.kernel.scope import Person, Scope, current_scope
from nic.votes import operations, queries
from nic.votes.forms import PREFIX, BallotForm, RoundForm
from nic.votes.kinds import Booth, Choice, load_booth
from nic.votes.models import VoteRound
from nic.votes.policy import VotePermission as Can
from nic.web.pages import page

blueprint = Blueprint("votes", __name__)
USUAL_DOTS = 3


def _booth(scope: Scope, vote_kind: str, ground_id: int) -> Booth:
    return load_booth(scope, vote_kind, ground_id)


@blueprint.route("/votes/<vote_kind>/<int:ground_id>/open", methods=["GET", "POST"])
@requires(Can.LEAD_ROUND, load=_booth)
def open_round(booth: Booth) -> ResponseReturnValue:
    """A new round."""
    form = RoundForm(question=booth.kind.question, dots_each=USUAL_DOTS)
    if form.validate_on_submit():
        opened = form.attempt(
            operations.open_round,
            current_scope(),
            booth,
            question=form.question.data,
            dots_each=form.dots_each.data,
        )
        if opened:
            flash("The round is open. Results stay hidden from everybody until you close it.")
            return _back_to(opened)
    choices = [choice for choice in booth.kind.choices(current_scope(), booth.ground) if choice.open]
    return page("votes/round_form.html", form=form, booth=booth, choices=choices, vote_round=None)


def _back_to(vote_round: VoteRound) -> ResponseReturnValue:
    return redirect(url_for("votes.round", round_id=vote_round.id))


@blueprint.get("/votes/<int:round_id>")
@requires(Can.VIEW_ROUND, load=queries.load_round)
def round(vote_round: VoteRound) -> ResponseReturnValue:
    """A round: one's own dots while it is open, the results once it is closed."""
    return _round_page(vote_round, BallotForm(), None)


@blueprint.post("/votes/<int:round_id>")
@requires(Can.VOTE, load=queries.load_round)
def vote(vote_round: VoteRound) -> ResponseReturnValue:
    """Saves the person's dots, all at once."""
    form = BallotForm()
    wanted = form.read() if form.validate_on_submit() else None
    placed = (
        None if wanted is None else form.attempt(operations.place_dots, current_scope(), vote_round, wanted)
    )
    if placed:
        flash("Your dots are saved. You may change them until the round is closed.")
        return _back_to(vote_round)
    typed = {choice.id: request.form.get(f"{PREFIX}{choice.id}", "") for choice in _choices(vote_round)}
    return _round_page(vote_round, form, typed)


def _choices(vote_round: VoteRound) -> list[Choice]:
    booth = vote_round.booth
    return [choice for choice in booth.kind.choices(current_scope(), booth.ground) if choice.open]


def _round_page(vote_round: VoteRound, form: BallotForm, typed: dict[int, str] | None) -> ResponseReturnValue:
    scope, booth = current_scope(), vote_round.booth
    choices = booth.kind.choices(scope, booth.ground)
    ballot = queries.own_ballot(scope, vote_round) if isinstance(scope, Person) else None
    placed = {dots.subject_id: dots.number for dots in ballot.dots} if ballot else {}
    own = {choice.id: sum(placed.get(key, 0) for key in {choice.id} | choice.also) for choice in choices}
    return page(
        "votes/round.html",
        form=form,
        vote_round=vote_round,
        booth=booth,
        choices=[choice for choice in choices if choice.open],
        own=own,
        typed=typed or {key: str(number or "") for key, number in own.items()},
        results=[] if vote_round.is_open else queries.results(scope, vote_round, choices),
        voters=queries.voters(scope, vote_round),
        votes=vote_round.is_open and can(Can.VOTE, vote_round),
        leads=vote_round.is_open and can(Can.LEAD_ROUND, vote_round),
    )


@blueprint.route("/votes/<int:round_id>/edit", methods=["GET", "POST"])
@requires(Can.LEAD_ROUND, load=queries.load_round)
def edit_round(vote_round: VoteRound) -> ResponseReturnValue:
    """The question of a round, and the dots of each person."""
    if not vote_round.is_open:
        return _back_to(vote_round)
    form = RoundForm(obj=vote_round)
    if form.validate_on_submit() and form.attempt(
        operations.change_round,
        current_scope(),
        vote_round,
        form.version.data,
        question=form.question.data,
        dots_each=form.dots_each.data,
    ):
        flash("Saved.")
        return _back_to(vote_round)
    return page(
        "votes/round_form.html",
        form=form,
        booth=vote_round.booth,
        choices=_choices(vote_round),
        vote_round=vote_round,
    )


@blueprint.post("/votes/<int:round_id>/close")
@requires(Can.LEAD_ROUND, load=queries.load_round)
def close_round(vote_round: VoteRound) -> ResponseReturnValue:
    """Closes a round."""
    operations.close_round(current_scope(), vote_round)
    flash("The round is closed.")
    return _back_to(vote_round)
