"""The finding of a run chart in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from nic.analysis.findings import Findings
from nic.analysis.ihi import Trend
from nic.analysis.phrasing import Finding, Phrasing, count
from nic.analysis.run_chart import ENOUGH_POINTS, Phase, RunChart
from nic.analysis.runs import Run


def too_early(have: int, needed: int, phases: int, more: str = "") -> Finding:
    """Fewer points than a finding needs."""
    where = " in this phase" if phases > 1 else ""
    if not have and not more:
        return f"No data yet{where}.", "too_early"
    return f"Not enough data yet{where}: {have} of {needed} points{more}.", "too_early"


def all_equal(values: Sequence[float], say: Phrasing) -> Finding | None:
    """Every value the same; None if they are not."""
    if len(set(values)) != 1:
        return None
    return f"All {len(values)} values are the same: {say.quantity(values[0])}.", "steady"


def counted(values: Sequence[float | None], first: int, excluded: frozenset[int]) -> list[float]:
    """The values from index *first* on that are there and not excluded."""
    span = enumerate(values[first:], first)
    return [value for index, value in span if value is not None and index not in excluded]


def run_chart_finding(chart: RunChart, say: Phrasing) -> Finding:
    """Sentence and state of the current phase."""
    phase = chart.current
    if phase.n_points < ENOUGH_POINTS:
        return too_early(phase.n_points, ENOUGH_POINTS, len(chart.phases))
    line = "the line" if chart.center_given else "the median"
    if chart.baseline is not None and chart.baseline < len(chart.values) and not chart.center_given:
        line = "the baseline median"
    if not chart.enough:
        equal = all_equal(counted(chart.values, phase.first, chart.excluded), say)
        beside = f" beside {line}"
        return equal or too_early(phase.runs.n_useful, ENOUGH_POINTS, len(chart.phases), beside)
    finding = None if chart.center_given or chart.baseline is not None else _one_sided(phase, chart, say)
    if finding is not None:
        return finding
    if phase.patterns is not None:
        finding = _ihi(phase, line, chart.excluded, say)
    elif phase.signal:
        finding = runs_finding(phase.runs, line, chart.excluded, say) or _box(phase.runs, line)
    if finding is not None:
        return finding
    around = say.quantity(chart.median or 0)
    return f"Ordinary ups and downs around {around}.", "steady"


def _one_sided(phase: Phase, chart: RunChart, say: Phrasing) -> Finding | None:
    """Half of the values or more on the median and the rest on one side of it: a tie, nothing that happened in time."""
    if phase.runs.crossings != 0:
        return None
    values = counted(chart.values, phase.first, chart.excluded)
    median = say.quantity(chart.median or 0)
    other = "below" if max(values) > (chart.median or 0) else "above"
    return (
        f"Half of the values or more are {median} and none is {other}: nothing that tells of a change.",
        "steady",
    )


def runs_finding(runs: Findings, line: str, excluded: frozenset[int], say: Phrasing) -> Finding | None:
    """The latest long run, or too few crossings; None if neither is there."""
    if runs.long_runs:
        return long_run_finding(runs.long_runs[-1], runs.ongoing, line, excluded, say)
    if runs.signal_crossings:
        return _few_crossings(runs.crossings or 0, runs.crossings_min or 0, line)
    return None


def long_run_finding(run: Run, ongoing: bool, line: str, excluded: frozenset[int], say: Phrasing) -> Finding:
    """A run longer than chance makes it."""
    side = "above" if run.side > 0 else "below"
    other = "below" if run.side > 0 else "above"
    when = say.span(run.first, run.last, ongoing=ongoing)
    row = say.in_a_row(run.first, run.last, run.length)
    if row is not None:
        what = f"{row} {side} {line} {when}"
    else:
        left_out = sum(run.first < index < run.last for index in excluded)
        aside = f" ({count(left_out, 'value')} left out)" if left_out else ""
        what = f"{count(run.length, 'value')} {side} {line} and none {other} it {when}{aside}"
    if not ongoing:
        return f"{what}: something was different then.", "changed"
    change, now = say.change(run.side)
    return f"{what}: {change}.", now


def _few_crossings(crossings: int, usual: int, line: str) -> Finding:
    times = "never" if not crossings else "once" if crossings == 1 else f"{crossings} times"
    seldom = "at least once" if usual == 1 else f"at least {usual} times"
    what = f"The values cross {line} {times}, where ordinary ups and downs cross it {seldom}"
    return f"{what}: something changed.", "changed"


def _box(runs: Findings, line: str) -> Finding:
    run = f"longest run on one side of {line} ({runs.longest_run} values)"
    what = f"The {run} and the number of crossings ({runs.crossings}) are together not those of ordinary ups and downs"
    return f"{what}: something changed.", "changed"


def _ihi(phase: Phase, line: str, excluded: frozenset[int], say: Phrasing) -> Finding | None:
    """What still goes on before what is over, a shift before a trend, both before the number of runs."""
    patterns = phase.patterns
    if patterns is None or not patterns.signal:
        return None
    shift = runs_finding(phase.runs, line, excluded, say) if patterns.shifts else None
    if shift is not None and phase.runs.ongoing:
        return shift
    if patterns.trends and (shift is None or patterns.trends[-1].ongoing):
        return trend_finding(patterns.trends[-1], say)
    if shift is not None:
        return shift
    if patterns.too_few_runs:
        return _few_crossings(patterns.n_runs - 1, (patterns.runs_min or 1) - 1, line)
    crossings, usual = patterns.n_runs - 1, (patterns.runs_max or 1) - 1
    what = f"The values cross {line} more often than ordinary ups and downs do ({crossings} times, at most {usual})"
    return f"{what}: look at how they are collected.", "changed"


def trend_finding(trend: Trend, say: Phrasing) -> Finding:
    """Values that all rise or all fall."""
    word = "Rising" if trend.direction > 0 else "Falling"
    when = say.span(trend.first, trend.last, ongoing=trend.ongoing)
    row = say.in_a_row(trend.first, trend.last, trend.length)
    if row is not None:
        what = f"{word} from one {say.period} to the next, {row} {when}"
    else:
        what = f"{word} over {count(trend.length, 'different value')} {when}"
    if not trend.ongoing:
        return f"{what}: something was different then.", "changed"
    change, now = say.change(trend.direction)
    return f"{what}: {change}.", now
