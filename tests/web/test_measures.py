"""The pages of measures, as each person of the cast meets them."""

import csv
import io
import re
import uuid
from datetime import timedelta

import pytest

from nic.kernel import clock
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.measures.operations import record_observation
from nic.measures.queries import load_series


def monday(weeks_ago=0):
    return clock.week_start(clock.today("America/New_York")) - timedelta(weeks=weeks_ago)


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/measures/{world['series']}"


@pytest.fixture
def log(app, world):
    def log(weeks_ago=0, **figures):
        with app.app_context(), unit_of_work():
            series = load_series(System("test"), world["series"])
            return record_observation(
                System("test"), series, period_start=monday(weeks_ago), client_uuid=uuid.uuid4(), **figures
            ).id

    return log


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def csv_of(answer):
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_the_sentence_stands_before_the_chart_and_the_values(client_for, address):
    page = client_for("teacher").get(address).get_data(as_text=True)
    assert (
        page.index("Ordinary ups and downs around")
        < page.index("/pictures/measure-chart/")
        < page.index("Values")
    )
    assert "The last 52 weeks with data" in page
    assert "Students who explain a step aloud" in page
    assert "60\u00a0%" in page


def test_the_chart_is_a_picture_that_only_those_who_see_the_page_get(client_for, address):
    teacher = client_for("teacher")
    picture = re.search(r'src="(/pictures/[^"]+)"', teacher.get(address).get_data(as_text=True)).group(1)
    with teacher.get(picture) as answer:
        assert answer.mimetype == "image/svg+xml"
    assert client_for("outsider").get(picture).status_code == 404
    assert client_for("neighbor").get(address).status_code == 404


@pytest.mark.parametrize("who", ["peer", "district", "school", "agency"])
def test_outside_the_circle_small_groups_are_hidden_and_notes_are_not_shown(client_for, address, log, who):
    log(numerator=3, denominator=10, note="only the small class")
    page = client_for(who).get(address)
    assert page.status_code == 200
    assert "small class" not in text_of(page)
    assert "1 value comes from 10 or fewer people" in text_of(page)
    assert "Teacher Person" not in text_of(page)
    rows = list(
        csv.reader(
            io.StringIO(client_for(who).get(f"{address}/values.csv").get_data(as_text=True).lstrip("\ufeff"))
        )
    )
    assert rows[0] == ["Period", "Value", "n"]
    assert len(rows) == 21
    assert monday().isoformat() not in {row[0] for row in rows}


def test_the_circle_sees_small_groups_and_downloads_everything(client_for, address, log):
    log(numerator=3, denominator=10, note="only the small class")
    page = client_for("coach").get(address)
    assert "only the small class" in text_of(page)
    rows = list(
        csv.reader(
            io.StringIO(
                client_for("coach").get(f"{address}/values.csv").get_data(as_text=True).lstrip("\ufeff")
            )
        )
    )
    assert rows[0] == [
        "Period",
        "Value",
        "Numerator",
        "Denominator",
        "n",
        "Note",
        "Who",
        "Origin",
        "On the chart",
    ]
    assert rows[-1] == [
        monday().isoformat(),
        "30.0",
        "3.0",
        "10.0",
        "10",
        "only the small class",
        "",
        "logged",
        "",
    ]


def test_a_teams_own_measure_is_for_its_circle_alone(client_for, world):
    own = f"/teams/{world['elm_team']}/measures/{world['team_series']}"
    assert client_for("hub").get(own).status_code == 200
    assert client_for("peer").get(own).status_code == 404
    assert client_for("agency").get(own).status_code == 404


def test_a_value_is_added_for_the_period_of_its_day(client_for, address):
    teacher = client_for("teacher")
    sent = {
        "client_uuid": uuid.uuid4(),
        "day": monday(30) + timedelta(days=3),
        "numerator": "6",
        "denominator": "24",
    }
    answer = teacher.post(f"{address}/values/new", data=sent, follow_redirects=True)
    assert "Saved for week of" in text_of(answer)
    assert "25 %" in text_of(answer)


def test_a_bad_value_is_told_beside_its_field_and_kept(client_for, address):
    sent = {
        "client_uuid": uuid.uuid4(),
        "day": monday(30),
        "numerator": "30",
        "denominator": "24",
        "note": "kept",
    }
    answer = client_for("teacher").post(f"{address}/values/new", data=sent)
    assert answer.status_code == 422
    assert "This lies between 0 and 24." in text_of(answer)
    assert 'value="30"' in answer.get_data(as_text=True)
    assert "kept" in text_of(answer)


