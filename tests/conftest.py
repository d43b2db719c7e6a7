"""What every test may ask for: the app, a fresh copy of the small world, a client signed in as anybody of its cast."""

import secrets
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from nic import create_app
from nic.accounts.identity import SESSION_KEY, hash_of
from nic.accounts.models import SignIn
from nic.kernel import clock
from nic.kernel.application import Application
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.kernel.schema import migration_config
from nic.kernel.transactions import unit_of_work
from nic.settings import load_settings
from tests.client import LintingClient, watch_requests
from tests.databases import TestDatabase
from tests.demo_story import demo_app  # noqa: F401  a fixture for all tests of the demo
from tests.world import World, build_world

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
"""Properties are judged by what they find, not by how busy the machine is."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
ClientFor = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def _filled(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[tuple[Application, TestDatabase, World]]:
    folder = tmp_path_factory.mktemp("nic")
    database = TestDatabase(folder, worker_id)
    given = load_settings(
        {},
        environment="test",
        data_dir=folder / "instance",
        database_url=database.url,
        https=False,
        secret_key=secrets.token_hex(32),
        log_level="ERROR",
        demo=True,
    )
    app = create_app(given)
    app.config["WTF_CSRF_ENABLED"] = (
        False  # tests/rules/test_csrf.py puts it back and tries every unsafe address
    )
    app.test_client_class = LintingClient
    watch_requests(app)
    with app.app_context():
        with declare(Intent.WRITE):
            db.create_all()
            command.stamp(migration_config(), "head")
        with unit_of_work():
            world = build_world()
    database.keep_as_template(app)
    yield app, database, world
    database.drop(app)


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """No test speaks to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of the parallel worker, "main" where there is one only."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture
def app(_filled: tuple[Application, TestDatabase, World]) -> Iterator[Flask]:
    """The app on a fresh copy of the world."""
    app, database, _ = _filled
    database.reset(app)
    shutil.rmtree(Path(app.instance_path) / "files", ignore_errors=True)
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def world(_filled: tuple[Application, TestDatabase, World]) -> World:
    """Names to keys."""
    return World(_filled[2])


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An app context for tests of queries and operations, without a request."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client_for(app: Flask, world: World) -> ClientFor:
    """Makes a client signed in as one of the cast: ``client_for("teacher")``."""

    def sign_in(name: str) -> FlaskClient:
        secret = secrets.token_urlsafe(16)
        with app.app_context(), unit_of_work():
            db.session.add(
                SignIn(
                    person_id=world[f"person_{name}"],
                    secret_hash=hash_of(secret),
                    device="test",
                    expires_at=clock.now() + timedelta(days=1),
                )
            )
        client = app.test_client()
        with client.session_transaction() as session:
            session[SESSION_KEY] = secret
            session["_user_id"] = f"uniquifier-of-{name}"
            session["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def scope_for(context: None, world: World) -> Callable[[str], object]:
    """Makes the scope of one of the cast: ``scope_for("teacher")``."""
    from nic.accounts.identity import identity_of
    from nic.accounts.models import Person as PersonRow
    from nic.kernel.scope import Person

    return lambda name: Person(identity_of(db.session.get_one(PersonRow, world[f"person_{name}"])))
