"""What a device has kept and sends later: taken in once, in the order of its editions, for its own person alone."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from nic.cycles.models import LogEntry
from nic.device.models import ReceivedParcel
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.measures.models import Observation
from tests.web.test_this_week import monday

ADDRESS = "/device/parcels/week"


@pytest.fixture
def teacher(client_for):
    return client_for("teacher")


@pytest.fixture
def value(world):
    """A parcel with a value of the Elm team's own measure."""

    def make(figure="21", mark=None, edition=1, series="team_series", **more):
        name = f"{world[series]}-{monday()}"
        mark = mark or str(uuid.uuid4())
        fields = {f"mark-value-{name}": mark, f"value-{name}": figure}
        fields |= {f"{part}-{name}": text for part, text in more.items()}
        return {"mark": mark, "edition": edition, "fields": fields}

    return make


@pytest.fixture
def note(world):
    def make(words="Began.", mark=None, edition=1):
        name = f"{world['elm_cycle_doing']}-{monday()}"
        mark = mark or str(uuid.uuid4())
        fields = {f"mark-cycle-{name}": mark, f"happened-{name}": words, f"surprised-{name}": ""}
        return {"mark": mark, "edition": edition, "fields": fields}

    return make


def send(client, *parcels):
    answer = client.post(ADDRESS, json={"parcels": parcels})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["receipts"]


def values(app, world, series="team_series"):
    with app.app_context():
        rows = db.session.scalars(
            select(Observation)
            .where(Observation.series_id == world[series], Observation.period_start == monday())
            .order_by(Observation.id)
        )
        return [(row.value, row.standing) for row in rows]


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_a_ticket_names_the_person(app, world, teacher, client):
    assert teacher.get("/device/ticket").get_json()["person"] == world["person_teacher"]
    assert client.get("/device/ticket").status_code == 302


def test_a_parcel_sent_twice_is_saved_once(app, world, teacher, value, note):
    parcels = value(), note()
    first = send(teacher, *parcels)
    before = count(app, AuditEntry)
    again = send(teacher, *parcels)
    assert [each["saved"] for each in first + again] == [True] * 4
    assert values(app, world) == [(21, True)]
    assert count(app, AuditEntry) == before
    assert first[0]["place"] == str(world["team_series"])


def test_a_parcel_that_comes_in_twice_at_the_same_instant_is_saved_once(app, client_for, value):
    letter = {"parcels": [value()]}
    clients = [client_for("teacher") for _ in range(4)]
    start = Barrier(len(clients))

    def post(client):
        start.wait()
        return client.post(ADDRESS, json=letter)

    with ThreadPoolExecutor(len(clients)) as threads:
        answers = list(threads.map(post, clients))
    assert [answer.status_code for answer in answers] == [200] * len(clients)
    assert all(answer.get_json()["receipts"][0]["saved"] for answer in answers)
    with app.app_context():
        mark = uuid.UUID(letter["parcels"][0]["mark"])
        assert db.session.scalar(select(func.count()).where(Observation.client_uuid == mark)) == 1


def test_a_later_edition_changes_what_the_first_one_made(app, world, teacher, value, note):
    one, two = value("2"), note("Beg")
    entries = count(app, LogEntry)
    send(teacher, one, two)
    later = value("21", one["mark"], 2), note("Began with one class.", two["mark"], 2)
    send(teacher, *later)
    assert values(app, world) == [(21, True)]
    assert count(app, LogEntry) == entries + 1
    with app.app_context():
        words = db.session.scalars(select(LogEntry.what_happened).order_by(LogEntry.id.desc())).first()
        assert words == "Began with one class."
        verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc()).limit(2)).all()
        assert sorted(verbs) == ["corrected", "reworded"]


def test_an_old_edition_that_arrives_late_changes_nothing(app, world, teacher, value):
    one = value("2")
    send(teacher, value("21", one["mark"], 2))
    (receipt,) = send(teacher, one)
    assert receipt["saved"]
    assert receipt["edition"] == 2
    assert values(app, world) == [(21, True)]


