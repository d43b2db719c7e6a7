from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.models import NetworkWeek, Observation
from nic.measures.operations import (
    choose_reading,
    correct_observation,
    record_observation,
    record_observations,
    set_aside,
)
from nic.measures.queries import load_series, observations, readings_beside
from nic.measures.readings import Reading
from nic.organizations.models import NetworkTeam
from tests.unit.measures.statements import counted

pytestmark = pytest.mark.usefixtures("context")


def this_monday():
    return clock.week_start(clock.today("America/New_York"))


@pytest.fixture
def teacher(scope_for):
    return scope_for("teacher")


@pytest.fixture
def series(teacher, world):
    return load_series(teacher, world["series"])


def log(scope, series, numerator=12, mark=None, **more):
    more.setdefault("period_start", this_monday())
    return record_observation(
        scope, series, numerator=numerator, denominator=24, client_uuid=mark or uuid4(), **more
    )


def test_a_logged_value_stands_and_the_state_says_so(teacher, series, world):
    with unit_of_work():
        found = log(teacher, series, 18)
    assert (found.value, found.n, found.standing) == (75, 24, True)
    assert found.recorded_by_id == world["person_teacher"]
    db.session.expire_all()
    assert (series.state.n, series.state.last_value, series.state.last_period) == (21, 75, this_monday())
    assert entries_for("observation", found.id)[0].verb == "logged"


def test_no_revision_of_a_chart_comes_twice_even_after_a_backup_was_restored(series, world):
    backed_up = series.state.revision
    with clock.frozen(clock.now() + timedelta(minutes=1)), unit_of_work():
        totals.rebuild(world["definition"])
    lost = series.state.revision
    series.state.revision = backed_up
    with clock.frozen(clock.now() + timedelta(minutes=2)), unit_of_work():
        totals.rebuild(world["definition"])
    assert len({backed_up, lost, series.state.revision}) == 3


def test_the_pooled_week_waits_for_the_worker(teacher, series, world):
    with unit_of_work():
        log(teacher, series, 18)
    week = db.session.get_one(NetworkWeek, (world["definition"], this_monday()))
    assert week.stale
    with unit_of_work():
        assert totals.refresh_network_weeks(world["definition"]) == 21
    db.session.expire_all()
    week = db.session.get_one(NetworkWeek, (world["definition"], this_monday()))
    assert (week.stale, week.teams, week.median, week.lower_quartile) == (False, 1, 75, None)


def test_sending_twice_saves_once(teacher, series):
    mark = uuid4()
    with unit_of_work():
        first = log(teacher, series, mark=mark)
    with unit_of_work():
        again = log(teacher, series, mark=mark)
    assert again.id == first.id
    assert len(db.session.scalars(select(Observation).where(Observation.client_uuid == mark)).all()) == 1


def test_a_second_reading_is_kept_beside_the_first_and_one_is_chosen(scope_for, teacher, series):
    with unit_of_work():
        first = log(teacher, series, 12)
        second = log(scope_for("lead"), series, 18)
    assert (first.standing, second.standing) == (True, False)
    assert series.state.last_value == 50
    assert [reading.id for reading in readings_beside(teacher, [series.id])[series.id]] == [second.id]
    with unit_of_work():
        choose_reading(teacher, second)
    assert (first.standing, second.standing) == (False, True)
    assert first.set_aside_at is not None
    assert series.state.last_value == 75
    with unit_of_work():
        choose_reading(teacher, first)
    assert (first.standing, second.standing, first.set_aside_at) == (True, False, None)


def test_a_mark_used_again_for_something_else_loses_nothing(teacher, series):
    mark = uuid4()
    with unit_of_work():
        first = log(teacher, series, 12, mark)
    for _ in range(2):
        with unit_of_work():
            copy = log(teacher, series, 13, mark)
    assert copy.id != first.id
    assert not copy.standing
    assert len(readings_beside(teacher, [series.id])[series.id]) == 1


def test_two_readings_sent_together_for_one_period_are_both_kept(teacher, series):
    with unit_of_work():
        found = record_observations(
            teacher,
            [series],
            [Reading(series.id, this_monday(), uuid4(), numerator=n, denominator=24) for n in (6, 12)],
        )
    assert [reading.standing for reading in found] == [True, False]
    assert series.state.last_value == 25


def test_a_correction_keeps_the_old_figure_in_the_history(teacher, series, world):
    reading = observations(teacher, [series.id])[series.id][-1]
    with unit_of_work():
        correct_observation(teacher, reading, 1, numerator=24, denominator=24, note="counted again")
    assert (reading.value, reading.version, series.state.last_value) == (100, 2, 100)
    newest = entries_for("observation", reading.id)[0]
    assert (newest.verb, newest.before["numerator"], newest.after["numerator"]) == ("corrected", 11, 24)
    with pytest.raises(StaleVersion) as refused:
        correct_observation(teacher, reading, 1, numerator=1, denominator=24)
    assert refused.value.current["numerator"] == 24


