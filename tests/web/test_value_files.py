"""Values from a file: sent, its columns matched, every row looked at, loaded whole or not at all."""

import io
import time
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest

from nic.kernel import clock
from nic.kernel.audit import AuditEntry, entries_for
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.kernel.worker import Worker
from nic.measures import totals
from nic.measures.entry.models import ValueFile
from nic.measures.models import Cadence, Direction, Family, MeasureKind, Observation, Origin
from nic.measures.operations import define_measure
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team
from nic.web.files import tables
from tests.filling import press
from tests.pages import hidden, words


def this_monday():
    return clock.week_start(clock.today("America/New_York"))


def week(count):
    return (this_monday() - timedelta(weeks=count)).isoformat()


def send(client, address, content, name="values.csv"):
    page = client.get(address)
    data = content.encode() if isinstance(content, str) else content
    fields = {"client_uuid": hidden(page, "client_uuid"), "file": (io.BytesIO(data), name)}
    return client.post(address, data=fields, content_type="multipart/form-data", follow_redirects=True)


@pytest.fixture
def teacher(client_for):
    return client_for("teacher")


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/value-files"


@pytest.fixture
def of_network(world):
    return f"/networks/{world['network']}/value-files"


def newest_file():
    return db.session.query(ValueFile).order_by(ValueFile.id.desc()).first()


def from_file(app, series):
    with app.app_context():
        found = db.session.query(Observation).filter_by(series_id=series, origin=Origin.FILE)
        return {(each.period_start.isoformat(), each.standing): each for each in found}


def test_a_column_for_each_measure(app, world, teacher, address):
    content = (
        "Week of;Exit tickets;Explain their reasoning;Who\n"
        f"{week(1)};6;11/24;x\n{week(0)};;46,5 %;y\n\n{week(2)};7;20/24;z\n"
    )
    page = send(teacher, address, content)
    assert "3 rows. Read as CSV with semicolons, UTF-8." in words(page)
    looked = press(teacher, page, "Look at every row")
    assert "5 values can be loaded" in words(looked)
    assert "1 of them is there already and stays as it is." in words(looked)
    assert "1 period has another value. Both are kept" in words(looked)
    assert from_file(app, world["team_series"]) == {}
    loaded = press(teacher, looked, "Load 5 values")
    assert "3 new values" in words(loaded)
    tickets = from_file(app, world["team_series"])
    assert [each.value for each in tickets.values()] == [6, 7]
    explain = from_file(app, world["series"])
    assert explain[week(0), True].value == 46.5
    assert explain[week(2), False].numerator == 20
    assert explain[week(0), True].recorded_by_id == world["person_teacher"]
    with app.app_context():
        assert [totals.differences(world[name]) for name in ("definition", "team_definition")] == [[], []]
        file = newest_file()
        entry = entries_for("value_file", file.id)[0]
        assert (entry.verb, entry.after["new"], entry.after["hash"]) == ("loaded", 3, file.sha256)
        assert db.session.query(AuditEntry).filter_by(subject_kind="observation", verb="logged").count() == 20


def test_the_same_file_once_more_changes_nothing(app, world, teacher, address):
    for _ in range(2):
        looked = press(
            teacher, send(teacher, address, f"date,Exit tickets\n{week(0)},6\n"), "Look at every row"
        )
        loaded = press(teacher, looked, "Load 1 value")
    assert "0 new values" in words(loaded)
    assert len(from_file(app, world["team_series"])) == 1


def test_every_row_that_cannot_be_loaded_is_named_by_its_line_and_nothing_is_loaded(
    app, world, teacher, address
):
    content = (
        "date,measure,numerator,denominator,note\n"
        f"{week(0)},explain their  reasoning,12,24,\n"
        f"{week(0)},Explain their reasoning,13,24,again\n"
        "\n"
        f"{week(1)},Unknown,1,2,\n"
        f"2999-01-01,Exit tickets,1,2,\n"
        f"soon,Explain their reasoning,1,2,\n"
        f"{week(30)},Explain their reasoning,25,24,\n"
    )
    looked = press(teacher, send(teacher, address, content), "Look at every row")
    said = words(looked)
    assert "5 rows cannot be loaded, so nothing can" in said
    assert "Line 3 : a second value for this period: the first one is on line 2." in said
    assert "Line 5 : no measure here is called “Unknown”." in said
    assert "Line 6 : This measure takes one figure, not so many out of so many." in said
    assert "Line 7 : “soon” is not a date such as 2027-03-08." in said
    assert "Line 8 : This lies between 0 and 24." in said
    assert "Load" not in [button.strip() for button in said.split("  ")]
    with app.app_context():
        file = newest_file().id
    assert teacher.post(f"/value-files/{file}/load").status_code == 400
    assert from_file(app, world["series"]) == {}


