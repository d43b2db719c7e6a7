"""Setting something on a chart, changing it, taking it back, setting it again; and a network's new definition."""

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel import clock
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import operations, queries
from nic.measures.forms import ChangeDefinitionForm, EditMarkingForm, MarkingForm, TakeBackForm, TakeUpForm
from nic.measures.models import Cadence, MarkingKind, MeasureDefinition, Series, SeriesMarking
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries.editions import edition_numbered, load_marking
from nic.measures.routes.shared import blueprint, to_series, trail_of_series
from nic.theory.trail import readers_of, trail_of
from nic.web.pages import page

TOLD = {
    MarkingKind.BASELINE: "The baseline is set.",
    MarkingKind.PHASE: "A phase begins there.",
    MarkingKind.EXCLUSION: "Left out. The value stays on the chart as a cross and does not count.",
    MarkingKind.NOTE: "Noted on the chart.",
    MarkingKind.KEPT: "The median stays as it is.",
}
UNDONE_AT_ONCE = "Undone at once."
UNDO_HOLDS = timedelta(hours=1)
"""Later than so after it was set, taking it back asks for the reason."""


def _periods(series: Series) -> list[tuple[str, str]]:
    """The periods that have a value, newest first, as choices."""
    found = queries.series_chart(current_scope(), series, whole=True)
    cadence = series.definition.cadence
    return [_choice(cadence, value.period_start) for value in reversed(found.values)]


def _choice(cadence: Cadence, start: date) -> tuple[str, str]:
    words = label(cadence, start)
    return start.isoformat(), words[:1].upper() + words[1:]


@blueprint.route("/teams/<int:team_id>/measures/<int:series_id>/marks/new", methods=["GET", "POST"])
@requires(Can.MARK_CHART, load=queries.load_series_of_team)
def new_marking(series: Series) -> ResponseReturnValue:
    """What to set on the chart, and at which of its values."""
    form = MarkingForm()
    periods = _periods(series)
    if not periods:
        flash("A chart is marked from its first value on.", "warning")
        return to_series(series)
    form.offer(periods, keeps=request.args.get("kind") == MarkingKind.KEPT.value)
    if request.method == "GET":
        form.begin_with(request.args.get("kind", ""), request.args.get("at", ""))
    if form.validate_on_submit():
        saved = form.attempt(
            operations.mark_chart, current_scope(), series, kind=MarkingKind(form.kind.data), **form.words
        )
        if saved:
            flash(TOLD[saved.kind])
            return to_series(series, set=str(saved.id))
    return _form_page(form, series, None)


def _form_page(form: Any, series: Series, marking: SeriesMarking | None) -> ResponseReturnValue:
    return page(
        "measures/marking_form.html",
        form=form,
        series=series,
        marking=marking,
        lines=MarkingForm.LINES,
        trail=trail_of_series(series),
    )


@blueprint.route(
    "/teams/<int:team_id>/measures/<int:series_id>/marks/<int:marking_id>/edit", methods=["GET", "POST"]
)
@requires(Can.MARK_CHART, load=load_marking)
def edit_marking(marking: SeriesMarking) -> ResponseReturnValue:
    """Something set on the chart, to change."""
    series = marking.series
    form = EditMarkingForm(obj=marking)
    form.offer(_with(_periods(series), series, marking.starts_on, marking.ends_on))
    form.leave_fields_of(marking.kind)
    if form.validate_on_submit() and form.attempt(
        operations.edit_marking, current_scope(), marking, form.version.data, **form.words
    ):
        flash("Changed.")
        return to_series(series)
    return _form_page(form, series, marking)


def _with(periods: list[tuple[str, str]], series: Series, *also: date | None) -> list[tuple[str, str]]:
    """The choices, with the periods of the mark itself, which may have no value."""
    known = {key for key, _ in periods}
    more = [
        _choice(series.definition.cadence, day)
        for day in also
        if day is not None and day.isoformat() not in known
    ]
    return sorted([*periods, *dict.fromkeys(more)], reverse=True)


@blueprint.route(
    "/teams/<int:team_id>/measures/<int:series_id>/marks/<int:marking_id>/take-back", methods=["GET", "POST"]
)
@requires(Can.MARK_CHART, load=load_marking)
def take_back_marking(marking: SeriesMarking) -> ResponseReturnValue:
    """Takes something off the chart, with a reason; at once after it was set, without asking."""
    form = TakeBackForm()
    is_fresh = marking.created_at > clock.now() - UNDO_HOLDS
    if request.method == "POST" and "at_once" in request.form and is_fresh:
        operations.take_back_marking(current_scope(), marking, UNDONE_AT_ONCE)
        flash("Undone. The chart is as it was.")
        return to_series(marking.series)
    if form.validate_on_submit() and form.attempt(
        operations.take_back_marking, current_scope(), marking, form.reason.data
    ):
        flash("Taken back. You can set it again below.")
        return to_series(marking.series)
    return page(
        "measures/take_back.html",
        form=form,
        series=marking.series,
        marking=marking,
        trail=trail_of_series(marking.series),
    )


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/marks/<int:marking_id>/set-again")
@requires(Can.MARK_CHART, load=load_marking)
def set_marking_again(marking: SeriesMarking) -> ResponseReturnValue:
    """Sets again what was taken back."""
    operations.set_marking_again(current_scope(), marking)
    flash("Set again.")
    return to_series(marking.series)


@blueprint.route("/measures/<int:definition_id>/change", methods=["GET", "POST"])
@requires(Can.CHANGE_DEFINITION, load=queries.load_definition)
def change_definition(definition: MeasureDefinition) -> ResponseReturnValue:
    """A network's definition, to be counted in another way from a day on."""
    form = ChangeDefinitionForm(obj=definition, starts_on=clock.today())
    if form.validate_on_submit() and form.attempt(
        operations.change_definition, current_scope(), definition, form.version.data, **form.words
    ):
        flash("Changed. A phase begins in every team's chart; each team says when it counts this way.")
        return redirect(url_for("measures.definition", definition_id=definition.id))
    return page(
        "measures/change_definition.html",
        form=form,
        definition=definition,
        trail=trail_of(definition.owner),
        readers=readers_of(definition.owner),
    )


@blueprint.route("/teams/<int:team_id>/measures/<int:series_id>/definition", methods=["GET", "POST"])
@requires(Can.ARRANGE_SERIES, load=queries.load_series_of_team)
def take_up_definition(series: Series) -> ResponseReturnValue:
    """The network's new definition beside the one by which the team still counts."""
    definition, scope = series.definition, current_scope()
    newest = edition_numbered(scope, definition, definition.edition)
    before = edition_numbered(scope, definition, series.edition)
    if newest is None or series.edition >= definition.edition:
        flash("Your team counts by the present definition.")
        return to_series(series)
    form = TakeUpForm(obj=series, starts_on=clock.today(series.team.school.time_zone))
    if form.validate_on_submit() and form.attempt(
        operations.take_up_edition, scope, series, form.version.data, form.starts_on.data
    ):
        flash("Your team counts by the new definition. The phase on its chart begins there.")
        return to_series(series)
    return page(
        "measures/take_up_definition.html",
        form=form,
        series=series,
        newest=newest,
        before=before,
        trail=trail_of_series(series),
    )
