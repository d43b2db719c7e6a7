"""Analyses by name: the families that `nic analyze` reads, and the plain dictionaries that it writes.

Fields are those of the reference cases (tests/reference/charts/README.md); point numbers are 1-based there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nic.analysis.control_charts import ControlChart, analyze_control_chart
from nic.analysis.making_data_count import VariationChart, analyze_variation
from nic.analysis.rebase import propose_rebases
from nic.analysis.run_chart import Judged, Phase, RunChart, analyze_run_chart
from nic.analysis.series import Series, read_series

Case = Mapping[str, Any]


def analyze_cases(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Analyze each case; `{"id", "result"}`, or `{"id", "error"}` where that cannot be done."""
    return [analyze_case(case) for case in cases]


def analyze_case(case: Case) -> dict[str, Any]:
    """One case: its `family` names the analysis, its `input` holds x, y, n and options."""
    if not isinstance(case, Mapping):
        return {"id": None, "error": "a case is an object with id, family and input"}
    name = case.get("id")
    try:
        family = FAMILIES.get(case["family"])
        if family is None:
            raise ValueError(f"unknown family: {case['family']}")
        return {"id": name, "result": family(case["input"])}
    except KeyError as error:
        return {"id": name, "error": f"missing: {error.args[0]}"}
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        return {"id": name, "error": str(error)}


def _read(data: Case, options: Case) -> Series:
    together: Any = "sum" if options.get("chart") == "c" else options.get("agg_fun", "mean")
    if together not in ("mean", "median", "sum"):
        raise ValueError(f"unknown agg_fun: {together}")
    return read_series(
        data["x"], data["y"], data.get("n"), dates=data.get("x_type") == "date", together=together
    )


def _shared(options: Case) -> dict[str, Any]:
    return {
        "baseline": options.get("freeze"),
        "phases": options.get("part_after") or (),
        "exclude": [number - 1 for number in options.get("exclude") or ()],
        "center": options.get("cl"),
        "target": options.get("target"),
        "multiply": options.get("multiply") or 1,
    }


def _run(data: Case) -> dict[str, Any]:
    options = data.get("options") or {}
    chart = options.get("chart", "run")
    if chart != "run":
        return _control(data)
    series = _read(data, options)
    values: Sequence[float | None] = series.numerators
    if series.denominators is not None:
        pairs = zip(series.numerators, series.denominators, strict=True)
        values = [a / b if a is not None and b else None for a, b in pairs]
    found = analyze_run_chart(values, rules=options.get("method") or "anhoej", **_shared(options))
    return {
        "parts": [_run_part(found, phase) for phase in found.phases],
        "points": _run_points(series, found),
    }


def _run_part(chart: RunChart, phase: Phase) -> dict[str, Any]:
    part: dict[str, Any] = {
        "part": phase.number,
        "first": phase.first + 1,
        "last": phase.last + 1,
        "n_obs": phase.n_observed,
        "n_useful": phase.n_useful,
        "centre": None if phase.median is None else phase.median * chart.multiply,
        "longest_run": phase.longest_run,
        "longest_run_max": phase.longest_run_max,
        "n_crossings": phase.crossings,
        "n_crossings_min": phase.crossings_min,
        "signal_longest_run": phase.signal_longest_run,
        "signal_crossings": phase.signal_crossings,
        "runs_signal": phase.signal,
    }
    if phase.patterns is not None:
        part |= {
            "shifts": [[run.first + 1, run.last + 1] for run in phase.patterns.shifts],
            "trends": [[trend.first + 1, trend.last + 1] for trend in phase.patterns.trends],
            "n_runs": phase.patterns.n_runs,
            "runs_min": phase.patterns.runs_min,
            "runs_max": phase.patterns.runs_max,
        }
    return part


def _numbers(phases: Sequence[Any]) -> list[int]:
    return [phase.number for phase in phases for _ in range(phase.first, phase.last + 1)]


def _run_points(series: Series, chart: RunChart) -> dict[str, Any]:
    return {
        "x": list(series.x),
        "y": list(chart.values),
        "part": _numbers(chart.phases),
        "centre": list(chart.medians),
    }


def _control(data: Case) -> dict[str, Any]:
    options = data.get("options") or {}
    kind = options["chart"]
    series = _read(data, options)
    values, sizes = series.numerators, series.denominators
    if kind == "ip" and sizes is None:
        values = tuple([None if v is None else v * k for v, k in zip(values, series.counted, strict=True)])
        sizes = series.counted
    chart = analyze_control_chart(
        kind,
        values,
        sizes,
        screened=options.get("mr_screened", True),
        never_negative=options.get("y_neg") is False,
        **_shared(options),
    )
    return {"parts": _control_parts(chart), "points": _control_points(series, chart)}


