"""``nic --help`` is quick, and every command says what it does and how it ends."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from nic.cli import ENTRIES, main

SLOW = {"matplotlib", "sqlalchemy", "gunicorn", "alembic", "nic.rooms"}
ASK = """
import sys
from nic.cli import main
try:
    main(["--help"])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def test_help_imports_nothing_slow() -> None:
    told = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    imported = set(told.stderr.split())
    assert not SLOW & imported
    assert "Exit codes:" in told.stdout


def test_every_listed_command_is_found_and_explains_itself() -> None:
    runner = CliRunner()
    for name in main.list_commands(click.Context(main)):
        result = runner.invoke(main, [name, "--help"])
        assert result.exit_code == 0, f"nic {name} --help: {result.output}"
        assert len(result.output.splitlines()) > 4, f"nic {name} --help says nothing"


def test_the_list_shows_one_sentence_for_each_command() -> None:
    for entry in ENTRIES:
        assert entry.summary.endswith("."), f"{entry.name}: end the summary with a full stop"
        assert len(entry.summary) < 70, f"{entry.name}: shorten the summary"


@pytest.mark.parametrize("arguments", [["no-such-command"], ["serve", "--port", "0"], ["db", "no-such-step"]])
def test_wrong_usage_ends_with_2_and_a_sentence_on_standard_error(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert not result.stdout