def test_two_values_of_a_week_are_both_shown_to_choose(client_for, address, log, world):
    first, second = log(numerator=6, denominator=24), log(numerator=12, denominator=24)
    lead = client_for("lead")
    assert "Which value counts for week of" in text_of(lead.get(address))
    answer = lead.post(f"{address}/values/{second}/choose", follow_redirects=True)
    assert "Which value counts" not in text_of(answer)
    assert "Values set aside (1)" in text_of(answer)
    assert client_for("hub").post(f"{address}/values/{first}/choose").status_code == 403


def test_a_stale_correction_gets_the_conflict_page_with_both_figures(client_for, address, world):
    teacher = client_for("teacher")
    edit = f"{address}/values/{world['observation']}/edit"
    assert 'value="11"' in teacher.get(edit).get_data(as_text=True)
    done = teacher.post(edit, data={"version": 1, "numerator": "20", "denominator": "24"})
    assert done.status_code == 302
    late = teacher.post(edit, data={"version": 1, "numerator": "21", "denominator": "24"})
    assert late.status_code == 409
    assert "21" in text_of(late)
    assert "20" in text_of(late)


def test_a_lead_defines_a_measure_and_a_hub_one_for_every_team(client_for, world):
    fields = {
        "name": "Minutes of talk",
        "family": "driver",
        "kind": "minutes",
        "direction": "higher",
        "cadence": "weekly",
        "node_id": "0",
    }
    answer = client_for("lead").post(
        f"/teams/{world['elm_team']}/measures/new", data=fields, follow_redirects=True
    )
    assert "Defined." in text_of(answer)
    again = client_for("lead").post(f"/teams/{world['elm_team']}/measures/new", data=fields)
    assert "There is a measure of this name already" in text_of(again)
    hub = client_for("hub").post(
        f"/networks/{world['network']}/measures/new", data=fields, follow_redirects=True
    )
    assert "Minutes of talk" in text_of(hub)
    assert "Minutes of talk" in text_of(client_for("peer").get(f"/teams/{world['oak_team']}/measures"))


def test_a_measure_with_values_keeps_its_kind(client_for, world):
    fields = {
        "version": 1,
        "name": "Explain",
        "family": "outcome",
        "kind": "count",
        "direction": "higher",
        "cadence": "weekly",
        "node_id": "0",
    }
    edit = f"/measures/{world['definition']}/edit"
    assert "stays as it is, since there are values" in text_of(client_for("hub").post(edit, data=fields))
    done = client_for("hub").post(edit, data={**fields, "kind": "proportion"}, follow_redirects=True)
    assert "Saved." in text_of(done)
    assert client_for("teacher").post(edit, data=fields).status_code == 403


def test_a_team_that_joins_later_gets_the_networks_measures(app, client_for, world):
    from nic.kernel.database import db
    from nic.organizations.models import Network
    from nic.organizations.operations import add_team
    from nic.organizations.queries import load_team

    with app.app_context(), unit_of_work():
        scope = System("test")
        add_team(scope, db.session.get_one(Network, world["network"]), load_team(scope, world["pine_team"]))
    page = client_for("neighbor").get(f"/teams/{world['pine_team']}/measures")
    assert "Explain their reasoning" in text_of(page)


def test_the_pooled_chart_leaves_small_groups_out(app, client_for, log, world):
    from nic.measures.jobs import pool_stale_weeks

    log(numerator=3, denominator=10)
    with app.app_context():
        pool_stale_weeks()
    page = text_of(client_for("agency").get(f"/measures/{world['definition']}"))
    assert (
        "Values from 10 or fewer people, and those that a team left out of its chart, are not counted" in page
    )
    assert f"week of {monday(1).day} " in page
    assert f"week of {monday().day} {monday():%B %Y}" not in page


def test_a_picture_brings_no_style_of_its_own_and_may_do_nothing(client_for, address):
    teacher = client_for("teacher")
    (picture, *_) = re.findall(
        r"/pictures/measure-chart/[^\" ]+\.svg", teacher.get(address).get_data(as_text=True)
    )
    answer = teacher.get(picture, buffered=True)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"style" not in answer.data