def test_columns_are_matched_by_hand_where_the_headings_say_nothing(app, world, teacher, address):
    page = send(teacher, address, f"A,B\n{week(0)},4\n")
    again = press(teacher, page, "Look at every row", {"A": "Date"})
    assert again.status_code == 422
    assert "Choose the column of the values" in words(again)
    again = press(teacher, again, "Look at every row", {"B": "Value"})
    assert "Choose which measure the values are of." in words(again)
    looked = press(teacher, again, "Look at every row", {"All values are of": "Exit tickets"})
    assert "1 value can be loaded" in words(looked)
    press(teacher, looked, "Load 1 value")
    assert from_file(app, world["team_series"])[week(0), True].value == 4


def test_a_workbook(app, world, teacher, address):
    book = openpyxl.Workbook()
    book.active.append(["Date", "Explain their reasoning", "Exit tickets"])
    book.active.append([date.fromisoformat(week(0)), 0.465, -3])
    book.active["B2"].number_format = "0.0%"
    content = io.BytesIO()
    book.save(content)
    page = send(teacher, address, content.getvalue(), "values.xlsx")
    assert "Read as XLSX, sheet “Sheet”." in words(page)
    looked = press(teacher, page, "Look at every row")
    assert "Line 2 : This figure cannot be below 0." in words(looked)
    looked = press(teacher, looked, "Look again", {"Exit tickets": "Nothing"})
    press(teacher, looked, "Load 1 value")
    assert from_file(app, world["series"])[week(0), True].value == 46.5


def test_a_workbook_that_unpacks_to_a_flood_is_refused_before_it_is_opened(teacher, address, monkeypatch):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" * 8_000_000)
    monkeypatch.setattr(tables, "_told", lambda *_: pytest.fail("it was opened"))
    before = time.process_time()
    answer = send(teacher, address, bomb.getvalue(), "values.xlsx")
    assert time.process_time() - before < 2
    assert answer.status_code == 422
    assert "unpacks to far more than a table of values" in words(answer)


def test_a_file_for_the_network_names_teams_or_schools(app, world, client_for, of_network):
    hub = client_for("hub")
    content = (
        f"school,date,value,n\nElm,{week(0)},50,24\noak,{week(0)},60,11\n"
        f'"Oak, Oak team",{week(1)},61,12\nPine,{week(0)},1,2\n'
    )
    looked = press(hub, send(hub, of_network, content), "Look at every row", {"All values are of": "Explain"})
    assert "Line 5 : no team or school here is called “Pine”." in words(looked)
    looked = press(
        hub,
        send(hub, of_network, content.rpartition("Pine")[0]),
        "Look at every row",
        {"All values are of": "Explain"},
    )
    press(hub, looked, "Load 3 values")
    assert from_file(app, world["series"])[week(0), True].n == 24
    with app.app_context():
        assert totals.differences(world["definition"]) == []


def test_only_the_sender_sees_a_file(world, client_for, teacher, address):
    page = send(teacher, address, f"date,Exit tickets\n{week(0)},6\n")
    assert client_for("lead").get(page.request.path).status_code == 404
    assert client_for("hub").post(f"{page.request.path}/load").status_code == 404


def test_a_dropped_file_is_forgotten(world, teacher, address):
    page = send(teacher, address, f"date,Exit tickets\n{week(0)},6\n")
    dropped = press(teacher, page, "Drop this file")
    assert "Nothing of it was loaded." in words(dropped)
    assert "This file was dropped." in words(teacher.get(page.request.path))


def fill_network(app, world):
    """A daily measure of the network, and a hundred schools with a team each that log it."""
    with app.app_context(), unit_of_work():
        schools = [
            Organization(
                name=f"School {number}",
                kind=OrganizationKind.SCHOOL,
                parent_id=world["north"],
                agency_id=world["agency"],
                path=f"/{world['agency']}/{world['north']}/{number + 1000}/",
                id=number + 1000,
            )
            for number in range(100)
        ]
        db.session.add_all(schools)
        db.session.flush()
        teams = [
            Team(id=each.id, name="A team", school_id=each.id, agency_id=world["agency"], path=each.path)
            for each in schools
        ]
        db.session.add_all(teams)
        db.session.flush()
        joined = date(2020, 1, 1)
        db.session.add_all(
            NetworkTeam(
                network_id=world["network"],
                team_id=team.id,
                joined_on=joined,
                team_name=team.name,
                school_name=f"School {team.id - 1000}",
            )
            for team in teams
        )
        db.session.flush()
        network = db.session.get_one(Network, world["network"])
        world["daily"] = define_measure(
            System("test"),
            network,
            name="Present",
            family=Family.OUTCOME,
            kind=MeasureKind.PROPORTION,
            direction=Direction.HIGHER,
            cadence=Cadence.DAILY,
        ).id


def match_daily(hub, address, rows):
    page = send(hub, address, "\n".join(["school,date,Present", *rows]))
    return press(hub, page, "Look at every row")


