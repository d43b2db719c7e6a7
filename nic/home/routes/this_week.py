"""Log this week: one page per person, one button."""

from collections.abc import Collection, Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.cycles.queries import running_cycles, running_cycles_of_loaded
from nic.home import operations
from nic.home.forms import WeekForm, sent_keys
from nic.home.operations import Note
from nic.home.policy import HomePermission
from nic.home.queries.this_week import RowKey, ThisWeek, charts_of, loggable
from nic.home.queries.this_week import this_week as load_week
from nic.home.routes import blueprint
from nic.home.wording import waiting_words
from nic.kernel.errors import DomainError, SignInNeeded
from nic.kernel.permissions import requires
from nic.kernel.scope import Person, current_scope
from nic.measures.models import Series
from nic.measures.periods import ago, label
from nic.measures.queries import RunChartView
from nic.measures.queries.loaders import own_series
from nic.measures.readings import Reading, checked
from nic.web.asked import keys_among
from nic.web.pages import page


@blueprint.get("/this-week")
@requires(HomePermission.LOG_THIS_WEEK)
def this_week() -> ResponseReturnValue:
    """What is due for the person's teams; after a save also the charts of what was logged."""
    scope = _person()
    week = load_week(scope)
    logged = keys_among(request.args.get("logged", "").split("."))
    charts = charts_of(scope, logged)
    form = _form(week)
    form.process()
    return _page(week, form, charts, saved="logged" in request.args)


def _page(
    week: ThisWeek, form: WeekForm, charts: Sequence[RunChartView] = (), saved: bool = False
) -> ResponseReturnValue:
    waiting = waiting_words(week.values_waiting, week.cycles_waiting)
    return page(
        "home/this_week.html",
        week=week,
        form=form,
        charts=charts,
        saved=saved,
        waiting=waiting,
        ago=ago,
        period=label,
    )


@blueprint.post("/this-week")
@requires(HomePermission.LOG_THIS_WEEK)
def save_week() -> ResponseReturnValue:
    """Saves everything that was typed, or, where a figure is wrong, nothing."""
    scope = _person()
    values, notes = sent_keys(request.form, "value"), sent_keys(request.form, "cycle")
    form = _sent_form(scope, values, notes)
    form.process(request.form)
    valid = form.validate()
    form.form_errors += _gone(form, values, notes)
    if not values and not notes:
        form.form_errors.append("There is nothing to save yet. Write a value or a note.")
    if all([valid, not form.form_errors, _figures_fit(form)]):
        saved = form.attempt(operations.save_week, scope, *_typed(scope, form))
        if saved:
            keys = sorted({each.series_id for each in saved.observations})
            return redirect(url_for("home.this_week", logged=".".join(map(str, keys))))
    week = load_week(scope, values, notes)
    whole = _form(week, {*values})
    whole.process(request.form)
    whole.take_errors(form)
    return _page(week, whole)


def _person() -> Person:
    scope = current_scope()
    if not isinstance(scope, Person):
        raise SignInNeeded
    return scope


def _form(week: ThisWeek, sent: Collection[RowKey] = ()) -> WeekForm:
    """The fields of every value that nobody has logged (or for which something was typed), and of every cycle."""
    form = WeekForm()
    for strip in week.strips:
        for row in strip.rows:
            if row.key in sent:
                form.add_sent(row.series, row.period_start, request.form)
            elif row.logged is None:
                form.add_due(row)
        for card in strip.cards:
            if card.asks:
                form.add_note(card.cycle, card.week_start)
    return form


def _sent_form(scope: Person, values: Sequence[RowKey], notes: Sequence[RowKey]) -> WeekForm:
    """The fields for which something was typed, as far as the person may log it."""
    form = WeekForm()
    allowed = loggable(scope)
    for series_id, start in values:
        if series_id in allowed.series:
            form.add_sent(allowed.series[series_id], start, request.form)
    for cycle_id, start in notes:
        if cycle_id in allowed.cycles:
            form.add_note(allowed.cycles[cycle_id], start)
    return form


def _gone(form: WeekForm, values: Sequence[RowKey], notes: Sequence[RowKey]) -> list[str]:
    """What was typed for measures and cycles that are not on the page any more, so that it is not lost."""
    messages = []
    for series_id, start in values:
        if (series_id, start) not in form.values:
            typed = request.form.get(f"value-{series_id}-{start}", "")
            messages.append(
                f"A measure is not yours to log any more. Your figure for {start} was not saved: {typed}"
            )
    for cycle_id, start in notes:
        if (cycle_id, start) not in form.notes:
            texts = (
                request.form.get(f"{part}-{cycle_id}-{start}", "").strip()
                for part in ("happened", "surprised")
            )
            messages.append(f"A cycle is not under way any more. Your note was not saved: {' '.join(texts)}")
    return messages


def _figures_fit(form: WeekForm) -> bool:
    """Whether each figure is one of its measure; what is wrong is told beside its field."""
    fits = True
    for fields in form.filled_values:
        if fields.value.errors or (fields.second is not None and fields.second.errors):
            continue
        try:
            checked(fields.reading, fields.series.kind)
        except DomainError as error:
            form.add_error(fields.field_called(error.field).name, error.message)
            fits = False
    return fits


def _typed(scope: Person, form: WeekForm) -> tuple[Sequence[Series], list[Reading], list[Note]]:
    """What was typed, with the series and cycles that it is for, loaded to be written."""
    readings = [fields.reading for fields in form.filled_values]
    series = own_series(scope, {reading.series_id for reading in readings})
    typed = form.filled_notes
    teams = {fields.cycle.team_id for fields in typed}
    load = running_cycles_of_loaded if teams <= {each.team_id for each in series} else running_cycles
    cycles = load(scope, teams) if typed else []
    by_id = {cycle.id: cycle for cycle in cycles}
    notes = [
        Note(
            by_id[fields.cycle.id],
            fields.week_start,
            fields.mark.data,
            fields.happened.data or "",
            fields.surprised.data or "",
        )
        for fields in typed
    ]
    return series, readings, notes
