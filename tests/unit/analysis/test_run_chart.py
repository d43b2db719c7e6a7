"""Run charts: what a teacher's series shows, whatever its unit, its gaps and its ties."""

from itertools import groupby

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nic.analysis.cases import analyze_case
from nic.analysis.run_chart import RunChart, RunPoint, analyze_run_chart

Values = list[int | None]

VALUES = st.lists(st.one_of(st.integers(-30, 30), st.none()), max_size=60)
NUMBERS = st.lists(st.integers(-30, 30), min_size=1, max_size=60)


def counts(chart: RunChart) -> tuple[object, ...]:
    runs = chart.current.runs
    return (
        runs.n_useful, runs.longest_run, runs.longest_run_max, runs.crossings, runs.crossings_min,
        runs.signal_longest_run, runs.signal_crossings, chart.signal,
    )  # fmt: skip


def test_a_lasting_change_is_found_and_dated() -> None:
    chart = analyze_run_chart([3, 4, 2, 5, 3, 4, 2, 5, 4, 3, *[8, 9, 7, 8, 9, 8, 7, 9, 8]], baseline=10)
    assert chart.signal
    assert chart.median == 3.5
    assert (chart.side, chart.since_index, chart.until_index, chart.ongoing) == ("above", 10, 18, True)
    assert chart.longest_run == 9
    assert chart.longest_run_max == 7
    assert chart.in_long_run == (False,) * 10 + (True,) * 9


def test_the_latest_long_run_is_the_relevant_one() -> None:
    chart = analyze_run_chart([1] * 9 + [9] * 8 + [1, 9], center=5)
    assert chart.longest_run_max == 7
    assert (chart.side, chart.since_index, chart.until_index, chart.ongoing) == ("above", 9, 16, False)
    assert chart.current.runs.longest is not None
    assert chart.current.runs.longest.length == 9


def test_a_point_on_the_median_is_not_marked_and_does_not_end_a_run() -> None:
    chart = analyze_run_chart([1, 5, 1, 1, 1, None, 1, 1, 1, 1, 1, 9, 1], center=5)
    assert chart.longest_run == 9
    assert chart.in_long_run[0]
    assert not chart.in_long_run[1]
    assert not chart.in_long_run[5]


def test_without_points_there_is_nothing_to_say() -> None:
    chart = analyze_run_chart([])
    assert chart.median is None
    assert chart.longest_run is None
    assert not chart.signal
    assert (chart.since_index, chart.side, chart.n_points, chart.n_useful) == (None, None, 0, 0)


def test_a_constant_series_has_no_useful_point() -> None:
    chart = analyze_run_chart([0.1] * 30)
    assert (chart.median, chart.n_points, chart.n_useful, chart.signal) == (0.1, 30, 0, False)


def test_quotients_are_plotted_and_multiplied() -> None:
    chart = analyze_run_chart(
        [RunPoint(3, 4), RunPoint(1, 4), RunPoint(0, 0), RunPoint(2), RunPoint(5, 0)], multiply=100
    )
    assert chart.values == (75, 25, None, None, None)
    assert chart.median == 50


def test_points_without_any_denominator_are_plain_values() -> None:
    assert analyze_run_chart([RunPoint(3), 4, RunPoint(None), float("nan")]).values == (3, 4, None, None)


def test_an_excluded_point_may_be_marked_or_named() -> None:
    marked = analyze_run_chart([RunPoint(1), RunPoint(99, excluded=True), RunPoint(3)])
    named = analyze_run_chart([1, 99, 3], exclude=[1])
    assert marked == named
    assert named.median == 2
    assert named.values == (1, 99, 3)


def test_phases_make_the_baseline_irrelevant() -> None:
    assert analyze_run_chart([1, 2, 3, 4, 5, 6], phases=[3], baseline=1) == analyze_run_chart(
        [1, 2, 3, 4, 5, 6], phases=[3]
    )
    assert analyze_run_chart([1, 2, 3, 4, 5, 6], phases=[3]).medians == (2, 2, 2, 5, 5, 5)


def test_unknown_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown rules"):
        analyze_run_chart([1], rules="nelson")  # type: ignore[arg-type]


@given(VALUES)
def test_counts_are_those_of_a_naive_count(values: Values) -> None:
    chart = analyze_run_chart(values)
    line = chart.median
    sides = [value > line for value in values if value is not None and line is not None and value != line]
    blocks = [len(list(block)) for _, block in groupby(sides)]
    assert chart.n_useful == len(sides)
    assert chart.longest_run == (max(blocks) if blocks else None)
    assert chart.crossings == (len(blocks) - 1 if blocks else None)
    assert chart.n_points == sum(value is not None for value in values)


