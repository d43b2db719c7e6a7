"""The places of a word-sized line, reckoned in Python: a template would take ten times as long."""

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 4


@dataclass(frozen=True, slots=True)
class SparkLine:
    """``points`` of a polyline, the place of its last point, and the height of the median; in pixels, as text."""

    points: str
    x: str
    y: str
    median: str | None


def spark_line(
    values: Sequence[float | None], median: float | None = None, width: float = 92, height: float = 30
) -> SparkLine | None:
    """A line through the known values, evenly spaced; None for fewer than two. A median outside them is not drawn."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    step = (width - 2 * MARGIN) / (len(values) - 1)

    def y_of(value: float) -> str:
        return f"{MARGIN + (height - 2 * MARGIN) * (1 - (value - low) / span):.1f}"

    places = [
        (f"{MARGIN + step * index:.1f}", y_of(value))
        for index, value in enumerate(values)
        if value is not None
    ]
    shown = median is not None and low <= median <= low + span
    return SparkLine(
        " ".join(f"{x},{y}" for x, y in places), *places[-1], y_of(median or 0.0) if shown else None
    )
