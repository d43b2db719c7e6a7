"""When a weekly notice is due: one a week, in every time zone, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nic.kernel import clock
from nic.notices.timing import LATEST, due_day, when_in_words

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/St_Johns",
    "America/Havana",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Atlantic/Azores",
    "Pacific/Apia",
    "UTC",
)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def sent_between(first, days, zone, weekday, hour, step_minutes, asleep=()):
    """The weeks of the mails that a job sends which runs every so often, but for the hours in which it slept."""
    sent, found = set(), []
    now, end = first, first + timedelta(days=days)
    while now < end:
        if not any(begin <= now < stop for begin, stop in asleep):
            day = due_day(weekday, hour, zone, LONG_AGO, now)
            if day is not None and clock.week_start(day) not in sent:
                sent.add(clock.week_start(day))
                found.append((day, clock.local(now, zone)))
        now += timedelta(minutes=step_minutes)
    return found


def exists(day, hour, zone):
    """Whether the clock on the wall shows an hour on a day."""
    told = datetime.combine(day, time(hour), ZoneInfo(zone))
    return clock.local(told.astimezone(UTC), zone).hour == hour


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "change", [datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)]
)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_one_mail_a_week_across_both_changes_of_the_clocks(zone, change, hour):
    """Sundays: the clocks change on one of them, at an hour that is left out or comes twice."""
    found = sent_between(change, 35, zone, 6, hour, 15)
    assert len(found) == 5
    assert len({day for day, _ in found}) == 5
    for day, at in found[1:]:
        assert at.date() == day
        assert at.hour == hour or (at.hour == hour + 1 and not exists(day, hour, zone))


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 700 * 24).map(lambda hours: LONG_AGO.replace(year=2026) + timedelta(hours=hours)),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    step=st.integers(20, 300),
    asleep_from=st.integers(0, 20 * 24),
    asleep_for=st.integers(0, 48),
)
@example("America/New_York", datetime(2026, 3, 1, tzinfo=UTC), 6, 2, 60, 6 * 24, 26)
@example("Europe/Berlin", datetime(2026, 10, 20, tzinfo=UTC), 6, 2, 60, 5 * 24, 26)
def test_a_job_that_was_away_for_up_to_two_days_sends_each_weeks_mail_once(
    zone, start, weekday, hour, step, asleep_from, asleep_for
):
    away = start + timedelta(hours=asleep_from)
    found = sent_between(start, 28, zone, weekday, hour, step, [(away, away + timedelta(hours=asleep_for))])
    days = [day for day, _ in found]
    assert len(set(map(clock.week_start, days))) == len(days)
    assert all(day.weekday() == weekday for day in days)
    assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(days))
    assert len(days) >= 3
    for day, at in found:
        assert (at.date(), at.hour) >= (day, hour) or at.date() > day


def test_a_time_that_had_gone_by_when_it_was_chosen_is_not_made_up_for():
    friday = datetime(2026, 11, 20, 20, tzinfo=UTC)
    assert due_day(4, 14, "America/New_York", LONG_AGO, friday) == date(2026, 11, 20)
    assert due_day(4, 14, "America/New_York", friday - timedelta(minutes=30), friday) is None


def test_what_could_not_be_sent_for_days_is_left_out():
    friday = datetime(2026, 11, 20, 19, tzinfo=UTC)
    assert due_day(4, 14, "America/New_York", LONG_AGO, friday + LATEST) == date(2026, 11, 20)
    assert due_day(4, 14, "America/New_York", LONG_AGO, friday + LATEST + timedelta(minutes=1)) is None


def test_a_time_in_words():
    assert when_in_words(4, 14) == "Fridays at 14:00"
