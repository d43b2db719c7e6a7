"""What is looked at before a file is opened: its size, and of an archive what would come out of it."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


class UnreadableFile(Exception):
    """A file that cannot be read, or may not; the message is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken. Time and memory are those of the process that parses it."""

    bytes: int = 16 * MEGABYTE
    unzipped_bytes: int = 20 * MEGABYTE
    ratio: int = 100
    members: int = 500
    rows: int = 200_000
    columns: int = 100
    cell: int = 2_000
    seconds: int = 30
    memory: int = 768 * MEGABYTE


LIMITS = Limits()


def look_at(path: Path, limits: Limits) -> bool:
    """Whether a file is a workbook. Nothing of it is unpacked. Raises UnreadableFile."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("This file is empty.")
    if size > limits.bytes:
        raise UnreadableFile(f"This file is larger than {limits.bytes // MEGABYTE} MB. Send it in parts.")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "This is an old or a locked workbook. Save it as XLSX or CSV, without a password."
        )
    if not start.startswith(b"PK"):
        return False
    _look_at_archive(path, size, limits)
    return True


def _look_at_archive(path: Path, size: int, limits: Limits) -> None:
    """Refuses an archive by its list of contents: what it would unpack to, and what it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableFile("This workbook is damaged. Save it anew as XLSX or CSV.") from error
    unpacked = sum(member.file_size for member in members)
    too_much = unpacked > limits.unzipped_bytes or unpacked > limits.ratio * size
    if too_much or len(members) > limits.members:
        raise UnreadableFile("This workbook unpacks to far more than a table of values. Save it as CSV.")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("This workbook is locked by a password. Save it without one.")
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise UnreadableFile("This is an archive, not a workbook. Send a CSV or an XLSX file.")