def test_a_hundred_thousand_rows_go_through_a_job_with_three_bad_lines_named(
    app, world, client_for, of_network
):
    hub = client_for("hub")
    fill_network(app, world)
    monday = this_monday()
    rows = [
        f"School {school},{monday - timedelta(days=day)},{(school * 7 + day) % 1000 / 10}"
        for school in range(100)
        for day in range(1, 1001)
    ]
    right = rows[:]
    for line, text in (
        (17, f"School 1,{week(0)},101"),
        (50_000, "School 2,never,5"),
        (99_999, "School 777,2026-01-01,5"),
    ):
        rows[line - 2] = text
    looked = match_daily(hub, of_network, rows)
    said = words(looked)
    assert "3 rows cannot be loaded, so nothing can" in said
    assert "Line 17 : A percentage lies between 0 and 100. Line 50,000 : “never” is not a date" in said
    assert "Line 99,999 : no team or school here is called “School 777”." in said
    queued = press(hub, match_daily(hub, of_network, right), "Load 100,000 values")
    assert "It is being loaded" in words(queued)
    with app.app_context():
        file = newest_file()
        file_id, sha256 = file.id, file.sha256
        assert db.session.query(Observation).filter_by(origin=Origin.FILE).count() == 0
        told = []
        progress = type(file.kept).tell
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                type(file.kept), "tell", lambda kept, *step: told.append(step) or progress(kept, *step)
            )
            Worker().turn()
        assert ("reads", 50_000, 100_000) in told
        assert ("loads", 95_000, 100_000) in told
        assert db.session.query(Observation).filter_by(origin=Origin.FILE).count() == 100_000
        assert totals.differences(world["daily"]) == []
        entry = entries_for("value_file", file_id)[0]
        assert (entry.verb, entry.after["new"], entry.after["hash"]) == ("loaded", 100_000, sha256)
    page = hub.get(f"/value-files/{file_id}")
    assert "100,000 new values" in words(page)
    assert "It is being taken back" in words(press(hub, page, "Take back 100,000 values"))
    with app.app_context():
        Worker().turn()
        in_force = db.session.query(Observation).filter_by(origin=Origin.FILE, set_aside_at=None)
        assert in_force.count() == 0
        assert totals.differences(world["daily"]) == []
    assert "It was taken back" in words(hub.get(f"/value-files/{file_id}"))


def loaded_by(client, address, content, label):
    looked = press(client, send(client, address, content), "Look at every row")
    return press(client, looked, label)


def in_force(app, series):
    with app.app_context():
        found = db.session.query(Observation).filter_by(series_id=series, origin=Origin.FILE)
        return {each.period_start.isoformat() for each in found if each.set_aside_at is None}


def test_a_file_is_taken_back_but_for_what_somebody_changed_since(app, world, teacher, address, client_for):
    content = f"date,Exit tickets\n{week(0)},6\n{week(1)},7\n{week(2)},8\n"
    loaded = loaded_by(teacher, address, content, "Load 3 values")
    series = world["team_series"]
    changed = from_file(app, series)[week(1), True].id
    form = teacher.get(f"/teams/{world['elm_team']}/measures/{series}/values/{changed}/edit")
    press(teacher, form, "Save", {"Value": "9"})
    page = teacher.get(loaded.request.path)
    assert "1 value that somebody changed since stays" in words(page)
    done = press(teacher, page, "Take back 2 values")
    assert "Taken back: 2 values are set aside." in words(done)
    assert "1 value that somebody changed stays" in words(done)
    assert in_force(app, series) == {week(1)}
    with app.app_context():
        assert totals.differences(world["team_definition"]) == []
        file = newest_file()
        entry = entries_for("value_file", file.id)[0]
        assert (entry.verb, entry.after["values set aside"]) == ("took back", 2)
        assert entry.after["hash"] == file.sha256
    again = teacher.post(f"{loaded.request.path}/take-back")
    assert again.status_code == 400
    assert "was taken back already" in words(again)
    assert in_force(app, series) == {week(1)}


def test_what_a_file_put_beside_other_values_waits_no_more_once_it_is_taken_back(
    app, world, teacher, address
):
    content = f"date,Explain their reasoning\n{week(2)},20/24\n{week(0)},11/24\n"
    loaded = loaded_by(teacher, address, content, "Load 2 values")
    chart = f"/teams/{world['elm_team']}/measures/{world['series']}"
    assert "Which value counts for" in words(teacher.get(chart))
    press(teacher, loaded, "Take back 2 values")
    assert in_force(app, world["series"]) == set()
    assert "Which value counts for" not in words(teacher.get(chart))
    with app.app_context():
        assert totals.differences(world["definition"]) == []
    loaded_by(teacher, address, content, "Load 2 values")
    assert in_force(app, world["series"]) == {week(0), week(2)}


def test_the_lead_takes_back_what_a_colleague_loaded_and_nobody_else_does(
    app, world, teacher, address, client_for
):
    other = loaded_by(teacher, address, f"date,Exit tickets\n{week(1)},5\n", "Load 1 value")
    loaded = loaded_by(teacher, address, f"date,Exit tickets\n{week(0)},6\n", "Load 1 value")
    path = loaded.request.path
    assert client_for("coach").get(path).status_code == 404
    assert client_for("coach").post(f"{path}/take-back").status_code == 404
    lead = client_for("lead")
    assert path in lead.get(address).text
    press(lead, lead.get(path), "Take back 1 value")
    assert in_force(app, world["team_series"]) == {week(1)}
    assert "It is loaded" in words(teacher.get(other.request.path))
