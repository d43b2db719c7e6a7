"""``nic serve --with-worker`` as a program: pages, logs, the worker beside it, and an end to both."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import PATIENCE_SECONDS, fetch, free_port
from tests.unit.cli.conftest import Program


def children_of(process_id: int) -> list[str]:
    """The command lines of a process's children."""
    listed = subprocess.run(
        ["ps", "--ppid", str(process_id), "-o", "args="], capture_output=True, text=True, check=False
    )
    return listed.stdout.splitlines()


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
    workers = [line for line in children_of(process.pid) if " work --forever" in line]
    assert len(workers) == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_SECONDS) == 0
    assert not [line for line in children_of(os.getpid()) if " work --forever" in line]
    lines = (tmp_path / "log").read_text().splitlines()
    assert any("NIC is served at" in line for line in lines)
    entry = next(
        told for line in lines if line.startswith("{") and (told := json.loads(line))["event"] == "request"
    )
    assert (entry["request_id"], entry["method"], entry["status"]) == (request_id, "GET", 200)
    assert "word" not in json.dumps(entry)
