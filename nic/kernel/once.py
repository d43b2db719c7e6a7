"""A form that is sent twice acts once: the second answer is the first.

Every page that is rendered gives its forms a token of their own. So the same words with the same token are the same
form: pressed twice, or sent again from the page before. The same words on a fresh page are meant.
"""

import hashlib
from datetime import datetime, timedelta

from flask import Response, make_response, redirect, request
from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel import clock
from nic.kernel.database import Base, LongText, ShortText, db
from nic.kernel.intent import SAFE_METHODS
from nic.kernel.statements import insert_unless_there
from nic.kernel.transactions import unit_of_work

TOKEN = "csrf_token"  # noqa: S105  the name of a field
KEPT = timedelta(days=2)
"""So long a page that was sent is remembered."""
SECONDS_BETWEEN = 3600


class SentForm(Base):
    """A form that was sent from a page, and where it led. ``key`` is a digest: nothing of its words is kept."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(ShortText, primary_key=True)
    location: Mapped[str] = mapped_column(LongText)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)


def led_before(response: Response) -> Response | None:
    """The answer that the same form got before; None where it is new: it is then remembered with this answer.

    Asked at the end of a request, in its transaction. Only pages with a form of their own count; a button may be
    pressed again.
    """
    if request.method in SAFE_METHODS or response.location is None or not _has_own_page():
        return None
    told = "\n".join(f"{name}={value!r}" for name, value in sorted(request.form.items(multi=True)))
    key = hashlib.sha256(f"{request.full_path}\n{told}".encode()).hexdigest()
    values = {"key": key, "location": response.location, "sent_at": clock.now()}
    new = insert_unless_there(SentForm.__table__).values(**values).returning(SentForm.__table__.c.key)
    if db.session.scalar(new) is not None:
        return None
    db.session.rollback()
    location = db.session.scalars(select(SentForm.location).where(SentForm.key == key)).one()
    return make_response(redirect(location))


def _has_own_page() -> bool:
    rule = request.url_rule
    return rule is not None and "GET" in (rule.methods or ()) and TOKEN in request.form


def forget_sent_forms() -> None:
    """Removes what pages of long ago have sent; ``nic work`` does it now and then."""
    with unit_of_work():
        db.session.execute(delete(SentForm).where(SentForm.sent_at < clock.now() - KEPT))
