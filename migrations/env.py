"""How migrations run: all that are needed in one transaction, which begins as a write."""

from collections.abc import Iterable
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, text

from nic.kernel.database import UtcDateTime, db
from nic.kernel.intent import Intent, declare

UPGRADE_LOCK = 6_427_001
"""The PostgreSQL advisory lock that lets one server at a time change the schema."""


def number_file(_context: MigrationContext, _revision: Any, directives: list[MigrationScript]) -> None:
    """Numbers new migrations 0001, 0002, ...; writes none where the models and the tables agree."""
    script = directives[0]
    if script.upgrade_ops is not None and script.upgrade_ops.is_empty():
        directives.clear()
        return
    head = ScriptDirectory.from_config(context.config).get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04d}"


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Writes our column types as plain ones, so that an old migration does not depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def options() -> dict[str, Any]:
    """What Flask-Migrate was given, and how new files are written."""
    given = dict(current_app.extensions["migrate"].configure_args)
    return given | {
        "target_metadata": db.metadata,
        "process_revision_directives": number_file,
        "render_item": render_item,
    }


def run_on(connection: Connection) -> None:
    """Runs what is needed in one transaction.

    On SQLite a changed table is a copied one, so foreign keys rest meanwhile and are checked before the commit.
    Raises RuntimeError where a row would point to nothing.
    """
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        set_foreign_keys(connection, "OFF")
    try:
        with connection.begin():
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
            context.configure(connection=connection, transactional_ddl=True, **options())
            context.run_migrations()
            if sqlite:
                refuse_broken(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    finally:
        if sqlite:
            set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, state: Literal["ON", "OFF"]) -> None:
    """Speaks to the driver itself: the switch has no effect inside a transaction."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={state}")


def refuse_broken(rows: Iterable[Any]) -> None:
    """Raises RuntimeError where a migration would leave a row that points to nothing."""
    tables = sorted({row[0] for row in rows})
    if tables:
        raise RuntimeError(f"the migration would leave rows that point to nothing in {', '.join(tables)}")


def main() -> None:
    """Runs on the app's database, or writes the SQL of it where alembic asks for that."""
    if context.is_offline_mode():
        context.configure(url=db.engine.url, literal_binds=True, **options())
        context.run_migrations()
        return
    with declare(Intent.WRITE), db.engine.connect() as connection:
        run_on(connection)


main()
