"""The weekly mail: one each, whoever runs the job and how often; quiet in holidays; ended by one click."""

from datetime import timedelta

import pytest
from flask import Flask, current_app
from flask_mailman.backends.locmem import EmailBackend  # noqa: F401  makes the outbox

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.mailer import send_waiting_mail
from nic.kernel.outbox import OutgoingMail
from nic.kernel.transactions import unit_of_work
from nic.kernel.worker import Worker
from nic.notices.jobs import find_due_notices, send_notice
from nic.notices.models import NoticeKind, NoticeSetting, NoticeTurn, Outcome
from nic.notices.operations import choose_mail
from nic.organizations.models import Holiday


@pytest.fixture
def due(app: Flask, scope_for, world):
    """An instant at which the mail of "lead" and "teacher" is due: an hour after the one that they chose."""
    now = clock.now()
    local = clock.local(now, "America/New_York")
    with clock.frozen(now - timedelta(days=20)), unit_of_work():
        for name, kind in (("lead", NoticeKind.DIGEST), ("teacher", NoticeKind.REMINDER)):
            choose_mail(scope_for(name), kind, is_on=True, weekday=local.weekday(), hour=local.hour)
    return now


def mails(name="%"):
    db.session.expire_all()
    found = db.session.query(OutgoingMail).filter_by(subject_kind="notice_setting")
    return found.filter(OutgoingMail.recipient.like(f"{name}@test.example")).all()


def turn():
    """One turn of the worker, as a fresh process takes it."""
    Worker().turn()


def test_the_job_run_twice_sends_one_mail_each(due):
    for _ in range(3):
        turn()
    assert sorted(mail.recipient for mail in mails()) == ["lead@test.example", "teacher@test.example"]


def test_two_workers_at_once_send_one_mail_each(due, monkeypatch):
    """The second one has read before the first one wrote."""
    from nic.notices import queries

    find_due_notices()
    with monkeypatch.context() as patch:
        patch.setattr(queries, "turns_since", lambda *_: set())
        find_due_notices()
    turn()
    ids = [row.id for row in db.session.query(NoticeTurn).filter(NoticeTurn.outcome == Outcome.SENT)]
    for turn_id in ids:
        with unit_of_work():
            send_notice({"turn": turn_id})
    assert len(ids) == len(mails()) == 2


def test_missed_for_a_day_it_is_sent_once_and_the_next_week_again(due):
    with clock.frozen(due + timedelta(days=1)):
        turn()
        turn()
        assert len(mails("teacher")) == 1
    with clock.frozen(due + timedelta(days=7)):
        turn()
        assert len(mails("teacher")) == 2


def test_a_reminder_says_what_waits_and_a_digest_how_the_teams_are(due):
    turn()
    (reminder,), (digest,) = mails("teacher"), mails("lead")
    assert reminder.title == "This week: two values and one test are waiting"
    assert reminder.body.startswith("Elm team, Elm\n- ")
    assert "- Explain their reasoning, week of" in reminder.body
    assert "what happened?" in reminder.body
    assert "/this-week" in reminder.body
    assert "Another day or hour: http" in reminder.body
    assert digest.title == "Your teams this week"
    assert "measures have a value of this week or the last." in digest.body
    assert "running." in digest.body


def test_where_nothing_is_due_nothing_is_sent(due, world):
    with unit_of_work():
        db.session.get_one(NoticeSetting, world["notice_setting"]).person_id = world["person_outsider"]
    turn()
    assert not mails("outsider")
    states = {row.outcome for row in db.session.query(NoticeTurn).filter(NoticeTurn.created_at >= due)}
    assert Outcome.NOTHING in states


@pytest.mark.parametrize("first", [0, -2])
def test_it_is_quiet_in_the_holidays(due, world, first):
    today = clock.today("America/New_York")
    with unit_of_work():
        db.session.add(
            Holiday(
                organization_id=world["north"],
                name="Break",
                starts_on=today + timedelta(days=first),
                ends_on=today,
            )
        )
    turn()
    assert not mails()
    with clock.frozen(due + timedelta(days=7)):
        turn()
    assert len(mails()) == 2


def test_it_is_quiet_outside_the_school_year(due, world):
    with clock.frozen(due + timedelta(days=105)):
        turn()
    assert not mails()


def test_who_stopped_or_was_closed_gets_none(due, world, scope_for):
    find_due_notices()
    with unit_of_work():
        choose_mail(scope_for("teacher"), NoticeKind.REMINDER, is_on=False, weekday=4, hour=14)
    turn()
    assert not mails("teacher")


def test_choosing_another_day_in_the_same_week_sends_no_second_mail(due, scope_for):
    turn()
    later = due + timedelta(hours=1)
    local = clock.local(later + timedelta(hours=1), "America/New_York")
    with clock.frozen(later), unit_of_work():
        choose_mail(
            scope_for("teacher"), NoticeKind.REMINDER, is_on=True, weekday=local.weekday(), hour=local.hour
        )
    with clock.frozen(later + timedelta(hours=1)):
        turn()
    same_week = clock.week_start(local.date()) == clock.week_start(
        clock.local(due, "America/New_York").date()
    )
    assert len(mails("teacher")) == (1 if same_week else 2)


def test_a_mail_program_is_told_how_to_stop_it(app, due, client, monkeypatch):
    turn()
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.test")
    monkeypatch.setattr(app.extensions["mailman"], "outbox", [], raising=False)
    with unit_of_work():
        for mail in mails():
            mail.state = "waiting"
    assert send_waiting_mail() >= 2
    sent = {m.to[0].partition("@")[0]: m for m in current_app.extensions["mailman"].outbox}["teacher"]
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(not mail.body and mail.stop_address is None for mail in mails())
    app.config["WTF_CSRF_ENABLED"] = True
    path = "/" + address.partition("//")[2].partition("/")[2]
    assert "Stop the weekly reminder" in client.get(path).get_data(as_text=True)
    setting = db.session.query(NoticeSetting).filter_by(kind=NoticeKind.REMINDER).one()
    assert setting.is_on
    db.session.rollback()
    done = client.post(path, data={"List-Unsubscribe": "One-Click"})
    app.config["WTF_CSRF_ENABLED"] = False
    assert done.status_code == 302
    db.session.expire_all()
    assert not db.session.query(NoticeSetting).filter_by(kind=NoticeKind.REMINDER).one().is_on
    assert "This mail is stopped" in client.get(path).get_data(as_text=True)
    assert client.post("/stop-mail/made-up").status_code == 404


def test_the_time_that_counts_is_that_of_the_person(app, scope_for, world):
    from nic.accounts.models import Person

    today = clock.now().replace(hour=12, minute=0)
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    hour = clock.local(friday, "Europe/Berlin").hour
    with clock.frozen(friday - timedelta(days=3)), unit_of_work():
        db.session.get_one(Person, world["person_teacher"]).time_zone = "Europe/Berlin"
        choose_mail(scope_for("teacher"), NoticeKind.REMINDER, is_on=True, weekday=4, hour=hour)
        choose_mail(scope_for("lead"), NoticeKind.REMINDER, is_on=True, weekday=4, hour=hour)
    with clock.frozen(friday):
        turn()
        assert (len(mails("teacher")), len(mails("lead"))) == (1, 0)
    with clock.frozen(friday + timedelta(hours=8)):
        turn()
        assert (len(mails("teacher")), len(mails("lead"))) == (1, 1)
