"""What somebody typed before their session was lost: carried through sign-in, for the same person alone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from nic.accounts.models import Person, SignIn
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.organizations.models import Team
from tests.pages import csrf_of, hidden, words
from tests.world import PASSWORD, World

TYPED = "Elm readers, grade 6"


@pytest.fixture
def guarded(app: Flask, world: World) -> Iterator[Flask]:
    """The app with CSRF on, and a password for the lead and the teacher."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
        with unit_of_work():
            for name in ("lead", "teacher"):
                db.session.get_one(Person, world[f"person_{name}"]).password = hashed
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def edit(world: World) -> str:
    """The address of a form."""
    return f"/teams/{world['elm_team']}/edit"


def fill(client: FlaskClient, edit: str) -> dict[str, str]:
    """Opens the form and types into it."""
    page = client.get(edit)
    return {"csrf_token": csrf_of(page), "version": hidden(page, "version"), "name": TYPED}


def sign_in(client: FlaskClient, lost, name: str = "lead"):
    """Signs in on the page that the lost form led to."""
    data = {"csrf_token": csrf_of(lost), "carried": hidden(lost, "carried")}
    return client.post("/sign-in", data={**data, "email": f"{name}@test.example", "password": PASSWORD})


def sent_by(page) -> dict[str, str]:
    """What the button "Save it" sends."""
    return {name: hidden(page, name) for name in ("version", "name")} | {"csrf_token": _last_token(page)}


def _last_token(page) -> str:
    """The token of the last form: the first one is that of the sign-out button."""
    return page.get_data(as_text=True).rpartition('name="csrf_token" value="')[2].partition('"')[0]


def name_of_team(app: Flask, world: World) -> str:
    with app.app_context():
        return db.session.get_one(Team, world["elm_team"]).name


def sign_everybody_out(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        for row in db.session.query(SignIn):
            row.ended_at = clock.now()


def test_a_form_sent_after_the_session_ended_is_saved_after_signing_in(guarded, world, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    sign_everybody_out(guarded)
    lost = client.post(edit, data=form)
    assert lost.status_code == 401
    assert "Nothing you typed is lost" in words(lost)
    confirm = sign_in(client, lost)
    assert confirm.status_code == 200
    assert TYPED in words(confirm)
    assert name_of_team(guarded, world) == "Elm team", "nothing is saved before the person says so"
    assert client.post(edit, data=sent_by(confirm)).status_code == 302
    assert name_of_team(guarded, world) == TYPED


def test_a_form_sent_without_any_cookie_is_saved_after_signing_in(guarded, world, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    client.delete_cookie("nic")
    lost = client.post(edit, data=form)
    assert lost.status_code == 401
    confirm = sign_in(client, lost)
    assert client.post(edit, data=sent_by(confirm)).status_code == 302
    assert name_of_team(guarded, world) == TYPED


def test_a_wrong_password_does_not_lose_it(guarded, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    sign_everybody_out(guarded)
    lost = client.post(edit, data=form)
    data = {"csrf_token": csrf_of(lost), "carried": hidden(lost, "carried"), "email": "lead@test.example"}
    again = client.post("/sign-in", data={**data, "password": "not this one at all"})
    assert again.status_code == 422
    assert TYPED in words(sign_in(client, again))


def test_somebody_else_who_signs_in_there_does_not_get_it(guarded, world, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    sign_everybody_out(guarded)
    lost = client.post(edit, data=form)
    answer = sign_in(client, lost, "teacher")
    assert answer.location == "/this-week"
    assert "belongs to somebody else and was not saved" in words(client.get("/account"))
    assert name_of_team(guarded, world) == "Elm team"


def test_signing_in_in_another_tab_leads_to_the_same_question(guarded, world, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    sign_everybody_out(guarded)
    lost = client.post(edit, data=form)
    client.post(
        "/sign-in", data={"csrf_token": csrf_of(lost), "email": "lead@test.example", "password": PASSWORD}
    )
    confirm = client.post(edit, data=form)
    assert confirm.status_code == 409
    assert TYPED in words(confirm)
    assert client.post(edit, data=sent_by(confirm)).status_code == 302
    assert name_of_team(guarded, world) == TYPED


def test_a_page_of_one_person_sent_in_the_session_of_another_is_refused(guarded, world, client_for, edit):
    form = fill(client_for("lead"), edit)
    answer = client_for("school").post(edit, data=form)
    assert answer.status_code == 400
    assert TYPED not in words(answer)
    assert name_of_team(guarded, world) == "Elm team"


def test_a_form_from_another_site_is_not_carried(guarded, client_for, edit):
    client = client_for("lead")
    anonymous = csrf_of(guarded.test_client().get("/sign-in"))
    for token in ("", "made-up", anonymous):
        answer = client.post(edit, data={"csrf_token": token, "name": TYPED})
        assert answer.status_code == 400
        assert TYPED not in words(answer)


def test_a_carried_text_that_was_changed_is_dropped(guarded, client_for, edit):
    client = client_for("lead")
    form = fill(client, edit)
    sign_everybody_out(guarded)
    lost = client.post(edit, data=form)
    data = {"csrf_token": csrf_of(lost), "carried": hidden(lost, "carried")[:-2] + "zz"}
    answer = client.post("/sign-in", data={**data, "email": "lead@test.example", "password": PASSWORD})
    assert answer.location == "/this-week"


def test_a_day_later_it_is_no_longer_offered(guarded, client_for, edit):
    from nic.accounts.carrying import SEAL

    with guarded.app_context():
        sealed = SEAL.seal([1, edit, [["name", TYPED]], False])
        assert SEAL.open(sealed) is not None
        object.__setattr__(SEAL, "seconds", -1)
        try:
            assert SEAL.open(sealed) is None
        finally:
            object.__setattr__(SEAL, "seconds", 24 * 3600)


def test_passwords_are_never_carried(guarded, client_for):
    client = client_for("lead")
    page = client.get("/account/password")
    sign_everybody_out(guarded)
    data = {"csrf_token": csrf_of(page), "password": PASSWORD, "new_password": "seven quiet foxes run"}
    answer = client.post("/account/password", data=data)
    assert answer.location.startswith("/sign-in")
    assert b"seven quiet" not in answer.data
