"""Log this week: one page, one button."""

import gzip
import re
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from nic.cycles.models import LogEntry
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Direction, Family, MeasureKind, Observation, PartsBy
from nic.measures.operations import choose_parts, define_measure, record_observation
from nic.measures.queries import load_series
from nic.organizations.models import Holiday, NetworkTeam
from nic.organizations.queries import load_team
from tests.unit.measures.statements import counted

ZONE = "America/New_York"
MOST_WEIGHT = 60_000


def monday(weeks_ago=0):
    return clock.week_start(clock.today(ZONE)) - timedelta(weeks=weeks_ago)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def fields_of(answer):
    """What the browser would send, by name: inputs and text areas with their values."""
    html = answer.get_data(as_text=True).partition('id="week"')[2].partition("</form>")[0]
    inputs = re.findall(r"<input ([^>]*)>", html)
    found = {}
    for attributes in inputs:
        name, value = re.search(r'name="([^"]+)"', attributes), re.search(r'value="([^"]*)"', attributes)
        found[name[1]] = value[1] if value else ""
    return found | dict.fromkeys(re.findall(r'<textarea [^>]*name="([^"]+)"', html), "")


def named(fields, beginning):
    return next(name for name in fields if name.startswith(beginning))


def count(model, *where):
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


@pytest.fixture
def teacher(client_for):
    return client_for("teacher")


@pytest.fixture
def explain(world):
    return f"value-{world['series']}-"


@pytest.fixture
def tickets(world):
    return f"value-{world['team_series']}-"


@pytest.fixture
def log(app, world, scope_for):
    def log(who, name="series", weeks_ago=0, **figures):
        with app.app_context(), unit_of_work():
            scope = scope_for(who)
            series = load_series(scope, world[name])
            period = monday(weeks_ago)
            return record_observation(
                scope, series, period_start=period, client_uuid=uuid.uuid4(), **figures
            ).id

    return log


def test_it_asks_for_what_is_due_beside_what_was_last_week(teacher, explain):
    page = teacher.get("/this-week")
    assert "Two values and" in text_of(page)
    assert "last week 45.8 %" in text_of(page)
    fields = fields_of(page)
    name = named(fields, explain)
    assert f'<label for="{name}">Explain their reasoning' in page.get_data(as_text=True)
    assert fields["of-" + name.removeprefix("value-")] == "24"
    assert 'inputmode="decimal"' in page.get_data(as_text=True)


def test_one_button_saves_values_and_notes_and_shows_what_changed(app, teacher, explain, tickets):
    fields = fields_of(teacher.get("/this-week"))
    fields |= {named(fields, explain): "12", named(fields, tickets): "21"}
    fields |= {
        named(fields, "happened-"): "Used the cards in four lessons.",
        named(fields, "surprised-"): "Two tables stopped.",
    }
    saved = teacher.post("/this-week", data=fields)
    assert saved.status_code == 302
    page = teacher.get(saved.location)
    assert "Done for this week." in text_of(page)
    assert page.get_data(as_text=True).count("/pictures/run-chart/") >= 2
    assert "Ordinary ups and downs around" in text_of(page)
    assert "by Teacher Person" in text_of(page)
    assert "Used the cards in four lessons." in text_of(page)
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 2
        assert count(LogEntry, LogEntry.week_start == monday()) == 1


def test_after_a_save_the_page_names_the_marks_that_came_in(teacher, explain):
    fields = fields_of(teacher.get("/this-week"))
    mark = fields["mark-" + named(fields, explain)]
    note = fields[named(fields, "mark-cycle-")]
    fields |= {named(fields, explain): "12", named(fields, "happened-"): "Began."}
    page = teacher.get(teacher.post("/this-week", data=fields).location).get_data(as_text=True)
    marks = re.search(r'data-saved="([^"]*)"', page)[1].split()
    assert mark in marks
    assert note in marks
    assert fields["mark-" + named(fields, "value-")] is not None


