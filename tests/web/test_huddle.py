"""A huddle: what is due on one page, decisions noted and shown later; the circle's alone."""

from datetime import timedelta

import pytest

from nic.huddles.models import HuddleDecision
from nic.kernel import clock
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Observation
from tests.filling import press
from tests.web.test_this_week import text_of


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/huddle"


def test_the_agenda_is_made_of_what_is_due(client_for, address, world):
    page = text_of(client_for("teacher").get(address))
    assert "What is due?" in page
    assert "Exit tickets" in page
    assert "What are we testing?" in page
    assert "To test sentence starters" in page
    assert "Seen by: this team, its coach and the hub of its network" in page


def test_what_is_late_stands_first_and_what_is_skipped_not_at_all(app, client_for, address, world):
    with app.app_context(), unit_of_work():
        row = db.session.get_one(Observation, world["observation"])
        row.standing = False
        row.series.state.last_period -= timedelta(days=7)
        week = row.period_start
    teacher = client_for("teacher")
    page = text_of(teacher.get(address))
    assert f"late: week of {week.day} {week:%B}" in page
    assert page.index("late: week of") < page.index("Exit tickets")
    teacher.post("/this-week/skip", data={"period": f"{world['series']}.{week}.holiday"})
    assert "late: week of" not in text_of(teacher.get(address))


def test_a_decision_is_noted_and_shown_until_it_is_done(app, client_for, address, world):
    coach = client_for("coach")
    until = clock.today("America/New_York") + timedelta(days=6)
    fields = {
        "What did you decide?": "Try the cards in two more classes.",
        "Who takes it on?": "June",
        "Until when?": until.isoformat(),
    }
    page = press(coach, coach.get(address), "Note this decision", fields)
    assert "Try the cards in two more classes." in text_of(page)
    with app.app_context(), unit_of_work():
        for decision in db.session.query(HuddleDecision):
            decision.decided_on -= timedelta(days=7)
    later = coach.get(address)
    assert "What did we decide before?" in text_of(later)
    assert f"June, until {until.day} {until:%B}. Decided" in text_of(later)
    done = press(coach, later, "Done Try the cards in two more classes.")
    assert "Try the cards" not in text_of(done)
    listed = coach.get(address.replace("huddle", "decisions"))
    assert "Try the cards in two more classes." in text_of(listed)
    again = press(coach, listed, "Not done yet Try the cards in two more classes.")
    assert "Try the cards" in text_of(again)
    with app.app_context():
        verbs = [
            row.verb
            for row in db.session.query(AuditEntry)
            .filter_by(subject_kind="huddle_decision")
            .order_by(AuditEntry.id)
        ]
        assert verbs == ["noted", "noted", "carried out", "took up again"]


def test_what_was_noted_by_mistake_is_taken_back(client_for, address):
    lead = client_for("lead")
    page = press(lead, lead.get(address), "Take back Show the cards in room 12.")
    assert "Show the cards" not in text_of(page).replace("Take back Show the cards", "")
    hub = client_for("hub").get(address.replace("huddle", "decisions"))
    assert "Show the cards" not in text_of(hub)
    listed = press(
        lead, lead.get(address.replace("huddle", "decisions")), "Put back Show the cards in room 12."
    )
    assert "Put back." in text_of(listed)
    assert "Show the cards" in text_of(client_for("teacher").get(address))


def test_what_was_taken_back_keeps_its_history(client_for, address, world):
    lead = client_for("lead")
    press(lead, lead.get(address), "Take back Show the cards in room 12.")
    history = text_of(lead.get(f"/history/huddle_decision/{world['decision']}"))
    assert "took back" in history


def test_sent_twice_it_is_noted_once(app, client_for, address):
    teacher = client_for("teacher")
    fields = {"what": "Once.", "who": "", "due_on": "", "client_uuid": "00000000-0000-4000-8000-000000000001"}
    for _ in range(2):
        assert teacher.post(address, data=fields).status_code == 302
    with app.app_context():
        assert db.session.query(HuddleDecision).filter_by(what="Once.").count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"What did you decide?": " "}, "Write what you decided."),
        ({"What did you decide?": "Go.", "Until when?": "2020-01-01"}, "This day has gone by."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(client_for, address, fields, told):
    teacher = client_for("teacher")
    page = press(teacher, teacher.get(address), "Note this decision", fields)
    assert page.status_code == 422
    assert told in text_of(page)


@pytest.mark.parametrize(
    ("who", "status"),
    [("teacher", 200), ("coach", 200), ("hub", 200), ("peer", 404), ("district", 404), ("agency", 404)],
)
def test_it_is_the_circle_s(client_for, address, who, status):
    assert client_for(who).get(address).status_code == status
    assert client_for(who).get(address.replace("huddle", "decisions")).status_code == status


def test_the_hub_reads_and_does_not_decide(client_for, address):
    hub = client_for("hub")
    assert "Note this decision" not in text_of(hub.get(address))
    assert hub.post(address, data={"what": "No."}).status_code == 403


def test_a_team_without_anything_reads_what_belongs_here(client_for, world):
    page = text_of(client_for("outsider").get(f"/teams/{world['lake_team']}/huddle"))
    assert "Nothing waits. A huddle takes ten minutes" in page
