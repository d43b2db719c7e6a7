"""Sends the mail that waits in the outbox, after the transaction that wrote it has been committed."""

from datetime import timedelta
from smtplib import SMTPException

import structlog
from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail
from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import load_only

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.outbox import MailState, OutgoingMail
from nic.kernel.transactions import reading, unit_of_work
from nic.settings import Settings

log = structlog.get_logger()
mail = Mail()
MOST_ATTEMPTS = 8
CLAIM = timedelta(minutes=5)
"""How long a mail belongs to the process that is sending it; after that another may try."""


def init_mail(app: Flask, settings: Settings) -> None:
    """Hands the settings of the mail server to Flask-Mailman."""
    app.config.update(
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_USERNAME=settings.mail_username or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_USE_TLS=settings.mail_tls,
        MAIL_DEFAULT_SENDER=settings.mail_sender,
        MAIL_TIMEOUT=20,
    )
    mail.init_app(app)


def send_waiting_mail(limit: int = 100) -> int:
    """Sends what waits, oldest first, and returns how many were sent.

    Without a mail server everything that waits is marked as kept, to be read by administrators. A mail that a server
    refuses, or that cannot be put into the form of a mail, is tried again later, at most ``MOST_ATTEMPTS`` times. A
    mail may arrive twice where the program stops between the server's answer and the note of it; it is never lost.
    Once it is sent or given up its text goes: it may hold a link that opens a door.
    """
    if not current_app.config["MAIL_SERVER"]:
        _keep_all()
        return 0
    with reading():
        waiting = db.session.execute(
            select(OutgoingMail.id, OutgoingMail.attempts)
            .where(OutgoingMail.state == MailState.WAITING, OutgoingMail.try_at <= clock.now())
            .order_by(OutgoingMail.id)
            .limit(limit)
        ).all()
    return sum(_send(mail_id) for mail_id, attempts in waiting if _claim(mail_id, attempts))


def _keep_all() -> None:
    """Marks waiting mail as kept; opens no write transaction where none waits."""
    with reading():
        waits = db.session.scalar(
            select(OutgoingMail.id).where(OutgoingMail.state == MailState.WAITING).limit(1)
        )
    if waits is not None:
        with unit_of_work():
            db.session.execute(
                update(OutgoingMail)
                .where(OutgoingMail.state == MailState.WAITING)
                .values(state=MailState.KEPT)
            )


def _claim(mail_id: int, attempts: int) -> bool:
    """Takes a mail for this process: the count of attempts moves only for one of several that try."""
    claim = (
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail_id,
            OutgoingMail.attempts == attempts,
            OutgoingMail.state == MailState.WAITING,
        )
        .values(attempts=attempts + 1, try_at=clock.now() + CLAIM)
    )
    with unit_of_work():
        result = db.session.execute(claim)
        return isinstance(result, CursorResult) and result.rowcount == 1


def _send(mail_id: int) -> bool:
    """Sends one claimed mail outside any transaction, then notes what became of it."""
    with reading():
        columns = load_only(
            OutgoingMail.recipient, OutgoingMail.title, OutgoingMail.body, OutgoingMail.stop_address
        )
        row = db.session.get_one(OutgoingMail, mail_id, options=[columns], populate_existing=True)
    try:
        headers = _stop_headers(row.stop_address) if row.stop_address else {}
        EmailMessage(subject=row.title, body=row.body, to=[row.recipient], headers=headers).send()
    except (SMTPException, OSError, ValueError) as error:
        log.warning("mail not sent", mail_id=mail_id, error=type(error).__name__)
        _note_failure(mail_id, type(error).__name__)
        return False
    with unit_of_work():
        sent = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
        sent.state, sent.sent_at, sent.error = MailState.SENT, clock.now(), None
        sent.body, sent.stop_address = "", None
    return True


def _note_failure(mail_id: int, error: str) -> None:
    with unit_of_work():
        row = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
        row.error = error
        row.try_at = clock.now() + timedelta(minutes=2**row.attempts)
        if row.attempts >= MOST_ATTEMPTS:
            row.state, row.body, row.stop_address = MailState.FAILED, "", None


def _stop_headers(address: str) -> dict[str, str]:
    """With these a mail program offers a button that ends such mail, and sends it itself (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
