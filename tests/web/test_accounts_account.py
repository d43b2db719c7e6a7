"""One's own account, the mail of a demo, and accounts made on the command line."""

from datetime import timedelta

import pytest
from flask_security import hash_password

from nic.accounts.cli import people
from nic.accounts.models import Membership, Person, SignIn
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from tests.pages import hidden, link_in, mails_to, words
from tests.world import PASSWORD

NEW = "renamed@test.example"


def person(app, world, name="teacher") -> Person:
    with app.app_context():
        return db.session.get_one(Person, world[f"person_{name}"])


def edit(client, **values):
    version = hidden(client.get("/account/profile"), "version")
    return client.post(
        "/account/profile", data={"version": version, "time_zone": "America/Chicago", **values}
    )


def test_a_name_and_a_time_zone_are_changed(app, world, client_for):
    client = client_for("teacher")
    assert edit(client, name="Terry Teacher").location == "/account"
    assert "Terry Teacher" in words(client.get("/account"))
    assert person(app, world).time_zone == "America/Chicago"


def test_other_columns_are_not_reached_by_the_form(app, world, client_for):
    before = person(app, world)
    edit(client_for("teacher"), name="T", email="x@evil.example", active="", password="x", id="1")
    after = person(app, world)
    assert (after.email, after.active, after.password) == (before.email, before.active, before.password)


def test_a_stale_form_gets_both_names(client_for):
    client = client_for("teacher")
    version = hidden(client.get("/account/profile"), "version")
    edit(client, name="First")
    stale = {"version": version, "name": "Second", "time_zone": "America/Chicago"}
    answer = client.post("/account/profile", data=stale)
    assert answer.status_code == 409
    assert "First" in words(answer)
    assert "Second" in words(answer)


def test_a_name_is_shown_as_text(client_for, world):
    client = client_for("teacher")
    edit(client, name="<b>{{ 7*7 }}</b>")
    assert b"&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in client.get(f"/teams/{world['elm_team']}/people").data


class TestMailAddress:
    """Another address for an account."""

    @pytest.fixture
    def teacher(self, app, world, client_for):
        with app.app_context():
            hashed = hash_password(PASSWORD)
            with unit_of_work():
                db.session.get_one(Person, world["person_teacher"]).password = hashed
        return client_for("teacher")

    def ask(self, client, email=NEW, password=PASSWORD):
        return client.post("/account/mail-address", data={"email": email, "password": password})

    def test_it_changes_when_the_link_is_used_and_not_before(self, app, world, teacher):
        assert self.ask(teacher).location == "/account"
        assert person(app, world).email == "teacher@test.example"
        address = link_in(mails_to(app, NEW)[0])
        assert teacher.get(address).status_code == 200
        assert person(app, world).email == "teacher@test.example"
        teacher.post(address)
        assert person(app, world).email == NEW
        assert teacher.post(address).status_code == 422, "the link works once"

    def test_the_present_address_is_told(self, app, teacher):
        self.ask(teacher)
        assert NEW in mails_to(app, "teacher@test.example")[0].body

    def test_it_needs_the_password(self, app, teacher):
        assert self.ask(teacher, password="not mine at all").status_code == 422
        assert not mails_to(app, NEW)

    def test_what_was_sent_to_the_old_address_opens_nothing_any_more(self, app, client, teacher, client_for):
        other = client_for("teacher")
        self.ask(teacher)
        client.post("/sign-in/link", data={"email": "teacher@test.example"})
        client.post("/reset-password", data={"email": "teacher@test.example"})
        *_, link, reset = (
            link_in(mail) for mail in mails_to(app, "teacher@test.example") if "/" in mail.body
        )
        teacher.post(link_in(mails_to(app, NEW)[0]))
        assert teacher.get("/account").status_code == 200
        assert other.get("/account").status_code == 302
        assert client.post(link).location == "/sign-in/link"
        new = {"password": "seven quiet foxes run", "password_confirm": "seven quiet foxes run"}
        assert client.post(reset, data=new).location == "/reset-password"

    def test_the_address_of_another_account_is_not_given_away(self, app, teacher):
        taken = self.ask(teacher, "lead@test.example")
        assert taken.location == "/account"
        assert not mails_to(app, "lead@test.example")

    def test_nobody_else_can_use_the_link(self, app, world, teacher, client_for):
        self.ask(teacher)
        client_for("peer").post(link_in(mails_to(app, NEW)[0]))
        assert person(app, world, "peer").email == "peer@test.example"

    def test_who_has_no_password_must_have_signed_in_lately(self, app, client_for):
        client = client_for("peer")
        with app.app_context(), unit_of_work():
            for row in db.session.query(SignIn):
                row.created_at = clock.now() - timedelta(hours=3)
        assert "Sign out and in again" in words(client.post("/account/mail-address", data={"email": NEW}))


