"""Mail waits in a table until the transaction that wrote it has been committed; ``nic work`` sends it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel import clock
from nic.kernel.database import Base, Created, Identified, LongText, ShortText, db

LONGEST_TITLE = 200


class MailState(StrEnum):
    """Where a mail is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"


class OutgoingMail(Identified, Created, Base):
    """One mail to one person. ``stop_address`` is told to mail programs, and goes with the text once it is sent."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index(None, "state", "id"), Index(None, "subject_kind", "subject_id"))

    recipient: Mapped[str] = mapped_column(ShortText)
    title: Mapped[str] = mapped_column(ShortText)
    body: Mapped[str] = mapped_column(LongText)
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(ShortText)
    subject_kind: Mapped[str | None] = mapped_column(ShortText)
    subject_id: Mapped[int | None]
    stop_address: Mapped[str | None] = mapped_column(LongText)


def queue_mail(
    recipient: str,
    title: str,
    body: str,
    *,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    stop_address: str | None = None,
) -> None:
    """Puts a mail in the outbox, in the present transaction. Line breaks in the title become spaces; it is cut.

    ``stop_address`` ends mail of this kind: mail programs then offer a button for it (RFC 8058).
    """
    db.session.add(
        OutgoingMail(
            recipient=recipient,
            title=" ".join(title.split())[:LONGEST_TITLE],
            body=body,
            subject_kind=subject_kind,
            subject_id=subject_id,
            stop_address=stop_address,
        )
    )
