"""Runs on one side of a line: how they are counted and how long they may be by chance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from math import comb
from typing import NamedTuple

#: A run as it is counted: side, first, last, length. `Run(*raw)` gives the fields names.
RawRun = tuple[int, int, int, int]


class Run(NamedTuple):
    """Neighboring useful points on one side of the line. Indexes are 0-based; side is 1 (above) or -1."""

    side: int
    first: int
    last: int
    length: int


def find_runs(
    values: Sequence[float | None],
    center: float | None,
    first: int = 0,
    stop: int | None = None,
    excluded: Collection[int] = (),
) -> list[RawRun]:
    """The runs of values[first:stop] around *center*, oldest first.

    Points on the line, missing ones (None) and excluded ones neither break nor lengthen a run. Comparison is
    exact.
    """
    found: list[RawRun] = []
    if center is None:
        return found
    side = length = start = last = 0
    for index, value in enumerate(values[first:stop], first):
        if value is None or value == center or (excluded and index in excluded):
            continue
        here = 1 if value > center else -1
        if here == side:
            length += 1
        else:
            if length:
                found.append((side, start, last, length))
            side, start, length = here, index, 1
        last = index
    if length:
        found.append((side, start, last, length))
    return found


def longest_run_max(n_useful: int) -> int:
    """The longest run that ordinary variation makes: round(log2 n) + 3 (Schilling 2012).

    In whole numbers: log2 n rounds up exactly when n * n >= 2 ** (2k + 1).
    """
    return (n_useful * n_useful).bit_length() // 2 + 3


@lru_cache(maxsize=8192)
def crossings_min(n_useful: int) -> int:
    """The fewest crossings that ordinary variation makes (Chen 2010).

    The 5th percentile of Binomial(n - 1, 1/2): the smallest k with P(X <= k) >= 1/20, in whole numbers.
    """
    trials = max(n_useful - 1, 0)
    whole = 1 << trials
    ways, crossings = 1, 0
    while 20 * ways < whole:
        crossings += 1
        ways += comb(trials, crossings)
    return crossings
