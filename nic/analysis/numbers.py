"""Averages that agree with the field's reference tools to the last digit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def is_missing(value: float | None) -> bool:
    """True for None and for not-a-number."""
    return value is None or value != value


def present(values: Iterable[float | None]) -> list[float]:
    """The values that are there, in their order."""
    return [value for value in values if value is not None and value == value]


def median(values: Sequence[float]) -> float | None:
    """The middle value, or half way between the two middle ones; None if there is none."""
    ordered = sorted(values)
    count = len(ordered)
    if not count:
        return None
    half = count // 2
    if count % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def mean(values: Sequence[float]) -> float | None:
    """The average, rounded once: a second pass takes back what the division lost. None if there is none.

    A constant series has exactly its own value as mean, so no point falls beside the line by rounding.
    """
    count = len(values)
    if not count:
        return None
    first = math.fsum(values) / count
    if not math.isfinite(first):
        return first
    return first + math.fsum([*values, *([-first] * count)]) / count


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which *share* (0..1) of the ordered values lie, between neighbors by straight line.

    Hyndman and Fan 1996, definition 7 (the default of R and of spreadsheets).
    """
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """Numerator by denominator; None if either is missing or the denominator is 0 (no one was counted)."""
    if numerator is None or denominator is None or not denominator:
        return None
    quotient = numerator / denominator
    return None if quotient != quotient else quotient
