"""Dumps of the two kinds of database: SQLite by its own online copy, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Protocol

from sqlalchemy import MetaData
from sqlalchemy.engine import URL

from nic.cli.group import Failure
from nic.kernel.database import db
from nic.kernel.schema import database_file, is_ours


class Dump(Protocol):
    """How one kind of database is written to a file and read back."""

    kind: str

    def write(self, target: Path) -> None:
        """Writes the whole database to a file, at one instant."""

    def read(self, source: Path) -> None:
        """Puts a written file in the place of all that the database holds, in one step."""

    def holds_rows(self) -> bool:
        """Whether any table holds a row."""


def dump_of() -> Dump:
    """The dump for the database of this app."""
    file = database_file()
    return SqliteDump(file) if file is not None else PostgresDump(db.engine.url)


def _holds_rows() -> bool:
    found = MetaData()
    found.reflect(db.engine, only=lambda name, _: is_ours(None, name))
    tables = [table for name, table in found.tables.items() if name != "alembic_version"]
    with db.engine.connect() as connection:
        return any(connection.execute(table.select().limit(1)).first() for table in tables)


class SqliteDump:
    """SQLite's online backup: a consistent copy while others read and write."""

    kind = "sqlite"

    def __init__(self, file: Path) -> None:
        self._file = file

    def write(self, target: Path) -> None:
        """Copies the database to a file."""
        with closing(sqlite3.connect(self._file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)

    def read(self, source: Path) -> None:
        """Copies a file over the database, after a check that it is sound. Raises Failure where it is not."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(self._file)) as target:
                if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                    raise Failure("The database in the backup is damaged.")
                copy.backup(target)
        except sqlite3.DatabaseError as error:
            raise Failure(f"The database could not be put back: {error}.") from error

    def holds_rows(self) -> bool:
        """Whether any table holds a row; a database that is not there holds none."""
        return self._file.is_file() and _holds_rows()


class PostgresDump:
    """pg_dump's custom format; put back by psql in one transaction."""

    kind = "postgresql"

    def __init__(self, url: URL) -> None:
        password = url.password
        bare = (
            url.set(drivername="postgresql", password=None) if password else url.set(drivername="postgresql")
        )
        self._address = bare.render_as_string(hide_password=False)
        self._environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})

    def write(self, target: Path) -> None:
        """Dumps the database to a file."""
        self._run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={self._address}")

    def read(self, source: Path) -> None:
        """Drops every table and plays the dump, in one transaction: all of it or nothing."""
        script = source.with_suffix(".sql")
        self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
        drops = source.with_suffix(".drop.sql")
        drops.write_text(self._drop_statement())
        self._run(
            "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
            f"--file={drops}", f"--file={script}", f"--dbname={self._address}",
        )  # fmt: skip

    def holds_rows(self) -> bool:
        """Whether any table holds a row."""
        return _holds_rows()

    def _drop_statement(self) -> str:
        found = MetaData()
        found.reflect(db.engine)
        quote = db.engine.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in found.tables)
        db.engine.dispose()
        return f"DROP TABLE {names} CASCADE;" if names else ""

    def _run(self, program: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's tools. Raises Failure with its own words where it fails or is not installed."""
        path = shutil.which(program)
        if path is None:
            raise Failure(f"{program} is not installed. It comes with PostgreSQL's client tools.")
        done = subprocess.run(  # noqa: S603  a fixed program, arguments from our settings
            [path, *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Failure(f"{program} failed: {done.stderr.strip()}")
