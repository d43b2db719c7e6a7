"""Databases for tests: filled once per run, copied for every test, so that commits and rollbacks are real."""

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from nic.kernel.application import Application
from nic.kernel.database import db


class TestDatabase:
    """A database that can be put back to how it was when it was filled."""

    __test__ = False

    def __init__(self, folder: Path, worker: str) -> None:
        self.on_postgres = os.environ.get("NIC_TEST_DATABASE", "sqlite") == "postgres"
        self._file = folder / "test.sqlite3"
        self._template = folder / "template.sqlite3"
        if self.on_postgres:
            self._server = make_url(os.environ.get("NIC_TEST_POSTGRES_URL", "postgresql+psycopg:///postgres"))
            self._server = self._server.set(drivername="postgresql+psycopg")
            self._name = f"nic_test_{os.getpid()}_{worker}"
            self._admin("DROP DATABASE IF EXISTS", self._name)
            self._admin("CREATE DATABASE", self._name)

    @property
    def url(self) -> str:
        """The address of the database under test."""
        if not self.on_postgres:
            return f"sqlite:///{self._file}"
        address: URL = self._server.set(database=self._name)
        return address.render_as_string(hide_password=False)

    def keep_as_template(self, app: Application) -> None:
        """Remembers the present content."""
        self._release(app)
        if self.on_postgres:
            self._admin("CREATE DATABASE", f"{self._name}_template", f"TEMPLATE {self._name}")
        else:
            source, target = sqlite3.connect(self._file), sqlite3.connect(self._template)
            source.backup(target)
            source.close()
            target.close()

    def reset(self, app: Application) -> None:
        """Puts the remembered content back."""
        self._release(app)
        if self.on_postgres:
            self._admin("DROP DATABASE", self._name, "WITH (FORCE)")
            self._admin("CREATE DATABASE", self._name, f"TEMPLATE {self._name}_template")
        else:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self._template, self._file)

    def drop(self, app: Application) -> None:
        """Removes what a server would keep."""
        self._release(app)
        if self.on_postgres:
            self._admin("DROP DATABASE IF EXISTS", self._name, "WITH (FORCE)")
            self._admin("DROP DATABASE IF EXISTS", f"{self._name}_template", "WITH (FORCE)")

    def _release(self, app: Application) -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _admin(self, verb: str, name: str, suffix: str = "") -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'{verb} "{name}" {suffix}'))
        engine.dispose()