def test_sending_twice_saves_once(app, teacher, explain):
    fields = fields_of(teacher.get("/this-week"))
    fields |= {named(fields, explain): "12", named(fields, "happened-"): "Began."}
    for _ in range(2):
        assert teacher.post("/this-week", data=fields).status_code == 302
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 1
        assert count(LogEntry, LogEntry.week_start == monday()) == 1


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("25", "This lies between 0 and 24."),
        ("many", "is not a number"),
        ("-1", "This lies between 0 and 24."),
    ],
)
def test_a_bad_figure_is_told_beside_it_and_nothing_is_half_saved(
    app, teacher, explain, tickets, figure, told
):
    fields = fields_of(teacher.get("/this-week"))
    fields |= {
        named(fields, explain): figure,
        named(fields, tickets): "21",
        named(fields, "happened-"): "Kept words.",
    }
    answer = teacher.post("/this-week", data=fields)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    name = named(fields, explain)
    assert told in html.partition(f'id="{name}-error"')[2][:300]
    again = fields_of(answer)
    assert again[name] == figure
    assert again[named(fields, tickets)] == "21"
    assert {n: v for n, v in again.items() if n.startswith("mark-")} == {
        n: v for n, v in fields.items() if n.startswith("mark-")
    }
    assert "Kept words." in html
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 0
        assert count(LogEntry, LogEntry.week_start == monday()) == 0


def test_saving_nothing_says_so(teacher):
    answer = teacher.post("/this-week", data=fields_of(teacher.get("/this-week")))
    assert answer.status_code == 422
    assert "There is nothing to save yet." in text_of(answer)


def test_a_value_in_parts_leads_to_ones_own_part(app, teacher, tickets, world, scope_for):
    with app.app_context(), unit_of_work():
        series = load_series(scope_for("lead"), world["team_series"])
        choose_parts(scope_for("lead"), series, None, parts_by=PartsBy.CLASS, classes=["6a", "6b"])
    page = teacher.get("/this-week")
    assert not any(name.startswith(f"value-{world['team_series']}-") for name in fields_of(page))
    link = re.search(r'<a href="([^"]+)">Log your part', page.text)[1]
    assert "6a" in text_of(teacher.get(link.replace("&amp;", "&")))


def test_what_a_colleague_has_logged_is_shown_with_their_name(teacher, log, explain):
    log("lead", numerator=18, denominator=24)
    page = teacher.get("/this-week")
    assert "75 % by Lead Person" in text_of(page)
    assert not any(name.startswith(explain) for name in fields_of(page))


def test_two_who_log_the_same_week_are_both_kept_to_choose(app, teacher, client_for, log, explain, world):
    fields = fields_of(teacher.get("/this-week"))
    log("lead", numerator=18, denominator=24)
    page = teacher.get(teacher.post("/this-week", data=fields | {named(fields, explain): "12"}).location)
    assert "Two values for Explain their reasoning stand side by side." in text_of(page)
    assert "75 % by Lead Person" in text_of(page)
    chosen = client_for("lead").get(f"/teams/{world['elm_team']}/measures/{world['series']}")
    assert "Which value counts for week of" in text_of(chosen)
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 2


def test_a_late_value_stands_first(app, teacher, world):
    with app.app_context(), unit_of_work():
        db.session.get_one(Observation, world["observation"]).standing = False
    page = teacher.get("/this-week")
    assert f"due: week of {monday(1).day} {monday(1):%B}" in text_of(page)
    assert f" week of {monday().day} {monday():%B}" in text_of(page)
    names = [name for name in fields_of(page) if name.startswith("value-")]
    assert names[0] == f"value-{world['series']}-{monday(1)}"
    assert len(names) == 3


def test_a_page_opened_on_sunday_can_be_saved_on_monday(app, teacher, world):
    morning = datetime.combine(monday(), datetime.min.time(), ZoneInfo(ZONE)).replace(hour=8)
    with clock.frozen(morning - timedelta(hours=12)):
        fields = fields_of(teacher.get("/this-week"))
    fields |= {f"value-{world['team_series']}-{monday(1)}": "12", named(fields, "happened-"): "On Friday."}
    with clock.frozen(morning):
        assert teacher.post("/this-week", data=fields).status_code == 302
    with app.app_context():
        saved = db.session.scalars(
            select(Observation).where(Observation.series_id == world["team_series"])
        ).all()
        assert [each.period_start for each in saved] == [monday(1)]
        assert count(LogEntry, LogEntry.week_start == monday(1), LogEntry.what_happened == "On Friday.") == 1


def test_in_the_holidays_nothing_is_due(app, teacher, world):
    with app.app_context(), unit_of_work():
        days = Holiday(
            organization_id=world["north"],
            name="Break",
            starts_on=monday(),
            ends_on=monday() + timedelta(days=6),
        )
        db.session.add(days)
    assert not any(name.startswith("value-") for name in fields_of(teacher.get("/this-week")))


