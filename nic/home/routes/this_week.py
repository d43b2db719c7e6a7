"""Log this week: one page per person, one button."""

from collections.abc import Iterable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from nic.home import operations
from nic.home.forms import WeekForm, sent_keys
from nic.home.operations import Note
from nic.home.policy import HomePermission
from nic.home.queries.this_week import ThisWeek, charts_of
from nic.home.queries.this_week import this_week as load_week
from nic.home.routes import blueprint
from nic.kernel.errors import DomainError
from nic.kernel.permissions import requires
from nic.kernel.scope import Person, current_scope
from nic.measures.readings import checked
from nic.web.pages import page


@blueprint.get("/this-week")
@requires(HomePermission.LOG_THIS_WEEK)
def this_week() -> ResponseReturnValue:
    """What is due for the person's teams; after a save also the charts of what was logged."""
    scope = _person()
    week = load_week(scope)
    logged = {int(key) for key in request.args.get("logged", "").split(".") if key.isdecimal()}
    charts = charts_of(scope, week, logged)
    return page("home/this_week.html", week=week, form=_form(week), charts=charts, saved="logged" in request.args)


@blueprint.post("/this-week")
@requires(HomePermission.LOG_THIS_WEEK)
def save_week() -> ResponseReturnValue:
    """Saves everything that was typed, or, where a figure is wrong, nothing."""
    scope = _person()
    week = load_week(scope, also=sent_keys(request.form, "value"))
    form = _form(week)
    form.process(request.form)
    for message in _gone(week, form):
        form.form_errors.append(message)
    _check(form)
    if form.validate() and not form.form_errors and not _has_errors(form):
        saved = form.attempt(operations.save_week, scope, week.series, *_typed(form))
        if saved:
            keys = sorted({each.series_id for each in saved.observations})
            return redirect(url_for("home.this_week", logged=".".join(map(str, keys))))
    return page("home/this_week.html", week=week, form=form, charts=[], saved=False)
