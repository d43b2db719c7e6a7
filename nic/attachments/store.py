"""Where the content of files stands: in the data directory, each under a name of its own that nobody can guess."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nic.kernel.resources import files_folder

_TOKEN = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """The folder of all attachments: part of every backup."""
    return files_folder() / "attachments"


def keep(content: bytes, token: str | None = None) -> str:
    """Writes a file, whole or not at all, and returns the name under which it stands: a new one, or the given."""
    token = token or secrets.token_hex(16)
    path = path_of(token)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    return token


def path_of(token: str) -> Path:
    """The path of a kept file. Raises ValueError for a name that is none of ours."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("this is no name of a kept file")
    return folder() / token[:2] / token


def remove(token: str) -> None:
    """Removes a file; nothing happens where it is gone."""
    path_of(token).unlink(missing_ok=True)


def kept_before(instant: float) -> Iterator[str]:
    """The names of the files that were written before an instant (seconds since 1970)."""
    for path in sorted(folder().glob("*/*")):
        if _TOKEN.fullmatch(path.name) and path.stat().st_mtime < instant:
            yield path.name
