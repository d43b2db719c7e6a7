"""The rule sets by choice: IHI's four rules, best box and cut box, held against their definitions."""

from itertools import combinations, groupby
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis import boxes
from nic.analysis.ihi import find_trends, runs_limits
from nic.analysis.run_chart import analyze_run_chart


def patterns(values: list[float | None]) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]]]:
    found = analyze_run_chart(values, rules="ihi").current.patterns
    assert found is not None
    return [(run.first, run.last) for run in found.shifts], [
        (t.first, t.last, t.direction) for t in found.trends
    ]


def test_six_on_one_side_are_a_shift_and_five_are_not() -> None:
    low: list[float | None] = [1, 9, 2, 8, 1, 9, 2]
    assert patterns([*low, 8, 9, 8, 9, 8, 9, 1, 2, 1, 2, 1])[0] == [(7, 12)]
    assert patterns([*low, 8, 9, 8, 9, 8, 1, 2, 1, 2, 9])[0] == []


def test_five_rising_are_a_trend_and_equal_neighbors_count_once() -> None:
    assert patterns([5, 1, 2, 3, 4, 5, 2, 1, 4, 2, 5])[1] == [(1, 5, 1)]
    assert patterns([5, 1, 2, 2, 3, None, 4, 5, 2, 1, 4])[1] == [(1, 7, 1)]
    assert patterns([5, 1, 2, 2, 3, 4, 2, 1, 4])[1] == []


def test_a_trend_that_reaches_the_end_goes_on() -> None:
    rising = [(0, 1.0), (1, 2.0), (2, 3.0), (3, 4.0), (4, 5.0), (5, 5.0)]
    assert [trend.ongoing for trend in find_trends(rising)] == [True]
    assert [trend.ongoing for trend in find_trends([*rising, (6, 1.0)])] == [False]


@pytest.mark.parametrize(("above", "below"), [(5, 5), (3, 7), (6, 6), (1, 8), (7, 5)])
def test_number_of_runs_against_all_orders(above: int, below: int) -> None:
    orders = []
    for places in combinations(range(above + below), above):
        orders.append(len(list(groupby(index in places for index in range(above + below)))))
    few, many = runs_limits(above, below)
    for runs in range(1, above + below + 1):
        rare_low = sum(one <= runs for one in orders) * 40 <= len(orders)
        rare_high = sum(one >= runs for one in orders) * 40 <= len(orders)
        assert (few is not None and runs < few) == (rare_low and runs >= min(orders)) or runs < min(orders)
        assert (many is not None and runs > many) == (rare_high and runs <= max(orders)) or runs > max(orders)


@given(st.integers(1, 40), st.integers(1, 40))
def test_limits_of_runs_are_the_same_from_either_side(above: int, below: int) -> None:
    assert runs_limits(above, below) == runs_limits(below, above)


def test_too_many_runs_are_a_signal() -> None:
    chart = analyze_run_chart([1, 9] * 12, rules="ihi")
    assert chart.current.patterns is not None
    assert chart.current.patterns.too_many_runs
    assert chart.signal
    assert not analyze_run_chart([1, 9] * 12).signal


def probabilities(length: int, chance: float) -> dict[tuple[int, int], float]:
    """Chance of every pair (crossings, longest run) of so many points that lie above the line with that chance."""
    found: dict[tuple[int, int], float] = {}
    states = {(side, 1, 1, 0): chance if side else 1 - chance for side in (0, 1)}
    for _ in range(length - 1):
        following: dict[tuple[int, int, int, int], float] = {}
        for (side, run, longest, crossings), weight in states.items():
            for new in (0, 1):
                here = run + 1 if new == side else 1
                key = (new, here, max(longest, here), crossings + (new != side))
                following[key] = following.get(key, 0) + weight * (chance if new else 1 - chance)
        states = following
    for (_, _, longest, crossings), weight in states.items():
        found[crossings, longest] = found.get((crossings, longest), 0) + weight
    return found


def inside(method: str, n: int, crossings: int, longest: int) -> bool:
    return not boxes.signal(method, n, crossings, longest)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", [10, 11, 12, 15, 16, 18, 19, 22])
