"""Tables from files: CSV and XLSX, read by a process of their own into plain rows that can be trusted to be plain."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nic.kernel.transactions import refuse_slow_work
from nic.web.files import child
from nic.web.files.guards import LIMITS, Limits, UnreadableFile, look_at

DAMAGED = "This file cannot be read. It may be damaged, or too large. Save it as CSV and send that."


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What was read: the heading, the number of rows below it, and how it was read ("CSV, semicolons, UTF-8")."""

    columns: list[str]
    rows: int
    how: str


def read_table(source: Path, into: Path, limits: Limits = LIMITS) -> ReadTable:
    """Reads a CSV or XLSX file and writes its rows to ``into``, for ``rows_of``. Raises UnreadableFile.

    The file is looked at before it is opened, and parsed by a child with a limit of time and memory.
    """
    refuse_slow_work("reading a file")
    is_workbook = look_at(source, limits)
    told = _told(source, into, asdict(limits) | {"is_workbook": is_workbook}, limits.seconds)
    if "error" in told:
        raise UnreadableFile(str(told["error"]))
    return ReadTable(told["columns"], told["rows"], _how(told))


def _told(source: Path, into: Path, given: dict[str, Any], seconds: int) -> dict[str, Any]:
    command = [
        sys.executable,
        "-I",
        "-X",
        "utf8",
        str(child.__file__),
        str(source),
        str(into),
        json.dumps(given),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds + 5, check=False, env={})  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            "This file takes too long to read. Save it as CSV, or send it in parts."
        ) from error
    if done.returncode != 0:
        raise UnreadableFile(DAMAGED)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows text"}


def _how(told: dict[str, Any]) -> str:
    if "sheet" in told:
        return f"XLSX, sheet “{told['sheet']}”"
    return f"CSV with {NAMES[told['delimiter']]}, {ENCODINGS[told['encoding']]}"


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that ``read_table`` wrote, each with its line in the file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield int(row[0]), row[1:]
