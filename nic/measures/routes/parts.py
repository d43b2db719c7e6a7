"""Whose parts add up to a value, the groups beside it, and the forms in which both are logged."""

from datetime import date

from flask import flash, request
from flask.typing import ResponseReturnValue

from nic.accounts.queries import people_of
from nic.kernel import clock
from nic.kernel.identity import TEAM_ROLES
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import operations, queries
from nic.measures.forms import GroupsForm, PartsForm
from nic.measures.models import Breakdown, Cadence, PartPurpose, PartsBy, PartValue, Series
from nic.measures.operations import PartReading
from nic.measures.part_forms import CorrectPartForm, FiguresForm
from nic.measures.periods import anchors_of, label, period_start
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries.measure_page import parts_in
from nic.measures.queries.parts import load_part_value, parts_of
from nic.measures.routes.shared import blueprint, to_series, trail_of_series
from nic.measures.tables import names_by_key
from nic.web.pages import page

_SERIES = "/teams/<int:team_id>/measures/<int:series_id>"


@blueprint.route(f"{_SERIES}/parts/choose", methods=["GET", "POST"])
@requires(Can.ARRANGE_SERIES, load=queries.load_series_of_team)
def choose_parts(series: Series) -> ResponseReturnValue:
    """One value, or one part per member or class."""
    scope = current_scope()
    members = {
        each.person_id: each.person.name for each in people_of(scope, series.team) if each.role in TEAM_ROLES
    }
    rows = parts_of(scope, [series.id])[series.id]
    form = PartsForm(
        obj=series,
        members=[str(row.person_id) for row in rows if row.person_id in members] or [*map(str, members)],
        classes="\n".join(row.name for row in rows if row.person_id is None),
    )
    form.offer(members)
    if form.validate_on_submit() and form.attempt(
        operations.choose_parts,
        scope,
        series,
        form.version.data,
        parts_by=PartsBy(form.parts_by.data),
        members={key: members[key] for key in map(int, form.members.data or [])},
        classes=(form.classes.data or "").splitlines(),
    ):
        flash("Saved. What was counted before stays as it is.")
        return to_series(series)
    return page("measures/parts_choose.html", form=form, series=series, trail=trail_of_series(series))


@blueprint.route(f"{_SERIES}/groups/choose", methods=["GET", "POST"])
@requires(Can.ARRANGE_SERIES, load=queries.load_series_of_team)
def choose_groups(series: Series) -> ResponseReturnValue:
    """A breakdown by grade or by student group, or none."""
    scope = current_scope()
    rows = parts_of(scope, [series.id], purpose=PartPurpose.GROUP)[series.id]
    form = GroupsForm(obj=series, groups="\n".join(row.name for row in rows))
    if form.validate_on_submit() and form.attempt(
        operations.choose_breakdown,
        scope,
        series,
        form.version.data,
        breakdown=Breakdown(form.breakdown.data),
        groups=(form.groups.data or "").splitlines(),
    ):
        flash("Saved.")
        return to_series(series)
    return page("measures/groups_choose.html", form=form, series=series, trail=trail_of_series(series))


@blueprint.route(f"{_SERIES}/parts", methods=["GET", "POST"])
@requires(Can.LOG_VALUE, load=queries.load_series_of_team)
def log_parts(series: Series) -> ResponseReturnValue:
    """The part of each member or class in one period."""
    return _log(series, PartPurpose.SUM)


@blueprint.route(f"{_SERIES}/groups", methods=["GET", "POST"])
@requires(Can.LOG_VALUE, load=queries.load_series_of_team)
def log_groups(series: Series) -> ResponseReturnValue:
    """The value of each group in one period."""
    return _log(series, PartPurpose.GROUP)


def _log(series: Series, purpose: PartPurpose) -> ResponseReturnValue:
    """The figures of one period, a row for each part or group; those that are there can be corrected."""
    scope = current_scope()
    start = _period_asked(series)
    rows = parts_of(scope, [series.id], start, purpose)[series.id]
    found = parts_in(rows, start)
    form = FiguresForm(series.definition.kind, series.definition.unit, found.missing)
    if form.validate_on_submit():
        readings = [PartReading(row.id, reading) for row, reading in form.readings(series.id, start)]
        if not readings:
            form.form_errors.append("There is nothing to save yet. Write a figure.")
        elif form.attempt(operations.record_parts, scope, [series], readings):
            flash(f"Saved for {label(series.definition.cadence, start)}.")
            return to_series(series)
    return page(
        "measures/parts_log.html",
        form=form,
        series=series,
        found=found,
        names=names_by_key({each.recorded_by_id for _, each in [*found.there, *found.waiting]}),
        period=label(series.definition.cadence, start),
        of_groups=purpose is PartPurpose.GROUP,
        start=start,
        trail=trail_of_series(series),
    )


def _period_asked(series: Series) -> date:
    """The period of the day in the address; that of today where there is none, or one that is still to come."""
    today = clock.today(series.team.school.time_zone)
    try:
        day = min(date.fromisoformat(request.args.get("day", "")), today)
    except ValueError:
        day = today
    anchors: tuple[date, ...] = ()
    if series.definition.cadence is Cadence.FORTNIGHTLY:
        anchors = anchors_of(queries.calendars(current_scope(), [series.team])[series.team_id])
    return period_start(series.definition.cadence, day, anchors)


@blueprint.route(f"{_SERIES}/parts/<int:part_value_id>/edit", methods=["GET", "POST"])
@requires(Can.CORRECT_VALUE, load=load_part_value)
def edit_part(value: PartValue) -> ResponseReturnValue:
    """What a part or group counted, to correct."""
    series = value.series
    form = CorrectPartForm(obj=value)
    form.ask_for(series.definition, whole=value.denominator is None)
    if form.validate_on_submit() and form.attempt(
        operations.correct_part, current_scope(), value, form.version.data, **form.reading
    ):
        flash(f"Corrected: {value.part.name}.")
        return to_series(series)
    return page(
        "measures/part_form.html", form=form, series=series, value=value, trail=trail_of_series(series)
    )


@blueprint.post(f"{_SERIES}/parts/<int:part_value_id>/choose")
@requires(Can.CORRECT_VALUE, load=load_part_value)
def choose_part(value: PartValue) -> ResponseReturnValue:
    """Lets this reading of a part count."""
    operations.choose_part_value(current_scope(), value)
    flash(f"This figure counts now for {value.part.name}.")
    return to_series(value.series)


@blueprint.post(f"{_SERIES}/parts/<int:part_value_id>/set-aside")
@requires(Can.CORRECT_VALUE, load=load_part_value)
def set_aside_part(value: PartValue) -> ResponseReturnValue:
    """Takes what a part counted out of the value; it is kept."""
    operations.set_aside_part(current_scope(), value)
    flash("Taken out. The figure is kept and can be used again.")
    return to_series(value.series)
