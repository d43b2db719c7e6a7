"""Run charts: median, runs, crossings and the signals in them.

Default rules: Anhoej and Olesen 2014 (doi 10.1371/journal.pone.0113825). By choice: best box and cut box
(Anhoej and Wentzel-Larsen 2020, doi 10.1371/journal.pone.0233920) and the rules of Perla, Provost and Murray
2011 ("ihi").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import ne
from typing import Literal, cast, get_args

from nic.analysis import ihi
from nic.analysis.findings import Findings, Rules, judge
from nic.analysis.ihi import Patterns
from nic.analysis.numbers import median as middle
from nic.analysis.numbers import present, ratio
from nic.analysis.runs import find_runs

Side = Literal["above", "below"]

_RULES = get_args(Rules)

#: Below so many useful points a sentence says "not enough data yet"; figures are computed at any number.
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

    `median` is the line the runs are counted around, before *multiply*: the median of the baseline, or a
    fixed center if one was given. `n_observed` counts points not excluded, `n_points` those of them with a
    value. `patterns` is there under the rules "ihi" only.
    """

    number: int
    first: int
    last: int
    median: float | None
    n_observed: int
    n_points: int
    runs: Findings
    patterns: Patterns | None = None

    @property
    def signal(self) -> bool:
        """True if the rules chosen say that something changed."""
        return self.runs.signal if self.patterns is None else self.patterns.signal


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
    center_given: bool = False

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
        return self.current.runs.n_useful

    @property
    def enough(self) -> bool:
        """True from ten useful points on: before that no finding is put into words."""
        return self.n_useful >= ENOUGH_POINTS

    @property
    def longest_run(self) -> int | None:
        """Useful points in the longest run."""
        return self.current.runs.longest_run

    @property
    def longest_run_max(self) -> int | None:
        """The longest run that chance makes."""
        return self.current.runs.longest_run_max

    @property
    def crossings(self) -> int | None:
        """How often the values cross the line."""
        return self.current.runs.crossings

    @property
    def crossings_min(self) -> int | None:
        """The fewest crossings that chance makes."""
        return self.current.runs.crossings_min

    @property
    def signal(self) -> bool:
        """True if the rules say that something changed, at any number of points (see `enough`)."""
        return self.current.signal

    @property
    def since_index(self) -> int | None:
        """Index of the first point of the latest long run; None if there is none."""
        runs = self.current.runs.long_runs
        return runs[-1].first if runs else None

    @property
    def until_index(self) -> int | None:
        """Index of the last point of the latest long run; None if there is none."""
        runs = self.current.runs.long_runs
        return runs[-1].last if runs else None

    @property
    def side(self) -> Side | None:
        """The side of the line on which the latest long run lies."""
        runs = self.current.runs.long_runs
        if not runs:
            return None
        return "above" if runs[-1].side > 0 else "below"

    @property
    def ongoing(self) -> bool:
        """True if the latest long run reaches the last useful point."""
        return self.current.runs.ongoing


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
    if rules not in _RULES:
        raise ValueError(f"unknown rules: {rules}")
    values, left_out = _read(points, exclude)
    starts = phase_starts(phases, len(values))
    freeze = baseline if baseline is not None and len(starts) == 1 else None
    spans = zip(starts, [*starts[1:], len(values)], strict=True)
    found = [
        _phase(number, span, values, left_out, freeze, center, rules) for number, span in enumerate(spans, 1)
    ]
    medians: list[float | None] = []
    flags = [False] * len(values)
    for phase in found:
        line = None if phase.median is None else phase.median * multiply
        medians += [line] * (phase.last + 1 - phase.first)
        for run in phase.runs.long_runs:
            for index in range(run.first, run.last + 1):
                value = values[index]
                flags[index] = value is not None and value != phase.median and index not in left_out
    plotted = values if multiply == 1 else [None if value is None else value * multiply for value in values]
    return RunChart(
        rules,
        tuple(plotted),
        tuple(medians),
        left_out,
        tuple(found),
        tuple(flags),
        multiply,
        target,
        freeze,
        center is not None,
    )


def with_baseline(chart: RunChart, baseline: int) -> RunChart:
    """A chart analyzed around a center that is the median of a baseline, some of whose points it may not show.

    *baseline* counts the points shown that belong to it.
    """
    return replace(chart, baseline=min(baseline, max(len(chart.values) - 1, 0)), center_given=False)


def phase_starts(phases: Iterable[int], count: int) -> list[int]:
    """First index of every phase, the first one included; what lies outside the series is passed over."""
    return [0, *sorted({start for start in phases if 0 < start < count})]


def _read(
    points: Sequence[RunPoint | float | None], exclude: Iterable[int]
) -> tuple[list[float | None], frozenset[int]]:
    """The values as analyzed, and the indexes left out."""
    left_out = frozenset(exclude)
    if RunPoint not in set(map(type, points)):
        values = cast(list[float | None], list(points))
        if any(map(ne, values, values)):
            values = [None if value != value else value for value in values]
        return values, left_out
    rows = [point if isinstance(point, RunPoint) else RunPoint(point) for point in points]
    quotients = any(row.denominator is not None for row in rows)
    values = [ratio(row.value, row.denominator if quotients else 1) for row in rows]
    return values, left_out | {index for index, row in enumerate(rows) if row.excluded}


def _phase(
    number: int,
    span: tuple[int, int],
    values: list[float | None],
    excluded: Collection[int],
    baseline: int | None,
    center: float | None,
    rules: Rules,
) -> Phase:
    first, stop = span
    kept: Sequence[int] = range(first, stop)
    if excluded:
        kept = [index for index in kept if index not in excluded]
    points = present(values[index] for index in kept) if excluded else present(values[first:stop])
    if center is None:
        center = middle(
            points if baseline is None else present(values[index] for index in kept if index < baseline)
        )
    raw = find_runs(values, center, first, stop, excluded)
    findings = judge(raw, rules)
    patterns = None
    if rules == "ihi":
        patterns = ihi.find_patterns(raw, list(zip(kept, [values[index] for index in kept], strict=True)))
    return Phase(number, first, stop - 1, center, len(kept), len(points), findings, patterns)
