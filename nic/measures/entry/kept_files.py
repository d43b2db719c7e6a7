"""What is kept of a file until it is loaded: its rows, what its check found, how far its load is. No database.

It all stands in the folder of kept files, since a file may hold more than values; it is forgotten after two days.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from nic.kernel.resources import files_folder


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The files beside each other that belong to one file of values."""

    key: UUID

    @property
    def rows(self) -> Path:
        """The rows below the heading, as ``nic.web.files`` wrote them."""
        return _folder() / f"{self.key.hex}.csv"

    @property
    def _found(self) -> Path:
        return _folder() / f"{self.key.hex}.json"

    @property
    def _progress(self) -> Path:
        return _folder() / f"{self.key.hex}.progress"

    @property
    def is_there(self) -> bool:
        """Whether it has not been forgotten yet."""
        return self.rows.exists()

    def found(self) -> dict[str, Any]:
        """What was found: heading, matching, bad rows, the first values; empty where it was forgotten."""
        try:
            plain: dict[str, Any] = json.loads(self._found.read_text())
        except FileNotFoundError:
            return {}
        return plain

    def keep(self, **found: Any) -> None:
        """Adds to what was found, whole or not at all."""
        _write(self._found, json.dumps(self.found() | found))

    def tell(self, step: str, done: int, of: int) -> None:
        """How far the load is, for its page: the transaction that loads says nothing before its end."""
        _write(self._progress, json.dumps({"step": step, "done": done, "of": of}))

    def progress(self) -> dict[str, Any]:
        """What was told last."""
        try:
            plain: dict[str, Any] = json.loads(self._progress.read_text())
        except FileNotFoundError:
            return {"step": "waits", "done": 0, "of": 1}
        return plain

    def forget(self) -> None:
        """Removes everything."""
        for path in (self.rows, self._found, self._progress):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = files_folder() / "value-files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.write_text(text)
    os.replace(fresh, path)


def forget_older_than(instant: float) -> int:
    """Removes what was kept before an instant (seconds). Returns how many files went."""
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < instant]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