def test_one_tap_takes_over_the_figure_of_last_week(app, teacher, explain):
    page = teacher.get("/this-week")
    name = named(fields_of(page), explain)
    html = page.get_data(as_text=True)
    button = re.search(
        rf'<button type="submit" class="as-link" name="{name}" value="([^"]+)" data-same>', html
    )
    assert button[1] == "11"
    assert "Same as last week: Explain their reasoning" in text_of(page)
    # A browser without a script sends the button's value before that of the empty field, in the order of the page.
    sent = [(name, button[1]), *fields_of(page).items()]
    answer = teacher.post("/this-week", data=MultiDict(sent))
    assert answer.status_code == 302
    with app.app_context():
        row = db.session.scalars(select(Observation).where(Observation.period_start == monday())).one()
        assert (row.numerator, row.denominator) == (11, 24)


@pytest.mark.parametrize(("button", "told"), [("Holiday", "holiday"), ("Not measured", "not measured")])
def test_a_period_is_skipped_with_a_reason_and_asked_for_again(app, teacher, tickets, button, told):
    name = named(fields_of(teacher.get("/this-week")), tickets)
    number, _, day = name.removeprefix("value-").partition("-")
    reason = told.replace(" ", "_")
    skipped = teacher.post(
        "/this-week/skip", data={"period": f"{number}.{day}.{reason}"}, follow_redirects=True
    )
    assert f"Skipped: {told} by Teacher Person" in text_of(skipped)
    assert "One value and one test are waiting." in text_of(skipped)
    assert name not in fields_of(skipped)
    again = teacher.post("/this-week/skip", data={"period": f"{number}.{day}."}, follow_redirects=True)
    assert name in fields_of(again)
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 0


def test_a_skipped_period_is_not_late(app, teacher, world):
    with app.app_context(), unit_of_work():
        db.session.get_one(Observation, world["observation"]).standing = False
    late = f"{world['series']}.{monday(1)}"
    page = teacher.post("/this-week/skip", data={"period": f"{late}.holiday"}, follow_redirects=True)
    assert "due: week of" not in text_of(page)
    assert "Skipped: holiday" in text_of(page)
    with clock.frozen(clock.now() + timedelta(hours=13)):
        page = teacher.get("/this-week")
    assert "Skipped: holiday" not in text_of(page)
    assert f"value-{world['series']}-{monday(1)}" not in fields_of(page)


def test_a_value_that_comes_in_all_the_same_counts(app, teacher, log, explain, world):
    key = named(fields_of(teacher.get("/this-week")), explain).removeprefix("value-").partition("-")
    teacher.post("/this-week/skip", data={"period": f"{key[0]}.{key[2]}.holiday"})
    log("lead", numerator=18, denominator=24)
    page = text_of(teacher.get("/this-week"))
    assert "75 % by Lead Person" in page
    assert "Skipped:" not in page


def test_what_was_typed_is_saved_with_a_skip(app, teacher, explain, tickets):
    fields = fields_of(teacher.get("/this-week"))
    number, _, day = named(fields, tickets).removeprefix("value-").partition("-")
    fields |= {named(fields, explain): "12", "period": f"{number}.{day}.holiday"}
    assert teacher.post("/this-week/skip", data=fields).status_code == 302
    with app.app_context():
        assert count(Observation, Observation.period_start == monday()) == 1
    wrong = teacher.post("/this-week/skip", data=fields | {named(fields, explain): "many"})
    assert wrong.status_code == 422
    assert "is not a number" in text_of(wrong)


@pytest.mark.parametrize(
    "period", ["", "x", "1.2026-99-99.holiday", "1.2026-01-01.because", "99999999999999999999.."]
)
def test_nonsense_is_not_skipped(teacher, period):
    assert teacher.post("/this-week/skip", data={"period": period}).status_code == 404


def test_a_period_that_has_not_begun_is_not_skipped(teacher, world):
    answer = teacher.post(
        "/this-week/skip", data={"period": f"{world['series']}.{monday(-1)}.holiday"}, follow_redirects=True
    )
    assert "This period has not begun." in text_of(answer)


def test_nobody_skips_for_another_team(client_for, world):
    period = f"{world['team_series']}.{monday()}.holiday"
    assert client_for("peer").post("/this-week/skip", data={"period": period}).status_code == 404