def test_boxes_are_those_of_the_definition(n: int) -> None:
    unchanged, shifted = probabilities(n, 0.5), probabilities(n, NormalDist().cdf(0.8))

    def held(table: dict[tuple[int, int], float], crossings: int, longest: int) -> float:
        return sum(weight for (c, run), weight in table.items() if c >= crossings and run <= longest)

    candidates = [pair for pair in unchanged if held(unchanged, *pair) >= 0.925]
    best = min(candidates, key=lambda pair: held(shifted, *pair))
    for pair in unchanged:
        assert inside("bestbox", n, *pair) == (pair[0] >= best[0] and pair[1] <= best[1]), pair
    kept = {pair for pair in unchanged if inside("cutbox", n, *pair)}
    assert kept <= {pair for pair in unchanged if inside("bestbox", n, *pair)}
    assert sum(unchanged[pair] for pair in kept) >= 0.925
    edge = [pair for pair in kept if pair[0] == best[0] or pair[1] == best[1]]
    if len(kept) < sum(inside("bestbox", n, *pair) for pair in unchanged):
        corner = min(edge, key=lambda pair: abs(pair[0] - best[0]) + abs(pair[1] - best[1]))
        smallest = min(unchanged[pair] for pair in edge if pair in (corner, *neighbors(edge, best)))
        assert sum(unchanged[pair] for pair in kept) - smallest < 0.925


def neighbors(edge: list[tuple[int, int]], best: tuple[int, int]) -> list[tuple[int, int]]:
    """The two pairs next to the cut corner, one along each edge."""
    along_top = [pair for pair in edge if pair[1] == best[1]]
    along_side = [pair for pair in edge if pair[0] == best[0]]
    return [*([min(along_top)] if along_top else []), *([max(along_side)] if along_side else [])]


def test_outside_10_to_100_points_the_boxes_are_anhoejs() -> None:
    assert boxes.longest_run(9) == 6
    assert boxes.signal("bestbox", 9, 1, 7)
    assert not boxes.signal("cutbox", 101, 50, 10)
    assert boxes.longest_run(10) == 6


def test_a_run_that_fits_the_box_is_not_marked() -> None:
    values = [9] * 8 + [1, 9, 1, 9, 1, 1, 1, 1]
    anhoej = analyze_run_chart(values, center=5)
    assert (anhoej.signal, sum(anhoej.in_long_run)) == (True, 8)
    box = analyze_run_chart(values, center=5, rules="bestbox")
    assert (box.signal, sum(box.in_long_run), box.since_index) == (False, 0, None)


VALUES = st.lists(st.one_of(st.integers(-9, 9), st.none()), max_size=40)


@given(VALUES, st.sampled_from([0.5, 2, 8]), st.integers(-50, 50), st.data())
def test_ihi_patterns_follow_neither_unit_nor_origin_nor_gaps(
    values: list[int | None], factor: float, shift: int, data: st.DataObject
) -> None:
    moved = [None if value is None else value * factor + shift for value in values]
    assert patterns(moved) == patterns(list(values))
    gap = data.draw(st.integers(0, len(values)))
    with_gap = patterns([*values[:gap], None, *values[gap:]])
    assert [len(found) for found in with_gap] == [len(found) for found in patterns(list(values))]


@given(VALUES)
def test_ihi_patterns_read_backwards_are_the_same_stretches(values: list[int | None]) -> None:
    shifts, trends = patterns(list(values))
    turned_shifts, turned_trends = patterns(list(values[::-1]))
    last = len(values) - 1
    assert sorted((last - b, last - a) for a, b in turned_shifts) == shifts
    assert sorted(-direction for _, _, direction in turned_trends) == sorted(
        direction for *_, direction in trends
    )


@given(VALUES, st.sampled_from(["bestbox", "cutbox"]))
def test_boxes_judge_counts_only(values: list[int | None], rules: str) -> None:
    chart = analyze_run_chart(values, rules=rules)  # type: ignore[arg-type]
    turned = analyze_run_chart(values[::-1], rules=rules)  # type: ignore[arg-type]
    assert turned.signal == chart.signal
    if chart.n_useful < 10:
        assert chart.signal == analyze_run_chart(values).signal
