"""Proposals for a new median after a sustained run, found the way of runcharter 0.2.0.

Nothing here changes a chart: a proposal is shown to a person, who may begin a new phase where it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nic.analysis.numbers import median, present

Direction = Literal["above", "below", "both"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with a median of its own: the baseline, or a sustained run.

    Indexes are 0-based, `last` included. `side` is the side of the median before it on which a sustained run
    lies.
    """

    kind: Literal["baseline", "sustained"]
    median: float | None
    first: int
    last: int
    side: Literal["above", "below"] | None = None


def propose_rebases(
    values: Sequence[float | None],
    *,
    baseline: int = 13,
    length: int = 9,
    direction: Direction = "both",
) -> list[Segment]:
    """Baseline and sustained runs of a series in time order; the sustained ones are the proposals.

    The baseline is the first *baseline* points. After it, the first *length* useful points in a row on one
    side of the median (points on it are passed over) are a sustained run: it begins at the first of them, and
    their own median holds from there on; the search goes on after the last of them. A series shorter than the
    baseline has no segment. Raises ValueError for a baseline or length below 1 or an unknown direction.
    """
    if baseline < 1 or length < 1:
        raise ValueError("baseline and run length are at least 1")
    if direction not in ("above", "below", "both"):
        raise ValueError(f"unknown direction: {direction}")
    if len(values) < baseline:
        return []
    segments = [Segment("baseline", median(present(values[:baseline])), 0, baseline - 1)]
    if len(values) < baseline + length:
        return segments
    while True:
        before = segments[-1]
        found = _sustained(values, before.last + 1, before.median, length, direction)
        if found is None:
            return segments
        segments.append(found)


def _sustained(
    values: Sequence[float | None], start: int, center: float | None, length: int, direction: Direction
) -> Segment | None:
    """The first *length* useful points in a row on a wanted side of *center*, from index *start* on."""
    if center is None:
        return None
    run: list[tuple[int, float]] = []
    side = 0
    for index in range(start, len(values)):
        value = values[index]
        if value is None or value == center or value != value:
            continue
        here = 1 if value > center else -1
        if here != side:
            side, run = here, []
        run.append((index, value))
        word: Literal["above", "below"] = "above" if side > 0 else "below"
        if len(run) == length and direction in (word, "both"):
            return Segment("sustained", median([one for _, one in run]), run[0][0], index, word)
    return None
