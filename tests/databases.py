"""Databases for tests: filled once per run, put back for every test, so that commits and rollbacks are real."""

import os
import re
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping, create_engine, event, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.base import Connection, Engine

from nic.kernel.application import Application
from nic.kernel.database import db

_WRITES = re.compile(
    r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+\"?(\w+)", re.IGNORECASE
)


class TestDatabase:
    """A database that can be put back to how it was when it was filled.

    An SQLite file is copied. On PostgreSQL, where making a database takes long, the tables that were written to get
    their rows back; foreign keys rest meanwhile, for which the user must be a superuser.
    """

    __test__ = False

    def __init__(self, folder: Path, worker: str) -> None:
        self.on_postgres = os.environ.get("NIC_TEST_DATABASE", "sqlite") == "postgres"
        self._file = folder / "test.sqlite3"
        self._template = folder / "template.sqlite3"
        self._kept: dict[str, Sequence[RowMapping]] = {}
        self._written: set[str] = set()
        if self.on_postgres:
            self._server = make_url(os.environ.get("NIC_TEST_POSTGRES_URL", "postgresql:///postgres"))
            self._server = self._server.set(drivername="postgresql+psycopg")
            self._name = f"nic_test_{os.getpid()}_{worker}"
            self._admin("DROP DATABASE IF EXISTS")
            self._admin("CREATE DATABASE")

    @property
    def url(self) -> str:
        """The address of the database under test."""
        if not self.on_postgres:
            return f"sqlite:///{self._file}"
        address: URL = self._server.set(database=self._name)
        address = address.update_query_dict({"options": "-csynchronous_commit=off"})
        return address.render_as_string(hide_password=False)

    def keep_as_template(self, app: Application) -> None:
        """Remembers the present content."""
        with app.app_context():
            db.session.remove()
            if self.on_postgres:
                self._remember_rows(db.engine)
        if not self.on_postgres:
            source, target = sqlite3.connect(self._file), sqlite3.connect(self._template)
            source.backup(target)
            source.close()
            target.close()

    def reset(self, app: Application) -> None:
        """Puts the remembered content back."""
        with app.app_context():
            db.session.remove()
            if self.on_postgres:
                self._put_rows_back(db.engine)
            else:
                db.engine.dispose()
        if not self.on_postgres:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self._template, self._file)

    def drop(self, app: Application) -> None:
        """Removes what a server would keep."""
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.on_postgres:
            self._admin("DROP DATABASE IF EXISTS", "WITH (FORCE)")

    def _remember_rows(self, engine: Engine) -> None:
        with engine.connect() as connection:
            for table in db.metadata.sorted_tables:
                self._kept[table.name] = connection.execute(select(table)).mappings().all()

        @event.listens_for(engine, "before_cursor_execute")
        def note_writes(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            found = _WRITES.match(statement)
            if found:
                self._written.add(found.group(1))

    def _put_rows_back(self, engine: Engine) -> None:
        written, self._written = self._written & self._kept.keys(), set()
        if not written:
            return
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in sorted(written):
                self._put_table_back(connection, name)
        self._written = set()

    def _put_table_back(self, connection: Connection, name: str) -> None:
        table, rows = db.metadata.tables[name], self._kept[name]
        connection.execute(table.delete())
        if rows:
            connection.execute(table.insert(), [dict(row) for row in rows])
        if "id" in table.columns:
            last = max((row["id"] for row in rows), default=0)
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :next, false)")
            connection.execute(sequence, {"table": name, "next": last + 1})

    def _admin(self, verb: str, suffix: str = "") -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'{verb} "{self._name}" {suffix}'))
        engine.dispose()
