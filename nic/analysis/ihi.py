"""The run chart rules of Perla, Provost and Murray 2011 (BMJ Quality and Safety 20:46-51).

Shift: six or more points in a row on one side of the median (points on it are passed over). Trend: five or
more points all rising or all falling (equal neighbors count once). Runs: too few or too many, each against
2.5 % of the exact distribution of the number of runs, given how many points lie above and below (Swed and
Eisenhart 1943).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

from nic.analysis.runs import RawRun, Run

SHIFT = 6
TREND = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """Points all rising (`direction` 1) or all falling (-1). Indexes are 0-based, `last` included.

    `ongoing`: no value since has turned the other way.
    """

    direction: int
    first: int
    last: int
    length: int
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the four rules find. `runs_min` and `runs_max` are the fewest and most runs that chance makes."""

    shifts: tuple[Run, ...]
    trends: tuple[Trend, ...]
    n_runs: int
    runs_min: int | None
    runs_max: int | None

    @property
    def too_few_runs(self) -> bool:
        """Fewer runs than chance makes."""
        return self.runs_min is not None and self.n_runs < self.runs_min

    @property
    def too_many_runs(self) -> bool:
        """More runs than chance makes."""
        return self.runs_max is not None and self.n_runs > self.runs_max

    @property
    def signal(self) -> bool:
        """Any of the four."""
        return bool(self.shifts or self.trends) or self.too_few_runs or self.too_many_runs


def find_patterns(runs: Sequence[RawRun], kept: Sequence[tuple[int, float | None]]) -> Patterns:
    """Find the patterns in the *runs* around the median and in the *kept* points (index, value)."""
    above = sum(length for side, _, _, length in runs if side > 0)
    below = sum(length for side, _, _, length in runs if side < 0)
    fewest, most = runs_limits(above, below) if runs else (None, None)
    shifts = tuple(Run(*run) for run in runs if run[3] >= SHIFT)
    return Patterns(shifts, tuple(find_trends(kept)), len(runs), fewest, most)


def find_trends(kept: Sequence[tuple[int, float | None]], length: int = TREND) -> list[Trend]:
    """Stretches of at least *length* points all rising or all falling; equal neighbors count once."""
    steps: list[tuple[int, float]] = []
    for index, value in kept:
        if value is not None and (not steps or value != steps[-1][1]):
            steps.append((index, value))
    found: list[Trend] = []
    start, direction = 0, 0
    for here in range(1, len(steps) + 1):
        turn = 0 if here == len(steps) else 1 if steps[here][1] > steps[here - 1][1] else -1
        if turn == direction:
            continue
        if direction and here - start >= length:
            found.append(
                Trend(direction, steps[start][0], steps[here - 1][0], here - start, here == len(steps))
            )
        start, direction = here - 1, turn
    return found


@lru_cache(maxsize=4096)
def runs_limits(above: int, below: int) -> tuple[int | None, int | None]:
    """The fewest and the most runs that chance makes of *above* and *below* points.

    A number of runs is too small if P(R <= runs) <= 1/40, too large if P(R >= runs) <= 1/40, over all orders
    of the points with the same chance. None where no number is.
    """
    counts = _runs_distribution(above, below)
    whole = sum(counts.values())
    fewest = most = None
    tail = 0
    for number in sorted(counts):
        tail += counts[number]
        if 40 * tail > whole:
            break
        fewest = number + 1
    tail = 0
    for number in sorted(counts, reverse=True):
        tail += counts[number]
        if 40 * tail > whole:
            break
        most = number - 1
    return fewest, most


def _runs_distribution(above: int, below: int) -> dict[int, int]:
    """Number of orders of the points for each number of runs (Wald and Wolfowitz 1940)."""
    if not above or not below:
        return {1 if above or below else 0: 1}
    counts: dict[int, int] = {}
    for number in range(2, above + below + 1):
        half = number // 2
        if number % 2 == 0:
            ways = 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
        else:
            ways = comb(above - 1, half) * comb(below - 1, half - 1)
            ways += comb(above - 1, half - 1) * comb(below - 1, half)
        if ways:
            counts[number] = ways
    return counts
