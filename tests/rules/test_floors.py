"""The floors of the house, by the contracts in pyproject.toml."""

import subprocess
import sys

from tests.rules.source import ROOT


def test_a_room_imports_only_from_floors_below_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (
        f"move the import down, or register at start-up:\n{done.stdout[-3000:]}{done.stderr[-2000:]}"
    )
