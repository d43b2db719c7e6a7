"""Signing in and out: by password, from several devices, and what an attacker would try."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from nic.accounts.models import Person, SignIn
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from tests.pages import csrf_of
from tests.world import PASSWORD, World


@pytest.fixture
def with_password(app: Flask, world: World) -> Callable[[str], None]:
    """Gives one of the cast the test password."""

    def give(name: str) -> None:
        with app.app_context():
            hashed = hash_password(PASSWORD)
            with unit_of_work():
                db.session.get_one(Person, world[f"person_{name}"]).password = hashed

    return give


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, address: str = "/sign-in"):
    token = csrf_of(client.get("/sign-in"))
    return client.post(address, data={"csrf_token": token, "email": email, "password": password})


def test_a_teacher_signs_in_and_out(client, with_password):
    with_password("teacher")
    answer = sign_in(client, "teacher@test.example")
    assert answer.status_code == 302
    page = client.get("/networks")
    assert b"Reading network" in page.data
    signed_out = client.post("/sign-out", data={"csrf_token": csrf_of(page)})
    assert signed_out.location == "/sign-in"
    assert client.get("/networks").location.startswith("/sign-in")


def test_a_password_is_kept_as_argon2id(app, world, with_password):
    with_password("teacher")
    with app.app_context():
        assert db.session.get_one(Person, world["person_teacher"]).password.startswith("$argon2id$")


def test_a_cookie_copied_before_signing_out_is_dead(app, client, with_password):
    with_password("teacher")
    sign_in(client, "teacher@test.example")
    copied = client.get_cookie("nic").value
    page = client.get("/networks")
    client.post("/sign-out", data={"csrf_token": csrf_of(page)})
    thief = app.test_client()
    thief.set_cookie("nic", copied)
    assert thief.get("/networks").location.startswith("/sign-in")


def test_signing_out_needs_a_post(client_for):
    assert client_for("teacher").get("/sign-out").status_code == 405


def test_each_device_has_its_own_row(app, client, world, with_password):
    with_password("teacher")
    sign_in(client, "teacher@test.example")
    other = app.test_client()
    sign_in(other, "teacher@test.example")
    other.post("/sign-out", data={"csrf_token": csrf_of(other.get("/networks"))})
    assert client.get("/networks").status_code == 200
    with app.app_context():
        rows = db.session.query(SignIn).filter_by(person_id=world["person_teacher"]).order_by(SignIn.id).all()
        assert [row.ended_at is None for row in rows] == [True, False]


@pytest.mark.parametrize("email", ["teacher@test.example", "nobody@test.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, with_password, email):
    with_password("teacher")
    answer = sign_in(client, email, "a wrong password here")
    assert answer.status_code == 422
    assert b"This mail address and password do not belong together." in answer.data
    assert client.get("/networks").status_code == 302
