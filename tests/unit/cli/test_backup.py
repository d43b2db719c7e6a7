"""A backup holds everything and comes back whole; nothing else is accepted in its place."""

import io
import json
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from click.testing import Result
from flask import Flask

from nic.cli import archive
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.kernel.outbox import OutgoingMail, queue_mail
from nic.kernel.resources import files_folder
from nic.kernel.schema import migration_config
from nic.kernel.transactions import unit_of_work

Nic = Callable[..., Result]


@pytest.fixture(autouse=True)
def _no_files(app: Flask) -> Iterator[None]:
    """The folder of files is not put back between tests."""
    yield
    with app.app_context():
        shutil.rmtree(files_folder(), ignore_errors=True)


@pytest.fixture
def kept_file(app: Flask) -> Path:
    """A file that somebody gave us."""
    with app.app_context():
        path = files_folder() / "2026" / "poster.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Our aim")
    return path


def write_mail(app: Flask, title: str) -> None:
    """Something for the database to hold."""
    with app.app_context(), unit_of_work():
        queue_mail("ana@demo.example", title, "A text with ümlauts")


def titles(app: Flask) -> list[str]:
    """What the outbox holds."""
    with app.app_context():
        return [mail.title for mail in db.session.query(OutgoingMail).order_by(OutgoingMail.id)]


def release(app: Flask) -> None:
    """Lets go of the database, as a stopped server has."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_what_was_backed_up_comes_back(app: Flask, nic: Nic, tmp_path: Path, kept_file: Path) -> None:
    file = tmp_path / "nic.tar.gz"
    write_mail(app, "before")
    (kept_file.parent / ".being-written").write_text("half")
    made = nic("backup", file)
    assert made.exit_code == 0, made.stderr
    assert "and 1 file." in made.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    write_mail(app, "after")
    kept_file.write_text("changed")
    (kept_file.parent / "later.txt").write_text("later")
    release(app)
    done = nic("restore", file, "--replace")
    assert done.exit_code == 0, done.stderr
    assert titles(app) == ["before"]
    assert kept_file.read_text() == "Our aim"
    assert [path.name for path in kept_file.parent.iterdir()] == ["poster.txt"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_keys_go_on_where_they_were(app: Flask, nic: Nic, tmp_path: Path) -> None:
    write_mail(app, "first")
    nic("backup", tmp_path / "nic.tar.gz")
    release(app)
    assert nic("restore", tmp_path / "nic.tar.gz", "--replace").exit_code == 0
    write_mail(app, "second")
    assert titles(app) == ["first", "second"]


def test_data_are_not_replaced_unasked(app: Flask, nic: Nic, tmp_path: Path) -> None:
    write_mail(app, "kept")
    nic("backup", tmp_path / "nic.tar.gz")
    release(app)
    done = nic("restore", tmp_path / "nic.tar.gz")
    assert done.exit_code == 2
    assert "--replace" in done.stderr
    assert titles(app) == ["kept"]


def test_an_empty_database_takes_a_backup_unasked(app: Flask, nic: Nic, tmp_path: Path) -> None:
    write_mail(app, "moved")
    nic("backup", tmp_path / "nic.tar.gz")
    with app.app_context(), declare(Intent.WRITE):
        db.session.remove()
        db.drop_all()
        command.stamp(migration_config(), "base")
        db.engine.dispose()
    done = nic("restore", tmp_path / "nic.tar.gz")
    assert done.exit_code == 0, done.stderr
    assert titles(app) == ["moved"]


def test_a_backup_never_overwrites_a_file(nic: Nic, tmp_path: Path) -> None:
    (tmp_path / "nic.tar.gz").write_text("precious")
    done = nic("backup", tmp_path / "nic.tar.gz")
    assert done.exit_code == 2
    assert (tmp_path / "nic.tar.gz").read_text() == "precious"


def forge(file: Path, manifest: dict[str, object], **members: bytes) -> None:
    """Writes an archive that no backup command wrote."""
    with tarfile.open(file, "w:gz") as tar:
        for name, content in {archive.MANIFEST: json.dumps(manifest).encode(), **members}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize(
    ("changed", "members", "words"),
    [
        ({"revision": "9999"}, {}, "newer NIC"),
        ({"database": "oracle"}, {}, "The backup is of oracle"),
        ({"format": 99}, {}, "format"),
        ({}, {"../outside": b"x"}, "which no backup of NIC does"),
        ({}, {"files/../../outside": b"x"}, "which no backup of NIC does"),
        ({}, {"database": b"not a database"}, ""),
    ],
)
def test_a_foreign_archive_changes_nothing(
    app: Flask, nic: Nic, tmp_path: Path, changed: dict[str, object], members: dict[str, bytes], words: str
) -> None:
    write_mail(app, "kept")
    nic("backup", tmp_path / "good.tar.gz")
    with app.app_context():
        told = archive.Archive(tmp_path / "good.tar.gz").manifest()
    manifest = {name: getattr(told, name) for name in ("made_at", "database", "revision", "format")} | changed
    forge(tmp_path / "forged.tar.gz", manifest, **members)
    release(app)
    done = nic("restore", tmp_path / "forged.tar.gz", "--replace")
    assert done.exit_code in (1, 2)
    assert words in done.stderr
    assert titles(app) == ["kept"]
    assert not list(tmp_path.rglob("outside"))


def test_half_an_archive_changes_nothing(app: Flask, nic: Nic, tmp_path: Path) -> None:
    write_mail(app, "kept")
    nic("backup", tmp_path / "whole.tar.gz")
    whole = (tmp_path / "whole.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    release(app)
    done = nic("restore", tmp_path / "half.tar.gz", "--replace")
    assert done.exit_code == 2
    assert "not a whole backup" in done.stderr
    assert titles(app) == ["kept"]
