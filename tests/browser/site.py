"""A real server with the demo story, whose database every test finds as it was on the first day."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.served import fetch, free_port

PASSWORD = "chalk-and-slate-41"
SECRET = "only-for-this-test-" * 3
SECONDS_TO_STOP = 20


@dataclass(frozen=True, slots=True)
class Site:
    """A served NIC: its address, its database, and the copy that each test begins with."""

    address: str
    database: Path
    first_day: Path

    def restore(self) -> None:
        """Puts the demo story back, also where the server has written since."""
        with closing(sqlite3.connect(self.first_day)) as source, closing(self._open()) as target:
            source.backup(target)

    def end_sessions(self, account: str) -> None:
        """Signs an account out on every device, as an administrator of the server would."""
        with closing(self._open()) as connection, connection:
            ended = connection.execute(
                "UPDATE sign_in SET ended_at = datetime('now') WHERE ended_at IS NULL AND person_id ="
                " (SELECT id FROM person WHERE email = ?)",
                (f"{account}@demo.example",),
            )
        assert ended.rowcount > 0, f"{account} was not signed in"

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with closing(self._open()) as connection:
            return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database, timeout=20)


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Fills a data directory with the demo story and serves it, with the worker beside it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIC_")}
    environment |= {
        "NIC_DATA_DIR": str(folder),
        "NIC_SECRET_KEY": SECRET,
        "NIC_HTTPS": "false",
        "NIC_DEMO": "true",
        "NIC_DEMO_PASSWORD": PASSWORD,
        "NIC_BASE_URL": address,
        "NIC_LOG_LEVEL": "WARNING",
    }
    for command in (["db", "upgrade"], ["demo"]):
        done = subprocess.run(_nic(*command), env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    database, first_day = folder / "nic.sqlite3", folder / "first-day.sqlite3"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(first_day)) as target:
        source.backup(target)
    with (folder / "server.log").open("w") as log:
        command = _nic("serve", "--port", str(port), "--with-worker")
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            fetch(f"{address}/health").close()
            yield Site(address, database, first_day)
        finally:
            server.terminate()
            server.wait(SECONDS_TO_STOP)


def _nic(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nic.cli", *arguments]
