"""Driver diagrams and other layered diagrams: wide for a screen, an outline for a phone, pages for A4."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nic.drawing.diagram_content import DiagramContent, DiagramNode, text_alternative
from nic.drawing.diagram_parts import TextBox, change_of_line, curve, node_group, part_name, text_box
from nic.drawing.layers import LayeredGraph, keep_order, layered, reduce_crossings
from nic.drawing.node_places import centers
from nic.drawing.outline_diagram import outline_picture
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render_inline, render_pages
from nic.drawing.shapes import Group, Picture, Point, Shape, Words
from nic.drawing.sheet import on_one_sheet
from nic.drawing.text import balanced, shorten

_MARGIN = 20.0
_LINES, _AIM_LINES = 12, 30
_STAND_IN = 6.0
_WIDE_WIDTH = 1100.0
_BESIDE_WIDTH = 740.0
_A4 = ((842.0, 595.0), (595.0, 842.0))
_A4_SIZES = (13.5, 12.5, 11.5, 10.5, 9.5, 9.0, 8.5, 8.0)


def draw_driver_diagram(
    content: DiagramContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw a layered diagram as `svg`, `png` or `pdf`.

    `size` is wide (1100 px or more), beside (740 px or more: an outline stands beside it), phone (360 px, an
    outline), sheet (one landscape A4 page) or a4 (readable on paper: as a PDF it has as many pages as it
    needs, else the first). Raises `ValueError` for an unknown name.
    """
    return render_pages(driver_diagram_pages(content, palette=palette, size=size), format)


def inline_driver_diagram(
    content: DiagramContent, *, palette: str = "light", size: str = "wide", prefix: str = ""
) -> str:
    """The diagram as SVG for a page under a strict policy: `data-node` ids, links, no styles. See
    `render_inline`."""
    return render_inline(driver_diagram_pages(content, palette=palette, size=size)[0], prefix=prefix)


def driver_diagram_pages(
    content: DiagramContent, *, palette: str = "light", size: str = "wide"
) -> list[Picture]:
    """The layout, one picture per page; see `draw_driver_diagram`."""
    colors = palette_named(palette)
    if size == "phone":
        return [outline_picture(content, colors)]
    if size == "wide":
        return [_Diagram(content, colors).picture(_WIDE_WIDTH, 13.5)]
    if size == "beside":
        return [_Diagram(content, colors).picture(_BESIDE_WIDTH, 12.5)]
    if size == "a4":
        return _a4_pages(content, colors)
    if size == "sheet":
        diagram = _Diagram(content, colors)
        return [
            on_one_sheet(
                lambda width: diagram.picture(width, 12.5),
                lambda width: diagram.picture(width, 12.5, dense=True),
            )
        ]
    raise ValueError(f"No diagram size is called {size!r}; choose wide, beside, phone, a4 or sheet.")


def _a4_pages(content: DiagramContent, palette: Palette) -> list[Picture]:
    """One page where the text stays at 8 points or more, else one for each part of the tree that fits."""
    diagram = _Diagram(content, palette)
    fitted = _fit_a4(diagram)
    if fitted:
        return [fitted]
    parts = _split(content)
    if len(parts) == 1:
        return [diagram.picture(_A4[1][0], _A4_SIZES[-1])]
    groups: list[list[DiagramContent]] = []
    for part in parts:
        if groups and _fit_a4(_Diagram(_joined(content, [*groups[-1], part]), palette)):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [page for group in groups for page in _a4_pages(_joined(content, group), palette)]


def _fit_a4(diagram: "_Diagram") -> Picture | None:
    for text_size in _A4_SIZES:
        for width, height in _A4:
            picture = diagram.picture(width, text_size, least_column=text_size * 8)
            if picture.height <= height and picture.width <= width:
                return picture
    return None


def _split(content: DiagramContent) -> list[DiagramContent]:
    """One content for each child of the first node that has several, with the way down to it."""
    rows = content.outline()
    depths = [depth for depth, _, _ in rows]
    level = next((depth for depth in range(1, max(depths, default=0) + 1) if depths.count(depth) > 1), None)
    if level is None:
        return [content]
    parts: list[set[str]] = []
    way: list[str] = []
    for depth, node, _ in rows:
        if depth < level:
            way = [*way[:depth], node.id]
        elif depth == level:
            parts.append({*way, node.id})
        else:
            parts[-1].add(node.id)
    return [_only(content, ids) for ids in parts]


def _only(content: DiagramContent, ids: set[str]) -> DiagramContent:
    nodes = [node for node in content.nodes if node.id in ids]
    edges = [edge for edge in content.edges if edge.parent in ids and edge.child in ids]
    return replace(content, nodes=nodes, edges=edges)


def _joined(content: DiagramContent, parts: Sequence[DiagramContent]) -> DiagramContent:
    return _only(content, {node.id for part in parts for node in part.nodes})


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    width: float


