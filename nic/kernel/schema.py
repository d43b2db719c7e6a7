"""The schema's revision: what the database has, what this version of NIC needs, and how to move between them."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import Migrate

from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.kernel.resources import resource_folder

FULL_TEXT = "_fts"
"""In the names of what a database keeps for a search in full text: no table of ours, and no row of anybody."""


def is_ours(_thing: object, name: str | None, *_: object) -> bool:
    """Whether a table or index of the database is one that the models say."""
    return FULL_TEXT not in (name or "")


migrate = Migrate(render_as_batch=True, compare_type=True, include_object=is_ours)


def init_schema(app: Flask) -> None:
    """Binds the migrations to the app."""
    migrate.init_app(app, db, directory=str(resource_folder("migrations")))


def migration_config() -> Config:
    """Alembic's configuration for the app of this context."""
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config


def needed_revision() -> str | None:
    """The newest revision that this version of NIC knows; None where there is none."""
    return ScriptDirectory.from_config(migration_config()).get_current_head()


def known_revisions() -> frozenset[str]:
    """Every revision that this version of NIC knows."""
    return frozenset(
        step.revision for step in ScriptDirectory.from_config(migration_config()).walk_revisions()
    )


def database_file() -> Path | None:
    """The file of an embedded database; None for a server's."""
    url = db.engine.url
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def current_revision() -> str | None:
    """The revision of the database; None for a database without tables, or that is not there yet."""
    file = database_file()
    if file is not None and not file.is_file():
        return None
    with declare(Intent.READ), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_up_to_date() -> bool:
    """Whether the database has the schema that this version of NIC needs."""
    needed = needed_revision()
    return needed is not None and current_revision() == needed
