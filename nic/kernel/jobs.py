"""Work that waits: a table of jobs, run by ``nic work``. Each is one transaction and may be run twice harmlessly."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel import clock
from nic.kernel.database import Base, Created, Identified, LongText, ShortText, db
from nic.kernel.house import current_house
from nic.kernel.statements import insert_unless_there
from nic.kernel.transactions import unit_of_work

log = structlog.get_logger()
MOST_ATTEMPTS = 5


class Job(Identified, Created, Base):
    """One piece of work. ``key`` makes a job unique while it waits, so that a total is refreshed once."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "done_at", "run_at"),)

    kind: Mapped[str] = mapped_column(ShortText)
    key: Mapped[str | None] = mapped_column(ShortText, unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(LongText)


def enqueue(
    kind: str, payload: dict[str, Any], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Adds a job in the present transaction; with a key, nothing is added while an equal one waits.

    A job gives its key up before it runs, so that what changes meanwhile is not taken for done.
    """
    values: dict[str, Any] = {"kind": kind, "payload": payload, "key": key, "run_at": run_at or clock.now()}
    values |= {"created_at": clock.now(), "attempts": 0}
    db.session.execute(insert_unless_there(Job.__table__).values(**values))


def due_jobs(limit: int = 100) -> Sequence[int]:
    """Keys of the jobs that are due, oldest first."""
    statement = (
        select(Job.id)
        .where(Job.done_at.is_(None), Job.run_at <= clock.now(), Job.attempts < MOST_ATTEMPTS)
        .order_by(Job.run_at, Job.id)
        .limit(limit)
    )
    return db.session.scalars(statement).all()


def run_due_jobs(limit: int = 100) -> int:
    """Runs what is due, one transaction a job; a failed job is tried again later. Returns how many succeeded."""
    job_ids = due_jobs(limit)
    db.session.rollback()
    return sum(_run(job_id) for job_id in job_ids)


def _give_up_key(job_id: int) -> None:
    """In a short transaction of its own: from now on an equal job may be queued."""
    with unit_of_work():
        db.session.execute(update(Job).where(Job.id == job_id, Job.key.is_not(None)).values(key=None))


def _run(job_id: int) -> bool:
    _give_up_key(job_id)
    try:
        with unit_of_work():
            job = db.session.get(Job, job_id, with_for_update={"skip_locked": True})
            if job is None or job.done_at is not None:
                return False
            current_house().jobs[job.kind](job.payload)
            job.done_at, job.error = clock.now(), None
    except Exception as error:  # noqa: BLE001  the queue must outlive any one job; the error is kept and logged
        log.error("job failed", job_id=job_id, error=type(error).__name__)
        _put_off(job_id, repr(error))
        return False
    return True


def _put_off(job_id: int, error: str) -> None:
    with unit_of_work():
        job = db.session.get_one(Job, job_id)
        job.attempts += 1
        job.error = error[:2000]
        job.run_at = clock.now() + timedelta(minutes=2**job.attempts)
