"""A form that is sent twice acts once, even at the same instant; the same words on a fresh page are meant."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.once import SentForm, forget_sent_forms
from nic.theory.problems.models import Problem
from tests.pages import csrf_of
from tests.world import World

ClientFor = Callable[[str], FlaskClient]
WORDS = {"statement": "The same five students do the talking."}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(Problem.statement == WORDS["statement"])) or 0


@pytest.fixture
def address(world: World) -> str:
    return f"/teams/{world['elm_team']}/problems/new"


@pytest.fixture
def typed(client_for: ClientFor, address: str) -> tuple[FlaskClient, dict[str, str]]:
    """The teacher's client, and what the page sends."""
    teacher = client_for("teacher")
    return teacher, {**WORDS, "csrf_token": csrf_of(teacher.get(address))}


def test_pressed_twice_it_acts_once_and_leads_to_the_same_page(
    app: Flask, typed: tuple[FlaskClient, dict[str, str]], address: str
) -> None:
    teacher, words = typed
    first, second = (teacher.post(address, data=words) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.location == first.location
    assert count(app) == 1


def test_other_words_and_a_fresh_page_are_meant(
    app: Flask, typed: tuple[FlaskClient, dict[str, str]], address: str
) -> None:
    teacher, words = typed
    teacher.post(address, data=words)
    teacher.post(address, data={**words, "how_we_know": "A tally."})
    assert count(app) == 2
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        teacher.post(address, data={**words, "csrf_token": "that of another page"})
    assert count(app) == 3


def test_a_button_may_be_pressed_again(client_for: ClientFor, world: World) -> None:
    teacher = client_for("teacher")
    page = f"/theory/nodes/{world['elm_shared_idea']}"
    sent = {"parent_id": world["elm_secondary"], "steps": "-1", "csrf_token": csrf_of(teacher.get(page))}
    for _ in range(2):
        assert teacher.post(f"{page}/move", data=sent).status_code == 302


def test_at_the_same_instant_it_acts_once(
    app: Flask, typed: tuple[FlaskClient, dict[str, str]], address: str
) -> None:
    teacher, words = typed
    cookie = teacher.get_cookie("nic")
    assert cookie is not None
    answers: list[int] = []

    def send() -> None:
        other = app.test_client()
        other.set_cookie("nic", cookie.value)
        answers.append(other.post(address, data=words).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 4
    assert count(app) == 1


def test_what_was_sent_long_ago_is_forgotten(
    app: Flask, typed: tuple[FlaskClient, dict[str, str]], address: str
) -> None:
    teacher, words = typed
    teacher.post(address, data=words)
    with app.app_context():
        forget_sent_forms()
        assert db.session.scalar(select(func.count()).select_from(SentForm)) == 1
        with clock.frozen(clock.now() + timedelta(days=3)):
            forget_sent_forms()
        assert db.session.scalar(select(func.count()).select_from(SentForm)) == 0
