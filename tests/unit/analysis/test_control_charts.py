"""Control charts: limits that follow the unit, gaps that do not mislead, and each chart's own formula."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nic.analysis.control_charts import ControlChart, analyze_control_chart

VALUES = st.lists(st.one_of(st.integers(0, 60), st.none()), max_size=40)
COUNTS = st.lists(st.tuples(st.integers(0, 20), st.integers(20, 60)), min_size=2, max_size=40)
KINDS = ("i", "mr", "p", "pp", "c", "u", "up", "g", "t", "ip")


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def all_close(one: ControlChart, other: ControlChart, factor: float = 1, shift: float = 0) -> bool:
    for name in ("values", "centers", "lower", "upper", "lower_near", "upper_near"):
        moved = [None if value is None else value * factor + shift for value in getattr(one, name)]
        if not all(close(a, b) for a, b in zip(moved, getattr(other, name), strict=True)):
            return False
    return True


def test_limits_of_individuals() -> None:
    chart = analyze_control_chart("i", [10, 12, 10, 12], screened=False)
    assert chart.centers == (11,) * 4
    assert close(chart.upper[0], 11 + 3 * 2 / 1.128)
    assert close(chart.lower_near[0], 11 - 2 * 2 / 1.128)


def test_screening_leaves_out_the_step_to_an_outlier() -> None:
    values = [10, 12, 10, 12, 10, 12, 10, 90, 12, 10, 12, 10, 12, 10, 12, 10]
    wide = analyze_control_chart("i", values, screened=False)
    narrow = analyze_control_chart("i", values)
    assert close(narrow.upper[0], (narrow.centers[0] or 0) + 3 * 2 / 1.128)
    assert (narrow.upper[0] or 0) < (wide.upper[0] or 0)
    assert narrow.outside[7]


def test_limits_of_a_proportion_follow_n() -> None:
    chart = analyze_control_chart("p", [5, 10, None, 2], [10, 40, 20, None], multiply=100)
    assert chart.values == (50, 25, None, None)
    assert close(chart.centers[0], 30)
    assert close(chart.upper[1], 100 * (0.3 + 3 * math.sqrt(0.3 * 0.7 / 40)))
    assert chart.lower[0] == 0
    assert chart.upper[2] is None
    assert chart.upper[3] is None


def test_a_lower_limit_below_zero_is_drawn_at_zero_on_request() -> None:
    values = [0, 5, 0, 5, 0, 5]
    assert (analyze_control_chart("i", values).lower[0] or 0) < 0
    assert analyze_control_chart("i", values, never_negative=True).lower[0] == 0
    assert (analyze_control_chart("i", [-1, *values], never_negative=True).lower[0] or 0) < 0


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up"])
def test_a_rate_needs_denominators(kind: str) -> None:
    with pytest.raises(ValueError, match="denominators"):
        analyze_control_chart(kind, [1, 2])  # type: ignore[arg-type]


def test_time_between_events_is_above_zero() -> None:
    with pytest.raises(ValueError, match="greater than zero"):
        analyze_control_chart("t", [3, 0, 2])
    with pytest.raises(ValueError, match="unknown chart"):
        analyze_control_chart("z", [3])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [[], [None], [3], [3, None, 4], [2, 2, 2, 2]])
def test_short_and_constant_series_have_a_chart(kind: str, values: list[float | None]) -> None:
    chart = analyze_control_chart(kind, values, [10] * len(values))  # type: ignore[arg-type]
    assert len(chart.values) == len(chart.upper) == len(chart.outside) == len(values)


@given(VALUES, st.sampled_from([0.5, 2, 8]), st.integers(-50, 50), st.booleans())
def test_individuals_follow_unit_and_origin(
    values: list[int | None], factor: float, shift: int, screened: bool
) -> None:
    chart = analyze_control_chart("i", values, screened=screened)
    moved = [None if value is None else value * factor + shift for value in values]
    assert all_close(chart, analyze_control_chart("i", moved, screened=screened), factor, shift)


@given(VALUES, st.booleans())
def test_individuals_read_backwards_have_the_same_limits(values: list[int | None], screened: bool) -> None:
    chart = analyze_control_chart("i", values, screened=screened)
    turned = analyze_control_chart("i", values[::-1], screened=screened)
    assert turned.upper == chart.upper
    assert turned.outside == chart.outside[::-1]


@given(VALUES, st.sampled_from(["i", "mr", "p", "pp", "c", "u", "up", "g", "ip"]))
def test_missing_weeks_at_the_ends_change_nothing(values: list[int | None], kind: str) -> None:
    def sizes(some: list[int | None]) -> list[int] | None:
        return [60] * len(some) if kind in ("p", "pp", "u", "up", "ip") else None

    padded = [None, *values, None, None]
    chart = analyze_control_chart(kind, values, sizes(values))  # type: ignore[arg-type]
    wider = analyze_control_chart(kind, padded, sizes(padded))  # type: ignore[arg-type]
    assert wider.values[1:-2] == chart.values
    assert wider.upper[1:-2] == chart.upper
    assert wider.outside == (False, *chart.outside, False, False)


@given(VALUES, st.sets(st.integers(0, 39)))
def test_excluded_points_are_removed_before_the_moving_ranges(
    values: list[int | None], out: set[int]
) -> None:
    out = {index for index in out if index < len(values)}
    kept = [value for index, value in enumerate(values) if index not in out]
    if kept:
        chart = analyze_control_chart("i", values, exclude=out)
        assert close(chart.upper[0], analyze_control_chart("i", kept).upper[0])


@given(COUNTS, st.sampled_from(["p", "pp", "u", "up", "ip"]), st.sampled_from([1, 100]))
def test_order_of_weeks_matters_to_no_center(rows: list[tuple[int, int]], kind: str, multiply: float) -> None:
    def chart(some: list[tuple[int, int]]) -> ControlChart:
        counted, sizes = [k for k, _ in some], [n for _, n in some]
        return analyze_control_chart(kind, counted, sizes, multiply=multiply)  # type: ignore[arg-type]

    assert close(chart(rows).centers[0], chart(sorted(rows)).centers[0])
    assert close(chart(rows).centers[0], multiply * sum(k for k, _ in rows) / sum(n for _, n in rows))


@given(COUNTS, st.sampled_from(["p", "pp", "u", "up"]))
def test_limits_stay_where_values_can_be(rows: list[tuple[int, int]], kind: str) -> None:
    chart = analyze_control_chart(kind, [k for k, _ in rows], [n for _, n in rows])  # type: ignore[arg-type]
    for lower, center, upper in zip(chart.lower, chart.centers, chart.upper, strict=True):
        if lower is not None and upper is not None and center is not None:
            assert 0 <= lower <= center <= upper
            assert upper <= 1 or kind in ("u", "up")


@given(COUNTS, st.integers(2, 9))
def test_a_rate_per_more_people_is_the_same_rate(rows: list[tuple[int, int]], factor: int) -> None:
    chart = analyze_control_chart("u", [k for k, _ in rows], [n for _, n in rows])
    values = [k / n for k, n in rows]
    assume(not any(close(value, limit) for value, limit in zip(values, chart.upper, strict=True)))
    assume(not any(close(value, limit) for value, limit in zip(values, chart.lower, strict=True)))
    larger = analyze_control_chart("u", [k for k, _ in rows], [n * factor for _, n in rows])
    assert larger.outside == chart.outside
    assert all(close(a and a / factor, b) for a, b in zip(chart.upper, larger.upper, strict=True))


@given(VALUES, VALUES)
def test_phases_have_limits_of_their_own(before: list[int | None], after: list[int | None]) -> None:
    if before and after:
        chart = analyze_control_chart("i", [*before, *after], phases=[len(before)], baseline=1)
        assert (
            chart.upper == analyze_control_chart("i", before).upper + analyze_control_chart("i", after).upper
        )


@given(st.lists(st.integers(1, 500), min_size=2, max_size=40))
def test_time_between_is_individuals_on_another_scale(values: list[int]) -> None:
    chart = analyze_control_chart("t", values)
    inner = analyze_control_chart("i", [value ** (1 / 3.6) for value in values])
    assert close(chart.centers[0], (inner.centers[0] or 0) ** 3.6)
    assert chart.outside == inner.outside or any(
        close(value, limit) for value in inner.values for limit in (inner.lower[0], inner.upper[0])
    )
