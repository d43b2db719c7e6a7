"""How commands end where settings, the database or a rule of the field stands in the way."""

from collections.abc import Callable

import click
import pytest
from click.testing import Result

from nic.cli import main
from nic.cli.group import Entry
from nic.kernel.errors import DomainError
from tests.unit.cli.conftest import Program


def test_an_unknown_setting_is_refused_with_its_name(program: Program) -> None:
    done = program("routes", NIC_TRUSTED_HOST="example.org")
    assert (done.returncode, done.stdout) == (2, "")
    assert "NIC_TRUSTED_HOST is not a setting" in done.stderr


def test_production_without_a_secret_is_refused_with_what_to_set(program: Program) -> None:
    done = program("serve", NIC_ENVIRONMENT="production")
    assert done.returncode == 2
    assert "NIC_SECRET_KEY must be set" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("serve",), ("work",), ("backup", "x.tar.gz")])
def test_a_database_that_was_never_upgraded_is_refused(program: Program, command: tuple[str, ...]) -> None:
    done = program(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Run 'nic db upgrade' first" in done.stderr


def test_a_database_that_does_not_answer_is_told_in_one_sentence(program: Program) -> None:
    done = program("db", "upgrade", NIC_DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The database refused: ")
    assert "Traceback" not in done.stderr


def test_a_rule_of_the_field_ends_a_command_with_1(
    nic: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def refuse() -> None:
        raise DomainError("A district needs a name.")

    monkeypatch.setattr(Entry, "command", lambda _: refuse)
    monkeypatch.setitem(main.entries, "refuse", Entry("refuse", "nic.cli", "Refuses."))  # type: ignore[attr-defined]
    done = nic("refuse")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "Error: A district needs a name.\n")
