"""The finding of a control chart, or of Making Data Count, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nic.analysis.control_charts import ENOUGH_POINTS, ControlChart
from nic.analysis.ihi import Trend
from nic.analysis.making_data_count import FEWEST_FOR_LIMITS, Improvement, VariationChart, VariationPoint
from nic.analysis.phrasing import Direction, Finding, Phrasing
from nic.analysis.runs import Run
from nic.analysis.runs_in_words import (
    all_equal,
    counted,
    long_run_finding,
    runs_finding,
    too_early,
    trend_finding,
)

_TOO_ALIKE: Finding = ("The values are too much alike for limits: nothing more can be said yet.", "too_early")

_BETTER: dict[Improvement, Direction] = {"increase": "higher", "decrease": "lower", "neutral": "neutral"}


def control_chart_finding(chart: ControlChart, say: Phrasing) -> Finding:
    """Sentence and state of the current phase."""
    phase = chart.current
    values = counted(chart.values, phase.first, chart.excluded)
    line = "the median" if chart.kind == "g" else "the average"
    enough = ENOUGH_POINTS - 1 if chart.kind == "mr" else ENOUGH_POINTS
    if len(values) < enough:
        return too_early(len(values), enough, len(chart.phases))
    equal = all_equal(values, say)
    if equal is not None:
        return equal
    spread = range(phase.first, phase.last + 1)
    if not any(_has_limits(chart.lower[index], chart.upper[index]) for index in spread):
        return _TOO_ALIKE
    if chart.kind == "mr":
        return _steps(chart, say)
    beyond = [index for index in spread if chart.outside[index] and index not in chart.excluded]
    if beyond:
        return _beyond(chart, beyond, say)
    if phase.signal_runs:
        found = runs_finding(phase.runs, line, chart.excluded, say)
        if found is not None:
            return found
    return f"Ordinary ups and downs around {say.quantity(phase.center or 0)}.", "steady"


def _has_limits(lower: float | None, upper: float | None) -> bool:
    return lower is not None and upper is not None and lower < upper


def _beyond(chart: ControlChart, beyond: Sequence[int], say: Phrasing) -> Finding:
    index = beyond[-1]
    value, lower, upper = (one[index] or 0 for one in (chart.values, chart.lower, chart.upper))
    above = value > upper
    what = _past_limit(value, upper if above else lower, above, index, say)
    before = len(beyond) - 1
    if before:
        what += f"; {before} before it {'was' if before == 1 else 'were'} beyond the limits too"
    latest = max(i for i, v in enumerate(chart.values) if v is not None and i not in chart.excluded)
    if index != latest:
        return f"{what}: something was different then.", "changed"
    change, now = say.change(1 if above else -1)
    return f"{what}: {change}.", now


def _past_limit(value: float, limit: float, above: bool, index: int, say: Phrasing) -> str:
    reach = f"what ordinary ups and downs reach ({say.quantity(limit)})"
    return f"The value {say.on(index)} ({say.quantity(value)}) is {'above' if above else 'below'} {reach}"


def _steps(chart: ControlChart, say: Phrasing) -> Finding:
    """A chart of moving ranges speaks of the steps between values."""
    phase = chart.current
    beyond = [i for i in range(phase.first, phase.last + 1) if chart.outside[i] and i not in chart.excluded]
    if beyond:
        step = say.quantity(chart.values[beyond[-1]] or 0)
        usual = say.quantity(chart.upper[beyond[-1]] or 0)
        when = say.when(beyond[-1])
        return f"The step to {when} ({step}) is larger than ordinary steps ({usual} at most).", "changed"
    return (
        f"The steps from one value to the next are ordinary, around {say.quantity(phase.center or 0)}.",
        "steady",
    )


def variation_finding(chart: VariationChart, say: Phrasing) -> Finding:
    """Sentence and state of the last point; the chart knows which direction is better."""
    say = replace(say, direction=_BETTER[chart.improvement])
    group = chart.groups[-1]
    span = range(group.first, group.last + 1)
    part = [(index, chart.points[index]) for index in span if chart.points[index].value is not None]
    values = [point.value for _, point in part if point.value is not None]
    if len(values) < FEWEST_FOR_LIMITS:
        return too_early(len(values), FEWEST_FOR_LIMITS, len(chart.groups))
    equal = all_equal(values, say)
    if equal is not None:
        return equal
    if group.mean is None or not _has_limits(group.lower, group.upper):
        return _TOO_ALIKE
    index, point = part[-1]
    found: Finding = (f"Ordinary ups and downs around {say.quantity(group.mean)}.", "steady")
    if point.special:
        found = _special(chart, index, point, say)
    return found[0] + _assurance(chart, say), found[1]


def _special(chart: VariationChart, index: int, point: VariationPoint, say: Phrasing) -> Finding:
    """The rule that marks the point at *index*."""
    group = chart.groups[-1]
    change, now = say.change(point.height)
    if point.outside:
        limit = group.upper if point.height > 0 else group.lower
        what = _past_limit(point.value or 0, limit or 0, point.height > 0, index, say)
        return f"{what}: {change}.", now
    side = "above" if point.height > 0 else "below"
    if "in 3" in point.cause:
        near = "near the limit of ordinary ups and downs"
        return f"The last 3 values are {side} the average, and at least 2 of them {near}: {change}.", now
    first = index
    if "Trend" in point.cause:
        while first > group.first and _step(chart, first) == point.height:
            first -= 1
        return trend_finding(Trend(point.height, first, index, index - first + 1, True), say)
    while first > group.first and chart.points[first - 1].side == point.side:
        first -= 1
    run = Run(point.height, first, index, index - first + 1)
    return long_run_finding(run, True, "the average", frozenset(), say)


def _step(chart: VariationChart, index: int) -> int | None:
    """1 if the point at *index* is higher than the one before, -1 if lower; None if either is missing."""
    before, after = chart.points[index - 1].value, chart.points[index].value
    return None if before is None or after is None else (after > before) - (after < before)


def _assurance(chart: VariationChart, say: Phrasing) -> str:
    """What the target may expect as things are; nothing if that is not known."""
    if chart.assurance is None or chart.target is None:
        return ""
    target = f"the target of {say.quantity(chart.target)}"
    if chart.assurance == "inconsistent":
        return f" T{target[1:]} lies within the ordinary ups and downs: sometimes met, sometimes not."
    if chart.assurance == "consistent_pass":
        return f" As things are, expect {target} to be met."
    return f" As things are, expect {target} not to be met."
