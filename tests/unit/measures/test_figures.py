from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis import pooling
from nic.kernel.errors import DomainError
from nic.measures.figures import NOTHING, Value, figures_of, in_window, pool
from nic.measures.models import Cadence, Direction, MeasureKind, SeriesSignal
from nic.measures.readings import Reading, checked

MONDAY = date(2026, 9, 7)
ONE = UUID(int=1)


def weekly(numbers, n=20):
    return [Value(MONDAY + timedelta(weeks=week), value, n) for week, value in enumerate(numbers)]


def test_nothing_is_said_of_nothing():
    assert figures_of([], Direction.HIGHER) == NOTHING


def test_a_run_for_the_better_is_named_with_its_first_week():
    numbers = [30, 34, 31, 36, 30, 33, 35, 31, 34, 30, 41, 45, 44, 46, 47, 43, 48, 45, 46, 49]
    found = figures_of(weekly(numbers), Direction.HIGHER)
    assert found.signal is SeriesSignal.BETTER
    assert found.signal_since == MONDAY + timedelta(weeks=10)
    assert (found.n, found.run_length, found.last_value) == (20, 10, 49)
    assert figures_of(weekly(numbers), Direction.LOWER).signal is SeriesSignal.WORSE
    assert figures_of(weekly(numbers), Direction.NEUTRAL).signal is SeriesSignal.CHANGED


def test_nine_values_are_too_early():
    found = figures_of(weekly([1, 5, 2, 6, 3, 7, 4, 8, 5]), Direction.HIGHER)
    assert (found.signal, found.signal_since, found.median) == (SeriesSignal.TOO_EARLY, None, 5)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=120))
def test_the_figures_speak_of_the_last_52_weeks(numbers):
    values = weekly(numbers)
    found = figures_of(values, Direction.HIGHER)
    assert found == figures_of(in_window(values), Direction.HIGHER)
    assert found.n == min(52, len(values))
    assert found.last_period == values[-1].period_start


team_values = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.integers(0, 5).map(lambda week: MONDAY + timedelta(weeks=week)),
        st.floats(0, 100),
        st.none() | st.integers(5, 30),
    ),
    max_size=60,
    unique_by=lambda value: value[:2],
)


@given(team_values, st.booleans())
def test_weeks_are_pooled_as_the_analysis_pools_them(values, unknown_is_large):
    reference = pooling.pool_by_week(
        [
            pooling.TeamValue(team, start, value if n is None else value * n, n)
            for team, start, value, n in values
        ],
        unknown_n_is_large=unknown_is_large,
    )
    by_series = {}
    for team, *value in values:
        by_series.setdefault(team, []).append(Value(*value))
    found = pool(by_series, Cadence.WEEKLY, unknown_is_large)
    right = {week.week: week for week in reference if week.n_teams}
    assert found.keys() == right.keys()
    for start, week in found.items():
        assert week.teams == right[start].n_teams
        assert week.median == pytest.approx(right[start].median)
        assert (week.lower_quartile is None) == (week.teams < pooling.FEWEST_FOR_QUARTILES)
        if week.lower_quartile is not None:
            assert week.lower_quartile == pytest.approx(right[start].lower_quartile)
            assert week.upper_quartile == pytest.approx(right[start].upper_quartile)


def test_a_week_of_a_daily_measure_is_the_mean_of_its_days():
    days = [Value(MONDAY + timedelta(days=day), value, 20) for day, value in enumerate((90, 92, 97))]
    values = {1: days, 2: [Value(MONDAY, 80, 20)], 3: [Value(MONDAY, 10, 10)]}
    found = pool(values, Cadence.DAILY, False)
    assert found[MONDAY].teams == 2
    assert found[MONDAY].median == (93 + 80) / 2


@pytest.mark.parametrize(
    ("kind", "given_value", "field"),
    [
        (MeasureKind.COUNT, {"value": 2.5}, "value"),
        (MeasureKind.COUNT, {"value": -1}, "value"),
        (MeasureKind.MINUTES, {}, "value"),
        (MeasureKind.PROPORTION, {"value": 101}, "value"),
        (MeasureKind.PROPORTION, {"numerator": 3}, "denominator"),
        (MeasureKind.PROPORTION, {"denominator": 3}, "numerator"),
        (MeasureKind.PROPORTION, {"numerator": 3, "denominator": 0}, "denominator"),
        (MeasureKind.PROPORTION, {"numerator": 4, "denominator": 3}, "numerator"),
        (MeasureKind.AVERAGE, {"value": 4, "n": -1}, "n"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_beside_its_field(kind, given_value, field):
    with pytest.raises(DomainError) as refused:
        checked(Reading(1, MONDAY, ONE, **given_value), kind)
    assert refused.value.field == field


@given(st.integers(1, 500), st.integers(0, 500))
def test_a_proportion_is_its_parts_in_percent_and_its_n_the_whole(whole, part):
    part = min(part, whole)
    found = checked(Reading(1, MONDAY, ONE, numerator=part, denominator=whole), MeasureKind.PROPORTION)
    assert found.value == pytest.approx(100 * part / whole)
    assert found.n == whole


def test_a_mark_used_for_something_else_gets_always_the_same_copy():
    first = Reading(1, MONDAY, ONE, value=46.0)
    assert first.as_copy().client_uuid == Reading(1, MONDAY, ONE, value=46.0).as_copy().client_uuid
    assert first.as_copy().client_uuid != Reading(1, MONDAY, ONE, value=47.0).as_copy().client_uuid
