"""A heat map of ratings, criteria down and schools across: tint, blocks and words in every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render
from nic.drawing.shapes import Box, Group, Line, Picture, Shape, Words
from nic.drawing.text import balanced, shorten, text_width, wrap

_MARGIN = 18.0
_SIZE = 13.0
_SMALL = 12.0
_LINE = 17.0
_BLOCK = 9.0
_PHONE_WIDTH = 360.0
_WIDE_WIDTH = 760.0


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its level (0 = lowest, `None` = nothing known), a short text, and a flag in words such as
    "views differ"."""

    level: int | None
    text: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class HeatMapContent:
    """Cells by (row, column) number; one that is missing holds nothing. `levels` are the names of the
    levels, lowest first.

    Rows and columns stand in the order given. Raises `ValueError` for a cell outside or a level without a
    name.
    """

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[int, int], HeatCell]
    levels: Sequence[str]
    subtitle: str = ""

    def __post_init__(self) -> None:
        for (row, column), cell in self.cells.items():
            if not (0 <= row < len(self.rows) and 0 <= column < len(self.columns)):
                raise ValueError(f"The cell ({row}, {column}) lies outside the table.")
            if cell.level is not None and not 0 <= cell.level < len(self.levels):
                raise ValueError(f"Level {cell.level} has no name.")

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        cell = self.cells.get((row, column))
        if cell is None:
            return "nothing yet"
        level = "nothing yet" if cell.level is None else self.levels[cell.level]
        return ", ".join(text for text in (level, cell.text, cell.flag) if text)


