"""The table of a grid as HTML, written in Python: forty weeks of twelve measures are 480 cells, and a template would
take several times as long."""

from collections.abc import Collection

from markupsafe import Markup, escape

from nic.measures.entry.grid import Grid, GridRow, Key
from nic.measures.models import Cadence, MeasureKind, PartsBy, Series

HINTS = {
    MeasureKind.PROPORTION: "11/24 or 46%",
    MeasureKind.COUNT: "a whole number",
    MeasureKind.RATING: "a figure of the scale",
}


def head(grid: Grid) -> Markup:
    """The names of the measures, with what one writes in their cells."""
    return Markup("").join(_column(each) for each in grid.series)


def _column(series: Series) -> Markup:
    definition = series.definition
    hint = HINTS.get(definition.kind) or definition.unit or "a figure"
    if definition.kind is MeasureKind.COUNT and definition.unit:
        hint = definition.unit
    if series.parts_by is not PartsBy.NOBODY:
        hint = f"{hint}, added up from parts"
    return Markup('<th scope="col"><span id="m{}">{}</span><span class="hint">{}</span></th>').format(
        series.id, definition.name, hint
    )


def body(grid: Grid) -> Markup:
    """A row for each period: its cells are ordinary fields, named by their measure and their period."""
    without = {key for key in grid.skipped if not grid.texts.get(key)}
    marked = {*grid.errors, *grid.waiting, *grid.sums, *without}
    rows = "".join(_row(grid, row, marked) for row in grid.rows)
    return Markup(f"<tbody>{rows}</tbody>")  # noqa: S704  made of figures and escaped words


def row_words(cadence: Cadence, row: GridRow, last: GridRow) -> str:
    """A period in short: "8 March", "March 2027"; with its year where it is not that of the last row."""
    start = row.start
    if cadence is Cadence.MONTHLY:
        return f"{start:%B %Y}"
    year = f" {start.year}" if start.year != last.start.year else ""
    day = f"{start:%a} " if cadence is Cadence.DAILY else ""
    return f"{day}{start.day} {start:%b}{year}"


def _row(grid: Grid, row: GridRow, marked: Collection[Key]) -> str:
    day = f"{row.start:%Y%m%d}"
    closed = "" if row.is_open else '<span class="hint">no school</span>'
    words = row_words(grid.cadence, row, grid.rows[-1])
    prefix = "Week of " if grid.cadence is Cadence.WEEKLY else ""
    cells = "".join([_cell(grid, each.id, row, day, marked) for each in grid.series])
    return (
        f'<tr{"" if row.is_open else " class=closed"}><th scope="row"><span id="w{day}">'
        f"{f'<span class=hidden>{prefix}</span>' if prefix else ''}{words}</span>{closed}</th>{cells}</tr>"
    )


def _cell(grid: Grid, series_id: int, row: GridRow, day: str, marked: Collection[Key]) -> str:
    key = (series_id, row.start)
    text = grid.texts.get(key, "")
    name = f"v-{series_id}-{day}"
    if key not in marked and text == grid.opened.get(key, ""):
        value = f' value="{text if text.isalnum() else escape(text)}"' if text else ""
        return f'<td><input name="{name}"{value} aria-labelledby="m{series_id} w{day}"></td>'
    return _marked_cell(grid, key, name, text, day)


def _marked_cell(grid: Grid, key: Key, name: str, text: str, day: str) -> str:
    """A cell of which something is to be said: an error, a change that is not saved, a second value."""
    series_id, start = key
    error = grid.errors.get((series_id, start))
    words, kind = "", "changed"
    if error:
        words, kind = error, "error"
    elif key in grid.waiting:
        words, kind = "Two values: choose above.", "waits"
    elif key in grid.sums:
        words, kind = "Added up", "closed"
    elif key in grid.skipped and not text:
        words, kind = "Skipped", "skipped"
    about = f' aria-describedby="e-{name}"' if words else ""
    invalid = ' aria-invalid="true"' if error else " readonly" if key in grid.sums else ""
    told = f'<span class="says" id="e-{name}">{escape(words)}</span>' if words else ""
    opened = escape(grid.opened.get((series_id, start), ""))
    return (
        f'<td class="{kind}"><input id="{name}" name="{name}" value="{escape(text)}" data-opened="{opened}"'
        f' aria-labelledby="m{series_id} w{day}"{about}{invalid}>{told}</td>'
    )
