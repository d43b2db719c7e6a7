"""The front door, my teams, the page of a team and the page of a network, as several people see them."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from nic.accounts.models import SignIn
from nic.comments import operations
from nic.comments.models import Comment
from nic.cycles.models import Cycle
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.outbox import OutgoingMail
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Observation, SeriesState
from nic.web.pictures import picture_url
from nic.web.talk import load_talked
from tests.pages import words
from tests.world import World, scope_of

ClientFor = Callable[[str], FlaskClient]


def test_the_front_door_tells_everybody_what_this_is(client: FlaskClient) -> None:
    assert "Schools improve together" in client.get("/").text


@pytest.mark.parametrize(
    ("who", "place"),
    [("teacher", "/this-week"), ("agency", "/agencies"), ("hub", "/networks"), ("coach", "/teams")],
)
def test_the_front_door_leads_people_to_their_first_place(
    client_for: ClientFor, who: str, place: str
) -> None:
    assert client_for(who).get("/").headers["Location"] == place


def test_my_teams_are_those_i_work_in_or_coach(client_for: ClientFor) -> None:
    for who in ("teacher", "lead", "coach"):
        page = words(client_for(who).get("/teams"))
        assert "Elm team" in page
        assert "Oak team" not in page
    assert "You are not in a team yet" in words(client_for("district").get("/teams"))


def test_a_coach_sees_first_what_waits_what_is_overdue_and_what_surprised(
    app: Flask, client_for: ClientFor, world: World
) -> None:
    page = words(client_for("coach").get("/teams"))
    assert "“Is one class enough?” Cycle 2: to test sentence starters of Reading network" in page
    assert "Teacher Person, " in page
    assert "Nothing is overdue in your teams." in page
    assert "“The quiet tables asked for more.” Elm team, cycle 2" in page
    with app.app_context(), unit_of_work():
        cycle = db.session.get_one(Cycle, world["elm_cycle_doing"])
        cycle.study_due_on = clock.today() - timedelta(days=3)
        operations.answer(
            scope_of(world, "hub"),
            db.session.get_one(Comment, world["comment_question"]),
            load_talked(scope_of(world, "hub"), "cycle", cycle.id),
            words="Yes.",
        )
    page = words(client_for("coach").get("/teams"))
    assert "No team waits for you." in page
    assert "Elm team: to test sentence starters of Reading network Study was due" in page
    for who in ("teacher", "lead"):
        assert "Waiting for an answer" not in words(client_for(who).get("/teams"))


def test_the_circle_sees_a_teams_work(client_for: ClientFor, world: World) -> None:
    for who in ("teacher", "coach", "hub"):
        page = words(client_for(who).get(f"/teams/{world['elm_team']}"))
        for heading in ("Our theory", "Measures", "Running cycles", "What we learned lately"):
            assert heading in page, (who, heading)


def test_outside_the_circle_only_what_is_shared_is_seen(client_for: ClientFor, world: World) -> None:
    for who in ("peer", "district", "agency"):
        page = words(client_for(who).get(f"/teams/{world['elm_team']}"))
        assert "What this team shares" in page, who
        for hidden in ("Running cycles", "Our theory", "Define a measure", "Problems of practice"):
            assert hidden not in page, (who, hidden)


def test_a_team_is_not_there_for_a_stranger(client_for: ClientFor, world: World) -> None:
    for who in ("outsider", "foreign", "neighbor"):
        assert client_for(who).get(f"/teams/{world['elm_team']}").status_code == 404


def test_the_network_page_lists_its_teams_by_school(client_for: ClientFor, world: World) -> None:
    page = words(client_for("hub").get(f"/networks/{world['network']}"))
    assert page.index("Elm · Elm team") < page.index("Oak · Oak team")
    assert "Pine" not in page


def test_teams_of_a_network_can_be_searched(client_for: ClientFor, world: World) -> None:
    hub = client_for("hub")
    found = words(hub.get(f"/networks/{world['network']}?search=oak"))
    assert "Oak · Oak team" in found
    assert "Elm · Elm team" not in found
    assert "No team has these words in its name: “100%”" in words(
        hub.get(f"/networks/{world['network']}?search=100%25")
    )


def test_a_small_group_is_not_shown_outside_the_circle(
    app: object, client_for: ClientFor, world: World
) -> None:
    with app.app_context(), unit_of_work():  # type: ignore[attr-defined]
        db.session.get_one(SeriesState, world["series"]).last_n = 9
    assert "small group" in words(client_for("agency").get(f"/networks/{world['network']}"))
    assert "small group" not in words(client_for("teacher").get(f"/networks/{world['network']}"))


def test_a_signal_that_rests_on_a_small_group_is_not_told_outside_the_circle(
    app: Flask, client_for: ClientFor, world: World
) -> None:
    steady = 'class="pill'
    agency, teacher = client_for("agency"), client_for("teacher")
    told = agency.get(f"/networks/{world['network']}").text
    assert steady in told
    with app.app_context(), unit_of_work():
        found = db.session.query(Observation).filter_by(series_id=world["series"]).order_by(Observation.id)
        found.first().n = 9  # type: ignore[union-attr]
    page = agency.get(f"/networks/{world['network']}").text
    assert page.count(steady) == told.count(steady) - 1
    assert teacher.get(f"/networks/{world['network']}").text.count(steady) == told.count(steady)


def test_on_sunday_evening_it_is_still_this_week(app: Flask, client_for: ClientFor, world: World) -> None:
    zone = "America/New_York"
    monday = clock.week_start(clock.today(zone))
    with app.app_context(), unit_of_work():
        db.session.get_one(SeriesState, world["series"]).last_period = monday
        db.session.get_one(Cycle, world["elm_cycle_doing"]).study_due_on = monday + timedelta(days=6)
    client = client_for("teacher")
    sunday = datetime.combine(monday + timedelta(days=6), time(21, 30), ZoneInfo(zone))
    with app.app_context(), unit_of_work():
        for device in db.session.query(SignIn):
            device.expires_at = sunday + timedelta(days=30)
    with clock.frozen(sunday):
        network = words(client.get(f"/networks/{world['network']}"))
        assert "Logged this week" in network
        assert "Study due" in words(client.get(f"/teams/{world['elm_team']}"))


def test_the_address_of_a_picture_is_that_of_its_route(app: Flask) -> None:
    with app.test_request_context():
        address = picture_url("run-chart", 7, "3.1", "dark", "small")
        digest = address.rsplit("/", 1)[1].removesuffix(".svg")
        values = {"kind": "run-chart", "subject_id": 7, "size": "small", "palette": "dark", "digest": digest}
        assert address == url_for("pictures.show", **values)


def test_the_lead_of_a_team_learns_by_mail_that_it_was_added_to_a_network(
    app: Flask, client_for: ClientFor, world: World
) -> None:
    address = f"/networks/{world['network']}/teams/{world['pine_team']}/add"
    assert client_for("admin").post(address).status_code == 302
    with app.app_context():
        about = OutgoingMail.title.contains("is part of")
        told = db.session.scalars(db.select(OutgoingMail).where(about)).all()
    assert [(mail.recipient, mail.title) for mail in told] == [
        ("chair@test.example", "Pine team is part of Reading network")
    ]
    assert f"/networks/{world['network']}" in told[0].body
