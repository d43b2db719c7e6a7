"""Pages on what a measure means, and the forms that define, reword and change it."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import operations, queries
from nic.measures.figures import KeptWeek
from nic.measures.forms import FAMILIES, KINDS, EditMeasureForm, MeasureForm
from nic.measures.models import MeasureDefinition, Series
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries.editions import editions_of, teams_on_older_editions
from nic.measures.routes.shared import blueprint
from nic.organizations.models import Network, Team
from nic.organizations.queries import load_network, load_team_in_circle
from nic.theory.trail import readers_of, trail_of
from nic.theory.versions.queries import in_readable_words, nodes_of
from nic.web.pages import page
from nic.web.words import figure

MEANINGS = {family.value: meaning for family, (_, meaning) in FAMILIES.items()}
EXAMPLES = {kind.value: example for kind, example in KINDS.items()}


@blueprint.route("/teams/<int:team_id>/measures/new", methods=["GET", "POST"])
@requires(Can.DEFINE_FOR_TEAM, load=load_team_in_circle)
def new_team_measure(team: Team) -> ResponseReturnValue:
    """A measure of one team."""
    return _define(team)


@blueprint.route("/networks/<int:network_id>/measures/new", methods=["GET", "POST"])
@requires(Can.DEFINE_FOR_NETWORK, load=load_network)
def new_network_measure(network: Network) -> ResponseReturnValue:
    """A measure that all teams of a network share."""
    return _define(network)


def _define(owner: Team | Network) -> ResponseReturnValue:
    form = MeasureForm()
    form.offer(nodes_of(current_scope(), owner))
    if form.validate_on_submit():
        definition = form.attempt(operations.define_measure, current_scope(), owner, **form.values)
        if definition:
            flash("Defined. It is due from this period on.")
            return redirect(url_for("measures.definition", definition_id=definition.id))
    return page("measures/definition_form.html", form=form, owner=owner, definition=None, **_around(owner))


def _around(owner: Team | Network) -> dict[str, Any]:
    return {
        "trail": trail_of(owner),
        "readers": readers_of(owner),
        "meanings": MEANINGS,
        "examples": EXAMPLES,
    }


@blueprint.get("/measures/<int:definition_id>")
@requires(Can.VIEW_DEFINITION, load=queries.load_definition)
def definition(definition: MeasureDefinition) -> ResponseReturnValue:
    """What a measure means; of a network's measure also its teams together, week by week."""
    pooled = queries.pooled_view(current_scope(), definition) if definition.network_id else None
    own = _series_of(definition) if definition.team_id else None
    weeks = pooled.weeks if pooled else ()
    if definition.node is not None:
        in_readable_words(current_scope(), [definition.node])
    return page(
        "measures/definition.html",
        definition=definition,
        pooled=pooled,
        week_rows=[_week_row(definition, week) for week in reversed(weeks)],
        own=own,
        editions=editions_of(current_scope(), definition) if definition.network_id else [],
        older=teams_on_older_editions(current_scope(), definition) if definition.network_id else None,
        **_around(definition.owner),
    )


def _week_row(definition: MeasureDefinition, week: KeptWeek) -> list[str]:
    figures = (week.median, week.lower_quartile, week.upper_quartile)
    return [
        label(definition.cadence, week.week_start),
        *(figure(value, definition.unit) for value in figures),
        f"{week.teams:,}",
    ]


def _series_of(definition: MeasureDefinition) -> Series | None:
    """The series of a team's own measure; None where it is archived."""
    found = queries.series_of_team(current_scope(), definition.team_id or 0)
    return next((each for each in found if each.definition_id == definition.id), None)


@blueprint.route("/measures/<int:definition_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_DEFINITION, load=queries.load_definition)
def edit_definition(definition: MeasureDefinition) -> ResponseReturnValue:
    """A measure, to reword."""
    form = EditMeasureForm(obj=definition)
    form.offer(nodes_of(current_scope(), definition.owner))
    if form.validate_on_submit() and form.attempt(
        operations.edit_measure, current_scope(), definition, form.version.data, **form.values
    ):
        flash("Saved.")
        return redirect(url_for("measures.definition", definition_id=definition.id))
    return page(
        "measures/definition_form.html",
        form=form,
        owner=definition.owner,
        definition=definition,
        **_around(definition.owner),
    )


@blueprint.post("/measures/<int:definition_id>/archive")
@requires(Can.EDIT_DEFINITION, load=queries.load_definition)
def archive_definition(definition: MeasureDefinition) -> ResponseReturnValue:
    """Puts a measure away; its values stay."""
    operations.archive_measure(current_scope(), definition)
    flash("Archived. Its values are kept, and no more are due.")
    return redirect(url_for("measures.definition", definition_id=definition.id))


@blueprint.post("/measures/<int:definition_id>/restore")
@requires(Can.EDIT_DEFINITION, load=queries.load_definition)
def restore_definition(definition: MeasureDefinition) -> ResponseReturnValue:
    """Takes an archived measure up again."""
    operations.restore_measure(current_scope(), definition)
    flash("Restored.")
    return redirect(url_for("measures.definition", definition_id=definition.id))
