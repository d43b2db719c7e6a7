"""Limits per account and per address: a token bucket in a table, counted in a short transaction of its own."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from nic.kernel import clock
from nic.kernel.database import Base, Identified, ShortText, db
from nic.kernel.errors import TooManyAttempts
from nic.kernel.intent import Intent, declare
from nic.kernel.statements import insert_unless_there
from nic.kernel.transactions import unit_of_work

FULL_AFTER = timedelta(days=1)
"""By then every limit is full again, so that its row says nothing."""
SECONDS_BETWEEN = 3600


class RateBucket(Identified, Base):
    """What is left of a limit. The key is hashed: no address or mail address is kept."""

    __tablename__ = "rate_bucket"

    key: Mapped[str] = mapped_column(ShortText, unique=True)
    tokens: Mapped[float]
    refilled_at: Mapped[datetime]


def spend(name: str, subject: str, *, capacity: int, refill_seconds: float) -> None:
    """Takes one token of the limit ``name`` for ``subject``, whatever becomes of the request.

    ``capacity`` tokens stand ready and one comes back every ``refill_seconds``. Must be called before the request's
    first statement. Raises TooManyAttempts where none is left.
    """
    key = hashlib.sha256(f"{name}:{subject.lower()}".encode()).hexdigest()
    with declare(Intent.WRITE), Session(db.engine) as session, session.begin():
        tokens = _refilled(session, key, capacity, refill_seconds)
    if tokens < 0:
        raise TooManyAttempts(retry_after_seconds=int(-tokens * refill_seconds) + 1)


def _refilled(session: Session, key: str, capacity: int, refill_seconds: float) -> float:
    """Refills the bucket for the time gone by, takes one token and returns what is left (below 0: refused)."""
    now = clock.now()
    full = {"key": key, "tokens": float(capacity), "refilled_at": now}
    session.execute(insert_unless_there(RateBucket.__table__).values(**full))
    bucket = session.scalars(select(RateBucket).where(RateBucket.key == key).with_for_update()).one()
    elapsed = (now - bucket.refilled_at).total_seconds()
    tokens = min(float(capacity), bucket.tokens + elapsed / refill_seconds) - 1
    bucket.tokens, bucket.refilled_at = max(tokens, 0.0), now
    return tokens


def forget_full_limits() -> None:
    """Removes the rows of limits that nobody has come near lately; ``nic work`` does it now and then."""
    with unit_of_work():
        db.session.execute(delete(RateBucket).where(RateBucket.refilled_at < clock.now() - FULL_AFTER))