def test_somebody_elses_measure_is_not_logged_and_what_was_typed_comes_back(app, client_for, world):
    peer = client_for("peer")
    name = f"{world['team_series']}-{monday()}"
    fields = {f"mark-value-{name}": str(uuid.uuid4()), f"value-{name}": "77"}
    answer = peer.post("/this-week", data=fields)
    assert answer.status_code == 422
    assert "was not saved: 77" in text_of(answer)
    with app.app_context():
        assert count(Observation, Observation.series_id == world["team_series"]) == 0


def test_nonsense_names_are_passed_over(teacher):
    sent = {
        "mark-value-9999999999999999999999-2026-01-01": "x",
        "value-1-2026-99-99": "1",
        "mark-value-1-2026-99-99": "y",
    }
    assert teacher.post("/this-week", data=sent).status_code == 422


def test_without_a_team_the_page_says_how_to_get_into_one(client_for):
    page = text_of(client_for("agency").get("/this-week"))
    assert "You do not work in a team yet." in page


def test_a_team_without_measures_reads_what_belongs_here(client_for):
    page = text_of(client_for("outsider").get("/this-week"))
    assert "Nothing is due this week." in page


def test_the_number_of_statements_does_not_grow_with_the_rows(app, teacher, world):
    def statements():
        with app.app_context(), counted() as found:
            assert teacher.get("/this-week").status_code == 200
        return len(found)

    few = statements()
    with app.app_context(), unit_of_work():
        team = load_team(System("test"), world["elm_team"])
        for number in range(30):
            define_measure(
                System("test"),
                team,
                name=f"Measure {number}",
                family=Family.PROCESS,
                kind=MeasureKind.COUNT,
                direction=Direction.HIGHER,
            )
    assert statements() == few


def test_the_first_visit_weighs_little(teacher):
    page = teacher.get("/this-week")
    html = page.get_data(as_text=True)
    files = re.findall(r'<(?:link rel="stylesheet"|script type="module")[^>]*(?:href|src)="([^"]+)"', html)
    files += re.findall(r'<link rel="icon" href="([^"]+)"|data-module="([^"]+)"', html)
    files = [file if isinstance(file, str) else "".join(file) for file in files]
    assert any("device.js" in file for file in files), "count what is imported too"
    assert any("this-week.js" in file for file in files)
    weight = len(gzip.compress(page.data))
    for file in files:
        with teacher.get(file) as answer:
            body = answer.get_data()
            weight += len(gzip.compress(body))
            if file.partition("?")[0].endswith(".js"):
                assert not re.findall(r'^import .*"', body.decode(), re.M), "count what is imported too"
    assert weight <= MOST_WEIGHT


def test_a_person_of_two_teams_sees_a_strip_for_each(app, client_for, world):
    from nic.accounts.models import Membership

    with app.app_context(), unit_of_work():
        member = Membership(
            person_id=world["person_peer"],
            team_id=world["elm_team"],
            role=Role.TEAM_MEMBER,
            started_on=monday(5),
        )
        db.session.add(member)
    page = client_for("peer").get("/this-week").get_data(as_text=True)
    assert page.count("data-team=") == 2
    assert page.index(f'data-team="{world["elm_team"]}"') < page.index(f'data-team="{world["oak_team"]}"')


def test_a_measure_of_a_network_that_the_team_has_left_is_not_due(app, teacher, explain, world):
    with app.app_context(), unit_of_work():
        link = db.session.get_one(NetworkTeam, (world["network"], world["elm_team"]))
        link.left_on = clock.today()
    assert not any(name.startswith(explain) for name in fields_of(teacher.get("/this-week")))


def test_a_team_that_was_put_away_asks_for_nothing(app, client_for, world):
    from nic.accounts.models import Membership
    from nic.cycles.models import Cycle
    from nic.organizations.models import Team

    with app.app_context(), unit_of_work():
        db.session.add(
            Membership(
                person_id=world["person_peer"],
                team_id=world["elm_team"],
                role=Role.TEAM_MEMBER,
                started_on=monday(5),
            )
        )
        db.session.get_one(Cycle, world["elm_cycle_doing"]).study_due_on = clock.today()
        db.session.get_one(Team, world["elm_team"]).archived_at = clock.now()
    page = client_for("peer").get("/this-week")
    assert page.status_code == 200
    assert page.get_data(as_text=True).count("data-team=") == 1
