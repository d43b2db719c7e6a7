"""Forms for one value: to add, to correct, to choose between two."""

from collections.abc import Sequence
from datetime import date

from flask import flash, request
from flask.typing import ResponseReturnValue

from nic.kernel import clock
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import operations, queries
from nic.measures.forms import CorrectValueForm, NewValueForm
from nic.measures.models import Cadence, Observation, Series
from nic.measures.periods import anchors_of, label, period_start
from nic.measures.policy import MeasurePermission as Can
from nic.measures.routes.shared import blueprint, to_series, trail_of_series
from nic.web.pages import page


@blueprint.route("/teams/<int:team_id>/measures/<int:series_id>/values/new", methods=["GET", "POST"])
@requires(Can.LOG_VALUE, load=queries.load_series_of_team)
def new_value(series: Series) -> ResponseReturnValue:
    """A value for any period that has begun."""
    today = clock.today(series.team.school.time_zone)
    form = NewValueForm(day=_asked_day(today))
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
            return to_series(series)
    return page(
        "measures/value_form.html", form=form, series=series, observation=None, trail=trail_of_series(series)
    )


def _asked_day(today: date) -> date:
    try:
        return min(date.fromisoformat(request.args.get("day", "")), today)
    except ValueError:
        return today


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
        return to_series(series)
    return page(
        "measures/value_form.html",
        form=form,
        series=series,
        observation=observation,
        trail=trail_of_series(series),
    )


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/values/<int:observation_id>/choose")
@requires(Can.CORRECT_VALUE, load=queries.load_observation)
def choose_value(observation: Observation) -> ResponseReturnValue:
    """Lets this reading of its period stand."""
    operations.choose_reading(current_scope(), observation)
    flash(
        f"This value counts now for {label(observation.series.definition.cadence, observation.period_start)}."
    )
    return to_series(observation.series)


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/values/<int:observation_id>/set-aside")
@requires(Can.CORRECT_VALUE, load=queries.load_observation)
def set_aside_value(observation: Observation) -> ResponseReturnValue:
    """Takes a value off the chart; it is kept."""
    operations.set_aside(current_scope(), observation)
    flash("Taken off the chart. The value is kept below, where you can use it again.")
    return to_series(observation.series)
