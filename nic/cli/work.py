"""``nic work``: jobs that are due and mail that waits."""

import os
import signal
from threading import Event

import click
import structlog
from flask.cli import with_appcontext

from nic.cli.group import NotUpToDate
from nic.kernel.schema import is_up_to_date
from nic.kernel.worker import Worker

log = structlog.get_logger()


@click.command()
@click.option("--forever", is_flag=True, help="Go on until stopped (Ctrl+C or SIGTERM).")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=5,
    show_default=True,
    help="Seconds between turns with --forever.",
)
@click.option(
    "--while-process", type=int, hidden=True, help="End when the parent process is no longer this one."
)
@with_appcontext
def work(forever: bool, every: float, while_process: int | None) -> None:
    """Run the jobs that are due and send the mail that waits, once or forever.

    A job that fails is tried again later and does not end the command; the log says which.
    """
    if not is_up_to_date():
        raise NotUpToDate
    if not forever:
        turn = Worker().turn()
        click.echo(f"Jobs done: {turn.jobs}. Mail sent: {turn.mails}.")
        return
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())

    def wait() -> bool:
        orphaned = while_process is not None and os.getppid() != while_process
        return stopped.is_set() or orphaned or stopped.wait(every)

    log.info("worker started", process=os.getpid())
    Worker().run(wait)
    log.info("worker ended", process=os.getpid())
