"""``python -m benchmarks.log``: what entering values costs, in process, on SQLite, interleaved, in CPU time.

The grid page of 40 weeks x 12 measures is held against a bare template of the same 480 labelled inputs, with as many
selects of as many rows (see ``benchmarks/floor.py``; here the fields are written out by the template, since the grid
parses its own cells). The log of the week is measured by ``benchmarks/requests.py``. Ends with exit code 1 where a page
takes more than its limit.
"""

import argparse
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask, render_template
from flask.testing import FlaskClient
from flask_login import login_required
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import text

from benchmarks import requests
from benchmarks.floor import Size, make_floor
from benchmarks.pages import floor_client, interleaved, milliseconds, recorded, size_of
from benchmarks.requests import client_of
from nic import create_app
from nic.demo.build import build
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Direction, Family, MeasureKind
from nic.measures.operations import define_measure, record_observations
from nic.measures.queries import series_of_teams
from nic.measures.readings import Reading
from nic.organizations.models import Team
from nic.organizations.queries import load_team
from nic.settings import load_settings

WEEKS, MEASURES = 40, 12
LIMIT = 3.0
BARE = """<!doctype html><html lang="en"><head><title>Bare</title></head><body><h1>Bare</h1>
<form method="post"><table>{% for row in rows %}<tr>{% for name, label, value in row %}
<td><label for="{{ name }}">{{ label }}</label><input id="{{ name }}" name="{{ name }}" value="{{ value }}"></td>
{% endfor %}</tr>{% endfor %}</table><button>Save</button></form>
{% for rows in tables %}<ul>{% for row in rows %}<li>{{ row.name }}: {{ row.value }}</li>{% endfor %}</ul>{% endfor %}
</body></html>"""


def main() -> int:
    """Measures the grid, then the log, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--only-grid", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ratio = _grid(Path(folder), given.runs, given.requests)
    if given.only_grid:
        return int(ratio > LIMIT)
    sys.argv = [
        "requests",
        "--only",
        "This week",
        "--runs",
        str(given.runs),
        "--requests",
        str(given.requests),
    ]
    return int(ratio > LIMIT) | requests.main()


def _grid(folder: Path, runs: int, count: int) -> float:
    app = create_app(load_settings({}, data_dir=folder, secret_key="b" * 40, https=False, log_level="ERROR"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        build("no password")
        team_id = _fill()
    client, address = client_of(app, "teacher"), f"/teams/{team_id}/grid?rows={WEEKS}"
    with recorded() as statements:
        page = client.get(address)
    cells = page.text.count('name="v-')
    if cells != WEEKS * MEASURES:
        sys.exit(f"the grid has {cells} cells, not {WEEKS * MEASURES}")
    size = size_of(statements, folder / "nic.sqlite3", cells)
    bare = _bare(folder, size)
    if bare.get("/bare").status_code != 200:
        sys.exit("the bare template is not shown")
    ours, floor = interleaved(
        lambda: milliseconds(count, lambda: client.get(address)),
        lambda: milliseconds(count, lambda: bare.get("/bare")),
        runs,
    )
    verdict = "" if ours / floor <= LIMIT else "  OVER"
    print("| page | statements | rows | ms | bare ms | ratio | at most |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| Grid of {WEEKS} weeks x {MEASURES} measures | {len(size.selects)} | {sum(size.selects)} | {ours:.2f} "
        f"| {floor:.2f} | {ours / floor:.2f} | {LIMIT:g} |{verdict}",
        flush=True,
    )
    return ours / floor


def _fill() -> int:
    """Twelve measures of the teacher's team, each with a value in forty weeks."""
    scope = System("benchmark")
    with unit_of_work():
        team_id = db.session.execute(db.select(Team.id).where(Team.name == "Grade 6 team")).scalar_one()
        team = load_team(scope, team_id)
        for number in range(MEASURES - len(series_of_teams(scope, [team_id]))):
            define_measure(
                scope,
                team,
                name=f"Measure {number:02}",
                family=Family.PROCESS,
                kind=MeasureKind.PROPORTION if number % 2 else MeasureKind.MINUTES,
                direction=Direction.HIGHER,
            )
        monday = clock.week_start(clock.today(team.school.time_zone))
        series = [
            each for each in series_of_teams(scope, [team_id]) if each.definition.name.startswith("Measure ")
        ]
        readings = [
            Reading(each.id, monday - timedelta(weeks=week), uuid4(), value=float(week + 1))
            for each in series
            for week in range(WEEKS)
        ]
        record_observations(scope, series, readings)
    return team_id


def _bare(folder: Path, size: Size) -> FlaskClient:
    """The floor with a page more: the same selects, and a template that writes the same labelled inputs out."""
    floor_folder = folder / "floor"
    floor_folder.mkdir()
    app: Flask = make_floor(floor_folder, size)
    database: SQLAlchemy = app.extensions["sqlalchemy"]
    app.jinja_loader = DictLoader({"bare.html": BARE})

    @app.get("/bare")
    @login_required
    def bare() -> str:
        statement = text("SELECT name, value FROM item LIMIT :count")
        tables = [database.session.execute(statement, {"count": count}).all() for count in size.selects[1:]]
        rows = [
            [
                (f"v-{column}-{row}", f"Measure {column}, week {row}", f"{row}/24")
                for column in range(MEASURES)
            ]
            for row in range(WEEKS)
        ]
        return render_template("bare.html", rows=rows, tables=tables)

    return floor_client(app)


if __name__ == "__main__":
    sys.exit(main())
