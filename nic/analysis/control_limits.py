"""The formulas of the control charts: center and limits of one phase.

Montgomery, Introduction to Statistical Quality Control (I 6.33, C 7.17, U 7.19, G p. 319); screening of
moving ranges Nelson 1982; P' and U' Laney 2002; T Nelson 1994 (power 3.6); I' Taylor 2018. The constants
1.128, 3.267 and 3.2665 are written as the reference tools write them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from nic.analysis.numbers import mean, median, present

Kind = Literal["i", "mr", "p", "pp", "c", "u", "up", "g", "t", "ip"]
Values = Sequence[float | None]

_T_POWER = 3.6


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one phase on their way through a chart's formula."""

    values: list[float | None]
    numerators: list[float | None]
    denominators: list[float | None]
    base: list[int]
    center: float | None
    screened: bool

    def baseline(self, values: Values) -> list[float | None]:
        return [values[index] for index in self.base]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a formula makes of a phase: values, center for the runs, limits; all before `multiply`."""

    values: list[float | None]
    center: float | None
    lower: list[float | None]
    upper: list[float | None]
    lower_near: list[float | None]
    upper_near: list[float | None]


def _around(
    part: Part,
    center: float | None,
    sigmas: Values,
    floor: float = -math.inf,
    ceiling: float = math.inf,
) -> Drawn:
    """Limits two and three standard deviations from the center, kept within *floor* and *ceiling*."""
    limits: list[list[float | None]] = []
    for steps in (-3, 3, -2, 2):
        limits.append(
            [
                None if center is None or sigma is None else min(max(center + steps * sigma, floor), ceiling)
                for sigma in sigmas
            ]
        )
    return Drawn(part.values, center, *limits)


def moving_ranges(values: Values) -> list[float]:
    """Moving ranges; one that lacks a neighbor is left out."""
    return [
        abs(after - before) for before, after in pairwise(values) if before is not None and after is not None
    ]


def mean_range(ranges: Sequence[float], screened: bool, factor: float = 3.267) -> float | None:
    """Mean moving range; *screened*: once more without those of *factor* times the mean or above."""
    average = mean(ranges)
    if not screened or average is None:
        return average
    limit = factor * average
    return mean([one for one in ranges if one < limit])


def _individuals(part: Part) -> Drawn:
    base = part.baseline(part.values)
    center = mean(present(base)) if part.center is None else part.center
    average = mean_range(moving_ranges(base), part.screened)
    sigma = None if average is None else average / 1.128
    return _around(part, center, [sigma] * len(part.values))


def _moving_range(part: Part) -> Drawn:
    values: list[float | None] = [None] * min(1, len(part.values))
    for before, after in pairwise(part.values):
        values.append(None if before is None or after is None else abs(after - before))
    base = present([values[index] for index in part.base])
    center = mean(base) if part.center is None else part.center
    count = len(values)
    upper = None if center is None else 3.267 * center
    near = None if center is None else 3.267 / 3 * 2 * center
    return Drawn(values, center, [0] * count, [upper] * count, [0] * count, [near] * count)


def _overall(part: Part) -> float | None:
    """Sum of numerators by sum of denominators over the baseline."""
    if part.center is not None:
        return part.center
    counted = math.fsum(present(part.baseline(part.denominators)))
    return math.fsum(present(part.baseline(part.numerators))) / counted if counted else None


def _root(square: float | None, size: float | None) -> float | None:
    """Square root of the quotient; None if there is none."""
    if square is None or not size or square / size < 0:
        return None
    return math.sqrt(square / size)


def _laney(part: Part, center: float | None, sigmas: Values) -> list[float | None]:
    """Widen sigmas by the variation between points that the binomial or Poisson does not explain."""
    scores: list[float | None] = []
    for index in part.base:
        value, sigma = part.values[index], sigmas[index]
        known = value is not None and sigma and center is not None
        scores.append(
            (value - center) / sigma if known and value is not None and center is not None and sigma else None
        )
    average = mean_range(moving_ranges(scores), part.screened)
    return [None if sigma is None or average is None else sigma * average / 1.128 for sigma in sigmas]


def _proportion(part: Part, prime: bool = False) -> Drawn:
    center = _overall(part)
    square = None if center is None else center * (1 - center)
    sigmas = [_root(square, size) for size in part.denominators]
    return _around(part, center, _laney(part, center, sigmas) if prime else sigmas, 0, 1)


def _rate(part: Part, prime: bool = False) -> Drawn:
    center = _overall(part)
    sigmas = [_root(center, size) for size in part.denominators]
    return _around(part, center, _laney(part, center, sigmas) if prime else sigmas, 0)


def _count(part: Part) -> Drawn:
    center = mean(present(part.baseline(part.values))) if part.center is None else part.center
    return _around(part, center, [_root(center, 1)] * len(part.values), 0)


def _opportunities(part: Part) -> Drawn:
    """G: limits around the mean; the center drawn is the median (0.693 times a center that was given)."""
    base = present(part.baseline(part.values))
    average = mean(base) if part.center is None else part.center
    sigma = None if average is None else _root(average * (average + 1), 1)
    drawn = _around(part, average, [sigma] * len(part.values), 0)
    return replace(drawn, center=median(base) if part.center is None else 0.693 * part.center)


def _time_between(part: Part) -> Drawn:
    """T: an I chart of the values to the power 1/3.6, and back."""
    if any(value is not None and value <= 0 for value in part.values):
        raise ValueError("time between events must be greater than zero")
    values = [None if value is None else value ** (1 / _T_POWER) for value in part.values]
    center = None if part.center is None else part.center ** (1 / _T_POWER)
    drawn = _individuals(replace(part, values=values, center=center))
    lower, upper, lower_near, upper_near = (
        [None if limit is None or limit < 0 else limit**_T_POWER for limit in limits]
        for limits in (drawn.lower, drawn.upper, drawn.lower_near, drawn.upper_near)
    )
    lower = [0 if limit is None and drawn.center is not None else limit for limit in lower]
    middle = None if drawn.center is None else drawn.center**_T_POWER
    back = [None if value is None else value**_T_POWER for value in values]
    return Drawn(back, middle, lower, upper, lower_near, upper_near)


def _individuals_prime(part: Part) -> Drawn:
    """I': individuals weighted by denominators; moving ranges are those of all points of the phase."""
    base = [index for index in part.base if part.values[index] is not None and part.denominators[index]]
    sizes = [part.denominators[index] or 0 for index in base]
    center = part.center
    if center is None and math.fsum(sizes):
        sums = [(part.values[index] or 0) * size for index, size in zip(base, sizes, strict=True)]
        center = math.fsum(sums) / math.fsum(sizes)
    steps: list[float] = []
    points = list(zip(part.values, part.denominators, strict=True))
    for (before, size), (after, next_size) in pairwise(points):
        if before is not None and after is not None and size and next_size:
            steps.append(math.sqrt(math.pi / 2) * abs(after - before) / math.sqrt(1 / size + 1 / next_size))
    average = mean_range(steps, part.screened, 3.2665)
    sigmas = [
        None if average is None or not size else average / math.sqrt(size) for size in part.denominators
    ]
    return _around(part, center, sigmas)


FORMULAS: dict[Kind, Callable[[Part], Drawn]] = {
    "i": _individuals,
    "mr": _moving_range,
    "p": _proportion,
    "pp": lambda part: _proportion(part, prime=True),
    "c": _count,
    "u": _rate,
    "up": lambda part: _rate(part, prime=True),
    "g": _opportunities,
    "t": _time_between,
    "ip": _individuals_prime,
}
