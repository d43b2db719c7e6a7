"""A link for one value: sent by a lead, used once by somebody without an account, limited to that value."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.entry.models import ValueLink
from nic.measures.models import Observation, Origin, PartPurpose, PartsBy, PartValue
from nic.measures.operations import choose_parts
from nic.measures.queries import load_series
from tests.filling import press
from tests.pages import link_in, mails_to, words
from tests.world import CAST


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/measures/{world['series']}/links"


@pytest.fixture
def lead(client_for):
    return client_for("lead")


def made(lead, address, **fields):
    page = press(lead, lead.get(address), "Make the link", {"For whom?": "Room 7", **fields})
    found = re.search(r"http://127\.0\.0\.1:8000(/enter/[\w-]+)", page.text)
    assert found, words(page)
    return found[1]


def by_link(app, series):
    with app.app_context():
        return db.session.query(Observation).filter_by(series_id=series, origin=Origin.LINK).all()


def test_a_value_entered_by_a_link_stands_and_is_signed_with_its_label(app, world, client, lead, address):
    page = client.get(made(lead, address))
    said = words(page)
    assert "Explain their reasoning" in said
    assert "45.8" not in said
    assert "Elm" not in said
    saved = press(client, page, "Save this value", {"How many": "14", "Out of how many": "22"})
    assert "Saved" in words(saved)
    [value] = by_link(app, world["series"])
    assert (value.numerator, value.denominator, value.standing, value.recorded_by_id) == (14, 22, True, None)
    assert "Room 7 (link)" in words(lead.get(address.removesuffix("/links")))
    with app.app_context():
        assert entries_for("observation", value.id)[0].actor_label == "Room 7 (link)"
        assert totals.differences(world["definition"]) == []


def test_a_link_works_once(app, world, client, lead, address):
    path = made(lead, address)
    page = client.get(path)
    for _ in range(2):
        answer = press(client, page, "Save this value", {"How many": "14", "Out of how many": "22"})
    assert answer.status_code == 410
    assert "A value was entered with it already." in words(answer)
    assert "What you typed now was not saved." in words(answer)
    assert len(by_link(app, world["series"])) == 1
    assert client.get(path).status_code == 410


def test_a_link_that_is_too_old_or_taken_back_is_closed(app, world, client, lead, address):
    path = made(lead, address, **{"How long": "2 days"})
    assert client.get(path).status_code == 200
    revoked = press(lead, lead.get(address), "Take it back (Room 7)")
    assert "Taken back." in words(revoked)
    assert client.post(path, data={"numerator": "1", "denominator": "2"}).status_code == 410
    path = made(lead, address, **{"How long": "2 days"})
    with clock.frozen(clock.now() + timedelta(days=2, minutes=1)):
        assert client.get(path).status_code == 410
        assert client.post(path, data={"numerator": "1", "denominator": "2"}).status_code == 410
    assert by_link(app, world["series"]) == []


def test_a_wrong_value_keeps_the_link_and_what_was_typed(app, world, client, lead, address):
    path = made(lead, address)
    answer = press(client, client.get(path), "Save this value", {"How many": "30", "Out of how many": "22"})
    assert answer.status_code == 422
    assert "This lies between 0 and 22." in words(answer)
    percent = client.get(f"{path}?percent=1")
    press(client, percent, "Save this value", {"Value": "46,5 %"})
    assert [value.value for value in by_link(app, world["series"])] == [46.5]


def test_a_second_value_for_the_week_is_kept_beside(app, world, client, lead, address):
    last_week = clock.week_start(clock.today("America/New_York")) - timedelta(weeks=1)
    path = made(lead, address, **{"For which period?": f"week of {last_week.day} {last_week:%B}"})
    press(client, client.get(path), "Save this value", {"How many": "1", "Out of how many": "22"})
    assert [value.standing for value in by_link(app, world["series"])] == [False]


def test_nobody_of_the_cast_gets_more_by_a_link_and_only_leads_and_coaches_send_one(
    app, world, client_for, lead, address
):
    path = made(lead, address)
    secret = path.rpartition("/")[2]
    for name in (None, *CAST):
        client = client_for(name) if name else app.test_client()
        assert client.get(path).status_code == 200
        for other in (secret[:-1], f"{secret}x", "none"):
            assert client.get(f"/enter/{other}").status_code == 410
        may = name in ("lead", "coach")
        if name is None:
            continue
        assert (client.get(address).status_code == 200) == may
        assert (client.post(f"{address}/1/revoke").status_code == 302) == may
    app.test_client().post(
        path, data={"numerator": "3", "denominator": "4", "series_id": "2", "period_start": "2020-01-06"}
    )
    [value] = by_link(app, world["series"])
    assert value.period_start == clock.week_start(clock.today("America/New_York"))


def test_a_link_for_a_part_adds_to_the_value(app, world, client, lead, scope_for, client_for):
    with app.app_context(), unit_of_work():
        series = load_series(scope_for("lead"), world["team_series"])
        choose_parts(scope_for("lead"), series, None, parts_by=PartsBy.CLASS, classes=["6a", "6b"])
    address = f"/teams/{world['elm_team']}/measures/{world['team_series']}/links"
    path = made(lead, address, **{"What is counted?": "6b"})
    page = client.get(path)
    assert "6b" in words(page)
    press(client, page, "Save this value", {"Value": "5"})
    with app.app_context():
        [part] = db.session.query(PartValue).filter_by(origin=Origin.LINK).all()
        assert (part.value, part.part.name, part.origin) == (5, "6b", Origin.LINK)
        assert part.part.purpose is PartPurpose.SUM


def test_a_link_by_mail_holds_the_only_copy_of_its_secret(app, world, client, lead, address):
    press(
        lead, lead.get(address), "Make the link", {"For whom?": "Room 7", "Mail address": "r7@test.example"}
    )
    [mail] = mails_to(app, "r7@test.example")
    path = link_in(mail)
    assert client.get(path).status_code == 200
    with app.app_context():
        hashes = [link.secret_hash for link in db.session.query(ValueLink)]
    assert all(path.rpartition("/")[2] not in kept for kept in hashes)


def test_two_who_send_at_once_save_once(app, world, client, lead, address):
    path = made(lead, address)
    with app.app_context(), unit_of_work():
        link = db.session.query(ValueLink).order_by(ValueLink.id.desc()).first()
        link.client_uuid = uuid4()
    data = {"numerator": "3", "denominator": "4"}
    assert [client.post(path, data=data).status_code for _ in range(2)] == [302, 410]
