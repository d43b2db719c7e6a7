"""Values from a file: sent, matched, looked at, loaded."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from nic.kernel.errors import DomainError
from nic.kernel.permissions import requires
from nic.kernel.scope import Person, actor_of, current_scope
from nic.kernel.transactions import pause
from nic.measures.entry.file_rows import FileValue, Target
from nic.measures.entry.forms import FileForm, MatchingForm, matching_form
from nic.measures.entry.kept_files import KeptFile
from nic.measures.entry.loading import MOST_SHOWN, check_file, keep_check
from nic.measures.entry.matching import guess, matched
from nic.measures.entry.models import FileState, ValueFile
from nic.measures.entry.operations import files as operations
from nic.measures.entry.policy import EntryPermission as Can
from nic.measures.entry.queries import files as queries
from nic.measures.entry.routes import blueprint
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission
from nic.measures.tables import names_by_key
from nic.organizations.models import Network, Team
from nic.organizations.queries import load_network, load_team_in_circle
from nic.theory.trail import readers_of, trail_of
from nic.web.files import ReadTable, UnreadableFile, read_table, rows_of
from nic.web.pages import page
from nic.web.words import counted, figure

MOST_AT_ONCE = 2_000
"""Rows that are loaded while one waits; more are put in line for ``nic work``."""
SAMPLE = 3
IN_LINE = (FileState.WAITING, FileState.LEAVING)


@blueprint.route("/teams/<int:team_id>/value-files", methods=["GET", "POST"])
@requires(MeasurePermission.LOG_VALUE, load=load_team_in_circle)
def team_files(team: Team) -> ResponseReturnValue:
    """A file of values of a team, to send."""
    return _take(team)


@blueprint.route("/networks/<int:network_id>/value-files", methods=["GET", "POST"])
@requires(Can.LOAD_FOR_NETWORK, load=load_network)
def network_files(network: Network) -> ResponseReturnValue:
    """A file of values of a network's teams, to send."""
    return _take(network)


def _take(owner: Team | Network) -> ResponseReturnValue:
    form = FileForm()
    scope = current_scope()
    if form.validate_on_submit():
        assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
        taken = _read(owner, form)
        if taken is not None:
            table, sha256 = taken
            file = form.attempt(
                operations.take_file,
                scope,
                owner,
                name=Path(str(form.file.data.filename)).name,
                sha256=sha256,
                how=table.how,
                rows=table.rows,
                mark=form.client_uuid.data,
            )
            if file is not None:
                return redirect(url_for("entry.value_file", value_file_id=file.id))
    files = queries.files_of(scope, owner)
    return page(
        "measures/entry/new_file.html",
        form=form,
        owner=owner,
        is_team=isinstance(owner, Team),
        files=files,
        names=names_by_key(
            {file.uploaded_by_id for file in files if file.uploaded_by_id != actor_of(scope)[0]}
        ),
        trail=trail_of(owner),
        readers=readers_of(owner),
    )


def _read(owner: Team | Network, form: FileForm) -> tuple[ReadTable, str] | None:
    """Reads what was sent, outside of any transaction; None with the error beside the field."""
    _, measures = queries.targets_of(current_scope(), owner)
    pause()
    kept = KeptFile(form.client_uuid.data)
    try:
        table, sha256 = _parsed(form.file.data, kept.rows)
    except UnreadableFile as error:
        kept.forget()
        form.add_error("file", str(error))
        return None
    guesses = guess(table.columns, measures, has_teams=isinstance(owner, Network))
    kept.keep(columns=table.columns, guesses=guesses)
    return table, sha256


def _parsed(sent: FileStorage, into: Path) -> tuple[ReadTable, str]:
    with tempfile.NamedTemporaryFile(dir=into.parent, suffix=".sent") as source:
        sent.save(source)
        source.flush()
        source.seek(0)
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        return read_table(Path(source.name), into), sha256


@blueprint.route("/value-files/<int:value_file_id>", methods=["GET", "POST"])
@requires(Can.HANDLE_FILE, load=queries.load_file)
def value_file(file: ValueFile) -> ResponseReturnValue:
    """A file: its columns to match, what a look at its rows found, how far its load is, what it loaded."""
    found = file.kept.found()
    form = None
    if file.state is FileState.SENT and found and file.kept.is_there:
        _, measures = queries.targets_of(current_scope(), file.owner)
        guesses = found.get("choices", found["guesses"])
        form = matching_form(found["columns"], guesses, measures, has_teams=file.network_id is not None)
        if request.method == "GET":
            form.only.data = str(found.get("matching", {}).get("only") or "")
        elif form.validate_on_submit() and _match(file, form, measures):
            return redirect(url_for("entry.value_file", value_file_id=file.id))
    elif request.method == "POST":
        flash("This file is not waiting for its columns any more.", "warning")
        return redirect(url_for("entry.value_file", value_file_id=file.id))
    return page(
        "measures/entry/file.html",
        file=file,
        form=form,
        found=found,
        sample=_sample(file) if form else [],
        progress=file.kept.progress() if file.state in IN_LINE else None,
        in_force=queries.count_brought(current_scope(), file) if file.loaded_at else None,
        at_once=file.rows <= MOST_AT_ONCE,
        address=_back(file),
        trail=trail_of(file.owner),
    )


