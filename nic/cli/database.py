"""``nic db``: the schema of the database."""

from collections.abc import Callable

import click
from alembic import command
from alembic.util import CommandError
from flask.cli import with_appcontext

from nic.cli.group import Failure
from nic.kernel.schema import current_revision, migration_config, needed_revision


@click.group("db")
def database() -> None:
    """Create, upgrade or downgrade the database."""


@database.command()
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Bring the database to REVISION (the newest, where none is given). Creates it where there is none."""
    before = current_revision()
    _run(lambda: command.upgrade(migration_config(), revision))
    after = current_revision()
    click.echo(
        f"The database is up to date ({after})."
        if before == after
        else f"The database is now at {after} (before: {before or 'empty'})."
    )


@database.command()
@click.argument("revision")
@with_appcontext
def downgrade(revision: str) -> None:
    """Take the database back to REVISION ("-1" is one step, "base" removes every table). Make a backup first."""
    _run(lambda: command.downgrade(migration_config(), revision))
    click.echo(f"The database is now at {current_revision() or 'base'}.")


@database.command()
@with_appcontext
def current() -> None:
    """Show the revision of the database and the one that is needed."""
    click.echo(
        f"The database is at {current_revision() or 'no revision'}; this version needs {needed_revision()}."
    )


@database.command()
@click.argument("title")
@with_appcontext
def revision(title: str) -> None:
    """Write a new migration called TITLE from the difference between the tables and the models. For developers."""
    _run(lambda: command.revision(migration_config(), message=title, autogenerate=True))


def _run(step: Callable[[], object]) -> None:
    try:
        step()
    except CommandError as error:
        raise Failure(f"{str(error).rstrip('.')}.") from error
