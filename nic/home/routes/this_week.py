"""Log this week: one page per person, one button."""

from collections.abc import Collection, Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.home import operations
from nic.home.forms import WeekForm, asked_skip
from nic.home.operations import SavedWeek
from nic.home.policy import HomePermission
from nic.home.queries.this_week import RowKey, ThisWeek, charts_of
from nic.home.queries.this_week import this_week as load_week
from nic.home.routes import blueprint
from nic.home.sending import figures_fit, gone, sent_form, to_write, typed_rows
from nic.home.wording import waiting_words
from nic.kernel.errors import NotFoundInScope, SignInNeeded
from nic.kernel.permissions import can, requires
from nic.kernel.scope import Person, current_scope
from nic.measures.periods import ago, label
from nic.measures.policy import MeasurePermission
from nic.measures.queries import RunChartView
from nic.measures.queries.loaders import own_series
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
    form, saved = _save_typed(scope)
    if saved is None:
        return _again(scope, form)
    keys = sorted({each.series_id for each in saved.observations})
    return redirect(url_for("home.this_week", logged=".".join(map(str, keys))))


@blueprint.post("/this-week/skip")
@requires(HomePermission.LOG_THIS_WEEK)
def skip_value() -> ResponseReturnValue:
    """Skips a period with a reason, or asks for it again; what was typed beside it is saved first."""
    scope = _person()
    form, saved = _save_typed(scope, may_be_empty=True)
    if saved is None:
        return _again(scope, form)
    key, reason = asked_skip(request.form.get("period", ""))
    series = [each for each in own_series(scope, {key[0]}) if can(MeasurePermission.LOG_VALUE, each.team)]
    if not series:
        raise NotFoundInScope
    if form.attempt(operations.skip_or_ask_again, scope, series[0], key[1], reason):
        flash("Skipped." if reason else "It is asked for again.")
    for message in form.form_errors:
        flash(message, "error")
    return redirect(url_for("home.this_week"))


def _save_typed(scope: Person, may_be_empty: bool = False) -> tuple[WeekForm, SavedWeek | None]:
    """Saves what this request sent; None for what was saved where something is wrong with it."""
    sent = request.form
    values, notes = typed_rows(sent)
    form = sent_form(scope, sent, values, notes)
    form.process(sent)
    valid = form.validate()
    form.form_errors += gone(form, sent, values, notes)
    if not values and not notes:
        if may_be_empty and valid:
            return form, SavedWeek([], [])
        form.form_errors.append("There is nothing to save yet. Write a value or a note.")
    if all([valid, not form.form_errors, figures_fit(form)]):
        return form, form.attempt(operations.save_week, scope, *to_write(scope, form))
    return form, None


def _again(scope: Person, form: WeekForm) -> ResponseReturnValue:
    """The page with what was typed and what is wrong with it."""
    values, notes = typed_rows(request.form)
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
    """The fields of every value that nobody has logged (or for which something was typed), and of every cycle.

    A value that is added up from parts has no field of its own: a link leads to one's part.
    """
    form = WeekForm()
    for strip in week.strips:
        for row in strip.rows:
            if row.key in sent:
                form.add_sent(row.series, row.period_start, request.form)
            elif row.waits and not row.series.is_in_parts:
                form.add_due(row)
        for card in strip.cards:
            if card.asks:
                form.add_note(card.cycle, card.week_start)
    return form
