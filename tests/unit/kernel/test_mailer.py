"""Mail leaves once, after the commit; a server that refuses is asked again; without a server mail is kept."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from flask import Flask, current_app
from flask_mailman import EmailMessage
from flask_mailman.backends.locmem import EmailBackend

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.mailer import MOST_ATTEMPTS, send_waiting_mail
from nic.kernel.outbox import MailState, OutgoingMail, queue_mail
from nic.kernel.transactions import unit_of_work

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _mail_server(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.test")
    monkeypatch.setattr(app.extensions["mailman"], "outbox", [], raising=False)


def queue(title: str = "Come and see", to: str = "ana@demo.example") -> None:
    with unit_of_work():
        queue_mail(to, title, "https://nic.test/this-week")


def sent() -> list[EmailMessage]:
    """What the mail server received."""
    messages: list[EmailMessage] = current_app.extensions["mailman"].outbox
    return messages


def only_mail() -> OutgoingMail:
    db.session.expire_all()
    return db.session.query(OutgoingMail).one()


def refuse(*_: object) -> int:
    raise SMTPServerDisconnected("gone")


def test_waiting_mail_is_sent_once() -> None:
    queue()
    assert (send_waiting_mail(), send_waiting_mail()) == (1, 0)
    assert [(m.subject, m.to, m.body) for m in sent()] == [
        ("Come and see", ["ana@demo.example"], "https://nic.test/this-week")
    ]
    assert (only_mail().state, only_mail().attempts) == (MailState.SENT, 1)


def test_without_a_mail_server_mail_is_kept_and_stays_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue()
    with monkeypatch.context() as patch:
        patch.setitem(app.config, "MAIL_SERVER", "")
        assert send_waiting_mail() == 0
    assert only_mail().state == MailState.KEPT
    assert send_waiting_mail() == 0
    assert sent() == []


def test_a_mail_that_was_refused_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(NOON):
        queue()
        with monkeypatch.context() as patch:
            patch.setattr(EmailBackend, "send_messages", refuse)
            assert send_waiting_mail() == 0
        assert (only_mail().state, only_mail().error) == (MailState.WAITING, "SMTPServerDisconnected")
        assert send_waiting_mail() == 0
    with clock.frozen(NOON + timedelta(minutes=3)):
        assert send_waiting_mail() == 1
    assert only_mail().error is None


def test_a_mail_that_is_refused_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with clock.frozen(NOON):
        queue()
    for day in range(MOST_ATTEMPTS + 2):
        with clock.frozen(NOON + timedelta(days=day)):
            send_waiting_mail()
    assert (only_mail().state, only_mail().attempts) == (MailState.FAILED, MOST_ATTEMPTS)


def test_a_mail_that_another_process_is_sending_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    queue()
    nested: list[int] = []
    send = EmailBackend.send_messages

    def send_while_another_looks(self: EmailBackend, messages: list[EmailMessage]) -> int:
        nested.append(send_waiting_mail())
        count: int = send(self, messages)
        return count

    monkeypatch.setattr(EmailBackend, "send_messages", send_while_another_looks)
    assert send_waiting_mail() == 1
    assert nested == [0]
    assert len(sent()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "ana\nbcc: everybody@demo.example",
        "ana@" + "a" * 70 + "\N{LATIN SMALL LETTER U WITH DIAERESIS}.example",
    ],
)
def test_an_address_that_is_none_holds_up_no_other_mail(address: str) -> None:
    queue(to=address)
    queue()
    assert send_waiting_mail() == 1
    assert [message.to for message in sent()] == [["ana@demo.example"]]


def test_the_links_of_a_mail_are_forgotten_once_it_is_sent_or_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue()
    send_waiting_mail()
    assert only_mail().body == ""
    with unit_of_work():
        db.session.delete(only_mail())
    test_a_mail_that_is_refused_for_ever_is_given_up(monkeypatch)
    assert only_mail().body == ""


def test_a_title_is_one_line_and_fits() -> None:
    queue("Join\r\nBcc: everybody@demo.example " + "x" * 300)
    assert only_mail().title.startswith("Join Bcc: everybody@demo.example x")
    assert len(only_mail().title) == 200
