"""The grid: a team's measures across, its weeks down."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import flash, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from nic.kernel import clock
from nic.kernel.errors import DomainError
from nic.kernel.permissions import requires
from nic.kernel.scope import Person, current_scope
from nic.measures import tables
from nic.measures.entry import grid as grids
from nic.measures.entry import sheet
from nic.measures.entry.blocks import split_block
from nic.measures.entry.cells import decimal_sign, read_cell
from nic.measures.entry.forms import GridForm
from nic.measures.entry.grid import Grid, GridRow, Key
from nic.measures.entry.operations import grids as operations
from nic.measures.entry.operations.grids import Change, Saved
from nic.measures.entry.queries import grids as queries
from nic.measures.entry.routes import blueprint
from nic.measures.models import Cadence, Series
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries import calendars
from nic.measures.skips.queries import skips_since
from nic.organizations.calendar import SchoolCalendar
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.theory.trail import readers_of, trail_of
from nic.web.forms import trimmed
from nic.web.pages import page
from nic.web.words import counted

MANY_ROWS = 40


@blueprint.route("/teams/<int:team_id>/grid", methods=["GET", "POST"])
@requires(Can.LOG_VALUE, load=load_team_in_circle)
def grid(team: Team) -> ResponseReturnValue:
    """The last periods of every measure, to fill in like a spreadsheet."""
    series = queries.grid_series(current_scope(), team)
    if not series:
        return page("measures/entry/no_grid.html", team=team, trail=_trail(team), readers=readers_of(team))
    shown, calendar = _grid(team, series)
    form = GridForm()
    form.first_row.choices = [
        SelectChoice(f"{row.start:%Y%m%d}", sheet.row_words(shown.cadence, row, shown.rows[-1]))
        for row in shown.rows
    ]
    form.first_column.choices = [SelectChoice(str(each.id), each.definition.name) for each in shown.series]
    if request.method == "GET":
        form.opened.data = grids.opened_line(shown.opened)
        return _page(team, series, shown, form, calendar)
    _take_cells(shown, form)
    if request.form.get("paste"):
        _paste(shown, form)
        return _page(team, series, shown, form, calendar)
    if form.validate_on_submit() and _save(team, shown, form):
        return redirect(_address(team))
    return make_response(_page(team, series, shown, form, calendar), 422)


def _grid(team: Team, series: Sequence[Series]) -> tuple[Grid, SchoolCalendar]:
    """The grid that the address asks for, as it stands now."""
    scope = current_scope()
    calendar = calendars(scope, [team])[team.id]
    there = grids.cadences_of(series)
    asked = request.args.get("every", "")
    cadence = Cadence(asked) if asked in there else there[0]
    count = min(max(1, request.args.get("rows", grids.ROWS[cadence], type=int)), grids.MOST_ROWS)
    rows = grids.rows_of(cadence, calendar, _until(team), count)
    mine = [each for each in series if each.definition.cadence is cadence]
    values = queries.grid_values(scope, mine, rows[0].start, rows[-1].start)
    texts = grids.texts_of(values)
    return Grid(cadence, mine, rows, texts, dict(texts), sums=grids.sums_of(values)), calendar


def grid_of_team(team: Team) -> Grid:
    """The grid that the address asks for; without rows where the team logs nothing."""
    series = queries.grid_series(current_scope(), team)
    return _grid(team, series)[0] if series else Grid(Cadence.WEEKLY, [], [GridRow(_until(team))], {}, {})


def _until(team: Team) -> date:
    """The day up to which the grid goes: today, or an earlier one that the address names."""
    today = clock.today(team.school.time_zone)
    try:
        asked = date.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return today
    return min(max(asked, today - timedelta(days=365 * 15)), today)


def _take_cells(shown: Grid, form: GridForm) -> None:
    """Puts what was sent into the cells; what the page was opened with comes from the page itself."""
    shown.opened = grids.opened_cells(form.opened.data or "")
    shown.texts = {}
    for each in shown.series:
        for row in shown.rows:
            text = trimmed(request.form.get(grids.cell_name(each.id, row.start), ""))
            if text:
                shown.texts[each.id, row.start] = text


def _paste(shown: Grid, form: GridForm) -> None:
    """Lays the pasted block over the cells, for a look before they are saved."""
    try:
        block = split_block(request.form.get("block", ""))
    except DomainError as error:
        form.add_error("block", error.message)
        return
    down = [f"{row.start:%Y%m%d}" for row in shown.rows].index(_chosen(form.first_row))
    across = [str(each.id) for each in shown.series].index(_chosen(form.first_column))
    placed = grids.place_block(shown, block, down, across)
    right, wrong = grids.check(placed.texts, shown.series, decimal_sign(placed.texts.values()))
    shown.texts |= {**right, **{key: placed.texts[key] for key in wrong}}
    shown.errors = wrong
    form.block.data = ""
    flash(_pasted_words(len(right), len(wrong), placed.outside), "warning" if wrong else "message")


def _chosen(field: Any) -> str:
    """The choice of a select; its first one where it makes no sense."""
    values = [choice.value for choice in field.choices]
    return str(field.data if field.data in values else values[0])


def _pasted_words(right: int, wrong: int, outside: int) -> str:
    words = f"{counted(right, 'cell is', 'cells are')} in the grid. Nothing is saved yet."
    if wrong:
        words += f" {counted(wrong, 'cell', 'cells')} cannot be read: see the grid."
    if outside:
        words += f" Left out, since outside the grid: {counted(outside, 'cell')}."
    return words


def _save(team: Team, shown: Grid, form: GridForm) -> bool:
    """Saves the changed cells. With anything wrong nothing is saved: each error stands in its cell."""
    scope = current_scope()
    by_id = {each.id: each.definition for each in shown.series}
    changes: dict[Key, Change] = {}
    for key in {*shown.changed, *(shown.opened.keys() - shown.texts.keys())}:
        if key[0] not in by_id or not shown.first <= key[1] <= shown.last:
            continue
        text = shown.texts.get(key, "")
        try:
            cell = read_cell(text, by_id[key[0]].kind, by_id[key[0]].unit)
        except DomainError as error:
            shown.errors[key] = error.message
        else:
            changes[key] = Change(shown.opened.get(key, ""), cell)
    if shown.errors:
        return False
    assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
    saved = form.attempt(_saved, scope, team, shown.series, changes, form.client_uuid.data)
    if saved is None:
        return False
    _tell(saved[0])
    return True


def _saved(*arguments: Any) -> tuple[Saved]:
    """An attempt must return something true."""
    return (operations.save_grid(*arguments),)


def _tell(saved: Saved) -> None:
    parts = [
        counted(count, word, word)
        for count, word in ((saved.new, "new"), (saved.corrected, "corrected"), (saved.removed, "taken off"))
        if count
    ]
    if saved.total:
        flash(f"Saved: {', '.join(parts)}." if parts else "Saved.")
    else:
        flash("Nothing had changed.")
    if saved.beside:
        flash(
            f"A colleague changed {counted(saved.beside, 'of these cells', 'of these cells')} meanwhile. "
            "Both values are kept: choose one.",
            "warning",
        )
    if saved.left:
        flash(
            f"{counted(saved.left, 'cell that you emptied has', 'cells that you emptied have')} another value "
            "from a colleague by now. It stays.",
            "warning",
        )


def _page(
    team: Team, series: Sequence[Series], shown: Grid, form: GridForm, calendar: SchoolCalendar
) -> ResponseReturnValue:
    scope = current_scope()
    waiting = queries.waiting_readings(scope, shown.series, shown.first, shown.last)
    shown.waiting = frozenset(waiting)
    shown.skipped = frozenset(skips_since(scope, shown.series, shown.first))
    count = len(shown.rows)
    today = clock.today(team.school.time_zone)
    later = grids.after(shown.cadence, calendar, shown.last, count, today)
    return page(
        "measures/entry/grid.html",
        team=team,
        form=None,
        fields=form,
        grid=shown,
        head=sheet.head(shown),
        body=sheet.body(shown),
        errors=[
            (f"{_name(shown, key)}: {message}", shown.name_of(key)) for key, message in shown.errors.items()
        ],
        choices=_choices(shown, waiting),
        last_save=queries.last_save(scope, team) if request.method == "GET" else None,
        undo=_address(team, endpoint="entry.undo"),
        cadences=[(each, _address(team, every=each.value)) for each in grids.cadences_of(series)],
        address=_address(team),
        earlier=_address(team, until=(shown.first - timedelta(days=1)).isoformat(), rows=count),
        later=_address(team, until=later.isoformat(), rows=count) if later > shown.last else None,
        longer=_address(team, rows=MANY_ROWS) if count < MANY_ROWS else None,
        unsaved=bool(shown.changed),
        csv=_address(team, endpoint="entry.grid_csv"),
        workbook=_address(team, endpoint="entry.grid_workbook"),
        trail=_trail(team),
        readers=readers_of(team),
    )


def _name(shown: Grid, key: Key) -> str:
    definition = next(each.definition for each in shown.series if each.id == key[0])
    return f"{definition.name}, {label(shown.cadence, key[1])}"


def _choices(shown: Grid, waiting: dict[Key, list[Any]]) -> list[dict[str, Any]]:
    """Cells with two values, each with who entered which."""
    if not waiting:
        return []
    scope = current_scope()
    ids = {series_id for series_id, _ in waiting}
    standing = queries.standing_readings(scope, ids, shown.first, shown.last)
    readings = {
        key: [*([standing[key]] if key in standing else []), *found] for key, found in waiting.items()
    }
    names = tables.who_logged(scope, [each for found in readings.values() for each in found])
    return [
        {
            "name": _name(shown, key),
            "series_id": key[0],
            "unit": next(each.definition.unit for each in shown.series if each.id == key[0]),
            "readings": [(each, names.get(each.id, "")) for each in found],
        }
        for key, found in readings.items()
    ]


def _address(team: Team, endpoint: str = "entry.grid", **other: Any) -> str:
    """The address of the grid as it is shown, with some parts of it changed."""
    asked: dict[str, Any] = {
        name: request.args[name] for name in ("every", "rows", "until") if name in request.args
    }
    if "every" in other:
        asked = {}
    return url_for(endpoint, team_id=team.id, **(asked | other))


def _trail(team: Team) -> list[tuple[str, str | None]]:
    return [*trail_of(team), ("Measures", url_for("measures.team_measures", team_id=team.id))]


@blueprint.post("/teams/<int:team_id>/grid/check")
@requires(Can.LOG_VALUE, load=load_team_in_circle)
def check_cells(team: Team) -> ResponseReturnValue:
    """How cells would be read, for the script of the grid: each cell's text, or what is wrong with it."""
    series = queries.grid_series(current_scope(), team)
    by_id = {each.id: each for each in series}
    texts: dict[Key, str] = {}
    for name, text in list(request.form.items())[: grids.MOST_ROWS * 100]:
        key = _key_of(name)
        if key is not None and key[0] in by_id:
            texts[key] = trimmed(text)
    right, wrong = grids.check(texts, series, decimal_sign(texts.values()))
    return jsonify(
        texts={grids.cell_name(*key): text for key, text in right.items()},
        errors={grids.cell_name(*key): message for key, message in wrong.items()},
    )


def _key_of(name: str) -> Key | None:
    mark, _, rest = name.partition("-")
    series_id, _, day = rest.partition("-")
    try:
        return (int(series_id), date.fromisoformat(day)) if mark == "v" else None
    except ValueError:
        return None


@blueprint.post("/teams/<int:team_id>/grid/undo")
@requires(Can.LOG_VALUE, load=load_team_in_circle)
def undo(team: Team) -> ResponseReturnValue:
    """Takes back what was saved last."""
    scope = current_scope()
    save = queries.last_save(scope, team)
    if save is None:
        flash("There is nothing to undo.")
    else:
        assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
        undone = operations.undo_save(scope, save, queries.grid_series(scope, team))
        flash(f"Undone: {counted(undone.cells, 'cell is', 'cells are')} as before.")
        if undone.left:
            flash(f"{counted(undone.left, 'cell was', 'cells were')} changed since and stay.", "warning")
    return redirect(_address(team))
