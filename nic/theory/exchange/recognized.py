"""Which form a pasted theory has, and reading it. No database."""

from nic.theory.exchange import indented, json_form, rows
from nic.theory.exchange.reading import Reading


def read(text: str, aim_text: str | None = None) -> Reading:
    """Reads JSON, rows of a spreadsheet or an indented list, whichever the text is."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith(("{", "[{")):
        return json_form.read(text)
    if rows.looks_like_rows(text):
        return rows.read(text, aim_text)
    return indented.read(text, aim_text)
