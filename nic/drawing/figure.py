"""Drawing a picture with matplotlib: one artist for each shape, on a figure that no other thread sees.

No setting is read from or written to `rcParams` by these artists, so any number of threads may draw at once.
"""

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from nic.drawing.fonts import font_for
from nic.drawing.shapes import Area, Box, Group, Line, Marks, Picture, Shape, Words
from nic.drawing.svg import LeanSvgRenderer
from nic.drawing.text import clean

_PIXELS_PER_INCH = 72
_BITMAP_SCALE = 2
_QUARTER = 0.5523
_MARK_OUTLINES = {
    "diamond": [(0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)],
    "square": [(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)],
    "triangle": [(0, 0.6), (0.58, -0.42), (-0.58, -0.42)],
    "triangle-down": [(0, -0.6), (0.58, 0.42), (-0.58, 0.42)],
}
_ALIGNMENTS = {"start": "left", "middle": "center", "end": "right"}
_MOVE, _TO, _CURVE = int(Path.MOVETO), int(Path.LINETO), int(Path.CURVE4)


def figure_of(picture: Picture) -> Figure:
    """A new matplotlib figure with one artist for each shape of `picture`; 72 units are an inch."""
    figure = Figure(
        figsize=(picture.width / _PIXELS_PER_INCH, picture.height / _PIXELS_PER_INCH), dpi=_PIXELS_PER_INCH
    )
    figure.patch.set_visible(False)
    if picture.background:
        figure.add_artist(
            ShapeArtist(Box(0, 0, picture.width, picture.height, fill=picture.background), picture.height)
        )
    for shape in picture.shapes:
        figure.add_artist(ShapeArtist(shape, picture.height))
    return figure


def save(picture: Picture, file_format: str) -> bytes:
    """Draw `picture` as `svg`, `png` (2 pixels to a unit) or `pdf`; same picture, same bytes."""
    if file_format == "svg":
        return svg_text(picture).encode()
    figure = figure_of(picture)
    buffer = io.BytesIO()
    if file_format == "png":
        figure.set_dpi(_PIXELS_PER_INCH * _BITMAP_SCALE)
        FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    else:
        FigureCanvasPdf(figure).print_pdf(
            buffer, metadata={"CreationDate": None, "Title": clean(picture.title)}
        )
    return buffer.getvalue()


def save_pages(pictures: Sequence[Picture]) -> bytes:
    """Draw pictures as the pages of one PDF."""
    buffer = io.BytesIO()
    metadata = {"CreationDate": None, "Title": clean(pictures[0].title)}
    with PdfPages(buffer, metadata=metadata) as pages:
        for picture in pictures:
            FigureCanvasPdf(figure_of(picture)).print_figure(pages, format="pdf")
    return buffer.getvalue()


def svg_text(picture: Picture, *, inline: bool = False, prefix: str = "") -> str:
    """`picture` as SVG with attributes only; `inline` and `prefix` as in `LeanSvgRenderer`."""
    renderer = LeanSvgRenderer(picture.width, picture.height, inline=inline, prefix=prefix)
    figure_of(picture).draw(renderer)
    return renderer.document(picture.title, picture.description)


class ShapeArtist(Artist):
    """A matplotlib artist for one shape; a group draws its members."""

    def __init__(self, shape: Shape, height: float) -> None:
        super().__init__()
        self.shape = shape
        self.page_height = height
        if getattr(shape, "part", "") and not isinstance(shape, Group):
            self.set_gid(shape.part)

    def draw(self, renderer: Any) -> None:
        """Draw on any matplotlib renderer."""
        scale = renderer.points_to_pixels(1.0)
        pen = _Pen(renderer, Affine2D.from_values(scale, 0, 0, -scale, 0, self.page_height * scale), scale)
        pen.draw(self.shape)
        self.stale = False


class _Letters:
    """What a renderer asks of a text artist: its anchor, its face, its size."""

    def __init__(self, words: Words) -> None:
        self.face, self.size, self._anchor = words.face, words.size, _ALIGNMENTS[words.anchor]

    def get_ha(self) -> str:
        return self._anchor