class _Diagram:
    """The order of the nodes, found once; then layouts of any width and text size."""

    def __init__(self, content: DiagramContent, palette: Palette) -> None:
        self.content, self.palette = content, palette
        self.number = {node.id: index for index, node in enumerate(content.nodes)}
        self.edges = list({(edge.parent, edge.child): edge for edge in reversed(content.edges)}.values())[
            ::-1
        ]
        pairs = [(self.number[edge.parent], self.number[edge.child]) for edge in self.edges]
        levels = {index: node.level for index, node in enumerate(content.nodes)}
        self.graph: LayeredGraph = layered(len(content.nodes), pairs, levels)
        if content.keeps_order:
            keep_order(self.graph)
        else:
            reduce_crossings(self.graph)

    def _columns(self, width: float, least: float) -> list[_Column]:
        """Columns that share the page; the last, with the ideas, is a little wider."""
        count = len(self.graph.layers)
        if not count:
            return []
        most = max(len(layer) for layer in self.graph.layers)
        gap = max(30.0, min(72.0, width * 0.06)) * (1 + min(most, 40) / 60)
        share = max((width - 2 * _MARGIN - (count - 1) * gap) / (count + 0.15), least)
        share = min(share, 460.0 if self.dense else 300.0)
        columns = [_Column(_MARGIN + index * (share + gap), share) for index in range(count)]
        last = columns[-1]
        return [*columns[:-1], _Column(last.left, last.width * 1.15)]

    def _box(self, index: int, node: DiagramNode) -> TextBox:
        most = _AIM_LINES if node.kind == "aim" else _LINES
        return text_box(
            node,
            self.columns[self.graph.layer_of[index]].width,
            self.text_size,
            most,
            0.35 if self.dense else 0.75,
        )

    def picture(
        self, width: float, text_size: float, least_column: float = 120, dense: bool = False
    ) -> Picture:
        """Lay out at least `width` pixels wide with text of `text_size`; `dense` saves height."""
        content, palette, self.text_size, self.dense = self.content, self.palette, text_size, dense
        self.columns = self._columns(width, least_column)
        self.width = self.columns[-1].left + self.columns[-1].width + _MARGIN if self.columns else width
        self.boxes = [self._box(index, node) for index, node in enumerate(content.nodes)]
        shapes, top = self._headings()
        heights = [box.height for box in self.boxes]
        heights += [_STAND_IN] * (len(self.graph.layer_of) - len(heights))
        gap = self.text_size * (0.35 if dense else 0.9)
        quiet = {index for index, edge in enumerate(self.edges) if edge.second}
        y = [center + top for center in centers(self.graph, heights, gap, quiet)]
        lines = [line for index, path in enumerate(self.graph.paths) for line in self._edge(index, path, y)]
        shapes.append(Group("edges", lines))
        for index, node in enumerate(content.nodes):
            column = self.columns[self.graph.layer_of[index]]
            box = self.boxes[index]
            shapes.append(node_group(node, box, column.left, y[index] - box.height / 2, palette))
        if not content.nodes:
            shapes.append(Words("Nothing here yet", _MARGIN, top + 14, text_size, palette.muted))
        bottom = max(
            (center + height / 2 for center, height in zip(y, heights, strict=True)), default=top + 20
        )
        words = text_alternative(content)
        return Picture(
            round(self.width, 1), round(bottom + _MARGIN), content.title, words, shapes, palette.surface
        )

    def _headings(self) -> tuple[list[Shape], float]:
        """Title and column names, and the y at which nodes begin."""
        size = self.text_size
        y = _MARGIN * 0.7
        words: list[Shape] = []
        for line in balanced(
            self.content.title, self.width - 2 * _MARGIN, size * 1.4, "heading", max_lines=3
        ):
            y += size * 1.85
            words.append(Words(line, _MARGIN, y - size * 0.4, size * 1.4, self.palette.ink, face="heading"))
        shapes: list[Shape] = [Group("heading", words)] if words else []
        if self.content.columns:
            y += size * 1.6
            names: list[Shape] = [
                Words(
                    shorten(name, column.width, size * 0.9),
                    column.left,
                    y - size * 0.3,
                    size * 0.9,
                    self.palette.muted,
                )
                for name, column in zip(self.content.columns, self.columns, strict=False)
            ]
            shapes.append(Group("columns", names))
        return shapes, y + size * 1.1

    def _edge(self, index: int, path: list[int], y: list[float]) -> list[Shape]:
        points: list[Point] = []
        for place, node in enumerate(path):
            column = self.columns[self.graph.layer_of[node]]
            if place > 0:
                points.append((column.left, y[node]))
            if place < len(path) - 1:
                width = column.width if node >= self.graph.count else self.boxes[node].width
                points.append((column.left + width, y[node]))
        edge = self.edges[index]
        part = f"edge-{part_name(edge.parent)}-{part_name(edge.child)}"
        if edge.change:
            return change_of_line(points, self.palette, edge.change, part)
        return [curve(points, self.palette, second=edge.second, part=part)]
