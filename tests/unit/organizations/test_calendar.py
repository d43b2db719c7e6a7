"""What a school calendar says of days and weeks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nic.organizations.calendar import SchoolCalendar, Span

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, 300))))


CALENDARS = st.builds(
    SchoolCalendar, st.lists(spans(), max_size=3).map(tuple), st.lists(spans(), max_size=4).map(tuple)
)


@given(CALENDARS, DAYS)
def test_a_week_has_school_where_one_of_its_days_has(calendar: SchoolCalendar, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    assert calendar.is_school_week(day) == any(calendar.is_school_day(each) for each in week)


@given(CALENDARS, DAYS)
def test_a_school_day_is_a_weekday_in_a_year_and_on_no_holiday(calendar: SchoolCalendar, day: date) -> None:
    if calendar.is_school_day(day):
        assert day.weekday() < 5
        assert not any(holiday.first <= day <= holiday.last for holiday in calendar.holidays)
        assert not calendar.years or any(year.first <= day <= year.last for year in calendar.years)


def test_a_week_of_nothing_but_holidays_is_no_school_week() -> None:
    calendar = SchoolCalendar(
        (Span(date(2026, 8, 31), date(2027, 6, 11)),), (Span(date(2026, 12, 21), date(2027, 1, 1)),)
    )
    assert not calendar.is_school_week(date(2026, 12, 23))
    assert not calendar.is_school_week(date(2027, 1, 3))
    assert calendar.is_school_week(date(2027, 1, 4))
    assert not calendar.is_school_week(date(2027, 7, 5))
    assert calendar.is_school_week(date(2026, 12, 20)), "the Sunday belongs to the week before"


def test_without_school_years_every_week_counts() -> None:
    assert SchoolCalendar().is_school_week(date(2027, 7, 5))
