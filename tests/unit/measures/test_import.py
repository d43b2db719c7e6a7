"""Importing a generated file of the shape and with the quirks of real attendance data."""

import csv
from datetime import date, timedelta
from statistics import mean
from zlib import crc32

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from nic.accounts.models import Membership
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.measures.cli import import_observations, totals
from nic.measures.import_file import UnreadableFile, read_schools, read_values
from nic.measures.models import MeasureDefinition, NetworkWeek, Observation, Origin, Series, SeriesState
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team

SCHOOLS = [
    ("01M015", "P.S. 015 RIVER", "M", "01"),
    ("01M019", "P.S. 360", "M", "01"),
    ("01M360", "P.S. 360", "M", "01"),
    ("15K418", "THE LAKE SCHOOL", "", ""),
    ("75Q256", "P.S. Q256", "O", "75"),
]
KEYS = [row[0] for row in SCHOOLS]
FIRST = date(2015, 9, 9)
COLUMNS = {"school": "school_id", "date": "date", "value": "attendance_pct"}


def school_days(count):
    days = (FIRST + timedelta(days=number) for number in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def attendance(school, day):
    return round(80 + (crc32(f"{school}{day}".encode()) % 1900) / 100, 2)


def rows_of(schools=KEYS, days=60):
    """Some days are missing, as where a school had not reported."""
    return [
        [school, day.isoformat(), attendance(school, day)]
        for day in school_days(days)
        for number, school in enumerate(schools)
        if (day.toordinal() + number) % 9
    ]


class Files:
    def __init__(self, folder):
        self.values = folder / "attendance.csv"
        self.schools = folder / "schools.csv"
        self.write_schools(SCHOOLS)

    def write_schools(self, rows):
        self._write(self.schools, ["school_id", "school_name", "borough", "district"], rows)

    def write(self, rows):
        self._write(self.values, ["school_id", "date", "attendance_pct"], rows)

    @staticmethod
    def _write(path, heading, rows):
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows([heading, *rows])


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


@pytest.fixture
def run(app, files):
    def run(*more, command=import_observations):
        arguments = [
            str(files.values),
            "--agency",
            "City",
            "--network",
            "Every day",
            "--measure",
            "Attendance",
        ]
        arguments += ["--map", "school=school_id,date=date,value=attendance_pct", "--weekly", "mean"]
        arguments += ["--schools", str(files.schools)]
        if command is totals:
            arguments = []
        return CliRunner().invoke(command, [*arguments, *more], obj=ScriptInfo(create_app=lambda: app))

    return run


def count(model, *where):
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


@pytest.mark.usefixtures("context")
def test_days_become_school_weeks_with_all_that_they_belong_to(files, run):
    rows = rows_of()
    files.write(rows)
    done = run("--large-groups")
    assert done.exit_code == 0, done.output
    city = db.session.scalar(select(Organization).where(Organization.name == "City"))
    schools = db.session.scalars(
        select(Organization).where(
            Organization.agency_id == city.id, Organization.kind == OrganizationKind.SCHOOL
        )
    ).all()
    assert {school.source_id for school in schools} == set(KEYS)
    assert {school.parent.name for school in schools} == {"District 01", "District 15", "District 75"}
    assert {school.path for school in schools} == {f"{school.parent.path}{school.id}/" for school in schools}
    assert sorted(school.name for school in schools if "360" in school.name) == [
        "P.S. 360",
        "P.S. 360 (01M360)",
    ]
    network = db.session.scalar(select(Network).where(Network.name == "Every day"))
    assert count(NetworkTeam, NetworkTeam.network_id == network.id) == len(KEYS)
    assert count(Team, Team.name == "Whole school") == len(KEYS)
    means = {}
    for school, day, value in rows:
        monday = date.fromisoformat(day) - timedelta(days=date.fromisoformat(day).weekday())
        means.setdefault((school, monday), []).append(value)
    kept = db.session.execute(
        select(Organization.source_id, Observation.period_start, Observation.value, Observation.origin)
        .join(Series, Series.id == Observation.series_id)
        .join(Team, Team.id == Series.team_id)
        .join(Organization, Organization.id == Team.school_id)
        .where(Organization.agency_id == city.id)
    ).all()
    assert {origin for *_, origin in kept} == {Origin.IMPORT}
    assert {(school, start): value for school, start, value, _ in kept} == {
        key: pytest.approx(mean(values)) for key, values in means.items()
    }


@pytest.mark.usefixtures("context")
def test_states_and_pooled_weeks_are_those_that_their_values_give(files, run):
    files.write(rows_of())
    assert run("--large-groups").exit_code == 0
    assert run("check", command=totals).exit_code == 0
    definition = db.session.scalar(select(MeasureDefinition).where(MeasureDefinition.name == "Attendance"))
    states = db.session.scalars(
        select(SeriesState).join(Series).where(Series.definition_id == definition.id)
    ).all()
    assert {state.n for state in states} == {13}
    weeks = db.session.scalars(select(NetworkWeek).where(NetworkWeek.definition_id == definition.id)).all()
    assert all(
        week.teams >= 4 and week.lower_quartile <= week.median <= week.upper_quartile for week in weeks
    )
    assert not any(week.stale for week in weeks)


@pytest.mark.usefixtures("context")
def test_an_unknown_n_stays_out_of_pooled_weeks_unless_the_owner_says_it_is_large(files, run):
    files.write(rows_of())
    assert run().exit_code == 0
    definition = db.session.scalar(select(MeasureDefinition).where(MeasureDefinition.name == "Attendance"))
    assert not definition.unknown_n_counts_as_large
    weeks = db.session.scalars(select(NetworkWeek).where(NetworkWeek.definition_id == definition.id)).all()
    assert {(week.teams, week.median) for week in weeks} == {(0, None)}


@pytest.mark.usefixtures("context")
def test_a_second_run_doubles_nothing_and_a_longer_file_adds_what_is_new(files, run):
    files.write(rows_of(days=30))
    run("--large-groups")
    values, teams = count(Observation), count(Team)
    again = run("--large-groups")
    assert again.exit_code == 0
    assert (count(Observation), count(Team)) == (values, teams)
    assert f"There already: {values - 20:,} values" in again.output
    files.write(rows_of(days=60))
    longer = run("--large-groups")
    assert longer.exit_code == 0
    assert count(Observation) > values
    assert run("check", command=totals).exit_code == 0


@pytest.mark.usefixtures("context")
def test_a_figure_that_was_there_is_left_as_it_is_and_the_command_says_so(files, run):
    files.write([["01M015", "2015-09-09", 90]])
    run()
    files.write([["01M015", "2015-09-09", 70]])
    done = run()
    assert "left as they are: 1 values" in done.output
    assert count(Observation, Observation.value == 90) == 1
    assert count(Observation, Observation.value == 70) == 0


BAD = [
    (["01M015", "2015-09-31", "90"], "“2015-09-31” is not a date"),
    (["01M015", "9/14/2015", "90"], "“9/14/2015” is not a date"),
    (["01M015", "2215-09-14", "90"], "2215-09-14 lies in the future"),
    (["01M015", "2015-09-14", "ninety"], "“ninety” is not a number"),
    (["01M015", "2015-09-14", "9_0"], "“9_0” is not a number"),
    (["01M015", "2015-09-14", "nan"], "nan is not between 0 and 100"),
    (["01M015", "2015-09-14", "100.5"], "100.5 is not between 0 and 100"),
    (["01M015", "2015-09-14", ""], "“” is not a number"),
    (["", "2015-09-14", "90"], "no district is known of school “”"),
    (["LAKE", "2015-09-14", "90"], "no district is known of school “LAKE”"),
    (["01M015", "2015-09-14"], "it has 2 columns"),
    (["01M015", "2015-09-09", "80"], "a second value of 01M015 for 2015-09-09"),
]


@pytest.mark.usefixtures("context")
def test_bad_rows_are_named_by_line_and_nothing_is_loaded(files, run):
    files.write([["01M015", "2015-09-09", 91], *(row for row, _ in BAD)])
    done = run()
    assert done.exit_code == 1
    for line, (_, why) in enumerate(BAD, 3):
        assert f"Line {line}: {why}" in done.stderr
    assert "Nothing was loaded" in done.stderr
    assert count(Organization, Organization.name == "City") == 0


@pytest.mark.usefixtures("context")
def test_skip_bad_loads_the_good_rows_and_says_which_were_left(files, run):
    files.write([["01M015", "2015-09-09", 91], *(row for row, _ in BAD), ["99X001", "2015-09-10", 80]])
    done = run("--skip-bad")
    assert done.exit_code == 0
    assert "Line 3: " in done.stderr
    assert f"Left out: {len(BAD)} rows" in done.output
    assert count(Observation, Observation.origin == Origin.IMPORT) == 2
    assert count(Organization, Organization.name == "99X001") == 1


@pytest.mark.usefixtures("context")
def test_the_audit_has_one_row_with_counts_and_the_hash_of_the_file(files, run):
    files.write(rows_of(days=10))
    run()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "imported values of")).all()
    assert len(entries) == 1
    assert entries[0].after["values"] == count(Observation, Observation.origin == Origin.IMPORT)
    assert len(entries[0].after["sha256"]) == 64
    assert count(AuditEntry, AuditEntry.subject_kind == "observation") == 20


