"""Limits that count whatever the outcome, and jobs that run once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from nic.kernel import clock, jobs
from nic.kernel.database import db
from nic.kernel.errors import TooManyAttempts
from nic.kernel.house import current_house
from nic.kernel.limits import RateBucket, forget_full_limits, spend
from nic.kernel.transactions import unit_of_work

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_a_limit_refuses_after_its_capacity_and_refills_with_time(context) -> None:
    with clock.frozen(NOON):
        for _ in range(3):
            spend("sign-in", "Ana@test.example", capacity=3, refill_seconds=60)
        with pytest.raises(TooManyAttempts) as caught:
            spend("sign-in", "ana@test.example", capacity=3, refill_seconds=60)
        assert 1 <= caught.value.retry_after_seconds <= 61
        spend("sign-in", "ben@test.example", capacity=3, refill_seconds=60)
    with clock.frozen(NOON + timedelta(seconds=61)):
        spend("sign-in", "ana@test.example", capacity=3, refill_seconds=60)


def test_a_job_runs_once_and_its_key_can_be_used_again(context) -> None:
    ran: list[int] = []
    current_house().add_job("test-count", lambda payload: ran.append(payload["number"]))
    with unit_of_work():
        jobs.enqueue("test-count", {"number": 1}, key="one")
        jobs.enqueue("test-count", {"number": 1}, key="one")
    assert (jobs.run_due_jobs(), jobs.run_due_jobs()) == (1, 0)
    with unit_of_work():
        jobs.enqueue("test-count", {"number": 2}, key="one")
    jobs.run_due_jobs()
    assert ran == [1, 2]


def test_a_failed_job_leaves_nothing_behind_and_is_tried_later(context) -> None:
    def fail(_payload: dict[str, object]) -> None:
        jobs.enqueue("test-count", {"number": 9})
        raise LookupError("no such thing")

    current_house().add_job("test-fail", fail)
    with unit_of_work():
        jobs.enqueue("test-fail", {})
    assert jobs.run_due_jobs() == 0
    waiting = db.session.scalars(select(jobs.Job).where(jobs.Job.kind.startswith("test-"))).all()
    assert [(job.kind, job.attempts) for job in waiting] == [("test-fail", 1)]
    assert "no such thing" in (waiting[0].error or "")
    assert waiting[0].run_at > clock.now()


def test_what_changes_while_a_job_runs_is_not_taken_for_done(context) -> None:
    ran: list[int] = []

    def run_and_ask_again(_payload: dict[str, object]) -> None:
        ran.append(1)
        if len(ran) == 1:
            jobs.enqueue("test-total", {}, key="total")

    current_house().add_job("test-total", run_and_ask_again)
    with unit_of_work():
        jobs.enqueue("test-total", {}, key="total")
    assert (jobs.run_due_jobs(), jobs.run_due_jobs(), jobs.run_due_jobs()) == (1, 1, 0)


def test_a_job_that_was_given_up_does_not_keep_its_key(context) -> None:
    def fail(_payload: dict[str, object]) -> None:
        raise LookupError

    current_house().add_job("test-fail", fail)
    for _ in range(2):
        with unit_of_work():
            jobs.enqueue("test-fail", {}, key="always the same")
        jobs.run_due_jobs()
    with unit_of_work():
        found = db.session.scalars(select(jobs.Job).where(jobs.Job.kind == "test-fail")).all()
    assert len(found) == 2


def test_limits_that_are_full_again_are_forgotten_and_the_others_hold(context) -> None:
    with clock.frozen(NOON):
        spend("sign-in", "ana@test.example", capacity=1, refill_seconds=60)
    with clock.frozen(NOON + timedelta(days=2)):
        spend("sign-in", "ben@test.example", capacity=1, refill_seconds=3600)
        forget_full_limits()
        assert len(db.session.scalars(select(RateBucket)).all()) == 1
        with pytest.raises(TooManyAttempts):
            spend("sign-in", "ben@test.example", capacity=1, refill_seconds=3600)
