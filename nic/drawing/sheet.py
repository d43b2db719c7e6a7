"""A diagram on one landscape A4 sheet, whatever its size: laid out as wide as reads best, then made to fit."""

from collections.abc import Callable
from dataclasses import replace

from nic.drawing.shapes import Area, Box, Group, Line, Marks, Picture, Point, Shape, Words

SHEET = (842.0, 595.0)
_MARGIN = 14.0
_ROOMY = 0.62
Layout = Callable[[float], Picture]
_WIDTHS = (842.0, 960.0, 1100.0, 1250.0, 1400.0, 1600.0, 1900.0, 2300.0)


def on_one_sheet(layout: Layout, dense: Layout) -> Picture:
    """The layout whose text is largest once it fits the sheet, in the middle of it.

    What would be small is laid out ``dense``.
    """
    picture = max(map(layout, _WIDTHS), key=_factor)
    if _factor(picture) < _ROOMY:
        picture = max([picture, *map(dense, _WIDTHS[4:])], key=_factor)
    factor = min(_factor(picture), 1.0)
    left = (SHEET[0] - picture.width * factor) / 2
    top = (SHEET[1] - picture.height * factor) / 2
    shapes = [_scaled(shape, factor, left, top) for shape in picture.shapes]
    return replace(picture, width=SHEET[0], height=SHEET[1], shapes=shapes)


def _factor(picture: Picture) -> float:
    """How much the picture must shrink (or could grow) to fill the sheet inside its margins."""
    return min((SHEET[0] - 2 * _MARGIN) / picture.width, (SHEET[1] - 2 * _MARGIN) / picture.height)


def _scaled(shape: Shape, factor: float, left: float, top: float) -> Shape:
    def at(point: Point) -> Point:
        return point[0] * factor + left, point[1] * factor + top

    if isinstance(shape, Group):
        return replace(shape, shapes=[_scaled(each, factor, left, top) for each in shape.shapes])
    if isinstance(shape, Line):
        points = [at(point) if point is not None else None for point in shape.points]
        dash = tuple(length * factor for length in shape.dash)
        return replace(shape, points=points, width=shape.width * factor, dash=dash)
    if isinstance(shape, Area):
        return replace(shape, points=[at(point) for point in shape.points])
    if isinstance(shape, Marks):
        return replace(
            shape,
            points=[at(point) for point in shape.points],
            size=shape.size * factor,
            edge_width=shape.edge_width * factor,
        )
    x, y = at((shape.x, shape.y))
    if isinstance(shape, Words):
        return replace(shape, x=x, y=y, size=shape.size * factor)
    return _scaled_box(shape, factor, x, y)


def _scaled_box(box: Box, factor: float, x: float, y: float) -> Box:
    return replace(
        box,
        x=x,
        y=y,
        width=box.width * factor,
        height=box.height * factor,
        edge_width=box.edge_width * factor,
        radius=box.radius * factor,
        dash=tuple(length * factor for length in box.dash),
    )
