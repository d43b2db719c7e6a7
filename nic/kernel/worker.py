"""What ``nic work`` does: recurring jobs, jobs that are due, and the mail that waits."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import OperationalError

from nic.kernel.database import db
from nic.kernel.house import current_house
from nic.kernel.jobs import run_due_jobs
from nic.kernel.mailer import send_waiting_mail

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn of the worker did."""

    jobs: int
    mails: int


@dataclass
class Worker:
    """Does the work in turns. Recurring jobs run in the first turn and then each at its own pace."""

    clock: Callable[[], float] = time.monotonic
    _next_run: dict[str, float] = field(default_factory=dict)

    def turn(self) -> Turn:
        """Runs everything that is due once. Raises OperationalError where the database cannot be reached."""
        self._run_recurring()
        jobs = 0
        while done := run_due_jobs():
            jobs += done
        mails = send_waiting_mail()
        db.session.remove()
        return Turn(jobs, mails)

    def run(self, wait: Callable[[], bool]) -> None:
        """Takes turns until ``wait()``, called after each, says that it is over.

        A database that cannot be reached is logged and tried again in the next turn.
        """
        while True:
            try:
                self.turn()
            except OperationalError as error:
                db.session.remove()
                log.error("the database cannot be reached", error=type(error.orig).__name__)
            if wait():
                return

    def _run_recurring(self) -> None:
        for name, (seconds, run) in current_house().recurring_jobs.items():
            if self.clock() < self._next_run.get(name, 0.0):
                continue
            self._next_run[name] = self.clock() + seconds
            try:
                run()
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001  one recurring job must not stop the others; it is logged
                db.session.rollback()
                log.error("recurring job failed", job=name, error=type(error).__name__)
