"""What the tests of commands ask for: ``nic`` in this process on the test's app, and ``nic`` as a program."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from nic.cli import main

Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def nic(app: Flask) -> Callable[..., Result]:
    """Runs a command on the test's app: ``nic("db", "current")``."""
    return lambda *arguments: app.test_cli_runner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def settings_for_programs(tmp_path: Path) -> dict[str, str]:
    """An environment for ``nic`` as a program, with a data directory of its own and nothing else of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("NIC_")}
    return inherited | {"NIC_ENVIRONMENT": "development", "NIC_DATA_DIR": str(tmp_path / "data")}


@pytest.fixture
def program(settings_for_programs: dict[str, str]) -> Program:
    """Runs ``nic`` as a program: ``program("db", "upgrade", NIC_HTTPS="false")``."""

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "nic.cli", *arguments]
        environment = settings_for_programs | settings
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    return run
