"""Pooling by week: each team counts once, and small groups stay out of sight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis.pooling import TeamValue, pool_by_week, week_of

MONDAY = date(2026, 3, 2)
WEEKS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 20), st.integers(0, 40), st.integers(0, 40)), max_size=40
)


def rates(*pairs: tuple[int, int], day: date = MONDAY) -> list[TeamValue]:
    return [TeamValue(team, day, k, n) for team, (k, n) in enumerate(pairs)]


def test_median_and_quartiles_of_the_teams() -> None:
    (week,) = pool_by_week(rates((5, 20), (10, 20), (15, 20), (20, 20), (10, 20)), multiply=100)
    assert (week.lower_quartile, week.median, week.upper_quartile) == (50, 50, 75)
    assert (week.n_teams, week.left_out) == (5, 0)
    assert (week.numerator, week.denominator) == (60, 100)


def test_a_small_group_is_left_out_of_median_and_sum() -> None:
    (week,) = pool_by_week(rates((5, 20), (15, 20), (9, 9)))
    assert (week.median, week.n_teams, week.left_out) == (0.5, 2, 1)
    assert (week.numerator, week.denominator) == (20, 40)
    assert week.lower_quartile is None


def test_two_small_groups_may_enter_the_sum() -> None:
    (week,) = pool_by_week(rates((5, 20), (4, 9), (3, 8)))
    assert (week.median, week.n_teams, week.left_out) == (0.25, 1, 2)
    assert (week.numerator, week.denominator) == (12, 37)


def test_only_small_groups_have_no_median() -> None:
    (week,) = pool_by_week(rates((1, 2), (1, 3)))
    assert (week.median, week.n_teams, week.left_out, week.denominator) == (None, 0, 2, None)


@pytest.mark.parametrize(("known", "teams"), [(True, 2), (False, 0)])
def test_unknown_n_counts_only_if_the_owner_says_so(known: bool, teams: int) -> None:
    values = [TeamValue("a", MONDAY, 4.5), TeamValue("b", MONDAY, 5.5), TeamValue("c", MONDAY, None)]
    (week,) = pool_by_week(values, unknown_n_is_large=known)
    assert week.n_teams == teams
    assert week.left_out == 2 - teams
    assert week.median == (5 if known else None)


def test_days_of_a_week_are_one_value_of_the_team() -> None:
    friday = MONDAY + timedelta(days=4)
    (week,) = pool_by_week(
        [TeamValue("a", MONDAY, 3, 12), TeamValue("a", friday, 9, 12), TeamValue("b", friday, 2, 20)]
    )
    assert week.week == MONDAY
    assert week.median == (12 / 24 + 2 / 20) / 2
    (plain,) = pool_by_week([TeamValue("a", MONDAY, 3), TeamValue("a", friday, 9)], unknown_n_is_large=True)
    assert plain.median == 6


def test_a_rate_of_nobody_is_no_value() -> None:
    assert pool_by_week([TeamValue("a", MONDAY, 0, 0), TeamValue("b", MONDAY, float("nan"))]) == []


@given(st.dates())
def test_a_week_begins_on_monday(day: date) -> None:
    assert week_of(day).weekday() == 0
    assert 0 <= (day - week_of(day)).days < 7
    assert week_of(day).isocalendar()[:2] == day.isocalendar()[:2]


@given(WEEKS, st.randoms())
def test_order_does_not_matter_and_weeks_come_in_order(
    rows: list[tuple[int, int, int, int]], random: object
) -> None:
    values = [TeamValue(team, MONDAY + timedelta(days=day), k, n) for team, day, k, n in rows]
    shuffled = values[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    pooled = pool_by_week(values)
    assert pool_by_week(shuffled) == pooled
    assert [week.week for week in pooled] == sorted(week.week for week in pooled)


@given(WEEKS, st.sampled_from([0.5, 100]))
def test_scale_moves_only_the_values(rows: list[tuple[int, int, int, int]], factor: float) -> None:
    values = [TeamValue(team, MONDAY + timedelta(days=day), k, n) for team, day, k, n in rows]
    for plain, scaled in zip(pool_by_week(values), pool_by_week(values, multiply=factor), strict=True):
        assert (plain.n_teams, plain.numerator) == (scaled.n_teams, scaled.numerator)
        if plain.median is not None:
            assert scaled.median == pytest.approx(plain.median * factor)


@given(WEEKS)
def test_a_small_group_never_moves_the_median(rows: list[tuple[int, int, int, int]]) -> None:
    values = [TeamValue(team, MONDAY + timedelta(days=day), k, n) for team, day, k, n in rows]
    before = {
        week.week: (week.median, week.lower_quartile, week.upper_quartile) for week in pool_by_week(values)
    }
    for week in pool_by_week([*values, TeamValue("small", MONDAY, 10, 10)]):
        assert (week.median, week.lower_quartile, week.upper_quartile) == before.get(
            week.week, (None, None, None)
        )
