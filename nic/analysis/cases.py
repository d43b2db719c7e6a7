"""Analyses by name: the families that `nic analyze` reads, and the plain dictionaries that it writes.

Fields are those of the reference cases (tests/reference/charts/README.md); point numbers are 1-based there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nic.analysis.control_charts import ControlChart, ControlPhase, analyze_control_chart
from nic.analysis.findings import Findings
from nic.analysis.making_data_count import VariationChart, analyze_variation
from nic.analysis.rebase import propose_rebases
from nic.analysis.run_chart import Phase, RunChart, analyze_run_chart
from nic.analysis.series import Series, read_series

Case = Mapping[str, Any]

_FIGURES = {int, float, type(None)}


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


def _figures(name: str, values: Any) -> Any:
    """The list as it is, once it is known to hold numbers and null only."""
    if not isinstance(values, list | tuple) or not {*map(type, values)} <= _FIGURES:
        raise ValueError(f"{name} must be a list of numbers and null")
    return values


def _option(options: Case, name: str) -> Any:
    """An optional number."""
    value = options.get(name)
    if type(value) not in _FIGURES:
        raise ValueError(f"{name} must be a number")
    return value


def _read(data: Case, options: Case) -> Series:
    together: Any = "sum" if options.get("chart") == "c" else options.get("agg_fun", "mean")
    if together not in ("mean", "median", "sum"):
        raise ValueError(f"unknown agg_fun: {together}")
    n = data.get("n")
    return read_series(
        data["x"],
        _figures("y", data["y"]),
        None if n is None else _figures("n", n),
        dates=data.get("x_type") == "date",
        together=together,
    )


def _shared(options: Case) -> dict[str, Any]:
    return {
        "baseline": _option(options, "freeze"),
        "phases": options.get("part_after") or (),
        "exclude": [number - 1 for number in options.get("exclude") or ()],
        "center": _option(options, "cl"),
        "target": _option(options, "target"),
        "multiply": _option(options, "multiply") or 1,
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
    center = None if phase.median is None else phase.median * chart.multiply
    part = _part(phase, center, phase.runs, phase.signal)
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
    numbers: list[int] = []
    for phase in phases:
        numbers += [phase.number] * (phase.last + 1 - phase.first)
    return numbers


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
        sizes = series.counted
        values = tuple([None if v is None else v * k for v, k in zip(values, sizes, strict=True)])
    chart = analyze_control_chart(
        kind,
        values,
        sizes,
        screened=options.get("mr_screened", True),
        never_negative=options.get("y_neg") is False,
        **_shared(options),
    )
    parts = [
        _part(phase, phase.center, phase.runs, phase.signal_runs) | {"n_sigma_signals": phase.n_outside}
        for phase in chart.phases
    ]
    return {"parts": parts, "points": _control_points(series, chart)}


def _part(phase: Phase | ControlPhase, center: float | None, runs: Findings, signal: bool) -> dict[str, Any]:
    return {
        "part": phase.number,
        "first": phase.first + 1,
        "last": phase.last + 1,
        "n_obs": phase.n_observed,
        "n_useful": runs.n_useful,
        "centre": center,
        "longest_run": runs.longest_run,
        "longest_run_max": runs.longest_run_max,
        "n_crossings": runs.crossings,
        "n_crossings_min": runs.crossings_min,
        "signal_longest_run": runs.signal_longest_run,
        "signal_crossings": runs.signal_crossings,
        "runs_signal": signal,
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
    series = read_series(data["x"], _figures("y", data["y"]), dates=data.get("x_type") == "date")
    starts = set(options.get("rebase_dates") or ())
    chart = analyze_variation(
        series.numerators,
        improvement=options.get("improvement_direction", "increase"),
        target=_option(options, "target"),
        phases=[index for index, x in enumerate(series.x) if x in starts],
        fix_after=_option(options, "fix_after_n_points"),
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
    x, y = data["x"], _figures("y", data["y"])
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
