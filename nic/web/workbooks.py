"""A table as a workbook: figures as figures, text as text whatever it begins with."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from nic.kernel.transactions import pause, refuse_slow_work
from nic.web.tables import Column

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST = 32_767
"""More signs no cell of a workbook holds."""


def workbook_response(columns: Sequence[Column], rows: Iterable[Any], filename: str) -> Response:
    """The rows as an XLSX download. No text in it is ever a formula or a link. Ends a transaction that only read."""
    table = [
        [column.label for column in columns],
        *([column.text(row) for column in columns] for row in rows),
    ]
    pause()
    response = Response(_written(table), mimetype=KIND)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _written(table: Iterable[Sequence[Any]]) -> bytes:
    refuse_slow_work("writing a workbook")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Values")
    for row in table:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """A cell: numbers and dates as they are, everything else as text that is marked as text."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float | date | datetime):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _NO_SIGNS.sub("", str(value))[:LONGEST])
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