def test_what_a_colleague_has_changed_since_is_not_overwritten(app, world, teacher, client_for, value):
    one = value("2")
    send(teacher, one)
    with app.app_context():
        row = db.session.scalars(
            select(Observation).where(Observation.client_uuid == uuid.UUID(one["mark"]))
        ).one()
        address = f"/teams/{world['elm_team']}/measures/{row.series_id}/values/{row.id}/edit"
        version = row.version
    corrected = client_for("lead").post(address, data={"value": "19", "version": str(version)})
    assert corrected.status_code == 302
    (receipt,) = send(teacher, value("21", one["mark"], 2))
    assert "kept beside it" in receipt["words"]
    assert values(app, world) == [(19, True), (21, False)]


def test_a_colleague_s_value_stands_and_the_device_is_told(app, world, teacher, client_for, value):
    send(client_for("lead"), value("19"))
    (receipt,) = send(teacher, value("21"))
    assert receipt["saved"]
    assert "A colleague’s value stands." in receipt["words"]
    assert values(app, world) == [(19, True), (21, False)]


def test_a_value_that_was_taken_out_again_is_set_aside(app, world, teacher, value):
    one = value("2")
    send(teacher, one)
    send(teacher, value("", one["mark"], 2))
    assert values(app, world) == [(2, False)]
    send(teacher, value("21", one["mark"], 3))
    assert (21, True) in values(app, world)


def test_one_that_is_wrong_keeps_the_others_not_away(app, world, teacher, value, note):
    wrong, right = value("many"), note()
    refused, saved = send(teacher, wrong, right)
    assert not refused["saved"]
    assert "is not a number" in next(iter(refused["errors"].values()))
    assert saved["saved"]
    assert values(app, world) == []
    (again,) = send(teacher, value("21", wrong["mark"], 2))
    assert again["saved"]


def test_the_figure_is_checked_as_on_the_page(app, world, teacher, value):
    (refused,) = send(teacher, value("30", series="series", of="24"))
    assert refused["errors"] == {f"value-{world['series']}-{monday()}": "This lies between 0 and 24."}


def test_somebody_elses_measure_is_refused_and_the_words_say_so(app, world, client_for, value):
    (refused,) = send(client_for("peer"), value("77"))
    assert not refused["saved"]
    assert "was not saved: 77" in refused["words"]
    assert values(app, world) == []


def test_a_mark_of_another_person_makes_nothing_of_theirs_known(app, world, teacher, client_for, value):
    one = value("21")
    send(client_for("lead"), one)
    (receipt,) = send(teacher, value("22", one["mark"], 2))
    assert (21, True) in values(app, world)
    assert not receipt["saved"] or "beside" in receipt["words"]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"parcels": []},
        {"parcels": [1]},
        {"parcels": [{"mark": "x", "edition": 1, "fields": {}}]},
        {"parcels": [{"mark": str(uuid.UUID(int=1)), "edition": 0, "fields": {}}]},
        {"parcels": [{"mark": str(uuid.UUID(int=1)), "edition": "1", "fields": {}}]},
        {"parcels": [{"mark": str(uuid.UUID(int=1)), "edition": 1, "fields": {"a": 1}}]},
        {"parcels": [{"mark": str(uuid.UUID(int=1)), "edition": 1, "fields": {"a": "x" * 20_001}}]},
    ],
)
def test_what_no_device_sends_is_refused(app, teacher, sent):
    answer = teacher.post(ADDRESS, json=sent)
    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert count(app, ReceivedParcel) == 1, "the one of the test world"


def test_a_kind_that_nobody_takes_is_not_found(teacher):
    assert teacher.post("/device/parcels/nothing", json={"parcels": []}).status_code == 404


def test_nobody_signed_in_sends_nothing(client, value):
    assert client.post(ADDRESS, json={"parcels": [value()]}).status_code == 302


def test_a_letter_without_the_page_s_token_is_refused(app, teacher, value):
    app.config["WTF_CSRF_ENABLED"] = True
    refused = teacher.post(ADDRESS, json={"parcels": [value()]})
    token = teacher.get("/device/ticket").get_json()["token"]
    taken = teacher.post(ADDRESS, json={"parcels": [value()]}, headers={"X-CSRFToken": token})
    app.config["WTF_CSRF_ENABLED"] = False
    assert (refused.status_code, taken.status_code) == (400, 200)
