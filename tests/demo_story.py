"""The demo story, built once for all tests that read it: they change nothing but who is signed in."""

import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from nic import create_app
from nic.accounts.identity import SESSION_KEY, hash_of
from nic.accounts.models import Person, SignIn
from nic.demo.build import build
from nic.demo.ground import MAIL_DOMAIN
from nic.kernel import clock
from nic.kernel.application import Application
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.kernel.transactions import unit_of_work
from nic.settings import load_settings
from tests.client import LintingClient, watch_requests
from tests.databases import TestDatabase


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Application]:
    """An app on a database that holds the demo story."""
    folder = tmp_path_factory.mktemp("demo")
    database = TestDatabase(folder, f"{worker_id}_demo")
    settings = load_settings(
        {},
        environment="test",
        data_dir=folder / "instance",
        database_url=database.url,
        https=False,
        secret_key=secrets.token_hex(32),
        log_level="ERROR",
        demo=True,
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False  # so that a crawl goes on and tells every page that breaks
    app.test_client_class = LintingClient
    watch_requests(app)
    with app.app_context():
        with declare(Intent.WRITE):
            db.create_all()
        build("no password")
    yield app
    database.drop(app)


def signed_in(app: Application, account: str) -> FlaskClient:
    """A client of one of the accounts of the story, such as "teacher"."""
    secret = secrets.token_urlsafe(16)
    with app.app_context(), unit_of_work():
        person = db.session.query(Person).filter_by(email=f"{account}@{MAIL_DOMAIN}").one()
        expires_at = clock.now() + timedelta(days=1)
        db.session.add(
            SignIn(person_id=person.id, secret_hash=hash_of(secret), device="test", expires_at=expires_at)
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session[SESSION_KEY] = secret
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
    return client
