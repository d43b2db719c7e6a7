"""A block as it comes from a spreadsheet by way of the clipboard: tabs between cells, a line for each row."""

import csv
import io

from nic.kernel.errors import DomainError

MOST_ROWS = 500
MOST_COLUMNS = 100


def split_block(text: str) -> list[list[str]]:
    """The cells of a block, row by row. A cell with a line break or a tab stands in quotes, with its quotes doubled.

    Raises DomainError for what is no block.
    """
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(plain, newline=""), delimiter="\t", strict=False)
    try:
        found = [row[:MOST_COLUMNS] for _, row in zip(range(MOST_ROWS), rows, strict=False)]
    except csv.Error:
        raise DomainError("These are no cells from a spreadsheet.", "block") from None
    while found and not any(cell.strip() for cell in found[-1]):
        found.pop()
    return [row or [""] for row in found]
