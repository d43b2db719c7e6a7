"""``nic demo`` as it is called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from nic import create_app
from nic.accounts.models import Person
from nic.demo import cli
from nic.kernel.application import Application
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.settings import load_settings


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Application]:
    """An app on an empty database; what fills it is left out, for it is tested elsewhere."""
    app = create_app(
        load_settings({}, environment="test", data_dir=tmp_path, secret_key="x" * 40, log_level="ERROR")
    )
    with app.app_context():
        with declare(Intent.WRITE):
            db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the story would have been built with."""
    found: list[str] = []
    monkeypatch.setattr(cli, "build", found.append)
    return found


def run(app: Application, *arguments: str, **environment: str) -> Result:
    info = ScriptInfo(create_app=lambda: app, load_dotenv_defaults=False)
    return CliRunner().invoke(cli.demo, arguments, obj=info, env={"NIC_DEMO_PASSWORD": None, **environment})


def test_a_password_is_made_and_kept_for_its_owner_only(
    empty_app: Application, hashes: list[str], tmp_path: Path
) -> None:
    done = run(empty_app)
    kept = tmp_path / "demo-password"
    assert done.exit_code == 0, done.output
    assert kept.stat().st_mode & 0o777 == 0o600
    assert f"Password: {kept.read_text().strip()}" in done.output
    assert hashes[0].startswith("$argon2")


def test_a_given_password_is_used_and_told_again(empty_app: Application, hashes: list[str]) -> None:
    assert "Password: six words of my own" in run(empty_app, NIC_DEMO_PASSWORD="six words of my own").output
    again = run(empty_app, "--accounts")
    assert "Password: six words of my own" in again.output
    assert "teacher@demo.example" in again.output
    assert len(hashes) == 1


def test_accounts_without_a_kept_password(empty_app: Application, hashes: list[str]) -> None:
    assert cli.GIVEN in run(empty_app, "--accounts").output
    assert hashes == []


def test_a_database_with_people_is_left_alone(demo_app: Application, hashes: list[str]) -> None:
    done = run(demo_app)
    assert done.exit_code == 3
    assert "empty" in done.output
    assert hashes == []
    with demo_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) > 20
        db.session.remove()
