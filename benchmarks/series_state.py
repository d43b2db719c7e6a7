"""``python -m benchmarks.series_state``: what keeping a state costs beside the insert that it follows, in CPU time.

The same value is inserted by the same operation through the same session, once with the state and the pooled week kept
and once without, interleaved, for series with few and with many values. Ends with exit code 1 where keeping takes more
than twice the CPU, or more than 8 statements, or more of them with a longer history.
"""

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from flask_migrate import upgrade
from sqlalchemy import event

from nic import create_app
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.measures.models import (
    Direction,
    Family,
    MarkingKind,
    MeasureKind,
    Series,
)
from nic.measures.operations import define_measure, mark_chart, readings, record_observations
from nic.measures.queries import load_series, series_of_teams
from nic.measures.readings import Reading
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team
from nic.settings import load_settings

HISTORIES = (10, 60, 400)
ROUNDS = 60
MOST_STATEMENTS = 8
MOST_RATIO = 2.0
SCOPE = System("benchmark")


def _world() -> Network:
    agency = Organization(name="Agency", kind=OrganizationKind.AGENCY, path="", time_zone="America/New_York")
    db.session.add(agency)
    db.session.flush()
    agency.path = f"/{agency.id}/"
    district = Organization(
        name="District",
        kind=OrganizationKind.DISTRICT,
        parent_id=agency.id,
        agency_id=agency.id,
        path="",
        time_zone="America/New_York",
    )
    db.session.add(district)
    db.session.flush()
    district.path = f"/{agency.id}/{district.id}/"
    network = Network(name="Network", agency_id=agency.id)
    db.session.add(network)
    db.session.flush()
    for number in HISTORIES:
        school = Organization(
            name=f"School {number}",
            kind=OrganizationKind.SCHOOL,
            parent_id=district.id,
            agency_id=agency.id,
            path="",
            time_zone="America/New_York",
        )
        db.session.add(school)
        db.session.flush()
        school.path = f"{district.path}{school.id}/"
        team = Team(name="Team", school_id=school.id, agency_id=agency.id, path=school.path)
        db.session.add(team)
        db.session.flush()
        db.session.add(
            NetworkTeam(
                network_id=network.id,
                team_id=team.id,
                joined_on=date(2010, 1, 1),
                school_name=school.name,
                team_name=team.name,
            )
        )
    db.session.flush()
    return network


def _monday() -> date:
    return clock.week_start(clock.today("America/New_York"))


def _fill(network: Network) -> dict[int, int]:
    """A series of each length; every one has a phase, a value left out and a note."""
    define_measure(
        SCOPE,
        network,
        name="Measure",
        family=Family.OUTCOME,
        kind=MeasureKind.PROPORTION,
        direction=Direction.HIGHER,
    )
    db.session.flush()
    teams = [link.team_id for link in db.session.query(NetworkTeam)]
    found = {}
    for count, series in zip(HISTORIES, series_of_teams(SCOPE, teams), strict=True):
        logged = [
            Reading(
                series.id,
                _monday() - timedelta(weeks=week + 1),
                uuid.uuid4(),
                numerator=week % 13,
                denominator=24,
            )
            for week in range(count)
        ]
        record_observations(SCOPE, [series], logged)
        for kind, weeks in ((MarkingKind.PHASE, 6), (MarkingKind.EXCLUSION, 3), (MarkingKind.NOTE, 2)):
            mark_chart(
                SCOPE,
                series,
                kind=kind,
                starts_on=_monday() - timedelta(weeks=weeks),
                label="words",
                reason="because",
            )
        found[count] = series.id
    return found


def _with_state(series: Series) -> None:
    reading = Reading(series.id, _monday(), uuid.uuid4(), numerator=11, denominator=24)
    record_observations(SCOPE, [series], [reading])
    db.session.flush()


def _nothing(*_: object) -> dict[int, object]:
    return {}


@contextmanager
def _not_kept() -> Iterator[None]:
    """The same operation (checks, the look whether the period is taken, row, audit entry) without the state."""
    with (
        mock.patch.object(readings, "_keep", _nothing),
        mock.patch.object(readings.queries, "lock_states", _nothing),
        mock.patch.object(readings, "LOOK_BACK", timedelta(0)),
    ):
        yield


class _Undone(Exception):
    """Takes a round back, so that each one finds the same."""


def _once(work: Callable[[Series], None], series_id: int) -> float:
    try:
        with unit_of_work():
            db.session.expire_all()
            series = load_series(SCOPE, series_id)
            began = time.process_time()
            work(series)
            took = time.process_time() - began
            raise _Undone
    except _Undone:
        return took


@contextmanager
def _counted() -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA", "ROLLBACK")):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _statements(series_id: int) -> int:
    with _counted() as found:
        _once(_with_state, series_id)
    return len(found)


def _measure(found: dict[int, int]) -> list[str]:
    wrong = []
    print(f"{'values':>7} {'with':>9} {'without':>9} {'ratio':>6} {'statements kept':>16}")
    lengths = set()
    for count, series_id in found.items():
        ours, bare, kept = [], [], _statements(series_id)
        with _not_kept():
            kept -= _statements(series_id)
        for _ in range(ROUNDS):
            ours.append(_once(_with_state, series_id))
            with _not_kept():
                bare.append(_once(_with_state, series_id))
        lengths.add(kept)
        with_it, without = statistics.median(ours), statistics.median(bare)
        ratio = with_it / without
        print(f"{count:>7} {with_it * 1000:>6.2f} ms {without * 1000:>6.2f} ms {ratio:>6.2f} {kept:>16}")
        if ratio > MOST_RATIO:
            wrong.append(f"with {count} values keeping takes {ratio:.2f} times the insert")
        if kept > MOST_STATEMENTS:
            wrong.append(f"with {count} values keeping takes {kept} statements")
    if len(lengths) > 1:
        wrong.append(f"the number of statements grows with the history: {sorted(lengths)}")
    return wrong


def main() -> None:
    """Builds the series in a database of their own and prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            {},
            environment="test",
            data_dir=Path(folder),
            https=False,
            secret_key="x" * 40,
            log_level="ERROR",
        )
        app = create_app(settings)
        with app.app_context():
            upgrade()
            with unit_of_work():
                network = _world()
                found = _fill(network)
            wrong = _measure(found)
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
