"""Signing in and out: by password and by mail, from several devices, and what an attacker would try."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from werkzeug.test import TestResponse

from nic.accounts.models import Person, SignIn
from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import SlowWorkInTransaction
from nic.kernel.transactions import unit_of_work
from nic.settings import load_settings
from tests.pages import link_in, mails_to, words
from tests.world import PASSWORD, World

TEACHER = "teacher@test.example"


@pytest.fixture
def with_password(app: Flask, world: World) -> Callable[[str], None]:
    """Gives one of the cast the test password."""

    def give(name: str) -> None:
        with app.app_context():
            hashed = hash_password(PASSWORD)
            with unit_of_work():
                db.session.get_one(Person, world[f"person_{name}"]).password = hashed

    return give


@pytest.fixture
def teacher(with_password) -> str:
    with_password("teacher")
    return TEACHER


def sign_in(
    client: FlaskClient, email: str, password: str = PASSWORD, address: str = "/sign-in", **more: str
):
    return client.post(address, data={"email": email, "password": password, **more})


def without_values(page: TestResponse) -> str:
    """A page without what stands in its fields: the address that was typed, and the CSRF token of the second."""
    return re.sub(r'value="[^"]*"', "", page.get_data(as_text=True))


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_teacher_signs_in_and_lands_on_this_week(client, teacher):
    assert sign_in(client, teacher).location == "/this-week"
    assert is_in(client)


def test_an_address_is_the_same_in_any_case(client, teacher):
    assert sign_in(client, "Teacher@TEST.example").status_code == 302


def test_who_works_in_no_team_lands_on_the_first_place_of_their_role(client, with_password):
    with_password("agency")
    assert sign_in(client, "agency@test.example").location == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, teacher):
    wanted = client.get("/account")
    assert wanted.location == "/sign-in?next=/account"
    page = client.get(wanted.location)
    assert b'name="next"' in page.data
    assert sign_in(client, teacher, next="/account").location == "/account"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/x",
        "https://evil.example",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https://localhost@evil.example/",
    ],
)
def test_signing_in_never_leads_to_another_site(client, teacher, elsewhere):
    location = sign_in(client, teacher, next=elsewhere).location or "/"
    assert not location.startswith(("//", "http:", "https:", "javascript:", "/\\", "\\"))


def test_a_password_is_kept_as_argon2id(app, world, teacher):
    with app.app_context():
        assert db.session.get_one(Person, world["person_teacher"]).password.startswith("$argon2id$")


def test_hashing_inside_a_write_transaction_is_refused(app, world):
    with app.app_context(), pytest.raises(SlowWorkInTransaction), unit_of_work():
        db.session.get_one(Person, world["person_teacher"])
        hash_password(PASSWORD)


def test_a_device_stays_signed_in_for_30_days(app, client, world, teacher):
    sign_in(client, teacher)
    now = clock.now()
    assert client.get_cookie("nic").expires > now + timedelta(days=29)
    with clock.frozen(now + timedelta(days=29)):
        assert is_in(client)
    with clock.frozen(now + timedelta(days=31)):
        assert not is_in(client)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, teacher):
    cookie = sign_in(client, teacher).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host():
    config = load_settings({}, environment="test", https=True).flask_config()
    assert config["SESSION_COOKIE_SECURE"]
    assert config["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_a_cookie_copied_before_signing_out_is_dead(app, client, teacher):
    sign_in(client, teacher)
    copied = client.get_cookie("nic").value
    assert client.post("/sign-out").location == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("nic", copied)
    assert not is_in(thief)


def test_signing_out_needs_a_post(client_for):
    client = client_for("teacher")
    assert client.get("/sign-out").status_code == 405
    assert is_in(client)


def test_each_device_has_its_own_row(app, client, world, teacher):
    sign_in(client, teacher)
    other = app.test_client()
    sign_in(other, teacher)
    other.post("/sign-out")
    assert is_in(client)
    assert not is_in(other)


def test_signing_in_makes_a_new_secret_and_a_new_csrf_token(client, teacher):
    client.get("/sign-in")
    with client.session_transaction() as session:
        before = session.get("csrf_token")
    sign_in(client, teacher)
    with client.session_transaction() as session:
        assert session["csrf_token"] != before
        assert len(session["sign_in"]) >= 32


def test_somebody_who_was_deactivated_is_out_at_once(app, world, client_for):
    client = client_for("teacher")
    with app.app_context(), unit_of_work():
        db.session.get_one(Person, world["person_teacher"]).active = False
    assert not is_in(client)


@pytest.mark.parametrize("email", [TEACHER, "nobody@test.example", "lead@test.example"])
def test_wrong_passwords_and_unknown_addresses_get_the_same_answer(client, teacher, email):
    answer = sign_in(client, email, "a wrong password here")
    assert answer.status_code == 422
    known = sign_in(client, teacher, "a wrong password here")
    assert without_values(answer) == without_values(known)
    assert not is_in(client)


def test_guessing_is_stopped_and_others_are_not(client, teacher, with_password):
    with_password("lead")
    answers = [sign_in(client, teacher, "a wrong password here").status_code for _ in range(9)]
    assert answers == [422] * 8 + [429]
    assert sign_in(client, teacher).status_code == 429
    assert sign_in(client, "lead@test.example").status_code == 302


def test_a_very_long_password_is_not_hashed(client, teacher):
    assert sign_in(client, teacher, "x" * 100_000).status_code == 422


def test_another_host_is_refused(client, teacher):
    answer = client.post(
        "/reset-password", data={"email": teacher}, headers={"Host": "evil.example"}, lint=False
    )
    assert answer.status_code == 400


class TestLinkByMail:
    """Signing in with a link."""

    def test_a_link_signs_in_once(self, app, client, world):
        client.post("/sign-in/link", data={"email": TEACHER})
        address = link_in(mails_to(app, TEACHER)[0])
        assert client.get(address).status_code == 200
        assert client.get(address).status_code == 200, "opening the link uses nothing up"
        assert client.post(address).location == "/this-week"
        assert is_in(client)
        other = app.test_client()
        assert other.post(address).location == "/sign-in/link"
        assert not is_in(other)

    def test_a_link_is_good_for_20_minutes(self, app, client):
        client.post("/sign-in/link", data={"email": TEACHER})
        address = link_in(mails_to(app, TEACHER)[0])
        with clock.frozen(clock.now() + timedelta(minutes=21)):
            client.post(address)
        assert not is_in(client)

    def test_an_unknown_address_gets_the_same_answer_and_no_mail(self, app, client):
        known = client.post("/sign-in/link", data={"email": TEACHER})
        unknown = client.post("/sign-in/link", data={"email": "nobody@test.example"})
        assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
        assert not mails_to(app, "nobody@test.example")

    def test_the_secret_is_not_in_the_database(self, app, client):
        client.post("/sign-in/link", data={"email": TEACHER})
        secret = link_in(mails_to(app, TEACHER)[0]).rpartition("/")[2]
        with app.app_context():
            dump = [str(row) for row in db.session.execute(db.text("SELECT * FROM sign_in_link"))]
            dump += [str(row) for row in db.session.execute(db.text("SELECT * FROM audit_entry"))]
        assert not any(secret in row for row in dump)

    def test_asking_again_and_again_is_stopped(self, client):
        answers = [client.post("/sign-in/link", data={"email": TEACHER}).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]


class TestReset:
    """A new password for one that was forgotten."""

    def ask(self, app, client) -> str:
        client.post("/reset-password", data={"email": TEACHER})
        return link_in(mails_to(app, TEACHER)[-1])

    def test_a_reset_signs_every_device_out_and_works_once(self, app, client, teacher):
        sign_in(client, teacher)
        other = app.test_client()
        address = self.ask(app, other)
        new = {"password": "seven quiet foxes run", "password_confirm": "seven quiet foxes run"}
        assert other.post(address, data=new).location == "/sign-in"
        assert not is_in(client)
        assert sign_in(other, teacher).status_code == 422
        assert sign_in(other, teacher, "seven quiet foxes run").status_code == 302
        assert other.post(address, data=new).location == "/reset-password"
        assert "was changed" in mails_to(app, TEACHER)[-1].body

    def test_a_new_password_stands_in_the_history_and_its_hash_does_not(self, app, client, teacher, world):
        self.test_a_reset_signs_every_device_out_and_works_once(app, client, teacher)
        with app.app_context():
            told = entries_for("person", world["person_teacher"])
        assert [(entry.verb, entry.before, entry.after) for entry in told] == [
            ("changed the password of", {}, {})
        ]

    def test_a_link_grows_old(self, app, client, teacher):
        address = self.ask(app, client)
        app.config["SECURITY_RESET_PASSWORD_WITHIN"] = timedelta(seconds=-5)
        try:
            assert client.get(address).location == "/reset-password"
        finally:
            app.config["SECURITY_RESET_PASSWORD_WITHIN"] = timedelta(hours=2)

    def test_an_unknown_address_gets_the_same_answer(self, app, teacher):
        known, unknown = (
            words(app.test_client().post("/reset-password", data={"email": email}, follow_redirects=True))
            for email in (teacher, "nobody@test.example")
        )
        assert "a mail with a link is on its way" in known
        assert known == unknown
        assert not mails_to(app, "nobody@test.example")

    def test_an_easily_guessed_password_is_refused(self, app, client, teacher):
        address = self.ask(app, client)
        answer = client.post(address, data={"password": "password12345", "password_confirm": "password12345"})
        assert answer.status_code == 422
        assert "easily guessed" in words(answer)


class TestChange:
    """A new password by somebody who is signed in."""

    NEW = {"new_password": "seven quiet foxes run", "new_password_confirm": "seven quiet foxes run"}

    def test_a_change_ends_the_other_devices_and_is_told_by_mail(self, app, client, teacher):
        sign_in(client, teacher)
        other = app.test_client()
        sign_in(other, teacher)
        answer = client.post("/account/password", data={"password": PASSWORD, **self.NEW})
        assert answer.location == "/account"
        assert is_in(client)
        assert not is_in(other)
        assert mails_to(app, teacher)[-1].title == "Your password for NIC was changed"

    def test_a_change_needs_the_present_password(self, app, client, teacher):
        sign_in(client, teacher)
        answer = client.post("/account/password", data={"password": "not the one I have", **self.NEW})
        assert answer.status_code == 422
        assert "This is not your password." in words(answer)

    def test_who_has_none_chooses_one_soon_after_signing_in_by_mail(self, app, world, client_for):
        client = client_for("teacher")
        assert client.post("/account/password", data=self.NEW).location == "/account"

    def test_who_has_none_and_signed_in_long_ago_signs_in_first(self, app, world, client_for):
        client = client_for("teacher")
        with app.app_context(), unit_of_work():
            for row in db.session.query(SignIn):
                row.created_at = clock.now() - timedelta(hours=3)
        assert client.post("/account/password", data=self.NEW).location == "/sign-in/link"
