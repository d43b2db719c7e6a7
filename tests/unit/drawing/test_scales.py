"""Axes, numbers and dates."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nic.drawing.scales import Scale, TimeScale, number_text, round_ticks, tick_texts, value_text, value_ticks

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@given(NUMBERS, NUMBERS, st.integers(2, 8))
def test_ticks_cover_the_values_in_equal_steps(first: float, second: float, intervals: int) -> None:
    low, high = sorted((first, second))
    assume(high - low > 1e-3)
    ticks = round_ticks(low, high, intervals)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-6
    assert ticks[-1] >= high - step * 1e-6
    assert 2 <= len(ticks) <= intervals + 1
    assert all(after - before == pytest.approx(step, rel=1e-6) for before, after in pairwise(ticks))


def test_ticks_do_not_pass_what_cannot_be() -> None:
    assert value_ticks([2.0, 97.0], 5, percent=True)[0] == 0
    assert value_ticks([2.0, 97.0], 5, percent=True)[-1] == 100
    assert value_ticks([1.0, 20.0], 5)[0] == 0
    assert value_ticks([-1.0, 20.0], 5)[0] < 0
    assert value_ticks([4.0, 4.0], 5)[0] < 4 < value_ticks([4.0, 4.0], 5)[-1]
    assert value_ticks([], 5, percent=True) == [0, 20, 40, 60, 80, 100]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (37, "37"), (37.25, "37.2"), (37.04, "37"), (123.4, "123"), (-3.5, "\u22123.5"), (0.0874, "0.087"),
     (0.5, "0.5"), (8_700_000, "8,700,000"), (-0.0, "0")],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_unit_is_kept_with_its_number() -> None:
    assert value_text(37, "%") == "37\u00a0%"
    assert tick_texts([0.0, 2.5, 5.0], "%") == ["0.0\u00a0%", "2.5\u00a0%", "5.0\u00a0%"]
    assert tick_texts([0.0, 10.0], "minutes") == ["0", "10"]


def test_a_scale_keeps_values_inside() -> None:
    scale = Scale(0, 10, 100, 0)
    assert [scale.at(value) for value in (-5, 0, 5, 10, 50)] == [100, 100, 50, 0, 0]


def weekly(count: int) -> list[date]:
    return [date(2025, 9, 1) + timedelta(weeks=week) for week in range(count)]


def test_points_lie_where_their_dates_lie() -> None:
    days = [date(2025, 9, 1), date(2025, 9, 8), date(2025, 9, 22)]
    time = TimeScale(3, days, 0, 100, 5)
    assert time.positions == [5, 35, 95]
    assert time.at(date(2025, 9, 15)) == 65
    assert time.at(1) == 35
    assert time.at(0.5) == 20


def test_dates_that_repeat_or_lack_are_spread_evenly() -> None:
    assert TimeScale(3, None, 0, 100, 0).positions == [0, 50, 100]
    assert TimeScale(3, [date(2025, 9, 1)] * 3, 0, 100, 0).positions == [0, 50, 100]
    assert TimeScale(1, weekly(1), 0, 100, 0).positions == [50]


def test_a_skipped_week_breaks_the_line_of_a_weekly_series_only() -> None:
    days = weekly(10)
    assert TimeScale(10, days, 0, 100, 0).gaps == frozenset()
    assert TimeScale(9, [*days[:4], *days[5:]], 0, 100, 0).gaps == {4}
    irregular = [date(2025, 9, 1) + timedelta(days=offset) for offset in (0, 1, 9, 11, 30, 34, 60)]
    assert TimeScale(7, irregular, 0, 100, 0).gaps == frozenset()


@given(st.lists(st.integers(0, 4000), min_size=2, max_size=60, unique=True), st.integers(-500, 5000))
def test_a_date_stays_on_the_axis_and_in_order(offsets: list[int], offset: int) -> None:
    first = date(2020, 1, 1)
    days = [first + timedelta(days=number) for number in sorted(offsets)]
    time = TimeScale(len(days), days, 10, 500, 8)
    assert time.positions == sorted(time.positions)
    here, later = time.at(first + timedelta(days=offset)), time.at(first + timedelta(days=offset + 3))
    assert 10 <= here <= later <= 500