@pytest.mark.usefixtures("context")
def test_people_become_staff_of_the_agency_once(files, run, world):
    files.write(rows_of(days=3))
    for _ in range(2):
        assert run("--staff", "agency@test.example").exit_code == 0
    city = db.session.scalar(select(Organization).where(Organization.name == "City"))
    held = db.session.scalars(select(Membership).where(Membership.organization_id == city.id)).all()
    assert [(row.person_id, row.role) for row in held] == [(world["person_agency"], Role.AGENCY_STAFF)]
    unknown = run("--staff", "nobody@test.example")
    assert unknown.exit_code != 0


@pytest.mark.usefixtures("context")
def test_a_spoilt_total_is_found_and_mended(files, run):
    files.write(rows_of())
    run("--large-groups")
    from nic.kernel.transactions import unit_of_work

    with unit_of_work():
        db.session.scalars(select(SeriesState).where(SeriesState.n > 0)).first().median = -1
        db.session.scalars(select(NetworkWeek).where(NetworkWeek.teams > 0)).first().median = -1
    found = run("check", command=totals)
    assert found.exit_code == 1
    assert "series" in found.stderr
    assert "week" in found.stderr
    assert run("rebuild", command=totals).exit_code == 0
    assert run("check", command=totals).exit_code == 0


