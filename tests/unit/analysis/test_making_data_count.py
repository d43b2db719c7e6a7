"""Making Data Count: the four rules, variation and assurance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis.making_data_count import VariationChart, analyze_variation

VALUES = st.lists(st.one_of(st.integers(-40, 40), st.none()), min_size=1, max_size=40)
OPPOSITE = {
    "Above UCL": "Below LCL",
    "7 Point Trend (Increasing)": "7 Point Trend (Decreasing)",
    "2 in 3 Above CL": "2 in 3 Below CL",
    "7 Points Above CL": "7 Points Below CL",
}
OPPOSITE |= {new: old for old, new in OPPOSITE.items()} | {"Common Cause": "Common Cause"}


def causes(chart: VariationChart) -> list[str]:
    return [point.cause for point in chart.points]


def test_seven_rising_are_all_marked_and_six_are_not() -> None:
    noise: list[float | None] = [0, 9, 1, 8, 0, 9, 1, 8, 0, 9, 1, 8, 5]
    chart = analyze_variation([*noise, 2, 3, 4, 5, 6, 7, 8], improvement="increase")
    assert causes(chart)[-7:] == ["7 Point Trend (Increasing)"] * 7
    assert causes(chart)[-8] == "Common Cause"
    assert "7 Point Trend (Increasing)" not in causes(
        analyze_variation([*noise, 2, 3, 4, 5, 6, 7], improvement="increase")
    )


def test_a_missing_value_breaks_a_trend_and_may_stop() -> None:
    values: list[float | None] = [1, 2, 3, None, 5, 6, 7, 8]
    assert "7 Point Trend (Increasing)" not in causes(analyze_variation(values, improvement="increase"))
    with pytest.raises(ValueError, match="missing value"):
        analyze_variation(values, improvement="increase", stop_at_missing=True)
    mixed: list[float | None] = [1, 2, 1, None, 5, 4, 7, 8]
    assert analyze_variation(mixed, improvement="increase", stop_at_missing=True)


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 100, "consistent_fail"),
        ("increase", -100, "consistent_pass"),
        ("decrease", 100, "consistent_pass"),
        ("decrease", -100, "consistent_fail"),
        ("increase", 5, "inconsistent"),
        ("neutral", 100, None),
        ("increase", None, None),
    ],
)
def test_assurance(improvement: str, target: float | None, assurance: str | None) -> None:
    chart = analyze_variation([4, 6] * 8, improvement=improvement, target=target)  # type: ignore[arg-type]
    assert chart.assurance == assurance


def test_what_cannot_be_done_is_refused() -> None:
    for wrong in ({"improvement": "up"}, {"improvement": "increase", "fix_after": 11}):
        with pytest.raises(ValueError):
            analyze_variation([1, 2], **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no points"):
        analyze_variation([], improvement="increase")


@given(VALUES, st.sampled_from([0.5, 2, 8]), st.integers(-50, 50))
def test_unit_and_origin_do_not_matter(values: list[int | None], factor: float, shift: int) -> None:
    chart = analyze_variation(values, improvement="increase")
    clear = all(
        one is None or all(abs(one - limit) > 1e-6 for limit in near)
        for group in chart.groups
        if group.mean is not None and group.lower is not None and group.upper is not None
        for near in [limits(group.mean, group.upper)]
        for one in values
    )
    moved = [None if value is None else value * factor + shift for value in values]
    if clear:
        assert causes(analyze_variation(moved, improvement="increase")) == causes(chart)


def limits(mean: float, upper: float) -> list[float]:
    """Where rounding may decide: mean, limits and near limits."""
    half = upper - mean
    return [mean - half, mean - 2 * half / 3, mean, mean + 2 * half / 3, mean + half]


@given(VALUES)
def test_upside_down_every_mark_is_its_opposite(values: list[int | None]) -> None:
    chart = analyze_variation(values, improvement="increase")
    turned = analyze_variation([None if v is None else -v for v in values], improvement="decrease")
    assert [OPPOSITE[cause] for cause in causes(turned)] == causes(chart)
    assert [point.point_type for point in turned.points] == [point.point_type for point in chart.points]


@given(VALUES, VALUES)
def test_no_rule_looks_across_a_new_beginning(before: list[int | None], after: list[int | None]) -> None:
    chart = analyze_variation([*before, *after], improvement="increase", phases=[len(before)])
    first = analyze_variation(before, improvement="increase")
    second = analyze_variation(after, improvement="increase")
    assert causes(chart) == causes(first) + causes(second)


@given(VALUES)
def test_missing_values_at_the_ends_change_nothing(values: list[int | None]) -> None:
    chart = analyze_variation(values, improvement="neutral")
    padded = analyze_variation([None, *values, None], improvement="neutral")
    assert causes(padded)[1:-1] == causes(chart)
    assert padded.points[0].outside is None
    assert padded.points[-1].point_type == "common_cause"
