"""How long ``nic import-observations`` takes, against the least that such an import must do.

    python benchmarks/import.py FOLDER [--rounds 5]

FOLDER holds attendance_2015_16.csv and schools.csv. The floor reads the file with csv.reader, takes weekly means in a
dict and writes the school-weeks with one executemany into a table with the same unique key, in one transaction. The
import makes organizations, teams, series, states and pooled weeks besides. Both run in this process on a fresh SQLite
file, by turns; the medians of the rounds are compared, in CPU time. The aim is at most 4 times the floor.
"""

import argparse
import csv
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from nic import create_app
from nic.kernel.application import Application
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.settings import load_settings

MOST = 4.0
TABLE = """CREATE TABLE school_week (id INTEGER PRIMARY KEY, school TEXT NOT NULL, week DATE NOT NULL,
           value FLOAT NOT NULL, UNIQUE (school, week))"""


def floor(file: Path, folder: Path) -> int:
    """Reads, averages and writes; returns the number of school-weeks."""
    mondays: dict[str, str] = {}
    weeks: dict[tuple[str, str], list[float]] = {}
    with file.open(newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines)
        next(rows)
        for school, day, value in rows:
            monday = mondays.get(day)
            if monday is None:
                when = date.fromisoformat(day)
                monday = mondays[day] = (when - timedelta(days=when.weekday())).isoformat()
            weeks.setdefault((school, monday), []).append(float(value))
    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(TABLE)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO school_week (school, week, value) VALUES (?, ?, ?)",
        [(school, week, sum(values) / len(values)) for (school, week), values in weeks.items()],
    )
    connection.execute("COMMIT")
    connection.close()
    return len(weeks)


def empty_app(folder: Path) -> Application:
    """NIC on a fresh database."""
    settings = load_settings({}, environment="test", data_dir=folder, https=False, log_level="ERROR")
    app = create_app(settings)
    with app.app_context(), declare(Intent.WRITE):
        db.create_all()
    return app


def run_import(app: Application, data: Path) -> None:
    """The command itself, within this process."""
    from flask.cli import ScriptInfo

    from nic.measures.cli import import_observations

    arguments = [
        str(data / "attendance_2015_16.csv"),
        "--schools",
        str(data / "schools.csv"),
        "--agency",
        "City schools",
    ]
    arguments += [
        "--network",
        "Every school day",
        "--measure",
        "Attendance",
        "--weekly",
        "mean",
        "--large-groups",
    ]
    arguments += ["--map", "school=school_id,date=date,value=attendance_pct"]
    import_observations.main(arguments, standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def timed(what: Callable[[], object]) -> tuple[float, float]:
    """(CPU seconds, wall seconds) of a call."""
    wall, cpu = time.perf_counter(), time.process_time()
    what()
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> int:
    """Prints the medians and their ratio. Exit code 1 where the ratio is above the aim."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    floors, imports, weeks = [], [], 0
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            floors.append(timed(lambda: floor(given.folder / "attendance_2015_16.csv", folder)))  # noqa: B023
            app = empty_app(folder / "nic")
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                shown, sys.stdout = sys.stdout, nowhere
                try:
                    imports.append(timed(lambda: run_import(app, given.folder)))  # noqa: B023
                finally:
                    sys.stdout = shown
            with app.app_context():
                db.engine.dispose()
    weeks = floor(given.folder / "attendance_2015_16.csv", Path(tempfile.mkdtemp()))
    cpu_floor, cpu_import = (median(cpu for cpu, _ in found) for found in (floors, imports))
    wall_floor, wall_import = (median(wall for _, wall in found) for found in (floors, imports))
    ratio = cpu_import / cpu_floor
    print(f"floor   {cpu_floor * 1000:7.0f} ms CPU  {wall_floor * 1000:7.0f} ms wall  {weeks:,} school-weeks")
    print(f"import  {cpu_import * 1000:7.0f} ms CPU  {wall_import * 1000:7.0f} ms wall")
    print(f"ratio   {ratio:7.2f}  (aim: at most {MOST})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
