"""Pages between teams and networks: adopt parts, what we share, what teams added."""

from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, Team
from nic.theory import graph
from nic.theory.adoption import operations, queries
from nic.theory.adoption.forms import AcceptForm, AdoptForm, DeclineForm
from nic.theory.adoption.models import AdoptedNode
from nic.theory.plain import outline_of
from nic.theory.policy import TheoryPermission as Can
from nic.theory.queries import theory_of_network, theory_of_team
from nic.theory.versions.queries import content_of, latest_of_networks
from nic.web.asked import keys_among
from nic.web.pages import page

blueprint = Blueprint("adoption", __name__)


@blueprint.route("/teams/<int:team_id>/theory/adopt/<int:network_id>", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=queries.offer_of)
def adopt(offer: queries.Offer) -> ResponseReturnValue:
    """The network's published theory, to choose parts of."""
    form = AdoptForm()
    chosen = keys_among(request.form.getlist("node_ids"))
    if form.validate_on_submit() and form.attempt(operations.adopt_parts, current_scope(), offer, chosen):
        flash("Adopted, with the drivers above. You can reword them, and add your own beside them.")
        return redirect(url_for("theory.team_theory", team_id=offer.team.id))
    content = content_of(offer.version)
    return page(
        "theory/adoption/adopt.html",
        form=form,
        offer=offer,
        network=offer.version.theory.owner,
        sentence=content.sentence,
        rows=outline_of(content),
        chosen=set(chosen),
    )


@blueprint.get("/teams/<int:team_id>/theory/shared")
@requires(Can.VIEW_THEORY, load=organizations.load_team)
def shared(team: Team) -> ResponseReturnValue:
    """What a team shares with its networks: adopted parts, reworded ones first, and its own with the hub's answers."""
    scope = current_scope()
    theory = theory_of_team(scope, team.id)
    parts = queries.shared_parts(scope, team, theory) if theory is not None else []
    adopted = {part.adopted.node_id for part in parts}
    ours = [node for node in graph.in_order(theory) if node.id not in adopted] if theory is not None else []
    answers = queries.answers_to(scope, [node.id for node in ours])
    return page(
        "theory/adoption/shared.html",
        team=team,
        parts=sorted(parts, key=lambda part: not (part.is_reworded or part.is_gone)),
        ours=[node for node in ours if node.kind.level > 0] if adopted else [],
        answers={answer.node_id: answer for answer in answers},
        networks=[version.theory.owner for version in latest_of_networks(scope, team.network_ids)],
    )


@blueprint.post("/theory/adopted/<int:adopted_id>/words")
@requires(Can.EDIT_THEORY, load=queries.load_adopted)
def choose_words(adopted: AdoptedNode) -> ResponseReturnValue:
    """Takes the network's new words, or keeps the team's."""
    scope = current_scope()
    team = organizations.load_team(scope, adopted.node.theory.team_id or 0)
    words = next(
        (
            part.words
            for part in queries.shared_parts(scope, team, adopted.node.theory)
            if part.adopted.id == adopted.id
        ),
        None,
    )
    if words is not None:
        if request.form.get("take") == "theirs":
            operations.take_new_words(scope, adopted, words)
            flash("The part has the network's words now.")
        else:
            operations.keep_our_words(scope, adopted, words)
            flash("Your words stay.")
    return redirect(url_for("adoption.shared", team_id=team.id))


@blueprint.get("/networks/<int:network_id>/theory/additions")
@requires(Can.EDIT_THEORY, load=organizations.load_network)
def additions(network: Network) -> ResponseReturnValue:
    """What teams added beside the parts that they adopted."""
    found = queries.additions_of(current_scope(), network)
    waiting = [each for each in found if each.answer is None]
    return page(
        "theory/adoption/additions.html",
        network=network,
        waiting=[list(of_team) for _, of_team in groupby(waiting, key=lambda each: each.team.id)],
        answered=[each for each in found if each.answer is not None],
    )


@blueprint.get("/networks/<int:network_id>/theory/additions/<int:node_id>")
@requires(Can.EDIT_THEORY, load=queries.load_addition)
def addition(addition: queries.Addition) -> ResponseReturnValue:
    """One part that a team added: accept it into the shared theory, or leave it with the team."""
    return _addition_page(addition)


def _addition_page(addition: queries.Addition, failed: Any = None) -> ResponseReturnValue:
    accept = failed if isinstance(failed, AcceptForm) else _accept_form(addition)
    decline = failed if isinstance(failed, DeclineForm) else DeclineForm(formdata=None)
    return page(
        "theory/adoption/addition.html",
        addition=addition,
        form=failed,
        accept_form=accept,
        decline_form=decline,
    )


def _accept_form(addition: queries.Addition) -> AcceptForm:
    scope = current_scope()
    form = AcceptForm(text=addition.node.text, parent_ids=sorted(queries.shared_parents(scope, addition)))
    theory = theory_of_network(scope, addition.network.id)
    form.offer(graph.possible_parents(theory, addition.node.kind) if theory is not None else [])
    return form


@blueprint.post("/networks/<int:network_id>/theory/additions/<int:node_id>/accept")
@requires(Can.EDIT_THEORY, load=queries.load_addition)
def accept(addition: queries.Addition) -> ResponseReturnValue:
    """Takes a team's part into the shared theory, as a draft."""
    form = _accept_form(addition)
    if form.validate_on_submit() and form.attempt(
        operations.accept_addition,
        current_scope(),
        addition,
        text=form.text.data,
        parent_ids=form.parent_ids.data or [],
    ):
        flash("Accepted into the draft. The teams read it once you publish.")
        return redirect(url_for("adoption.additions", network_id=addition.network.id))
    return _addition_page(addition, form)


@blueprint.post("/networks/<int:network_id>/theory/additions/<int:node_id>/decline")
@requires(Can.EDIT_THEORY, load=queries.load_addition)
def decline(addition: queries.Addition) -> ResponseReturnValue:
    """Leaves a team's part with the team, with a word."""
    form = DeclineForm()
    if form.validate_on_submit() and form.attempt(
        operations.decline_addition, current_scope(), addition, form.word.data
    ):
        flash("The team reads your word beside its part.")
        return redirect(url_for("adoption.additions", network_id=addition.network.id))
    return _addition_page(addition, form)