def _back(file: ValueFile) -> str:
    if file.team_id is not None:
        return url_for("entry.team_files", team_id=file.team_id)
    return url_for("entry.network_files", network_id=file.network_id or 0)


def _sample(file: ValueFile) -> list[list[str]]:
    """The first rows, to recognize the columns by."""
    return [cells for _, (_, cells) in zip(range(SAMPLE), rows_of(file.kept.rows), strict=False)]


def _match(file: ValueFile, form: MatchingForm, measures: Any) -> bool:
    """Takes the matching and looks at every row. What was found is kept beside the rows."""
    choices = [str(field.data or "") for field in form.columns]
    only = form.only.data if form.only.data in {str(key) for key in measures} else None
    try:
        matching = matched(choices, int(only) if only else None, needs_team=file.network_id is not None)
    except DomainError as error:
        form.add_error(error.field, error.message)
        return False
    file.kept.keep(matching=matching.as_plain(), choices=choices, checked=False)
    _look(file)
    return True


def _look(file: ValueFile) -> None:
    scope = current_scope()
    checked = check_file(scope, file)
    sorted_out = queries.sort_out(scope, checked.values)
    targets = {each.series_id: each for each in queries.targets_of(scope, file.owner)[0].series.values()}
    first = [_as_read(targets[value.series_id], value) for value in checked.values[:MOST_SHOWN]]
    pause()
    keep_check(file, checked, first=first, known=sorted_out.known, beside=len(sorted_out.beside))


def _as_read(target: Target, value: FileValue) -> list[str]:
    period = label(target.cadence, value.period_start)
    people = "" if value.n is None else f" (n = {value.n})"
    return [target.called, period[:1].upper() + period[1:], figure(value.value, target.unit) + people]


@blueprint.post("/value-files/<int:value_file_id>/load")
@requires(Can.HANDLE_FILE, load=queries.load_file)
def load_file(file: ValueFile) -> ResponseReturnValue:
    """Loads a file that was looked at: a small one at once, a large one in line."""
    scope = current_scope()
    found = file.kept.found()
    if not isinstance(scope, Person) or not found.get("checked") or found.get("bad_count"):
        abort(400)
    if file.rows > MOST_AT_ONCE:
        operations.queue_file(scope, file)
    else:
        checked = check_file(scope, file)
        if checked.bad:
            keep_check(file, checked)
        else:
            operations.load_file(scope, file, checked.values)
            flash("Loaded.")
    return redirect(url_for("entry.value_file", value_file_id=file.id))


@blueprint.post("/value-files/<int:value_file_id>/drop")
@requires(Can.HANDLE_FILE, load=queries.load_file)
def drop_file(file: ValueFile) -> ResponseReturnValue:
    """Leaves a file alone, and forgets what is in it."""
    scope = current_scope()
    assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
    operations.drop_file(scope, file)
    file.kept.forget()
    flash("Dropped. Nothing of it was loaded.")
    return redirect(_back(file))


@blueprint.post("/value-files/<int:value_file_id>/take-back")
@requires(Can.TAKE_FILE_BACK, load=queries.load_file)
def take_file_back(file: ValueFile) -> ResponseReturnValue:
    """Takes back what a file brought: a small one at once, a large one in line."""
    scope = current_scope()
    assert isinstance(scope, Person)  # noqa: S101  @requires lets nobody else in
    if file.rows > MOST_AT_ONCE:
        operations.queue_taking_back(scope, file)
        file.kept.tell("waits", 0, 1)
    else:
        count = operations.take_file_back(scope, file)
        flash(f"Taken back: {counted(count, 'value is', 'values are')} set aside.")
    return redirect(url_for("entry.value_file", value_file_id=file.id))


@blueprint.get("/value-files/<int:value_file_id>/progress")
@requires(Can.HANDLE_FILE, load=queries.load_file)
def file_progress(file: ValueFile) -> ResponseReturnValue:
    """How far the load of a file is, for the script of its page."""
    return jsonify(state=file.state.value, **file.kept.progress())
