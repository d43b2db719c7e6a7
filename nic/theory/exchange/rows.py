"""A theory as rows of a spreadsheet: a column for each level, a row for each part with all that stands above it.

A blank cell means "as above". No database.
"""

import csv
import io
import re

from nic.theory.exchange.reading import AIM_PARTS, NODE_PARTS, Builder, Reading, aim_parts_of, labels_of
from nic.theory.models import NodeKind
from nic.theory.plain import Key, PlainRow, PlainTheory, outline_of

_LEVELS: dict[str, tuple[int, NodeKind]] = {
    "aim": (0, NodeKind.AIM),
    "primary driver": (1, NodeKind.PRIMARY_DRIVER),
    "secondary driver": (2, NodeKind.SECONDARY_DRIVER),
    "tertiary driver": (3, NodeKind.SECONDARY_DRIVER),
    "change idea": (4, NodeKind.CHANGE_IDEA),
}
_NAMES = {name: name for name in (*_LEVELS, *AIM_PARTS, *NODE_PARTS)} | {
    "primary drivers": "primary driver",
    "secondary drivers": "secondary driver",
    "tertiary drivers": "tertiary driver",
    "change ideas": "change idea",
    "idea": "change idea",
    "ideas": "change idea",
}
_WITHOUT_HEADING = {
    2: ("primary driver", "change idea"),
    3: ("primary driver", "secondary driver", "change idea"),
    4: ("aim", "primary driver", "secondary driver", "change idea"),
    5: ("aim", "primary driver", "secondary driver", "tertiary driver", "change idea"),
}
NOT_LINKED = "(not linked)"
HEADING = (
    *("Aim", "Primary driver", "Secondary driver", "Tertiary driver", "Change idea"),
    *("Note", "Evidence", "For whom", "From where", "How much", "By when"),
)
_FORMULA = re.compile(r"'*[=+\-@\t\r\n|%]")
_KEPT = re.compile(r"'+[=+\-@\t\r\n|%]")


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; ``unharmed`` gives the words back exactly."""
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(cell: str) -> str:
    """The words of a cell."""
    return cell[1:] if _KEPT.match(cell) else cell


def looks_like_rows(text: str) -> bool:
    """Whether a text comes from a spreadsheet: cells beside each other, or a heading as this house writes it."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    cells = {cell.strip(' "\r').lower() for cell in re.split(r"[\t,;]", first)}
    return len(cells & _NAMES.keys()) > 1 or any("\t" in line.strip() for line in text.splitlines())


def read(text: str, aim_text: str | None = None) -> Reading:
    """Reads rows, with tabs, commas or semicolons between their cells."""
    text = text.lstrip("\ufeff")
    builder = Builder("rows of a spreadsheet")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: tuple[str, ...] | None = None
    path: dict[int, Key | None] = {}
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns, is_heading = _columns(builder, cells)
                if is_heading or not columns:
                    continue
            _take_row(builder, start, dict(zip(columns, cells, strict=False)), path)
    except csv.Error:
        builder.problem(line, "This row cannot be read. Copy the cells from the spreadsheet once more.")
    return builder.finished(aim_text)


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max("\t,;", key=first.count) if any(sign in first for sign in "\t,;") else "\t"


def _columns(builder: Builder, cells: list[str]) -> tuple[tuple[str, ...], bool]:
    """What each column holds, and whether the first row says so itself."""
    named = [_NAMES.get(cell.strip().lower(), "") for cell in cells]
    if len([name for name in named if name]) > 1:
        for cell, name in zip(cells, named, strict=True):
            if cell.strip() and not name:
                builder.problem(1, f"There is no column “{cell.strip()[:40]}”. Use: {', '.join(HEADING)}.")
        return tuple(name or f"column {place}" for place, name in enumerate(named)), True
    found = _WITHOUT_HEADING.get(len(cells))
    if found is None:
        builder.problem(1, f"Put a heading above the columns: {', '.join(HEADING[:5])}.")
        return (), False
    return found, False


def _take_row(builder: Builder, line: int, cells: dict[str, str], path: dict[int, Key | None]) -> None:
    written = {name: unharmed(cell.strip()) for name, cell in cells.items() if cell.strip()}
    filled = sorted((_LEVELS[name], words) for name, words in written.items() if name in _LEVELS)
    if filled:
        first = filled[0][0][0]
        for level in [level for level in path if level >= first]:
            del path[level]
    last: Key | None = path[max(path)] if path and not filled else None
    for (level, kind), words in filled:
        if level == 0 and words == NOT_LINKED:
            path[level] = None
            continue
        parent = path[max(path)] if path else None
        last = path[level] = builder.put(line, kind, words.replace("\r\n", "\n"), parent)
        if last is None:
            del path[level]
            return
        if kind is NodeKind.PRIMARY_DRIVER and parent is None and builder.aim is not None:
            builder.draft.link(builder.aim, last)
    for name, value in written.items():
        value = value.replace("\r\n", "\n")
        if name in NODE_PARTS and last is not None:
            builder.set_part(line, last, NODE_PARTS[name], value)
        elif name in AIM_PARTS:
            builder.set_aim_part(line, AIM_PARTS[name], value)


def rows_of(theory: PlainTheory) -> list[list[str]]:
    """A heading, then a row for each part under each thing that it serves."""
    labels = {key: f"{text} [1]" if text == NOT_LINKED else text for key, text in labels_of(theory).items()}
    found: list[list[str]] = [list(HEADING)]

    def add(row: PlainRow, above: dict[int, str], level: int) -> None:
        node = row.node
        path = above | {level: labels[node.id]}
        parts = ["", ""] if row.again else [node.note, node.evidence]
        aim = aim_parts_of(theory) if node.kind is NodeKind.AIM else {}
        cells = [path.get(number, "") for number in range(5)]
        found.append([*cells, *parts, *(aim.get(name.lower(), "") for name in HEADING[7:])])
        for child in row.children:
            add(child, path, _level_below(child, level))

    for root in outline_of(theory):
        unlinked = {} if root.node.kind is NodeKind.AIM else {0: NOT_LINKED}
        add(root, unlinked, _level_below(root, 0))
    return found


def _level_below(row: PlainRow, upper: int) -> int:
    level = {kind: place for place, kind in reversed([*_LEVELS.values()])}[row.node.kind]
    return 3 if row.node.kind is NodeKind.SECONDARY_DRIVER and upper == 2 else level


def write(theory: PlainTheory) -> str:
    """The rows as CSV; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([harmless(cell) for cell in row] for row in rows_of(theory))
    return text.getvalue()