def draw_heat_map(
    content: HeatMapContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw a heat map as `svg`, `png` or `pdf`.

    `size` is wide (760 px, more for many columns) or phone (360 px, one block per row). Raises `ValueError`
    for an unknown name.
    """
    return render(heat_map_picture(content, palette=palette, size=size), format)


def heat_map_picture(content: HeatMapContent, *, palette: str = "light", size: str = "wide") -> Picture:
    """The layout of a heat map; see `draw_heat_map`."""
    if size not in ("wide", "phone"):
        raise ValueError(f"No heat map size is called {size!r}; choose wide or phone.")
    layout = _HeatMap(content, palette_named(palette))
    return layout.wide() if size == "wide" else layout.phone()


def text_alternative(content: HeatMapContent) -> str:
    """One sentence for each row."""
    parts = [content.title, content.subtitle]
    for row, name in enumerate(content.rows):
        cells = [f"{column} {content.words(row, number)}" for number, column in enumerate(content.columns)]
        parts.append(f"{name}: {'; '.join(cells)}")
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: HeatMapContent) -> list[tuple[str, ...]]:
    """A heading row of columns, then one row of words per row."""
    rows: list[tuple[str, ...]] = [("", *content.columns)]
    for row, name in enumerate(content.rows):
        rows.append((name, *(content.words(row, column) for column in range(len(content.columns)))))
    return rows


class _HeatMap:
    def __init__(self, content: HeatMapContent, palette: Palette) -> None:
        self.content, self.palette = content, palette
        self.shapes: list[Shape] = []

    def wide(self) -> Picture:
        content, palette = self.content, self.palette
        names = max((text_width(name, _SIZE, "bold") for name in content.rows), default=0)
        left = _MARGIN + min(max(names, 90) + 16, 210)
        count = max(len(content.columns), 1)
        column = max((_WIDE_WIDTH - _MARGIN - left) / count, 104)
        width = left + count * column + _MARGIN
        y = self._title(width)
        heads = [wrap(name, column - 12, _SMALL, max_lines=3) for name in content.columns]
        deepest = max((len(lines) for lines in heads), default=1)
        for number, lines in enumerate(heads):
            for place, line in enumerate(lines):
                baseline = y + (deepest - len(lines) + place + 1) * 16
                self.shapes.append(Words(line, left + number * column + 6, baseline, _SMALL, palette.muted))
        y += deepest * 16 + 8
        for row, name in enumerate(content.rows):
            lines = wrap(name, left - _MARGIN - 12, _SIZE, "bold", max_lines=4)
            height = max(len(lines) * _LINE + 14, self._cell_height(row))
            self.shapes.append(Line([(_MARGIN, y), (width - _MARGIN, y)], palette.grid, 1))
            for place, line in enumerate(lines):
                self.shapes.append(
                    Words(line, _MARGIN, y + 20 + place * _LINE, _SIZE, palette.ink, face="bold")
                )
            for number in range(len(content.columns)):
                self.shapes.append(self._cell(row, number, left + number * column, y, column, height))
            y += height
        return self._finished(width, y)

    def phone(self) -> Picture:
        content, palette = self.content, self.palette
        y = self._title(_PHONE_WIDTH)
        for row, name in enumerate(content.rows):
            for line in wrap(name, _PHONE_WIDTH - 2 * _MARGIN, _SIZE + 1, "bold", max_lines=4):
                y += _LINE
                self.shapes.append(Words(line, _MARGIN, y, _SIZE + 1, palette.ink, face="bold"))
            y += 8
            for number, column in enumerate(content.columns):
                height = max(26.0, self._cell_height(row))
                school = shorten(column, 138, _SIZE)
                self.shapes.append(Words(school, _MARGIN, y + 19, _SIZE, palette.muted))
                self.shapes.append(self._cell(row, number, 164, y, _PHONE_WIDTH - _MARGIN - 164, height))
                y += height
            y += 16
        return self._finished(_PHONE_WIDTH, y)

    def _title(self, width: float) -> float:
        y = _MARGIN
        for line in balanced(self.content.title, width - 2 * _MARGIN, 19, "heading", max_lines=4):
            y += 25
            self.shapes.append(Words(line, _MARGIN, y - 6, 19, self.palette.ink, face="heading"))
        for line in wrap(self.content.subtitle, width - 2 * _MARGIN, _SIZE, max_lines=4):
            y += _LINE
            self.shapes.append(Words(line, _MARGIN, y - 3, _SIZE, self.palette.muted))
        return y + 8

    def _cell_height(self, row: int) -> float:
        """Room for blocks and level, and for the flag where a cell of the row has one."""
        cells = [cell for (number, _), cell in self.content.cells.items() if number == row]
        lines = 1 + any(cell.text for cell in cells) + any(cell.flag for cell in cells)
        return 26 + lines * 16

    def _cell(self, row: int, column: int, x: float, y: float, width: float, height: float) -> Group:
        """Tint and blocks for the level, then the level, text and flag in words."""
        palette, content = self.palette, self.content
        cell = content.cells.get((row, column), HeatCell(None))
        shapes: list[Shape] = []
        if cell.level is not None:
            share = (cell.level + 1) / len(content.levels)
            tint = mixed(palette.surface, palette.accent, 0.06 + 0.26 * share)
            shapes.append(Box(x + 2, y + 2, width - 4, height - 4, fill=tint, radius=5))
            shapes += self._blocks(cell.level, x + 9, y + 9)
            level = content.levels[cell.level]
        else:
            level = "nothing yet"
        room = width - 18
        words = [(level, palette.ink if cell.level is not None else palette.muted, "regular")]
        words += [(text, color, face) for text, color, face in (
            (cell.text, palette.ink, "regular"), (cell.flag, palette.ink, "bold")) if text]  # fmt: skip
        baseline = y + (34 if cell.level is not None else 20)
        for place, (text, color, face) in enumerate(words):
            short = shorten(text, room, _SMALL, face)
            shapes.append(Words(short, x + 9, baseline + place * 15.5, _SMALL, color, face=face))
        return Group(f"cell-{row + 1}-{column + 1}", shapes)

    def _blocks(self, level: int, x: float, y: float) -> list[Shape]:
        """As many filled blocks as the level says, the others empty."""
        return [
            Box(
                x + place * (_BLOCK + 3), y, _BLOCK, _BLOCK, edge=self.palette.accent, edge_width=1,
                fill=self.palette.accent if place <= level else None,
            )
            for place in range(len(self.content.levels))
        ]  # fmt: skip

    def _finished(self, width: float, y: float) -> Picture:
        """The key below the table, and the picture."""
        content, palette = self.content, self.palette
        x, y = _MARGIN, y + 22
        entries: list[Shape] = []
        for level, name in enumerate(content.levels):
            room = len(content.levels) * (_BLOCK + 3) + 4
            text = shorten(name, width - 2 * _MARGIN - room, _SMALL)
            if x > _MARGIN and x + room + text_width(text, _SMALL) > width - _MARGIN:
                x, y = _MARGIN, y + 20
            entries += self._blocks(level, x, y - 9)
            entries.append(Words(text, x + room, y, _SMALL, palette.muted))
            x += room + text_width(text, _SMALL) + 18
        height = round(y + _MARGIN)
        words = text_alternative(content)
        return Picture(
            round(width, 1),
            height,
            content.title,
            words,
            [*self.shapes, Group("key", entries)],
            palette.surface,
        )


def mixed(first: str, second: str, share: float) -> str:
    """The color `share` of the way from `first` to `second` (`#rrggbb`)."""
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)
