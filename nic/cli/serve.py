"""``nic serve``: the pages, served by gunicorn with threads, with the worker beside them where asked for."""

import os
import subprocess
import sys
import time
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from nic.cli.group import NotUpToDate
from nic.kernel.database import db
from nic.kernel.schema import is_up_to_date

SECONDS_BETWEEN_STARTS = 5
SECONDS_TO_STOP = 15


class WorkerProcess:
    """``nic work --forever`` as a child of the server; started again where it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    def keep_running(self) -> None:
        """Starts the process where it does not run, at most once every few seconds."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() - self._started_at < SECONDS_BETWEEN_STARTS:
            return
        self._started_at = time.monotonic()
        command = [sys.executable, "-m", "nic.cli", "work", "--forever", "--while-process", str(os.getpid())]
        self._process = subprocess.Popen(command)  # noqa: S603  our own command

    def ask_to_stop(self) -> None:
        """Lets the process end after the job it is at."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait(self) -> None:
        """Waits until the process has ended, and ends it where that takes too long."""
        if self._process is None:
            return
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()


class Server(BaseApplication):
    """Gunicorn around one app."""

    def __init__(self, app: Flask, options: dict[str, Any], worker: WorkerProcess | None) -> None:
        self._app = app
        self._options = options
        self._worker = worker
        super().__init__()

    def load_config(self) -> None:
        """Hands our options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, made before the processes part."""
        return self._app

    def run(self) -> None:
        """Serves until stopped."""
        _Master(self, self._worker).run()


class _Master(Arbiter):
    """Gunicorn's master process, which also looks after the worker."""

    def __init__(self, server: Server, worker: WorkerProcess | None) -> None:
        self._nic_worker = worker
        super().__init__(server)

    def manage_workers(self) -> None:
        """Called about once a second."""
        super().manage_workers()
        if self._nic_worker is not None:
            self._nic_worker.keep_running()

    def stop(self, graceful: bool = True) -> None:
        """Stops the server and the worker."""
        if self._nic_worker is not None:
            self._nic_worker.ask_to_stop()
        super().stop(graceful)
        if self._nic_worker is not None:
            self._nic_worker.wait()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    envvar="PORT",
    show_default=True,
    show_envvar=True,
    help="The port to listen at.",
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="Requests at the same time."
)
@click.option(
    "--processes",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help="Processes, each with threads.",
)
@click.option("--with-worker", is_flag=True, help="Run 'nic work --forever' beside the server.")
@click.pass_obj
def serve(info: ScriptInfo, host: str, port: int, threads: int, processes: int, with_worker: bool) -> None:
    """Serve the pages. Exit code 2 where the database is not up to date."""
    app = info.load_app()
    with app.app_context():
        if not is_up_to_date():
            raise NotUpToDate
        db.engine.dispose()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def say_ready(_server: Arbiter) -> None:
        click.echo(f"NIC is served at http://{address} (Ctrl+C ends it).")

    options = {
        "bind": address,
        "worker_class": "gthread",
        "workers": processes,
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": say_ready,
    }
    Server(app, options, WorkerProcess() if with_worker else None).run()
