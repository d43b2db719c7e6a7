"""Pages on measures: a team's chart and its values, what a measure means, and the forms of both."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel import clock
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.measures import operations, queries, tables
from nic.measures.figures import KeptWeek
from nic.measures.forms import FAMILIES, KINDS, CorrectValueForm, EditMeasureForm, MeasureForm, NewValueForm
from nic.measures.models import Cadence, MeasureDefinition, Observation, Series
from nic.measures.periods import anchors_of, label, period_start
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries.values import has_values_before
from nic.organizations.models import Network, Team
from nic.organizations.queries import load_network, load_team_in_circle
from nic.theory.models import Node
from nic.theory.queries import theories_of_networks, theory_of
from nic.theory.trail import readers_of, trail_of
from nic.web.pages import page
from nic.web.tables import csv_response
from nic.web.words import figure

blueprint = Blueprint("measures", __name__)
MEANINGS = {family.value: meaning for family, (_, meaning) in FAMILIES.items()}
EXAMPLES = {kind.value: example for kind, example in KINDS.items()}


@blueprint.get("/teams/<int:team_id>/measures")
@requires(Can.VIEW_VALUES, load=load_team_in_circle)
def team_measures(team: Team) -> ResponseReturnValue:
    """Every measure of a team with its chart."""
    series = queries.series_of_team(current_scope(), team.id)
    views = queries.chart_views(current_scope(), series)
    return page(
        "measures/team_measures.html",
        team=team,
        views=[views[each.id] for each in series],
        trail=trail_of(team),
    )


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>")
@requires(Can.VIEW_CHART, load=queries.load_team_chart)
def series(series: Series) -> ResponseReturnValue:
    """The sentence, the chart, the values and what they mean. Outside the circle without small groups."""
    scope = current_scope()
    whole = request.args.get("all") == "1"
    view = queries.series_chart(scope, series, whole)
    in_circle = queries.sees_values(scope, series)
    first = view.values[0].period_start if view.values else None
    rows = tables.rows_for_circle(scope, series, first) if in_circle else tables.rows_outside(view)
    return page(
        "measures/series.html",
        series=series,
        definition=series.definition,
        view=view,
        in_circle=in_circle,
        rows=rows,
        columns=tables.columns(series, in_circle, can(Can.CORRECT_VALUE, series)),
        choices=_choices(series) if in_circle else [],
        has_earlier=not whole and first is not None and has_values_before(series.id, first),
        trail=trail_of(series.team),
        period=lambda start: label(series.definition.cadence, start),
    )


def _choices(series: Series) -> list[dict[str, Any]]:
    """Periods with readings that wait for a choice, and those with readings set aside; each with all its readings."""
    scope = current_scope()
    beside = queries.readings_beside(scope, [series.id])[series.id]
    if not beside:
        return []
    standing = {each.period_start: each for each in queries.observations(scope, [series.id])[series.id]}
    names = tables.names_of([*beside, *standing.values()])
    found = []
    for start in sorted({each.period_start for each in beside}, reverse=True):
        readings = [standing[start]] if start in standing else []
        readings += [each for each in beside if each.period_start == start]
        found.append(
            {
                "period": label(series.definition.cadence, start),
                "waits": any(each.set_aside_at is None and not each.standing for each in readings),
                "readings": [(each, names.get(each.recorded_by_id or 0, "")) for each in readings],
            }
        )
    return found


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>/values.csv")
@requires(Can.VIEW_CHART, load=queries.load_team_chart)
def values_csv(series: Series) -> ResponseReturnValue:
    """Every value as CSV, oldest first; outside the circle without small groups."""
    scope = current_scope()
    in_circle = queries.sees_values(scope, series)
    if in_circle:
        rows = tables.rows_for_circle(scope, series, None)
    else:
        rows = tables.rows_outside(queries.series_chart(scope, series, whole=True))
    name = "".join(sign if sign.isalnum() else "-" for sign in series.definition.name.lower())
    return csv_response(tables.csv_columns(series, in_circle), reversed(rows), f"{name.strip('-')}.csv")


@blueprint.route("/teams/<int:team_id>/measures/<int:series_id>/values/new", methods=["GET", "POST"])
@requires(Can.LOG_VALUE, load=queries.load_series_of_team)
def new_value(series: Series) -> ResponseReturnValue:
    """A value for any period that has begun."""
    today = clock.today(series.team.school.time_zone)
    form = NewValueForm(day=today)
    form.ask_for(series.definition, whole=request.args.get("percent") == "1")
    if form.validate_on_submit():
        scope = current_scope()
        saved = form.attempt(
            operations.record_observation,
            scope,
            series,
            period_start=_period_of(series, form.day.data),
            client_uuid=form.client_uuid.data,
            **form.reading,
        )
        if saved:
            flash(_told(series, saved), "message" if saved.standing else "warning")
            return _to(series)
    return page("measures/value_form.html", form=form, series=series, observation=None, trail=_trail(series))


def _period_of(series: Series, day: date) -> date:
    anchors: Sequence[date] = ()
    if series.definition.cadence is Cadence.FORTNIGHTLY:
        anchors = anchors_of(queries.calendars(current_scope(), [series.team])[series.team_id])
    return period_start(series.definition.cadence, day, anchors)


def _told(series: Series, saved: Observation) -> str:
    period = label(series.definition.cadence, saved.period_start)
    if saved.standing:
        return f"Saved for {period}."
    return f"There was a value for {period} already. Yours is kept beside it. Choose which one counts."


@blueprint.route(
    "/teams/<int:team_id>/measures/<int:series_id>/values/<int:observation_id>/edit", methods=["GET", "POST"]
)
@requires(Can.CORRECT_VALUE, load=queries.load_observation)
def edit_value(observation: Observation) -> ResponseReturnValue:
    """One value, to correct."""
    series = observation.series
    form = CorrectValueForm(obj=observation)
    form.ask_for(series.definition, whole=observation.denominator is None)
    if form.validate_on_submit() and form.attempt(
        operations.correct_observation, current_scope(), observation, form.version.data, **form.reading
    ):
        flash(f"Corrected: {label(series.definition.cadence, observation.period_start)}.")
        return _to(series)
    return page(
        "measures/value_form.html", form=form, series=series, observation=observation, trail=_trail(series)
    )


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/values/<int:observation_id>/choose")
@requires(Can.CORRECT_VALUE, load=queries.load_observation)
def choose_value(observation: Observation) -> ResponseReturnValue:
    """Lets this reading of its period stand."""
    operations.choose_reading(current_scope(), observation)
    flash(
        f"This value counts now for {label(observation.series.definition.cadence, observation.period_start)}."
    )
    return _to(observation.series)


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/values/<int:observation_id>/set-aside")
@requires(Can.CORRECT_VALUE, load=queries.load_observation)
def set_aside_value(observation: Observation) -> ResponseReturnValue:
    """Takes a value off the chart; it is kept."""
    operations.set_aside(current_scope(), observation)
    flash("Taken off the chart. The value is kept below, where you can use it again.")
    return _to(observation.series)


def _to(series: Series) -> ResponseReturnValue:
    return redirect(url_for("measures.series", team_id=series.team_id, series_id=series.id))


def _trail(series: Series) -> list[tuple[str, str | None]]:
    here = url_for("measures.series", team_id=series.team_id, series_id=series.id)
    return [*trail_of(series.team), (series.definition.name, here)]


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
    form.offer(_nodes(owner))
    if form.validate_on_submit():
        definition = form.attempt(operations.define_measure, current_scope(), owner, **form.values)
        if definition:
            flash("Defined. It is due from this period on.")
            return redirect(url_for("measures.definition", definition_id=definition.id))
    return page("measures/definition_form.html", form=form, owner=owner, definition=None, **_around(owner))


def _nodes(owner: Team | Network) -> list[Node]:
    """The nodes of the owner's theory, and for a team those of its networks' theories."""
    scope = current_scope()
    own = theory_of(scope, owner)
    theories = [own] if own else []
    if isinstance(owner, Team):
        theories += theories_of_networks(scope, owner.network_ids)
    return [node for theory in theories for node in theory.nodes if not node.is_archived]


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
    return page(
        "measures/definition.html",
        definition=definition,
        pooled=pooled,
        week_rows=[_week_row(definition, week) for week in reversed(weeks)],
        own=own,
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
    form.offer(_nodes(definition.owner))
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
