"""The worker's turns: recurring jobs at their own pace, due jobs, mail; one failure does not stop the rest."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from nic.kernel import jobs
from nic.kernel.house import House, current_house
from nic.kernel.outbox import queue_mail
from nic.kernel.transactions import unit_of_work
from nic.kernel.worker import Turn, Worker


@pytest.fixture
def house(context: None, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house, with recurring jobs of the test alone."""
    monkeypatch.setattr(current_house(), "recurring_jobs", {})
    return current_house()


def test_one_turn_runs_jobs_and_sends_what_they_wrote(
    app: Flask, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.test")
    monkeypatch.setattr(app.extensions["mailman"], "outbox", [], raising=False)
    house.add_job("test-mail", lambda _: queue_mail("ana@demo.example", "Hello", "..."))
    with unit_of_work():
        jobs.enqueue("test-mail", {})
    assert Worker().turn() == Turn(jobs=1, mails=1)
    assert Worker().turn() == Turn(jobs=0, mails=0)


def test_a_recurring_job_runs_first_and_then_at_its_pace(house: House) -> None:
    ran: list[str] = []
    house.recurring_jobs["often"] = (10, lambda: ran.append("often"))
    house.recurring_jobs["seldom"] = (3600, lambda: ran.append("seldom"))
    seconds = 100.0
    ours = Worker(clock=lambda: seconds)
    for _ in range(4):
        ours.turn()
        seconds += 5
    assert ran == ["often", "seldom", "often"]


def test_a_recurring_job_that_fails_does_not_stop_the_others(house: House) -> None:
    ran: list[str] = []
    house.recurring_jobs["broken"] = (10, lambda: [][0])
    house.recurring_jobs["sound"] = (10, lambda: ran.append("sound"))
    Worker().turn()
    assert ran == ["sound"]


def test_a_database_that_is_away_for_a_while_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = [OperationalError("SELECT 1", {}, Exception("gone")), None]
    turns = list(outcomes)

    def turn(_: Worker) -> Turn:
        error = turns.pop(0)
        if error is not None:
            raise error
        return Turn(0, 0)

    monkeypatch.setattr(Worker, "turn", turn)
    Worker().run(lambda: not turns)
    assert turns == []
