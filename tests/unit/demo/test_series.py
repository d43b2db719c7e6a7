from datetime import date

import pytest

from nic.demo.calendar import DemoCalendar
from nic.demo.places import TEAMS, TeamPlan
from nic.demo.series import SNOW_NOTE, DemoValue, values_of
from nic.demo.theories import ATTEND, EXPLAIN, MEASURES
from nic.measures.figures import Value, figures_of
from nic.measures.models import Direction, SeriesSignal

TODAY = date(2026, 11, 21)
CALENDAR = DemoCalendar(TODAY)
PLANS = {plan.name: plan for plan in MEASURES}


def team(name: str) -> TeamPlan:
    return next(plan for plan in TEAMS if plan.name == name)


def values(measure: str, name: str, today: date = TODAY) -> list[DemoValue]:
    return values_of(DemoCalendar(today), PLANS[measure], team(name), -1)


def test_the_same_names_give_the_same_values() -> None:
    assert values(EXPLAIN, "Grade 6 team") == values(EXPLAIN, "Grade 6 team")
    assert values(EXPLAIN, "Grade 6 team") != values(EXPLAIN, "Grade 5 team")


def test_proportions_are_parts_of_a_class_whose_attendance_varies() -> None:
    found = values(EXPLAIN, "Grade 6 team")
    assert all(0 <= value.numerator <= value.denominator <= 24 for value in found)
    assert len({value.denominator for value in found}) > 3
    assert all(value.n == value.denominator for value in found)


def test_one_team_is_a_small_group() -> None:
    assert all(value.n <= 10 for value in values(EXPLAIN, "Middle grades team"))


def test_weeks_are_missing_and_some_have_notes() -> None:
    found = values(EXPLAIN, "Grade 8 team")
    span = range(found[0].week, found[-1].week + 1)
    assert 0 < len(span) - len(found) <= len(span) // 5
    assert any(value.note for value in found)


def test_attendance_falls_in_the_snow_week() -> None:
    found = values(ATTEND, "Welcome team")
    snow = next(value for value in found if value.note == SNOW_NOTE)
    share = [value.numerator / value.denominator for value in found]
    assert snow.numerator / snow.denominator <= sorted(share)[2]
    assert CALENDAR.week(snow.week).month == 1


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 10, 1), date(2027, 3, 3), date(2027, 5, 20), date(2027, 8, 1)]
)
@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Grade 6 team", SeriesSignal.BETTER),
        ("Grade 7 mathematics", SeriesSignal.STEADY),
        ("Grade 8 team", SeriesSignal.WORSE),
    ],
)
def test_the_charts_tell_the_story_on_any_day(name: str, signal: SeriesSignal, today: date) -> None:
    calendar = DemoCalendar(today)
    plain = [
        Value(calendar.week(v.week), 100 * v.numerator / v.denominator, v.n)
        for v in values(EXPLAIN, name, today)
    ]
    assert figures_of(plain, Direction.HIGHER).signal is signal