class TestDevices:
    """Where one is signed in."""

    def test_another_device_is_signed_out(self, app, world, client_for):
        here, there = client_for("teacher"), client_for("teacher")
        with app.app_context():
            rows = db.session.query(SignIn).filter_by(person_id=world["person_teacher"])
            row = rows.order_by(SignIn.id.desc()).first()
        here.post(f"/account/devices/{row.id}/sign-out")
        assert here.get("/account").status_code == 200
        assert there.get("/account").status_code == 302

    def test_nobody_signs_out_somebody_else(self, app, world, client_for):
        assert client_for("admin").post(f"/account/devices/{world['sign_in']}/sign-out").status_code == 404

    def test_only_the_kind_of_device_is_kept(self, app, client, world):
        agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1; secret-build 99) Gecko/20100101 Firefox/140.0"
        client.post("/sign-in/link", data={"email": "peer@test.example"})
        client.post(link_in(mails_to(app, "peer@test.example")[0]), headers={"User-Agent": agent})
        assert "Firefox on a Mac" in words(client.get("/account"))
        with app.app_context():
            assert not any("secret-build" in row.device for row in db.session.query(SignIn))


def test_the_mail_of_a_demo_is_read_by_administrators_alone(app, client, client_for):
    client.post("/sign-in/link", data={"email": "peer@test.example"})
    assert "Sign in to NIC" in words(client_for("admin").get("/mail"))
    assert client_for("agency").get("/mail").status_code == 403
    assert client.get("/mail").status_code == 302


def test_outside_a_demo_there_is_no_such_page(app, client_for, monkeypatch):
    outside = app.config["NIC_SETTINGS"].model_copy(update={"demo": False})
    monkeypatch.setitem(app.config, "NIC_SETTINGS", outside)
    assert client_for("admin").get("/mail").status_code == 404


class TestCommandLine:
    """``nic people add-admin``."""

    ARGUMENTS = (
        "add-admin",
        "--email",
        "chief@test.example",
        "--name",
        "Chief Person",
        "--agency",
        "Hill State",
    )

    def run(self, app, *more: str, **options):
        return app.test_cli_runner().invoke(people, [*self.ARGUMENTS, *more], **options)

    def test_an_administrator_signs_in_with_the_printed_link(self, app, client):
        done = self.run(app)
        assert done.exit_code == 0, done.output
        client.post(done.output.rpartition("http://127.0.0.1:8000")[2].strip())
        assert "Agency admin · Hill State" in words(client.get("/account"))

    def test_a_person_and_an_agency_that_are_there_are_used(self, app, world):
        with app.app_context():
            before = db.session.query(Person).count()
        done = self.run(app, "--email", "teacher@test.example", "--agency", "Agency")
        assert done.exit_code == 0, done.output
        with app.app_context():
            assert db.session.query(Person).count() == before
            row = (
                db.session.query(Membership)
                .filter_by(person_id=world["person_teacher"], role="agency_admin")
                .one()
            )
            assert row.organization_id == world["agency"]

    def test_a_weak_password_is_refused(self, app):
        done = self.run(app, "--ask-password", input="password1234\npassword1234\n")
        assert done.exit_code == 2
        assert "easily guessed" in done.output

    def test_a_bad_address_is_refused(self, app):
        assert self.run(app, "--email", "nobody").exit_code == 2
