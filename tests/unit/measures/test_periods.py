from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nic.kernel.clock import week_start
from nic.measures.models import Cadence
from nic.measures.periods import (
    has_school,
    latest_with_school,
    next_period,
    period_start,
    pooled_start,
    previous_period,
    window_start,
)
from nic.organizations.calendar import SchoolCalendar, Span

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
cadences = st.sampled_from(Cadence)
calendars_anchors = st.lists(days.map(week_start), max_size=4, unique=True).map(
    lambda found: tuple(sorted(found))
)


@given(cadences, days, calendars_anchors)
def test_a_period_holds_its_day_and_starts_itself(cadence, day, anchors):
    start = period_start(cadence, day, anchors)
    assert start <= day < next_period(cadence, start, anchors)
    assert period_start(cadence, start, anchors) == start


@given(cadences, days, calendars_anchors)
def test_periods_follow_each_other_without_gaps(cadence, day, anchors):
    start = period_start(cadence, day, anchors)
    after = next_period(cadence, start, anchors)
    assert period_start(cadence, after, anchors) == after
    assert period_start(cadence, after - timedelta(days=1), anchors) == start
    assert previous_period(cadence, after, anchors) == start


@given(days, calendars_anchors)
def test_two_weeks_are_counted_from_the_start_of_the_school_year(day, anchors):
    start = period_start(Cadence.FORTNIGHTLY, day, anchors)
    assert start.weekday() == 0
    assert (day - start).days < 14
    latest = max((anchor for anchor in anchors if anchor <= day), default=None)
    if latest is not None:
        assert start >= latest
        assert (start - latest).days % 14 == 0


@given(days)
def test_each_cadence_has_its_own_first_day(day):
    assert period_start(Cadence.DAILY, day) == day
    assert period_start(Cadence.WEEKLY, day) == day - timedelta(days=day.weekday())
    assert period_start(Cadence.MONTHLY, day) == date(day.year, day.month, 1)
    assert pooled_start(Cadence.DAILY, day) == week_start(day)


@given(days)
def test_the_window_holds_52_weeks(day):
    monday = week_start(day)
    assert (monday - window_start(monday)).days // 7 == 51


def test_weekends_holidays_and_summers_are_never_due():
    calendar = SchoolCalendar(
        (Span(date(2026, 9, 1), date(2027, 6, 18)),), (Span(date(2026, 12, 21), date(2027, 1, 1)),)
    )
    assert has_school(calendar, Cadence.WEEKLY, date(2026, 12, 14))
    assert not has_school(calendar, Cadence.WEEKLY, date(2026, 12, 21))
    assert latest_with_school(calendar, Cadence.WEEKLY, date(2027, 1, 4)) == date(2026, 12, 14)
    assert not has_school(calendar, Cadence.DAILY, date(2026, 9, 5))
    assert not has_school(calendar, Cadence.MONTHLY, date(2027, 7, 1))
    assert latest_with_school(calendar, Cadence.DAILY, date(2026, 9, 7)) == date(2026, 9, 4)


def test_without_a_school_year_every_weekday_counts():
    assert has_school(SchoolCalendar(), Cadence.DAILY, date(2026, 7, 6))
    assert not has_school(SchoolCalendar(), Cadence.DAILY, date(2026, 7, 5))
    assert (
        latest_with_school(
            SchoolCalendar((Span(date(2020, 1, 1), date(2020, 2, 1)),)), Cadence.WEEKLY, date(2026, 7, 6)
        )
        is None
    )