def test_a_column_that_is_not_there_is_named(files, tmp_path):
    files.write(rows_of(days=2))
    with pytest.raises(
        UnreadableFile, match=r"no column “pct”\. The file has: school_id, date, attendance_pct"
    ):
        read_values(files.values, {**COLUMNS, "value": "pct"}, {}, percent=True, weekly="mean")
    (tmp_path / "latin.csv").write_bytes(b"school_id,date,attendance_pct\n01M\xe9,2015-09-09,4\n")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_values(tmp_path / "latin.csv", COLUMNS, {}, percent=True, weekly="mean")


def test_n_of_a_week_is_the_smallest_of_its_days(tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("s,d,v,n\n01A1,2016-03-07,50,30\n01A1,2016-03-08,60,9\n01A1,2016-03-14,60,\n")
    columns = {"school": "s", "date": "d", "value": "v", "n": "n"}
    found = read_values(path, columns, {}, percent=True, weekly="mean")
    assert [(value.value, value.n) for value in found.by_school["01A1"]] == [(55, 9), (60, None)]


@given(
    st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=30),
    st.sampled_from(["mean", "median", "sum", None]),
)
def test_every_row_is_either_read_or_named(tmp_path_factory, rows, weekly):
    path = tmp_path_factory.mktemp("import") / "values.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["school_id", "date", "attendance_pct"])
        writer.writerow(["01M015", "2015-09-09", "91"])
        writer.writerows(row for row in rows if row)
    found = read_values(path, COLUMNS, {}, percent=True, weekly=weekly)
    written = [row for row in rows if row]
    assert found.rows + len(found.bad) == 1 + len(written)


def test_a_school_without_a_district_takes_the_first_digits_of_its_key(files):
    listed = read_schools(files.schools, "school_id")
    assert listed["15K418"].district == "15"
    assert listed["01M015"].district == "01"
