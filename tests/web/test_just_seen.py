"""A picture that a page has just shown is given at once, but only as long as nothing at all has changed."""

import re
from datetime import timedelta

import pytest

from nic.accounts.models import Membership
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.web import pictures
from tests.pages import csrf_of


@pytest.fixture
def address(world) -> str:
    return f"/teams/{world['elm_team']}"


@pytest.fixture
def lookups(app, monkeypatch) -> list[str]:
    """The kinds of picture that were looked up, each time one was."""
    seen: list[str] = []
    real = pictures.current_house

    def watched():
        seen.append("looked up")
        return real()

    monkeypatch.setattr(pictures, "current_house", watched)
    return seen


def _picture(client, address) -> str:
    return re.search(r'src="(/pictures/[^"]+)"', client.get(address).text).group(1)


def _get(client, picture):
    return client.get(picture, buffered=True)


def test_the_picture_of_a_page_is_not_looked_up_twice(client_for, address, lookups):
    teacher = client_for("teacher")
    picture = _picture(teacher, address)
    first = _get(teacher, picture)
    assert first.status_code == 200
    assert lookups, "it had to be drawn"
    lookups.clear()
    again = _get(teacher, picture)
    assert (again.data, lookups) == (first.data, [])
    for name in ("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"):
        assert again.headers[name] == first.headers[name]


def test_it_is_given_only_to_whom_it_was_shown(client_for, address, lookups, app):
    teacher, outsider = client_for("teacher"), client_for("outsider")
    picture = _picture(teacher, address)
    _get(teacher, picture)
    assert _get(outsider, picture).status_code == 404
    assert _get(app.test_client(), picture).status_code == 302


def test_a_right_that_ends_ends_it_at_once(context, client_for, address, world, lookups):
    teacher = client_for("teacher")
    picture = _picture(teacher, address)
    assert _get(teacher, picture).status_code == 200
    with unit_of_work():
        mine = db.session.scalars(
            db.select(Membership).where(Membership.person_id == world["person_teacher"])
        )
        for membership in mine:
            membership.ended_on = clock.today() - timedelta(days=1)
    assert _get(teacher, picture).status_code == 404


def test_a_change_by_another_program_ends_it_at_once(context, client_for, address, lookups, app):
    teacher = client_for("teacher")
    picture = _picture(teacher, address)
    assert _get(teacher, picture).status_code == 200
    other = db.create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    for purpose in ("another purpose", ""):
        with other.begin() as connection:
            connection.execute(db.text("UPDATE network SET purpose = :text"), {"text": purpose})
        lookups.clear()
        assert _get(teacher, picture).status_code == 200
        assert lookups
    other.dispose()


def test_signing_out_ends_it_also_for_a_copied_cookie(client_for, address):
    teacher = client_for("teacher")
    page = teacher.get(address)
    picture = re.search(r'src="(/pictures/[^"]+)"', page.text).group(1)
    assert _get(teacher, picture).status_code == 200
    copied = {"Cookie": _cookie_of(teacher)}
    teacher.post("/sign-out", data={"csrf_token": csrf_of(page)})
    stranger = teacher.application.test_client(use_cookies=False)
    assert stranger.get(picture, headers=copied).status_code == 302


def test_it_lasts_for_the_quarter_of_the_hour_alone(client_for, address, lookups):
    teacher = client_for("teacher")
    with clock.frozen(clock.now()):
        picture = _picture(teacher, address)
        _get(teacher, picture)
        lookups.clear()
        _get(teacher, picture)
        assert lookups == []
    with clock.frozen(clock.now() + timedelta(minutes=15)):
        assert _get(teacher, picture).status_code == 200
        assert lookups


def _cookie_of(client) -> str:
    cookie = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
    return f"{cookie.key}={cookie.value}"