@given(VALUES)
def test_reading_backwards_finds_the_same(values: Values) -> None:
    assert counts(analyze_run_chart(values[::-1])) == counts(analyze_run_chart(values))


@given(VALUES, st.sampled_from([0.25, 1, 2, 64]), st.integers(-1000, 1000))
def test_unit_and_origin_do_not_matter(values: Values, factor: float, shift: int) -> None:
    chart = analyze_run_chart(values)
    moved = analyze_run_chart([None if value is None else value * factor + shift for value in values])
    assert counts(moved) == counts(chart)
    assert moved.in_long_run == chart.in_long_run
    assert moved.side == chart.side
    if chart.median is not None:
        assert moved.median == chart.median * factor + shift


@given(VALUES)
def test_turned_upside_down_only_the_side_changes(values: Values) -> None:
    chart = analyze_run_chart(values)
    turned = analyze_run_chart([None if value is None else -value for value in values])
    assert counts(turned) == counts(chart)
    assert turned.since_index == chart.since_index
    assert turned.side == {"above": "below", "below": "above", None: None}[chart.side]


@given(VALUES, st.data())
def test_a_missing_value_changes_no_count(values: Values, data: st.DataObject) -> None:
    gap = data.draw(st.integers(0, len(values)))
    chart = analyze_run_chart(values)
    with_gap = analyze_run_chart([*values[:gap], None, *values[gap:]])
    assert counts(with_gap) == counts(chart)
    if chart.since_index is not None and with_gap.since_index is not None:
        assert with_gap.since_index == chart.since_index + (gap <= chart.since_index)


@given(VALUES, st.sets(st.integers(0, 59)))
def test_excluding_is_leaving_out(values: Values, out: set[int]) -> None:
    kept = [value for index, value in enumerate(values) if index not in out]
    chart = analyze_run_chart(values, exclude=out)
    assert counts(chart) == counts(analyze_run_chart(kept))
    assert not any(chart.in_long_run[index] for index in out if index < len(values))


@given(NUMBERS, st.integers(1, 60), st.integers(-5, 5))
def test_points_on_the_line_change_no_count(values: list[int], where: int, center: int) -> None:
    with_point = [*values[:where], center, *values[where:]]
    assert counts(analyze_run_chart(with_point, center=center)) == counts(
        analyze_run_chart(values, center=center)
    )


@given(NUMBERS, NUMBERS)
def test_each_phase_stands_for_itself(before: list[int], after: list[int]) -> None:
    chart = analyze_run_chart([*before, *after], phases=[len(before)])
    first, second = chart.phases
    assert first.runs == analyze_run_chart(before).current.runs
    assert counts(chart) == counts(analyze_run_chart(after))
    assert (second.first, second.last) == (len(before), len(before) + len(after) - 1)


@given(NUMBERS, st.integers(1, 60))
def test_a_baseline_takes_only_its_own_points(values: list[int], baseline: int) -> None:
    chart = analyze_run_chart(values, baseline=baseline)
    assert chart.median == analyze_run_chart(values[:baseline]).median
    assert counts(chart) == counts(analyze_run_chart(values, center=chart.median))


@given(VALUES, st.sampled_from(["anhoej", "bestbox", "cutbox", "ihi"]))
def test_marks_are_where_the_long_runs_are(values: Values, rules: str) -> None:
    chart = analyze_run_chart(values, rules=rules)  # type: ignore[arg-type]
    marked = [index for index, flag in enumerate(chart.in_long_run) if flag]
    runs = chart.current.runs.long_runs
    assert len(marked) == sum(run.length for run in runs)
    if runs:
        assert (chart.since_index, chart.until_index) == (runs[-1].first, runs[-1].last)
        assert chart.signal
    else:
        assert not marked
        assert chart.since_index is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=30), st.randoms())
def test_rows_may_come_in_any_order(rows: list[tuple[int, int]], random: object) -> None:
    assume(len({x for x, _ in rows}) == len(rows))

    def result(some: list[tuple[int, int]]) -> object:
        data = {"x": [x for x, _ in some], "y": [y for _, y in some], "options": {"chart": "run"}}
        return analyze_case({"id": 1, "family": "run", "input": data})["result"]

    shuffled = rows[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert result(shuffled) == result(rows)
