"""Placing labels so that none overlaps another: on a column, in lanes, along an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_STRIDES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 16, 20, 26, 30, 40, 52, 78, 104, 156, 208, 260)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near `wanted`, at least `gap` apart, within `low`..`high` where there is room."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = list(wanted)
    floor = low
    for index in order:
        placed[index] = max(wanted[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a mark and its label take of the horizontal axis."""

    start: float
    end: float


def lanes(stretches: Sequence[Stretch], gap: float) -> list[int]:
    """Lane of each stretch (0 = nearest the axis), so that stretches of one lane stay `gap` apart."""
    ends: list[float] = []
    chosen = [0] * len(stretches)
    for index in sorted(
        range(len(stretches)), key=lambda place: (stretches[place].start, stretches[place].end)
    ):
        stretch = stretches[index]
        lane = next((lane for lane, end in enumerate(ends) if end + gap <= stretch.start), len(ends))
        if lane == len(ends):
            ends.append(stretch.end)
        ends[lane] = stretch.end
        chosen[index] = lane
    return chosen


def thinned(centers: Sequence[float], widths: Sequence[float], gap: float) -> list[int]:
    """Indexes of the labels to show: every k-th, with the smallest round k at which none touches the next."""
    for stride in (*_STRIDES, max(len(centers), 1)):
        shown = list(range(0, len(centers), stride))
        clear = all(
            centers[after] - centers[before] >= (widths[before] + widths[after]) / 2 + gap
            for before, after in pairwise(shown)
        )
        if clear:
            return shown
    return []
