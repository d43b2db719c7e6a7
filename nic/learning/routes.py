"""Pages on what networks learned: syntheses, change package, who tried this, search, showcase."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.cycles.models import Decision
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.learning import operations, queries
from nic.learning.forms import SynthesisForm
from nic.learning.models import Synthesis
from nic.learning.policy import LearningPermission as Can
from nic.learning.queries import PackageFilter
from nic.organizations import queries as organizations
from nic.organizations.models import Network
from nic.web.asked import requested_key, requested_words
from nic.web.forms import EditForm
from nic.web.pager import requested_page
from nic.web.pages import page
from nic.web.panels import panels_on

blueprint = Blueprint("learning", __name__)
TEXTS = operations.TEXTS


def _requested_decision() -> Decision | None:
    asked = request.args.get("decision", "")
    return Decision(asked) if asked in {decision.value for decision in Decision} else None


@blueprint.get("/search")
@requires(Can.SEARCH)
def search() -> ResponseReturnValue:
    """Words in the shared cycles that the person may read."""
    words, decision, network_id = requested_words(), _requested_decision(), requested_key("network")
    scope = current_scope()
    return page(
        "learning/search.html",
        words=words,
        decision=decision,
        network_id=network_id,
        networks=organizations.visible_networks(scope),
        found=queries.search(scope, words, network_id=network_id, decision=decision, number=requested_page()),
    )


@blueprint.get("/networks/<int:network_id>/learned")
@requires(Can.VIEW_LEARNED, load=organizations.load_network)
def learned(network: Network) -> ResponseReturnValue:
    """The syntheses of a network; its hub also sees the drafts."""
    found = queries.learned_in(current_scope(), network.id)
    return page("learning/learned.html", network=network, learned=found)


@blueprint.get("/networks/<int:network_id>/change-package")
@requires(Can.VIEW_LEARNED, load=organizations.load_network)
def change_package(network: Network) -> ResponseReturnValue:
    """Every change idea with its cycles by context and decision, and the measures' movement beside it."""
    wanted = PackageFilter(requested_words(), _requested_decision(), requested_key("school"))
    package = queries.change_package(current_scope(), network, wanted, requested_page())
    return page("learning/change_package.html", network=network, package=package, wanted=wanted)


@blueprint.get("/networks/<int:network_id>/who-tried")
@requires(Can.VIEW_LEARNED, load=organizations.load_network)
def who_tried(network: Network) -> ResponseReturnValue:
    """Who tried one idea, where, and what became of it."""
    idea = queries.evidence_on(current_scope(), network, requested_words("idea"))
    return page("learning/who_tried.html", network=network, idea=idea, asked=requested_words("idea"))


@blueprint.get("/networks/<int:network_id>/showcase")
@requires(Can.VIEW_LEARNED, load=organizations.load_network)
def showcase(network: Network) -> ResponseReturnValue:
    """What the network learned, to be printed for a convening."""
    view = queries.showcase(current_scope(), network)
    return page("learning/showcase.html", network=network, view=view)


@blueprint.route("/networks/<int:network_id>/learned/new", methods=["GET", "POST"])
@requires(Can.WRITE_SYNTHESIS, load=organizations.load_network)
def new_synthesis(network: Network) -> ResponseReturnValue:
    """A new synthesis, a draft of the hub."""
    scope = current_scope()
    form = SynthesisForm()
    form.offer_cycles(queries.citable_cycles(scope, network))
    if form.validate_on_submit():
        made = form.attempt(operations.draft_synthesis, scope, network, **_given(form))
        if made:
            flash("Draft saved. Only the hub sees it until you publish it.")
            return _to(made)
    return page("learning/synthesis_form.html", form=form, network=network, synthesis=None)


def _given(form: SynthesisForm) -> dict[str, object]:
    return {"cycle_ids": form.cycles.data or ()} | {name: form[name].data for name in TEXTS}


def _to(synthesis: Synthesis) -> ResponseReturnValue:
    return redirect(url_for("learning.synthesis", synthesis_id=synthesis.id))


@blueprint.get("/syntheses/<int:synthesis_id>")
@requires(Can.VIEW_SYNTHESIS, load=queries.load_synthesis)
def synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """One synthesis with the cycles on which it rests."""
    return _page_of(synthesis)


def _page_of(synthesis: Synthesis, form: EditForm | None = None) -> ResponseReturnValue:
    scope = current_scope()
    return page(
        "learning/synthesis.html",
        synthesis=synthesis,
        cycles=queries.cited_cycles(scope, synthesis),
        editable=can(Can.WRITE_SYNTHESIS, synthesis),
        things=panels_on(scope, "synthesis", synthesis),
        form=form,
    )


@blueprint.route("/syntheses/<int:synthesis_id>/edit", methods=["GET", "POST"])
@requires(Can.WRITE_SYNTHESIS, load=queries.load_synthesis)
def edit_synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """The words of a synthesis and its cycles."""
    scope = current_scope()
    form = SynthesisForm(obj=synthesis, cycles=synthesis.cycle_ids)
    form.offer_cycles(queries.citable_cycles(scope, synthesis.network, synthesis.cycle_ids))
    if form.validate_on_submit() and form.attempt(
        operations.edit_synthesis, scope, synthesis, form.version.data, **_given(form)
    ):
        flash("Saved.")
        return _to(synthesis)
    return page("learning/synthesis_form.html", form=form, network=synthesis.network, synthesis=synthesis)


def _move(synthesis: Synthesis, operation: Callable[..., Synthesis], said: str) -> ResponseReturnValue:
    form = EditForm()
    if form.validate_on_submit() and form.attempt(
        operation, current_scope(), synthesis, version=form.version.data
    ):
        flash(said)
        return _to(synthesis)
    return _page_of(synthesis, form)


@blueprint.post("/syntheses/<int:synthesis_id>/publish")
@requires(Can.WRITE_SYNTHESIS, load=queries.load_synthesis)
def publish_synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """Lets the network read it."""
    return _move(synthesis, operations.publish_synthesis, "Published. The network reads it now.")


@blueprint.post("/syntheses/<int:synthesis_id>/withdraw")
@requires(Can.WRITE_SYNTHESIS, load=queries.load_synthesis)
def withdraw_synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """Makes it a draft again."""
    return _move(synthesis, operations.withdraw_synthesis, "It is a draft of the hub again.")


@blueprint.post("/syntheses/<int:synthesis_id>/archive")
@requires(Can.WRITE_SYNTHESIS, load=queries.load_synthesis)
def archive_synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """Puts it away."""
    operations.archive_synthesis(current_scope(), synthesis)
    flash("Archived. You can restore it here.")
    return _to(synthesis)


@blueprint.post("/syntheses/<int:synthesis_id>/restore")
@requires(Can.WRITE_SYNTHESIS, load=queries.load_synthesis)
def restore_synthesis(synthesis: Synthesis) -> ResponseReturnValue:
    """Brings it back."""
    operations.restore_synthesis(current_scope(), synthesis)
    flash("Restored.")
    return _to(synthesis)
