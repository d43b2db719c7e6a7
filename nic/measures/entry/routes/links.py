"""A link for one value: sent by a lead, opened by somebody without an account."""

from datetime import date

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from nic.accounts.addresses import link as address_of
from nic.accounts.tokens import hash_of
from nic.kernel import clock
from nic.kernel.limits import spend
from nic.kernel.permissions import public, requires
from nic.kernel.scope import Person, Public, Token, current_scope
from nic.kernel.transactions import reading
from nic.measures.entry.forms import LinkForm, LinkValueForm
from nic.measures.entry.models import ValueLink
from nic.measures.entry.operations import links as operations
from nic.measures.entry.policy import EntryPermission as Can
from nic.measures.entry.queries import links as queries
from nic.measures.entry.routes import blueprint
from nic.measures.models import MeasureKind, Series
from nic.measures.periods import anchors_of, label, period_start, previous_period
from nic.measures.queries import calendars, load_series_of_team
from nic.measures.queries.parts import parts_of
from nic.theory.trail import readers_of, trail_of
from nic.web.pages import page
from nic.web.words import day

PERIODS = 6


@blueprint.route("/teams/<int:team_id>/measures/<int:series_id>/links", methods=["GET", "POST"])
@requires(Can.SEND_LINK, load=load_series_of_team)
def links(series: Series) -> ResponseReturnValue:
    """The links of a measure, and a new one to send."""
    scope = current_scope()
    form = LinkForm()
    starts = _periods(series)
    cadence = series.definition.cadence
    form.start.choices = [SelectChoice(each.isoformat(), label(cadence, each)) for each in starts]
    parts = parts_of(scope, [series.id])[series.id]
    form.part.choices = [SelectChoice("", "The whole value")]
    form.part.choices += [SelectChoice(str(part.id), part.name) for part in parts]
    if not parts:
        del form.part
    if form.validate_on_submit():
        assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
        made = form.attempt(
            operations.send_link,
            scope,
            series,
            for_whom=form.for_whom.data,
            start=date.fromisoformat(form.start.data),
            days=int(form.days.data),
            part_id=int(form.part.data) if form.part and form.part.data else None,
            email=form.email.data,
        )
        if made is not None:
            return _made(series, made[0], made[1], str(form.email.data or ""))
    return page(
        "measures/entry/links.html",
        form=form,
        series=series,
        links=queries.links_of(scope, series),
        period=lambda start: label(cadence, start),
        trail=_trail(series),
        readers=readers_of(series.team),
    )


def _made(series: Series, link: ValueLink, secret: str, email: str) -> ResponseReturnValue:
    """The link, shown this once."""
    return page(
        "measures/entry/link_made.html",
        series=series,
        link=link,
        email=email,
        address=address_of("entry.enter", token=secret),
        period=label(series.definition.cadence, link.period_start),
        trail=_trail(series),
    )


def _periods(series: Series) -> list[date]:
    """The present period and those before it, latest first."""
    anchors = anchors_of(calendars(current_scope(), [series.team])[series.team_id])
    cadence = series.definition.cadence
    found = [period_start(cadence, clock.today(series.team.school.time_zone), anchors)]
    while len(found) < PERIODS:
        found.append(previous_period(cadence, found[-1], anchors))
    return found


def _trail(series: Series) -> list[tuple[str, str | None]]:
    here = url_for("measures.series", team_id=series.team_id, series_id=series.id)
    return [*trail_of(series.team), (series.definition.name, here)]


@blueprint.post("/teams/<int:team_id>/measures/<int:series_id>/links/<int:value_link_id>/revoke")
@requires(
    Can.SEND_LINK,
    load=lambda scope, team_id, series_id, value_link_id: queries.load_link(
        scope, team_id, series_id, value_link_id
    ),
)
def revoke_link(link: ValueLink) -> ResponseReturnValue:
    """Takes a link back."""
    scope = current_scope()
    assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
    operations.revoke_link(scope, link)
    flash("Taken back. Nobody can enter a value with it.")
    return redirect(url_for("entry.links", team_id=link.series.team_id, series_id=link.series_id))


@blueprint.route("/enter/<token>", methods=["GET", "POST"])
@public("a link for one value shows that measure's name and nothing else")
def enter(token: str) -> ResponseReturnValue:
    """The one value of a link. It shows what is asked for and no value of anybody."""
    if request.method == "POST":
        spend("value links", request.remote_addr or "", capacity=60, refill_seconds=30)
    with reading():
        link = queries.link_of_secret(Public(), hash_of(token))
    if link is None or not link.is_open:
        used = link is not None and link.used_at is not None
        closed = page("measures/entry/enter_closed.html", used=used, sent=request.method == "POST")
        return make_response(closed, 410)
    definition = link.series.definition
    form = LinkValueForm()
    is_percent = request.args.get("percent") == "1"
    form.ask_for(definition, whole=is_percent)
    if form.validate_on_submit():
        scope = Token(queries.KIND, link.id, label=f"{link.label} (link)")
        if form.attempt(operations.enter_by_link, scope, link, **form.reading):
            return redirect(url_for("entry.entered"))
    return page(
        "measures/entry/enter.html",
        form=form,
        link=link,
        definition=definition,
        period=label(definition.cadence, link.period_start),
        until=_until(link),
        offers_percent=definition.kind is MeasureKind.PROPORTION and not is_percent,
        action=request.full_path.rstrip("?"),
    )


def _until(link: ValueLink) -> str:
    """When a link ends, by the clock of its school: who opens it has no time zone of their own here."""
    ends = clock.local(link.expires_at, link.series.team.school.time_zone)
    return f"{day(ends.date())}, {ends:%H:%M}"


@blueprint.get("/enter")
@public("says only that a value was saved")
def entered() -> ResponseReturnValue:
    """What one sees after a value was entered by a link."""
    return page("measures/entry/entered.html")
