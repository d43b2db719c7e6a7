"""Making Data Count: the four rules of NHS England on an XmR chart, variation and assurance.

Limits are mean -+ 2.66 times the mean moving range and are never cut at zero. Agrees with NHSRplotthedots
0.2.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from nic.analysis.control_limits import mean_range, moving_ranges
from nic.analysis.numbers import mean, present
from nic.analysis.run_chart import phase_starts

Improvement = Literal["increase", "decrease", "neutral"]
Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]

WINDOW = 7
FEWEST_TO_FIX = 12
FEWEST_FOR_LIMITS = 13
COMMON = "Common Cause"

_SIGN = {"increase": 1, "decrease": -1, "neutral": 0}
_ICONS = {"consistent_pass": "pass", "consistent_fail": "fail", "inconsistent": "inconsistent"}


@dataclass(frozen=True, slots=True)
class VariationPoint:
    """One point of the chart.

    `side` is 1 above, -1 below, 0 on the mean; `outside` and `close` are None where there are no limits.
    `cause` names the rule (outside before trend before two in three before shift), `point_type` what it
    means.
    """

    value: float | None
    outside: bool | None
    side: int | None
    close: bool | None
    cause: str
    point_type: str

    @property
    def special(self) -> bool:
        """True if a rule marks the point."""
        return self.cause != COMMON

    @property
    def height(self) -> int:
        """1 if the rule speaks of high or rising values, -1 of low or falling ones, 0 if there is none."""
        return _height(self.cause)


@dataclass(frozen=True, slots=True)
class VariationGroup:
    """Points that share limits. Indexes are 0-based, `last` included; `short`: fewer than 13 points."""

    number: int
    first: int
    last: int
    mean: float | None
    lower: float | None
    upper: float | None
    short: bool


@dataclass(frozen=True, slots=True)
class VariationChart:
    """The chart; its variation is that of the last point, its assurance that of the last limits."""

    points: tuple[VariationPoint, ...]
    groups: tuple[VariationGroup, ...]
    improvement: Improvement
    target: float | None
    assurance: Assurance | None

    @property
    def variation(self) -> str:
        """common_cause, or special_cause_ improvement, concern, neutral_high, neutral_low."""
        return self.points[-1].point_type

    @property
    def variation_icon(self) -> str:
        """The same with high or low."""
        point = self.points[-1]
        if not point.special:
            return "common_cause"
        height = "high" if point.height > 0 else "low"
        word = point.point_type.removeprefix("special_cause_").removesuffix("_high").removesuffix("_low")
        return f"{word}_{height}"

    @property
    def assurance_icon(self) -> str | None:
        """pass, fail or inconsistent."""
        return None if self.assurance is None else _ICONS[self.assurance]


def analyze_variation(
    values: Sequence[float | None],
    *,
    improvement: Improvement,
    target: float | None = None,
    phases: Iterable[int] = (),
    fix_after: int | None = None,
    screened: bool = True,
    stop_at_missing: bool = False,
) -> VariationChart:
    """Apply the four rules to a series in time order.

    *phases*: 0-based index of the first point of each further group. *fix_after*: limits come from the first
    so many points of each group (at least 12). A missing value breaks a trend and a shift; with
    *stop_at_missing* it raises ValueError where it leaves open whether there is a trend, as the reference
    tool does. Raises ValueError also for fewer than one point, an unknown direction, and *fix_after* below
    12.
    """
    if improvement not in _SIGN:
        raise ValueError(f"unknown direction: {improvement}")
    if fix_after is not None and fix_after < FEWEST_TO_FIX:
        raise ValueError("limits can be fixed after 12 points or more")
    if not values:
        raise ValueError("there are no points")
    starts = phase_starts(phases, len(values))
    points: list[VariationPoint] = []
    groups: list[VariationGroup] = []
    for number, (first, stop) in enumerate(zip(starts, [*starts[1:], len(values)], strict=True)):
        part = values[first:stop]
        fixed = part[:fix_after]
        center = mean(present(fixed))
        average = mean_range(moving_ranges(fixed), screened)
        groups.append(_group(number, first, stop, center, average))
        if stop_at_missing:
            _stop_at_open_trend(part)
        points += _points(part, center, average, improvement)
    return VariationChart(
        tuple(points), tuple(groups), improvement, target, _assurance(groups[-1], target, improvement)
    )


def _group(number: int, first: int, stop: int, center: float | None, average: float | None) -> VariationGroup:
    lower = upper = None
    if center is not None and average is not None:
        lower, upper = center - 2.66 * average, center + 2.66 * average
    return VariationGroup(number, first, stop - 1, center, lower, upper, stop - first < FEWEST_FOR_LIMITS)


def _assurance(group: VariationGroup, target: float | None, improvement: Improvement) -> Assurance | None:
    """Does the system meet the target as it is: always, never, or hit or miss."""
    if target is None or improvement == "neutral":
        return None
    if group.lower is None or group.upper is None or group.lower <= target <= group.upper:
        return "inconsistent"
    above = target > group.upper
    return "consistent_fail" if above == (improvement == "increase") else "consistent_pass"


def _points(
    part: Sequence[float | None], center: float | None, average: float | None, improvement: Improvement
) -> list[VariationPoint]:
    sides = [_side(value, center) for value in part]
    outside: list[bool | None] = [None] * len(part)
    close: list[bool | None] = [None] * len(part)
    if center is not None and average is not None:
        near = 2 * (2.66 / 3)
        for index, value in enumerate(part):
            if value is not None:
                outside[index] = _beyond(value, center, 2.66 * average)
                close[index] = not outside[index] and _beyond(value, center, near * average)
    trends = _trends(part)
    shifts = _shifts(sides)
    pairs = _two_in_three(sides, close)
    found: list[VariationPoint] = []
    for index, value in enumerate(part):
        cause = _cause(sides[index], outside[index], trends[index], pairs[index], shifts[index])
        found.append(
            VariationPoint(
                value, outside[index], sides[index], close[index], cause, _point_type(cause, improvement)
            )
        )
    return found


def _beyond(value: float, center: float, distance: float) -> bool:
    return value > center + distance or value < center - distance


def _side(value: float | None, center: float | None) -> int | None:
    if value is None or center is None:
        return None
    return (value > center) - (value < center)


def _steps(part: Sequence[float | None]) -> list[int | None]:
    """1 up, -1 down, 0 equal, None where a neighbor is missing."""
    return [None if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(part)]


def _trends(part: Sequence[float | None]) -> list[int]:
    """Trend at each point: seven points strictly rising (1) or falling (-1); the later one counts."""
    marks = [0] * len(part)
    steps = _steps(part)
    for start in range(len(part) - WINDOW + 1):
        window = steps[start : start + WINDOW - 1]
        if window[0] and all(step == window[0] for step in window):
            marks[start : start + WINDOW] = [window[0]] * WINDOW
    return marks


def _stop_at_open_trend(part: Sequence[float | None]) -> None:
    steps = _steps(part)
    for start in range(len(part) - WINDOW + 1):
        window = steps[start : start + WINDOW - 1]
        known = {step for step in window if step is not None}
        if None in window and (not known or known in ({1}, {-1})):
            raise ValueError("a missing value leaves open whether there is a trend")


def _shifts(sides: Sequence[int | None]) -> list[int]:
    """Side of the shift at each point: seven in a row on one side of the mean."""
    marks = [0] * len(sides)
    for start in range(len(sides) - WINDOW + 1):
        side = sides[start]
        if side and all(other == side for other in sides[start : start + WINDOW]):
            marks[start : start + WINDOW] = [side] * WINDOW
    return marks


def _two_in_three(sides: Sequence[int | None], close: Sequence[bool | None]) -> list[bool]:
    """The close points of three in a row on one side of the mean, two of them or all close to the limit."""
    marks = [False] * len(sides)
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        side = sides[start]
        near = [index for index in window if close[index]]
        if side and all(sides[index] == side for index in window) and len(near) >= 2:
            for index in near:
                marks[index] = True
    return marks


def _cause(side: int | None, outside: bool | None, trend: int, pair: bool, shift: int) -> str:
    above = side is not None and side > 0
    if outside:
        return "Above UCL" if above else "Below LCL"
    if trend:
        return f"7 Point Trend ({'Increasing' if trend > 0 else 'Decreasing'})"
    if pair:
        return f"2 in 3 {'Above' if above else 'Below'} CL"
    if shift:
        return f"7 Points {'Above' if above else 'Below'} CL"
    return COMMON


def _height(cause: str) -> int:
    if cause == COMMON:
        return 0
    return 1 if "Above" in cause or "Increasing" in cause else -1


def _point_type(cause: str, improvement: Improvement) -> str:
    if cause == COMMON:
        return "common_cause"
    height = _height(cause)
    if improvement == "neutral":
        return f"special_cause_neutral_{'high' if height > 0 else 'low'}"
    return f"special_cause_{'improvement' if height == _SIGN[improvement] else 'concern'}"
