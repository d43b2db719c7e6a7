"""``nic serve --with-worker`` as a program: pages, logs, the worker beside it, and an end to both."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import PATIENCE_SECONDS, fetch, free_port
from tests.unit.cli.conftest import Program


def logged(log: Path, event: str) -> dict[str, Any]:
    """The first line of a log about an event; waits until it is there."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        lines = [json.loads(line) for line in log.read_text().split("\n")[:-1] if line[:1] == "{"]
        if found := next((line for line in lines if line["event"] == event), None):
            return found
        time.sleep(0.1)
    raise AssertionError(f"no line about {event!r}: {log.read_text()}")


@pytest.fixture
def server(
    program: Program, settings_for_programs: dict[str, str], tmp_path: Path
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A served database: its address and the process."""
    assert program("db", "upgrade").returncode == 0
    port = free_port()
    command = [sys.executable, "-m", "nic.cli", "serve", "--port", str(port), "--with-worker"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=settings_for_programs, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


def test_it_serves_logs_and_stops_with_its_worker(
    server: tuple[str, "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    address, process = server
    with fetch(f"{address}/health?secret=word") as response:
        assert response.status == 200
        request_id = response.headers["X-Request-Id"]
    worker = logged(tmp_path / "log", "worker started")["process"]
    os.kill(worker, 0)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_SECONDS) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert logged(tmp_path / "log", "worker ended")["process"] == worker
    entry = logged(tmp_path / "log", "request")
    assert (entry["request_id"], entry["method"], entry["status"]) == (request_id, "GET", 200)
    assert "word" not in json.dumps(entry)
    assert "NIC is served at" in (tmp_path / "log").read_text()
