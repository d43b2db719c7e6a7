"""One column spec for a table in HTML and its CSV."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  the wide ones count too
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``text(row)`` gives the cell for CSV, ``cell(row)`` for HTML (the same unless ``html`` is given).

    ``wide_only``: a phone leaves it out, so that a row stays one line.
    """

    label: str
    text: Callable[[Any], Any]
    numeric: bool = False
    html: Callable[[Any], Any] | None = None
    wide_only: bool = False

    def cell(self, row: Any) -> Any:
        """The cell as the page shows it."""
        return (self.html or self.text)(row)


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that begins like one is prefixed; numbers stay."""
    if isinstance(value, str) and value[:1] in FORMULA_SIGNS and not _PLAIN_NUMBER.match(value):
        return "'" + value
    return "" if value is None else value


def csv_response(columns: Sequence[Column], rows: Iterable[Any], filename: str) -> Response:
    """The rows as a CSV download, in UTF-8 with its mark so that spreadsheets read accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(column.label) for column in columns])
    for row in rows:
        writer.writerow([harmless(column.text(row)) for column in columns])
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
