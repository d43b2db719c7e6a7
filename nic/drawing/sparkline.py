"""A line the size of a word, for a row of a table."""

import math
from collections.abc import Sequence

from nic.drawing.palette import palette_named
from nic.drawing.render import render
from nic.drawing.scales import Scale, value_text
from nic.drawing.shapes import Line, Marks, Picture, Point


def draw_sparkline(
    values: Sequence[float | None],
    *,
    label: str = "",
    unit: str = "",
    center: float | None = None,
    palette: str = "light",
    format: str = "svg",
    width: float = 120,
    height: float = 32,
) -> bytes:
    """Draw `values` (`None` = gap) as a small line with a dot on the last, over a thin line at `center`.

    The background is clear. `label` names the series in the picture's title. Raises `ValueError` for an
    unknown palette or format.
    """
    picture = sparkline_picture(
        values, label=label, unit=unit, center=center, palette=palette, width=width, height=height
    )
    return render(picture, format)


def sparkline_picture(
    values: Sequence[float | None],
    *,
    label: str = "",
    unit: str = "",
    center: float | None = None,
    palette: str = "light",
    width: float = 120,
    height: float = 32,
) -> Picture:
    """The layout of a sparkline; see `draw_sparkline`."""
    colors = palette_named(palette)
    picture = Picture(width, height, label, text_alternative(values, unit=unit))
    known = {index: value for index, value in enumerate(values) if value is not None and math.isfinite(value)}
    if not known:
        return picture
    numbers = [*known.values(), *([center] if center is not None else [])]
    low, high = min(numbers), max(numbers)
    scale = Scale(low, high, height - 4, 4) if low < high else Scale(low - 1, high + 1, height - 4, 4)
    step = (width - 8) / max(len(values) - 1, 1)
    places = {index: (4 + index * step, scale.at(value)) for index, value in known.items()}
    if center is not None:
        y = scale.at(center)
        picture.shapes.append(Line([(2, y), (width - 2, y)], colors.line, 1, part="center"))
    line: list[Point | None] = [places.get(index) for index in range(len(values))]
    picture.shapes.append(Line(line, colors.accent, 1.5, part="data"))
    lone = [place for index, place in places.items() if index - 1 not in places and index + 1 not in places]
    dots = dict.fromkeys([*lone, places[max(known)]])
    picture.shapes.append(Marks("circle", list(dots), 4.5, colors.accent, part="points"))
    return picture


def text_alternative(values: Sequence[float | None], *, unit: str = "") -> str:
    """One sentence: how many values, the first, the latest, the span."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return "No values yet."
    if len(known) == 1:
        return f"1 value: {value_text(known[0], unit)}."
    first, last = value_text(known[0], unit), value_text(known[-1], unit)
    low, high = value_text(min(known), unit), value_text(max(known), unit)
    return f"{len(known)} values, from {first} to {last}, between {low} and {high}."