def _control_parts(chart: ControlChart) -> list[dict[str, Any]]:
    return [
        {
            "part": phase.number,
            "first": phase.first + 1,
            "last": phase.last + 1,
            "n_obs": phase.n_observed,
            "centre": phase.center,
            **_judged(phase.judged),
            "runs_signal": phase.signal_runs,
            "n_sigma_signals": phase.n_outside,
        }
        for phase in chart.phases
    ]


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "n_useful": judged.n_useful,
        "longest_run": judged.longest_run,
        "longest_run_max": judged.limit,
        "n_crossings": judged.crossings,
        "n_crossings_min": judged.crossings_min,
        "signal_longest_run": judged.signal_longest_run,
        "signal_crossings": judged.signal_crossings,
    }


def _control_points(series: Series, chart: ControlChart) -> dict[str, Any]:
    return {
        "x": list(series.x),
        "y": list(chart.values),
        "part": _numbers(chart.phases),
        "centre": list(chart.centers),
        "lcl": list(chart.lower),
        "ucl": list(chart.upper),
        "lcl_95": list(chart.lower_near),
        "ucl_95": list(chart.upper_near),
        "sigma_signal": list(chart.outside),
    }


def _variation(data: Case) -> dict[str, Any]:
    options = data.get("options") or {}
    series = read_series(data["x"], data["y"], dates=data.get("x_type") == "date")
    starts = set(options.get("rebase_dates") or ())
    chart = analyze_variation(
        series.numerators,
        improvement=options.get("improvement_direction", "increase"),
        target=options.get("target"),
        phases=[index for index, x in enumerate(series.x) if x in starts],
        fix_after=options.get("fix_after_n_points"),
        screened=options.get("screen_outliers", True),
        stop_at_missing=True,
    )
    return {
        "groups": _variation_groups(series, chart),
        "points": _variation_points(series, chart),
        "variation_type": chart.variation,
        "variation_icon": chart.variation_icon,
        "assurance_type": chart.assurance,
        "assurance_icon": chart.assurance_icon,
    }


def _variation_groups(series: Series, chart: VariationChart) -> list[dict[str, Any]]:
    return [
        {
            "rebase_group": group.number,
            "n": group.last + 1 - group.first,
            "first_x": series.x[group.first],
            "last_x": series.x[group.last],
            "mean": group.mean,
            "lpl": group.lower,
            "upl": group.upper,
            "short_group_warning": group.short,
            "n_special_cause": sum(p.special for p in chart.points[group.first : group.last + 1]),
            "last_point_type": chart.points[group.last].point_type,
        }
        for group in chart.groups
    ]


def _variation_points(series: Series, chart: VariationChart) -> dict[str, Any]:
    groups = [(group, range(group.first, group.last + 1)) for group in chart.groups]
    each = [group for group, span in groups for _ in span]
    return {
        "x": list(series.x),
        "y": [point.value for point in chart.points],
        "rebase_group": [group.number for group in each],
        "mean": [group.mean for group in each],
        "lpl": [group.lower for group in each],
        "upl": [group.upper for group in each],
        "outside_limits": [point.outside for point in chart.points],
        "relative_to_mean": [point.side for point in chart.points],
        "close_to_limits": [point.close for point in chart.points],
        "special_cause_type": [point.cause for point in chart.points],
        "point_type": [point.point_type for point in chart.points],
    }


def _rebases(data: Case) -> dict[str, Any]:
    options = data.get("options") or {}
    x, y = data["x"], data["y"]
    groups = data.get("group") or [None] * len(x)
    baseline, length = options.get("med_rows", 13), options.get("runlength", 9)
    rows = [row for row in zip(groups, x, y, strict=True) if row[1] is not None]
    names = sorted({group for group, _, _ in rows}, key=str)
    by_group = {
        name: sorted((row[1:] for row in rows if row[0] == name), key=lambda r: r[0]) for name in names
    }
    if all(len(points) < baseline + length for points in by_group.values()):
        raise ValueError("no group has enough points after the baseline for a run of that length")
    last = max(points[-1][0] for points in by_group.values())
    segments: list[dict[str, Any]] = []
    for name, points in by_group.items():
        found = propose_rebases(
            [value for _, value in points],
            baseline=baseline,
            length=length,
            direction=options.get("direction", "both"),
        )
        starts = [points[segment.first][0] for segment in found]
        for segment, start, following in zip(found, starts, [*starts[1:], last], strict=True):
            segments.append(
                {
                    "group": name,
                    "run_type": segment.kind,
                    "median": segment.median,
                    "start": start,
                    "end": points[segment.last][0],
                    "extend_to": following,
                }
            )
    return {"segments": segments, "n_sustained": sum(s["run_type"] == "sustained" for s in segments)}


FAMILIES: Mapping[str, Callable[[Case], dict[str, Any]]] = {
    "run": _run,
    "xmr": _control,
    "attribute": _control,
    "nhsr": _variation,
    "runcharter": _rebases,
}
