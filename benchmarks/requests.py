"""``python -m benchmarks.requests``: pages against the floor, in process, on SQLite, interleaved, in CPU time.

Each page is held against ``benchmarks/floor.py`` with as many selects of as many rows, as many form fields and as many
written rows. Pictures are drawn before. Ends with exit code 1 where a page takes more than its limit.
"""

import argparse
import csv
import random
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from benchmarks.floor import Size, make_floor
from benchmarks.pages import controls, floor_client, interleaved, milliseconds, recorded, size_of
from nic import create_app
from nic.accounts.models import Person, SignIn
from nic.accounts.tokens import hash_of
from nic.demo.build import build
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import SESSION_KEY
from nic.kernel.transactions import unit_of_work
from nic.kernel.worker import Worker
from nic.organizations.models import Network, Organization, OrganizationKind, Team
from nic.settings import load_settings

SCHOOLS, WEEKS = 1645, 40
NETWORK = "Attendance of the whole state"


@dataclass(frozen=True)
class Case:
    """One line of the table: who asks for which page, and how many times the floor it may take."""

    name: str
    account: str
    address: str
    limit: float
    sends: bool = False


@dataclass(frozen=True)
class Result:
    """What was measured: milliseconds of CPU, ours and the floor's, and how many statements the page sends."""

    case: Case
    ours: float
    floor: float
    statements: int
    rows: int

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours / self.floor

    def told(self) -> str:
        """The line of the table."""
        verdict = "" if self.ratio <= self.case.limit else "  OVER"
        return (
            f"| {self.case.name} | {self.statements} | {self.rows} | {self.ours:.2f} | {self.floor:.2f} "
            f"| {self.ratio:.2f} | {self.case.limit:g} |{verdict}"
        )


