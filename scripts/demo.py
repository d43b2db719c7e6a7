"""What `make demo` does: a migrated database, the demo story, the accounts on the screen, and the pages served.

Environment: PORT (8000), NIC_DATA_DIR (instance), DATA (a folder with schools.csv and attendance files; imported too),
NIC_DEMO_PASSWORD (made up and kept in the data directory by `nic demo` where it is not given).
"""

import io
import os
import secrets
import socket
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import click

from nic.cli import main as main_group
from nic.cli.group import make_script_info

PEOPLE_EXIST = 3
LOOPBACK = "127.0.0.1"
INFO = make_script_info()
"""One app for all commands of this process, so that the second start is quick."""


def main() -> None:
    """Prepares what is missing, keeps what is there, and becomes the server."""
    port = int(os.environ.get("PORT") or 8000)
    _refuse_busy_port(port)
    folder = Path(os.environ.setdefault("NIC_DATA_DIR", "instance"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("NIC_SECRET_KEY", _kept(folder / "secret-key", secrets.token_urlsafe(48)))
    os.environ.setdefault("NIC_HTTPS", "false")
    os.environ.setdefault("NIC_DEMO", "true")
    os.environ.setdefault("NIC_BASE_URL", f"http://{LOOPBACK}:{port}")
    _nic("db", "upgrade")
    _fill()
    if data := os.environ.get("DATA"):
        _import(Path(data))
    _nic("demo", "--accounts")
    sys.stdout.flush()
    _nic("serve", "--host", LOOPBACK, "--port", str(port), "--with-worker")


def _refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            sys.exit(f"Port {port} is in use. Try: make demo PORT={port + 1}")


def _kept(path: Path, fresh: str) -> str:
    """The text of a file that only its owner may read; a fresh one is written where there is none."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(fresh)
    return path.read_text().strip()


def _fill() -> None:
    """Fills an empty database with the demo story; one in which people exist is kept as it is."""
    print("Looking for the demo story; telling it takes a moment the first time ...", flush=True)
    try:
        with redirect_stdout(io.StringIO()):
            main_group.main(["demo"], standalone_mode=False, obj=INFO)
    except click.ClickException as error:
        if error.exit_code != PEOPLE_EXIST:
            raise


def _import(folder: Path) -> None:
    """Imports every attendance file of a folder; what was imported before is not doubled."""
    schools = folder / "schools.csv"
    files = sorted(path for path in folder.glob("*.csv") if path != schools)
    if not schools.is_file() or not files:
        sys.exit(f"{folder} holds no schools.csv with attendance files beside it.")
    for path in files:
        _nic_apart(
            "import-observations", str(path), "--schools", str(schools), "--weekly", "mean",
            "--map", "school=school_id,date=date,value=attendance_pct",
            "--agency", "City schools", "--network", "City attendance", "--measure", "Attendance",
            "--large-groups", "--skip-bad", "--staff", "agency@demo.example",
        )  # fmt: skip


def _nic(*arguments: str) -> None:
    """Runs a command in this process."""
    main_group.main(list(arguments), standalone_mode=False, obj=INFO)


def _nic_apart(*arguments: str) -> None:
    """Runs a command in a process of its own, whose memory does not stay with the server."""
    done = subprocess.run([sys.executable, "-m", "nic.cli", *arguments], check=False).returncode
    if done != 0:
        sys.exit(done)


if __name__ == "__main__":
    try:
        main()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
