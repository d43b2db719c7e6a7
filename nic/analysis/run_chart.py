"""Run charts: median, runs, crossings and the signals in them.

Default rules: Anhoej and Olesen 2014 (doi 10.1371/journal.pone.0113825). By choice: best box and cut box
(Anhoej and Wentzel-Larsen 2020, doi 10.1371/journal.pone.0233920) and the rules of Perla, Provost and Murray
2011 ("ihi").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from nic.analysis import boxes, ihi
from nic.analysis.numbers import median as middle
from nic.analysis.numbers import ratio
from nic.analysis.runs import Run, crossings_min, find_runs, longest_run_max

Rules = Literal["anhoej", "bestbox", "cutbox", "ihi"]
Side = Literal["above", "below"]

#: Below this many useful points a sentence says "not enough data yet"; the figures are computed at any
#: number.
ENOUGH_POINTS = 10


@dataclass(frozen=True, slots=True)
class RunPoint:
    """One period. With a denominator the value is the numerator and their quotient is plotted.

    As soon as one point of a series has a denominator, a point without one is missing.
    """

    value: float | None
    denominator: float | None = None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """What the rules find in one phase. Indexes are 0-based positions in the whole series, `last` included.

    `median` is the line the runs are counted around: the median of the baseline, or a fixed center if one was
    given. `n_observed` counts points not excluded, `n_points` those of them with a value, `n_useful` those
    not on the line. Counts and limits are None where there is no useful point. `long_runs` are the runs
    longer than chance makes them; `relevant` is the latest of them.
    """

    number: int
    first: int
    last: int
    median: float | None
    n_observed: int
    n_points: int
    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal_longest_run: bool
    signal_crossings: bool
    signal: bool
    runs: tuple[Run, ...]
    long_runs: tuple[Run, ...]
    longest: Run | None
    patterns: ihi.Patterns | None = None

    @property
    def relevant(self) -> Run | None:
        """The latest run that is longer than chance makes it."""
        return self.long_runs[-1] if self.long_runs else None

    @property
    def ongoing(self) -> bool:
        """True if the relevant run reaches the last useful point."""
        return bool(self.long_runs) and self.long_runs[-1] is self.runs[-1]


@dataclass(frozen=True, slots=True)
class RunChart:
    """A run chart analyzed. The short names (`median`, `signal`, ...) speak of the last phase.

    `values` are as plotted (quotient times *multiply*); `medians` holds the line at each point, in the same
    unit.
    """

    rules: Rules
    values: tuple[float | None, ...]
    medians: tuple[float | None, ...]
    excluded: frozenset[int]
    phases: tuple[Phase, ...]
    in_long_run: tuple[bool, ...]
    multiply: float = 1
    target: float | None = None
    baseline: int | None = None

    @property
    def current(self) -> Phase:
        """The last phase."""
        return self.phases[-1]

    @property
    def median(self) -> float | None:
        """The line of the current phase, in the unit plotted."""
        return None if self.current.median is None else self.current.median * self.multiply

    @property
    def n_points(self) -> int:
        """Points with a value, not excluded."""
        return self.current.n_points

    @property
    def n_useful(self) -> int:
        """Points beside the line."""
        return self.current.n_useful

    @property
    def enough(self) -> bool:
        """True from ten useful points on: before that no finding is put into words."""
        return self.current.n_useful >= ENOUGH_POINTS

    @property
    def longest_run(self) -> int | None:
        """Useful points in the longest run."""
        return self.current.longest_run

    @property
    def longest_run_max(self) -> int | None:
        """The longest run that chance makes."""
        return self.current.longest_run_max

    @property
    def crossings(self) -> int | None:
        """How often the values cross the line."""
        return self.current.crossings

    @property
    def crossings_min(self) -> int | None:
        """The fewest crossings that chance makes."""
        return self.current.crossings_min

    @property
    def signal(self) -> bool:
        """True if the rules say that something changed, at any number of points (see `enough`)."""
        return self.current.signal

    @property
    def since_index(self) -> int | None:
        """Index of the first point of the latest long run; None if there is none."""
        run = self.current.relevant
        return None if run is None else run.first

    @property
    def until_index(self) -> int | None:
        """Index of the last point of the latest long run; None if there is none."""
        run = self.current.relevant
        return None if run is None else run.last

    @property
    def side(self) -> Side | None:
        """The side of the line on which the latest long run lies."""
        run = self.current.relevant
        return None if run is None else "above" if run.side > 0 else "below"

    @property
    def ongoing(self) -> bool:
        """True if the latest long run reaches the last useful point."""
        return self.current.ongoing


def analyze_run_chart(
    points: Sequence[RunPoint | float | None],
    *,
    baseline: int | None = None,
    phases: Iterable[int] = (),
    exclude: Iterable[int] = (),
    center: float | None = None,
    target: float | None = None,
    rules: Rules = "anhoej",
    multiply: float = 1,
) -> RunChart:
    """Analyze a series in time order.

    *baseline*: the median comes from the first so many points (ignored where there are phases). *phases*:
    0-based index of the first point of each further phase; each has its own median and its own runs.
    *exclude*: 0-based indexes left out of median and runs (besides points marked so). *center*: a line given
    instead of the median, in the unit before *multiply* (100 shows a quotient as a percentage). *target* is
    carried along and has no effect on the finding. Raises ValueError for unknown rules.
    """
    if rules not in ("anhoej", "bestbox", "cutbox", "ihi"):
        raise ValueError(f"unknown rules: {rules}")
    values, left_out = _read(points, exclude)
    starts = phase_starts(phases, len(values))
    freeze = baseline if baseline is not None and len(starts) == 1 else None
    found = tuple(
        _phase(number, first, stop, values, left_out, freeze, center, rules)
        for number, (first, stop) in enumerate(zip(starts, [*starts[1:], len(values)], strict=True), 1)
    )
    medians: list[float | None] = []
    flags = [False] * len(values)
    for phase in found:
        line = None if phase.median is None else phase.median * multiply
        medians += [line] * (phase.last + 1 - phase.first)
        for run in phase.long_runs:
            for index in range(run.first, run.last + 1):
                value = values[index]
                flags[index] = value is not None and value != phase.median and index not in left_out
    plotted = values if multiply == 1 else [None if value is None else value * multiply for value in values]
    return RunChart(
        rules, tuple(plotted), tuple(medians), left_out, found, tuple(flags), multiply, target, freeze
    )


def phase_starts(phases: Iterable[int], count: int) -> list[int]:
    """First index of every phase, the first one included; what lies outside the series is passed over."""
    return [0, *sorted({start for start in phases if 0 < start < count})]


def _read(
    points: Sequence[RunPoint | float | None], exclude: Iterable[int]
) -> tuple[list[float | None], frozenset[int]]:
    """The values as analyzed, and the indexes left out."""
    rows = [point for point in points if isinstance(point, RunPoint)]
    left_out = frozenset(exclude)
    if not rows:
        plain = cast(Sequence[float | None], points)
        return [None if value is None or value != value else value for value in plain], left_out
    quotients = any(row.denominator is not None for row in rows)
    values: list[float | None] = []
    for point in points:
        row = point if isinstance(point, RunPoint) else RunPoint(point)
        values.append(ratio(row.value, row.denominator if quotients else 1))
    marked = {index for index, point in enumerate(points) if isinstance(point, RunPoint) and point.excluded}
    return values, left_out | marked


def _phase(
    number: int,
    first: int,
    stop: int,
    values: list[float | None],
    excluded: Collection[int],
    baseline: int | None,
    center: float | None,
    rules: Rules,
) -> Phase:
    if center is None:
        end = stop if baseline is None else min(stop, max(baseline, 0))
        center = middle(
            [v for i, v in enumerate(values[first:end], first) if v is not None and i not in excluded]
        )
    n_observed = sum(i not in excluded for i in range(first, stop)) if excluded else stop - first
    if excluded:
        n_points = sum(values[i] is not None and i not in excluded for i in range(first, stop))
    else:
        n_points = n_observed - values[first:stop].count(None)
    runs = find_runs(values, center, first, stop, excluded)
    judged = judge_runs(runs, rules)
    patterns = None
    long_enough = judged.limit
    if rules == "ihi":
        span = enumerate(values[first:stop], first)
        kept = [(i, v) for i, v in span if v is not None and i not in excluded]
        patterns = ihi.patterns(runs, kept)
        long_enough = ihi.SHIFT - 1
    return Phase(
        number,
        first,
        stop - 1,
        center,
        n_observed,
        n_points,
        judged.n_useful,
        judged.longest_run,
        judged.limit,
        judged.crossings,
        judged.crossings_min,
        judged.signal_longest_run,
        judged.signal_crossings,
        judged.signal if patterns is None else patterns.signal,
        tuple(runs),
        tuple(run for run in runs if long_enough is not None and run.length > long_enough),
        judged.longest,
        patterns,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """The runs of one phase held against what chance makes; None or False if there is no useful point."""

    n_useful: int = 0
    longest_run: int | None = None
    limit: int | None = None
    crossings: int | None = None
    crossings_min: int | None = None
    signal_longest_run: bool = False
    signal_crossings: bool = False
    signal: bool = False
    longest: Run | None = None


def judge_runs(runs: Sequence[Run], rules: Rules = "anhoej") -> Judged:
    """Hold runs against the limits of chance; the printed limits are Anhoej's under every choice of rules."""
    if not runs:
        return Judged()
    lengths = [run.length for run in runs]
    n_useful, longest, crossings = sum(lengths), max(lengths), len(runs) - 1
    limit, fewest = longest_run_max(n_useful), crossings_min(n_useful)
    too_long, too_few = longest > limit, crossings < fewest
    if rules in ("bestbox", "cutbox"):
        signal = boxes.signal(rules, n_useful, crossings, longest)
    else:
        signal = too_long or too_few
    return Judged(
        n_useful, longest, limit, crossings, fewest, too_long, too_few, signal, runs[lengths.index(longest)]
    )