def main() -> int:
    """Measures every case and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--only", default="", help="a part of a case's name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        with app.app_context():
            cases = [case for case in _cases() if given.only in case.name]
        print("| page | statements | rows | ms | floor ms | ratio | at most |")
        print("|---|---|---|---|---|---|---|")
        results = []
        for case in cases:
            results.append(_measure(app, Path(folder), case, given.runs, given.requests))
            print(results[-1].told(), flush=True)
    return int(any(result.ratio > result.case.limit for result in results))


def _app(folder: Path) -> Flask:
    """The demo, and beside it an agency with 1,645 teams that have logged for a school year."""
    app = create_app(load_settings({}, data_dir=folder, secret_key="b" * 40, https=False, log_level="ERROR"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        build("no password")
    _import(app, folder)
    with app.app_context():
        Worker().turn()
    return app


def _import(app: Flask, folder: Path) -> None:
    """Brings in 1,645 schools by the command, from a file made here."""
    values, schools = folder / "values.csv", folder / "schools.csv"
    dice = random.Random("benchmark")
    monday = clock.week_start(clock.today()) - timedelta(weeks=WEEKS)
    with schools.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["school_id", "school_name", "borough", "district"])
        writer.writerows(
            [f"{n % 33 + 1:02d}X{n:04d}", f"School {n:04d}", "X", f"{n % 33 + 1:02d}"] for n in range(SCHOOLS)
        )
    with values.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["school_id", "date", "attendance_pct"])
        for n in range(SCHOOLS):
            for week in range(WEEKS):
                day = monday + timedelta(weeks=week, days=1)
                writer.writerow([f"{n % 33 + 1:02d}X{n:04d}", day.isoformat(), f"{dice.gauss(91, 2):.2f}"])
    arguments = [str(values), "--agency", "The large state", "--network", NETWORK, "--measure", "Attendance"]
    arguments += ["--map", "school=school_id,date=date,value=attendance_pct", "--schools", str(schools)]
    arguments += ["--weekly", "mean", "--large-groups", "--staff", "agency@demo.example"]
    from nic.measures.cli import import_observations

    done = app.test_cli_runner().invoke(import_observations, arguments)
    if done.exit_code:
        sys.exit(f"the import failed: {done.output}")


def _cases() -> Iterator[Case]:
    network = db.session.execute(db.select(Network).where(Network.name == NETWORK)).scalar_one()
    agency = db.session.execute(
        db.select(Organization).where(
            Organization.kind == OrganizationKind.AGENCY, Organization.id == network.agency_id
        )
    ).scalar_one()
    team = db.session.execute(db.select(Team).where(Team.name == "Grade 6 team")).scalar_one()
    yield Case("This week, opened", "teacher", "/this-week", 2.5)
    yield Case("This week, saved", "teacher", "/this-week", 2.5, sends=True)
    yield Case("Team", "teacher", f"/teams/{team.id}", 3)
    yield Case("Network of 1,645 teams", "agency", f"/networks/{network.id}", 3)
    yield Case("Agency", "agency", f"/agencies/{agency.id}", 3)


def client_of(app: Flask, account: str) -> FlaskClient:
    """A client that an account of the demo is signed in with."""
    secret = f"benchmark-{account}-{uuid.uuid4()}"
    with app.app_context(), unit_of_work():
        person = db.session.execute(
            db.select(Person).where(Person.email == f"{account}@demo.example")
        ).scalar_one()
        expires = clock.now() + timedelta(days=1)
        db.session.add(
            SignIn(person_id=person.id, secret_hash=hash_of(secret), device="benchmark", expires_at=expires)
        )
        mark = person.fs_uniquifier
    client = app.test_client()
    with client.session_transaction() as session:
        session[SESSION_KEY] = secret
        session["_user_id"], session["_fresh"] = mark, True
    return client


def _measure(app: Flask, folder: Path, case: Case, runs: int, requests: int) -> Result:
    client = client_of(app, case.account)
    page = client.get(case.address)
    if page.status_code != 200:
        sys.exit(f"{case.address} answered {page.status_code}")
    fields = controls(page.text)
    restore = _keep_database(app, folder) if case.sends else None
    send = _sender(client, case, fields)
    with recorded() as statements:
        send()
    size = size_of(statements, folder / "nic.sqlite3", len(fields))
    if restore:
        restore()
    floor_folder = folder / f"floor-{uuid.uuid4().hex}"
    floor_folder.mkdir()
    floor_send = _floor_sender(floor_client(make_floor(floor_folder, size)), case, size)
    floor_send()
    ours, floor = interleaved(
        lambda: milliseconds(requests, send, restore), lambda: milliseconds(requests, floor_send), runs
    )
    return Result(case, ours, floor, len(size.selects) + size.writes, sum(size.selects))


def _sender(client: FlaskClient, case: Case, fields: dict[str, str]) -> Callable[[], None]:
    if not case.sends:
        return lambda: _expect(client.get(case.address), 200)
    data = {name: value or _typed(name) for name, value in fields.items()}
    return lambda: _expect(client.post(case.address, data=data), 302)


def _typed(name: str) -> str:
    """What a teacher types: a word or two where there is room for words, else a figure."""
    return (
        "Used them in four of five lessons."
        if "happened" in name or "surprised" in name or "note" in name
        else "12"
    )


def _floor_sender(client: FlaskClient, case: Case, size: Size) -> Callable[[], None]:
    if not case.sends:
        return lambda: _expect(client.get("/page"), 200)
    data = {f"field_{number}": "12" for number in range(size.fields)}
    return lambda: _expect(client.post("/page", data=data), 302)


def _expect(response: Any, status: int) -> None:
    if response.status_code not in (status, 303 if status == 302 else status):
        sys.exit(f"answered {response.status_code}, not {status}: {response.text[:3000]}")


def _keep_database(app: Flask, folder: Path) -> Callable[[], None]:
    """Remembers every row's count, and removes what a request has added since."""
    with app.app_context():
        tables = ("observation", "log_entry", "audit_entry", "job")
        last = {
            name: db.session.execute(db.text(f"SELECT coalesce(max(id), 0) FROM {name}")).scalar()
            for name in tables
        }
        states = db.session.execute(db.text("SELECT * FROM series_state")).mappings().all()

    def restore() -> None:
        with app.app_context(), unit_of_work():
            for name, key in last.items():
                db.session.execute(db.text(f"DELETE FROM {name} WHERE id > :key"), {"key": key})
            for state in states[:40]:
                columns = ", ".join(f"{column} = :{column}" for column in state if column != "series_id")
                db.session.execute(
                    db.text(f"UPDATE series_state SET {columns} WHERE series_id = :series_id"), dict(state)
                )

    return restore


if __name__ == "__main__":
    sys.exit(main())