def test_a_value_set_aside_leaves_the_chart_and_comes_back(teacher, series):
    reading = observations(teacher, [series.id])[series.id][-1]
    with unit_of_work():
        set_aside(teacher, reading)
    assert series.state.n == 19
    with unit_of_work():
        choose_reading(teacher, reading)
    assert series.state.n == 20


@pytest.mark.parametrize(("days", "field"), [(1, "period_start"), (14, "period_start")])
def test_a_period_must_be_one_and_have_begun(teacher, series, days, field):
    with pytest.raises(DomainError) as refused:
        log(teacher, series, period_start=this_monday() + timedelta(days=days))
    assert refused.value.field == field


def test_a_date_of_long_ago_is_refused(teacher, series):
    with pytest.raises(DomainError, match="too long ago"):
        log(teacher, series, period_start=date(1, 1, 1))


def test_nothing_is_half_saved(teacher, series):
    good = Reading(series.id, this_monday(), uuid4(), numerator=12, denominator=24)
    bad = Reading(series.id, this_monday() - timedelta(weeks=30), uuid4(), numerator=25, denominator=24)
    with pytest.raises(DomainError), unit_of_work():
        record_observations(teacher, [series], [good, bad])
    assert len(observations(teacher, [series.id])[series.id]) == 20


def test_the_number_of_statements_does_not_grow_with_the_history(teacher, world):
    def statements_of_one_log(week):
        with unit_of_work():
            fresh = load_series(teacher, world["series"])
            with counted() as found:
                log(teacher, fresh, period_start=this_monday() - timedelta(weeks=week))
                db.session.flush()
        return len(found)

    few = statements_of_one_log(30)
    with unit_of_work():
        fresh = load_series(teacher, world["series"])
        readings = [
            Reading(
                fresh.id, this_monday() - timedelta(weeks=40 + week), uuid4(), numerator=5, denominator=24
            )
            for week in range(380)
        ]
        with counted() as many_at_once:
            record_observations(teacher, [fresh], readings)
            db.session.flush()
    assert statements_of_one_log(31) == few <= 6
    others = [statement for statement in many_at_once if not statement.startswith("INSERT INTO observation")]
    assert len([s for s in others if not s.startswith("INSERT INTO audit_entry")]) == few - 2


def test_the_circle_of_another_team_sees_no_values(scope_for, series, world):
    assert observations(scope_for("neighbor"), [series.id])[series.id] == []
    assert len(observations(scope_for("hub"), [series.id])[series.id]) == 20


def test_readings_are_found_by_an_index(teacher, series, world):
    """A table of millions of readings is never read from end to end for one page."""
    from nic.home.queries.this_week import this_week
    from nic.measures.queries import chart_views
    from nic.measures.queries.values import has_values, readings_of_period

    if db.engine.dialect.name != "sqlite":
        pytest.skip("the planner of a server chooses by the size of the table")
    with counted() as found:
        this_week(teacher)
        chart_views(teacher, [series])
        readings_beside(teacher, [series.id])
        readings_of_period(series.id, this_monday())
        has_values(world["definition"])
        with unit_of_work():
            log(teacher, series, 18)
    scans = [
        (statement, row.detail)
        for statement in found
        if statement.startswith("SELECT") and "observation" in statement
        for row in db.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", tuple(["1"] * statement.count("?"))
        )
        if "SCAN observation" in row.detail
    ]
    assert not scans


@given(
    st.lists(st.integers(0, 150), min_size=1, max_size=40, unique=True),
    st.lists(st.integers(0, 150), min_size=1, max_size=5, unique=True),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_kept_state_is_that_of_all_values_in_whatever_order_they_come(
    app, scope_for, world, first, later
):
    teacher = scope_for("teacher")
    with pytest.raises(Undone), unit_of_work():
        series = load_series(teacher, world["team_series"])
        for batch in (first, [week for week in later if week not in first]):
            readings = [
                Reading(series.id, this_monday() - timedelta(weeks=week), uuid4(), value=float(week % 7))
                for week in batch
            ]
            record_observations(teacher, [series], readings)
        assert totals.differences(world["team_definition"]) == []
        raise Undone


class Undone(Exception):
    """Takes a test's writes back."""


def test_a_correction_keeps_the_people_behind_a_denominator_that_counts_something_else(teacher, series):
    with unit_of_work():
        found = log(teacher, series, 20, n=8)
    with unit_of_work():
        correct_observation(teacher, found, found.version, numerator=21, denominator=24)
    assert (found.numerator, found.n) == (21, 8)


def test_what_a_team_logs_after_it_left_stays_out_of_the_networks_figures(teacher, series, world):
    with unit_of_work():
        db.session.get_one(NetworkTeam, (world["network"], world["elm_team"])).left_on = clock.today()
    db.session.expire_all()
    with unit_of_work(), pytest.raises(DomainError, match="no longer in the network"):
        log(teacher, series)
