"""Control charts: I (XmR), MR, P, P', C, U, U', G, T and I', with limits at each point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nic.analysis.control_limits import FORMULAS, Drawn, Kind, Part, Values
from nic.analysis.findings import Findings, judge
from nic.analysis.numbers import present
from nic.analysis.run_chart import phase_starts
from nic.analysis.runs import find_runs

#: From this many points on a control chart is offered.
ENOUGH_POINTS = 12

#: What has a denominator.
NEEDS_DENOMINATOR = ("p", "pp", "u", "up")

Limits = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ControlPhase:
    """One phase. Indexes are 0-based, `last` included; `runs` are those around the center drawn."""

    number: int
    first: int
    last: int
    center: float | None
    n_observed: int
    runs: Findings
    signal_runs: bool
    n_outside: int


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A control chart analyzed: everything per point, in the unit plotted.

    None where there is no value or no limit. `lower` and `upper` lie three standard deviations from the
    center, `lower_near` and `upper_near` two; `outside` marks points beyond a limit.
    """

    kind: Kind
    values: Limits
    centers: Limits
    lower: Limits
    upper: Limits
    lower_near: Limits
    upper_near: Limits
    outside: tuple[bool, ...]
    excluded: frozenset[int]
    phases: tuple[ControlPhase, ...]
    target: float | None = None

    @property
    def current(self) -> ControlPhase:
        """The last phase."""
        return self.phases[-1]

    @property
    def signal(self) -> bool:
        """True if a point of the last phase lies beyond a limit or its runs say that something changed."""
        return self.current.signal_runs or self.current.n_outside > 0


def analyze_control_chart(
    kind: Kind,
    values: Values,
    denominators: Values | None = None,
    *,
    baseline: int | None = None,
    phases: Iterable[int] = (),
    exclude: Iterable[int] = (),
    center: float | None = None,
    screened: bool = True,
    multiply: float = 1,
    never_negative: bool = False,
    target: float | None = None,
) -> ControlChart:
    """Analyze a series in time order; with *denominators* the values are numerators.

    *baseline*, *phases*, *exclude*, *center* and *multiply* as in run_chart.analyze_run_chart. *screened*:
    moving ranges of 3.267 times their mean or more are left out of the second mean (I, T, P', U', I').
    *never_negative*: limits below 0 are drawn at 0 if no value is negative. Raises ValueError for an unknown
    kind, a P or U chart without denominators, and a T chart with a value of 0 or less.
    """
    if kind not in FORMULAS:
        raise ValueError(f"unknown chart: {kind}")
    if kind in NEEDS_DENOMINATOR and denominators is None:
        raise ValueError(f"a chart of kind {kind} needs denominators")
    plain, numerators, sizes = _read(kind, values, denominators)
    left_out = frozenset(exclude)
    starts = phase_starts(phases, len(plain))
    freeze = len(plain) if baseline is None or len(starts) > 1 else baseline
    drawn: list[Drawn] = []
    spans = list(zip(starts, [*starts[1:], len(plain)], strict=True))
    for first, stop in spans:
        base = [i - first for i in range(first, min(stop, freeze)) if i not in left_out]
        part = Part(plain[first:stop], numerators[first:stop], sizes[first:stop], base, center, screened)
        drawn.append(FORMULAS[kind](part))
    chart = _assemble(kind, spans, drawn, left_out, multiply, target)
    return _clip_at_zero(chart) if never_negative else chart


def _read(
    kind: Kind, values: Values, denominators: Values | None
) -> tuple[list[float | None], list[float | None], list[float | None]]:
    """Values as plotted, numerators, and denominators (0 where missing; 1 everywhere if there are none)."""
    numerators = [None if value is None or value != value else value for value in values]
    if denominators is None:
        return numerators, numerators, [1 if value is not None else 0 for value in numerators]
    plain: list[float | None] = []
    sizes: list[float | None] = []
    for index, size in enumerate(denominators):
        value = numerators[index]
        whole = value is not None and size is not None and size == size
        plain.append(value / size if value is not None and size is not None and whole and size else None)
        numerators[index] = value if whole else None
        sizes.append(size if whole else 0)
    return (numerators if kind == "c" else plain), numerators, sizes


def _assemble(
    kind: Kind,
    spans: Sequence[tuple[int, int]],
    drawn: Sequence[Drawn],
    excluded: frozenset[int],
    multiply: float,
    target: float | None,
) -> ControlChart:
    raw = [value for part in drawn for value in part.values]
    shown = _times(raw, multiply)
    lower = _times([limit for part in drawn for limit in part.lower], multiply)
    upper = _times([limit for part in drawn for limit in part.upper], multiply)
    lower_near = _times([limit for part in drawn for limit in part.lower_near], multiply)
    upper_near = _times([limit for part in drawn for limit in part.upper_near], multiply)
    outside = tuple([_is_outside(*row) for row in zip(shown, lower, upper, strict=True)])
    centers: list[float | None] = []
    phases: list[ControlPhase] = []
    for number, ((first, stop), part) in enumerate(zip(spans, drawn, strict=True), 1):
        runs = judge(find_runs(raw, part.center, first, stop, excluded))
        center = None if part.center is None else part.center * multiply
        centers += [center] * (stop - first)
        n_observed = sum(index not in excluded for index in range(first, stop))
        signal = runs.signal and kind != "mr"
        n_outside = sum(outside[first:stop])
        phases.append(ControlPhase(number, first, stop - 1, center, n_observed, runs, signal, n_outside))
    return ControlChart(
        kind, tuple(shown), tuple(centers), tuple(lower), tuple(upper), tuple(lower_near), tuple(upper_near),
        outside, excluded, tuple(phases), target,
    )  # fmt: skip


def _times(values: Values, factor: float) -> list[float | None]:
    return [None if value is None else value * factor for value in values]


def _is_outside(value: float | None, lower: float | None, upper: float | None) -> bool:
    """Strictly beyond a limit; a limit that is missing marks nothing."""
    if value is None or lower is None or upper is None:
        return False
    return value > upper or value < lower


def _clip_at_zero(chart: ControlChart) -> ControlChart:
    values = present(chart.values)
    if not values or min(values) < 0:
        return chart
    lower, near = (
        tuple([None if limit is None else max(limit, 0) for limit in limits])
        for limits in (chart.lower, chart.lower_near)
    )
    return replace(chart, lower=lower, lower_near=near)
