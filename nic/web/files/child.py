"""Parses one file in a process of its own: ``python child.py FILE INTO LIMITS``. Imports nothing of NIC.

Writes the rows that have anything in them as CSV in UTF-8, each begun by its line in the file, and tells on standard
output what it read as JSON. What cannot be read is told as {"error": sentence}.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 60
Line = tuple[int, list[str]]


class Refused(Exception):
    """The file cannot be taken; the message is a sentence."""


def encoding_of(start: bytes, whole: bytes) -> str:
    """How the bytes of a text are meant: by their mark, as UTF-8 where they are, else as Windows writes."""
    if start.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def delimiter_of(text: str) -> str:
    """The sign between cells: the one that cuts the first rows into as many cells each, and most of them."""
    best, found = (0.0, 0), ","
    for sign in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        rows = list(islice(reader, SAMPLE_ROWS))
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)
        if score > best:
            best, found = score, sign
    return found


def csv_lines(whole: bytes, limit: int) -> tuple[Iterator[Line], dict[str, str]]:
    """The rows of a text file with the lines on which they begin, and how it was read."""
    encoding = encoding_of(whole[:4], whole)
    try:
        text = whole.decode(encoding)
    except UnicodeDecodeError:
        text = whole.decode("latin-1")
    if "\0" in text:
        raise Refused("This is not a table. Send a CSV or an XLSX file.")
    delimiter = delimiter_of(text[:200_000])
    csv.field_size_limit(limit)
    return _csv_rows(text, delimiter), {"encoding": encoding, "delimiter": delimiter}


def _csv_rows(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def workbook_lines(path: Path, rows: int, columns: int) -> tuple[Iterator[Line], dict[str, str]]:
    """The rows of the first sheet that has any, as text. Formulas give what they last came to."""
    os.environ["OPENPYXL_LXML"] = "False"
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise Refused("Workbooks cannot be read here. Send a CSV file.")
    book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        sheet.reset_dimensions()
        if any(
            any(cell.value is not None for cell in row)
            for row in sheet.iter_rows(max_row=50, max_col=columns + 1)
        ):
            return _sheet_rows(sheet, rows, columns), {"sheet": str(sheet.title)}
    raise Refused("This workbook has no filled sheet.")


def _sheet_rows(sheet: Any, rows: int, columns: int) -> Iterator[Line]:
    found = sheet.iter_rows(max_row=rows + 50, max_col=columns + 1)
    for number, row in enumerate(found, 1):
        yield number, [as_text(cell.value, getattr(cell, "number_format", "")) for cell in row]


def as_text(value: Any, number_format: str = "") -> str:
    """What a cell of a workbook shows, as text that does not depend on a country."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        is_percent = "%" in (number_format or "")
        return f"{value * 100:.10g}%" if is_percent else f"{value:.15g}"
    return str(value)


def clean(rows: Iterable[Line], limits: dict[str, int]) -> Iterator[Line]:
    """The rows that have anything in them, trimmed. Raises Refused for more than is taken."""
    count = 0
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits["rows"] + 1:
            raise Refused(f"This file has more than {limits['rows']:,} rows. Send it in parts.")
        if len(cells) > limits["columns"]:
            raise Refused(f"Line {line} has more than {limits['columns']} columns.")
        if any(len(cell) > limits["cell"] for cell in cells):
            raise Refused(f"A cell on line {line} is longer than {limits['cell']:,} signs.")
        yield line, cells


def write(rows: Iterable[Line], into: Path) -> tuple[list[str], int]:
    """Writes the rows below the heading. Returns the heading and how many rows there are."""
    heading: Sequence[str] | None = None
    count = 0
    with into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for line, cells in rows:
            if heading is None:
                heading = cells
                continue
            writer.writerow([line, *cells])
            count += 1
    if heading is None:
        raise Refused("This file is empty.")
    return list(heading), count


def confine(limits: dict[str, int]) -> None:
    """No more memory, time and disk than was given; where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["unzipped_bytes"] * 4, limits["unzipped_bytes"] * 4))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def parse(source: Path, into: Path, limits: dict[str, int], is_workbook: bool) -> dict[str, Any]:
    """Reads the file. Raises Refused, and whatever a damaged file makes its reader raise."""
    if is_workbook:
        rows, told = workbook_lines(source, limits["rows"], limits["columns"])
    else:
        rows, told = csv_lines(source.read_bytes(), limits["cell"])
    columns, count = write(clean(rows, limits), into)
    return {"columns": columns, "rows": count, **told}


def main(arguments: Sequence[str]) -> int:
    """Runs the child."""
    source, into, given = Path(arguments[0]), Path(arguments[1]), json.loads(arguments[2])
    confine(given)
    try:
        told = parse(source, into, given, bool(given["is_workbook"]))
    except Refused as error:
        told = {"error": str(error)}
    except csv.Error as error:
        told = {"error": f"This is not a table that can be read: {error}."}
    except MemoryError:
        told = {"error": "This file takes too much memory to read. Save it as CSV, or send it in parts."}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