class _Pen:
    """One renderer with the transform from page units to its pixels."""

    def __init__(self, renderer: Any, transform: Any, scale: float) -> None:
        self.renderer, self.transform, self.scale = renderer, transform, scale

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Group):
            self._draw_group(shape)
            return
        if shape.part:
            self.renderer.open_group("shape", shape.part)
        context = self.renderer.new_gc()
        if isinstance(shape, Line):
            self._draw_line(context, shape)
        elif isinstance(shape, Area):
            self._draw_area(context, shape)
        elif isinstance(shape, Box):
            self._draw_box(context, shape)
        elif isinstance(shape, Marks):
            self._draw_marks(context, shape)
        else:
            self._draw_words(context, shape)
        context.restore()
        if shape.part:
            self.renderer.close_group("shape")

    def _draw_group(self, group: Group) -> None:
        if isinstance(self.renderer, LeanSvgRenderer) and self.renderer.inline:
            self.renderer.open_node(group.part, group.node, group.link)
        else:
            self.renderer.open_group("group", group.part)
        for shape in group.shapes:
            self.draw(shape)
        self.renderer.close_group("group")

    def _draw_line(self, context: Any, line: Line) -> None:
        self._set_stroke(context, line.color, line.width, line.dash, line.opacity)
        self.renderer.draw_path(context, _line_path(line), self.transform)

    def _draw_area(self, context: Any, area: Area) -> None:
        if not area.points:
            return
        self._set_stroke(context, None, 0, (), area.opacity)
        vertices = [*area.points, area.points[0]]
        codes = [Path.MOVETO] + [Path.LINETO] * (len(area.points) - 1) + [Path.CLOSEPOLY]
        self.renderer.draw_path(
            context, Path(vertices, codes), self.transform, to_rgba(area.fill, area.opacity)
        )

    def _draw_box(self, context: Any, box: Box) -> None:
        self._set_stroke(context, box.edge, box.edge_width, box.dash, box.opacity)
        face = to_rgba(box.fill, box.opacity) if box.fill else None
        self.renderer.draw_path(context, _box_path(box), self.transform, face)

    def _draw_marks(self, context: Any, marks: Marks) -> None:
        if not marks.points:
            return
        self._set_stroke(context, marks.edge, marks.edge_width, (), 1)
        outline = _mark_path(marks.kind)
        grow = Affine2D.from_values(marks.size * self.scale, 0, 0, marks.size * self.scale, 0, 0)
        face = to_rgba(marks.fill) if marks.fill and marks.kind != "cross" else None
        self.renderer.draw_markers(context, outline, grow, Path(marks.points), self.transform, face)

    def _draw_words(self, context: Any, words: Words) -> None:
        text = clean(words.text)
        if not text:
            return
        context.set_foreground(words.color)
        x, y = self.transform.transform((words.x, words.y))
        if self.renderer.flipy():
            y = self.renderer.get_canvas_width_height()[1] - y
        letters = _Letters(words)
        if isinstance(self.renderer, LeanSvgRenderer):
            self.renderer.draw_text(context, x, y, text, None, 0, mtext=letters)
            return
        drawable, font = font_for(text, words.size, words.face)
        width = self.renderer.get_text_width_height_descent(drawable, font, False)[0]
        x -= width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
        self.renderer.draw_text(context, x, y, drawable, font, 0)

    def _set_stroke(
        self, context: Any, color: str | None, width: float, dash: tuple[float, ...], opacity: float
    ) -> None:
        context.set_linewidth(width if color else 0)
        if color:
            context.set_foreground(color)
        if dash:
            context.set_dashes(0, dash)
        if opacity != 1:
            context.set_alpha(opacity)


def _line_path(line: Line) -> Path:
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    pen_down = False
    for point in line.points:
        if point is not None:
            vertices.append(point)
            codes.append(_TO if pen_down else _MOVE)
        pen_down = point is not None
    if line.curved:
        codes = [_MOVE] + [_CURVE] * (len(vertices) - 1)
    return Path(vertices, codes)


def _box_path(box: Box) -> Path:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    radius = min(box.radius, box.width / 2, box.height / 2)
    if radius <= 0:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        return Path(corners, [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY])
    near, far = radius * (1 - _QUARTER), radius
    vertices = [
        (left + far, top), (right - far, top), (right - near, top), (right, top + near), (right, top + far),
        (right, bottom - far), (right, bottom - near), (right - near, bottom), (right - far, bottom),
        (left + far, bottom), (left + near, bottom), (left, bottom - near), (left, bottom - far),
        (left, top + far), (left, top + near), (left + near, top), (left + far, top), (left + far, top),
    ]  # fmt: skip
    corner = [Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    return Path(vertices, [Path.MOVETO, *corner, *corner, *corner, *corner, Path.CLOSEPOLY])


def _mark_path(kind: str) -> Path:
    if kind == "circle":
        return _box_path(Box(-0.5, -0.5, 1, 1, radius=0.5))
    if kind == "cross":
        ends = [(-0.45, -0.45), (0.45, 0.45), (-0.45, 0.45), (0.45, -0.45)]
        return Path(ends, [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO])
    outline = _MARK_OUTLINES[kind]
    return Path([*outline, outline[0]], [Path.MOVETO] + [Path.LINETO] * (len(outline) - 1) + [Path.CLOSEPOLY])
