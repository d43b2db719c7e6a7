from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nic.demo.calendar import DemoCalendar, breaks, first_day
from nic.demo.cycle_stories import stories
from nic.demo.review import SET_UP_WEEK
from nic.demo.series import shift

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@given(days)
def test_today_lies_well_inside_the_present_year(today: date) -> None:
    calendar = DemoCalendar(today)
    last, present = calendar.years
    assert present.starts_on + timedelta(weeks=4) <= today <= present.ends_on - timedelta(weeks=2)
    assert last.starts_on < last.ends_on < present.starts_on
    assert present.ends_on.weekday() == last.ends_on.weekday() == 4


@given(days)
def test_this_week_has_school_and_no_school_week_lies_in_a_break(today: date) -> None:
    calendar = DemoCalendar(today)
    assert calendar.week(0) == calendar.this_week
    assert list(calendar.school_weeks) == sorted(set(calendar.school_weeks))
    for year in calendar.years:
        for found in year.breaks:
            assert found.starts_on.weekday() == 0
            assert not [week for week in calendar.school_weeks if found.starts_on <= week <= found.ends_on]


@given(days)
def test_every_step_of_the_story_lies_within_it(today: date) -> None:
    calendar = DemoCalendar(today)
    earliest = min(-story.began for story in stories()) - 1
    assert calendar.week(min(earliest, SET_UP_WEEK)) >= calendar.years[0].starts_on
    ahead = [calendar.week(offset) for offset in range(12)]
    assert ahead == sorted(set(ahead))


@given(days, st.integers(-30, 5), st.integers(0, 4), st.integers(0, 23))
def test_nothing_happens_later_than_the_start_of_today(
    today: date, week: int, weekday: int, hour: int
) -> None:
    calendar = DemoCalendar(today)
    assert calendar.at(week, weekday, hour) <= calendar.instant(today)


def test_a_year_begins_on_the_monday_nearest_to_1_september() -> None:
    assert [first_day(year) for year in (2025, 2026, 2027, 2028)] == [
        date(2025, 9, 1),
        date(2026, 8, 31),
        date(2027, 8, 30),
        date(2028, 9, 4),
    ]


def test_the_holidays_of_a_year() -> None:
    assert [(found.name, found.starts_on, found.ends_on) for found in breaks(2026)] == [
        ("Thanksgiving break", date(2026, 11, 23), date(2026, 11, 27)),
        ("Winter break", date(2026, 12, 21), date(2027, 1, 1)),
        ("February break", date(2027, 2, 15), date(2027, 2, 19)),
        ("April break", date(2027, 4, 19), date(2027, 4, 23)),
    ]


def test_a_break_that_would_hold_this_week_comes_later() -> None:
    calendar = DemoCalendar(date(2026, 12, 30))
    winter = next(found for found in calendar.years[-1].breaks if found.name == "Winter break")
    assert winter.starts_on == date(2027, 1, 4)
    assert date(2026, 12, 28) in calendar.school_weeks


def test_an_effect_comes_in_over_three_weeks() -> None:
    assert [shift(week, 12, -10) for week in (-11, -10, -9, -8, -7)] == [0, 4, 8, 12, 12]
    assert shift(-3, 12, None) == 0
