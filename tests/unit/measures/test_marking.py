"""Baseline, phases, values left out and notes: set, changed, taken back; the state says what the chart says."""

from datetime import timedelta
from uuid import uuid4

import pytest

from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.jobs import pool_stale_weeks, recount_stale_states
from nic.measures.models import Direction, MarkingKind, SeriesSignal
from nic.measures.operations import (
    change_definition,
    edit_marking,
    edit_measure,
    mark_chart,
    record_observation,
    record_observations,
    set_marking_again,
    take_back_marking,
    take_up_edition,
)
from nic.measures.queries import load_definition, load_series, network_weeks, series_chart
from nic.measures.queries.editions import editions_of, markings_set, teams_on_older_editions
from nic.measures.queries.kept import definitions_to_recount
from nic.measures.readings import Reading
from tests.unit.measures.statements import counted

pytestmark = pytest.mark.usefixtures("context")


def monday(weeks_ago):
    return clock.week_start(clock.today("America/New_York")) - timedelta(weeks=weeks_ago)


@pytest.fixture
def teacher(scope_for):
    return scope_for("teacher")


@pytest.fixture
def series(teacher, world):
    """Twenty weeks: 8, 9, 10, 11 of 24, again and again, up to a week ago."""
    return load_series(teacher, world["series"])


def mark(scope, series, kind, weeks_ago, **more):
    more.setdefault("reason", "a new timetable")
    with unit_of_work():
        return mark_chart(scope, series, kind=kind, starts_on=monday(weeks_ago), **more)


def log(scope, series, numerator, weeks_ago=0):
    with unit_of_work():
        record_observation(
            scope,
            series,
            period_start=monday(weeks_ago),
            numerator=numerator,
            denominator=24,
            client_uuid=uuid4(),
        )


def agrees(series):
    return totals.differences(series.definition_id) == []


def test_a_phase_has_its_own_median_and_an_undone_one_has_none(teacher, series):
    before, revision = series.state.median, series.state.revision
    phase = mark(teacher, series, MarkingKind.PHASE, 2)
    assert (phase.label[:5], phase.set_by_id) == ("from ", teacher.person_id)
    assert series.state.median == pytest.approx(100 * 10.5 / 24)
    assert series.state.revision > revision
    assert agrees(series)
    with unit_of_work():
        take_back_marking(teacher, phase, "it was only one week")
    assert series.state.median == before
    assert entries_for("marking", phase.id)[0].reason == "it was only one week"
    with unit_of_work():
        set_marking_again(teacher, phase)
    assert series.state.median == pytest.approx(100 * 10.5 / 24)
    assert agrees(series)


def test_a_value_left_out_stays_on_the_chart_and_does_not_count(teacher, series):
    log(teacher, series, 24)
    mark(teacher, series, MarkingKind.EXCLUSION, 0, reason="only half of the class was there")
    chart = series_chart(teacher, series).found.chart
    assert (chart.values[-1], chart.n_points, series.state.n) == (100, 20, 21)
    assert chart.excluded == {20}
    assert agrees(series)


def test_a_value_left_out_is_not_pooled_until_it_counts_again(teacher, series):
    def week_of(weeks_ago):
        pool_stale_weeks()
        return {week.week_start: week.median for week in network_weeks(teacher, series.definition)}.get(
            monday(weeks_ago)
        )

    before, next_week = week_of(3), week_of(2)
    assert None not in (before, next_week)
    exclusion = mark(teacher, series, MarkingKind.EXCLUSION, 3, reason="only half of the class was there")
    assert week_of(3) != before
    assert agrees(series)
    with unit_of_work():
        edit_marking(teacher, exclusion, None, starts_on=monday(2), reason="it was the week after")
    assert (week_of(3), week_of(2) != next_week) == (before, True)
    with unit_of_work():
        take_back_marking(teacher, exclusion, "it was the whole class")
    assert (week_of(3), week_of(2)) == (before, next_week)
    assert agrees(series)


def test_a_baseline_freezes_the_median_also_when_it_is_long_ago(teacher, series):
    mark(teacher, series, MarkingKind.BASELINE, 20, ends_on=monday(17))
    frozen = 100 * 9.5 / 24
    assert series.state.median == pytest.approx(frozen)
    for weeks in range(16):
        with unit_of_work():
            record_observation(
                teacher,
                series,
                period_start=monday(21 + weeks),
                numerator=24,
                denominator=24,
                client_uuid=uuid4(),
            )
    assert series.state.median == pytest.approx(frozen)
    with clock.frozen(clock.now() + timedelta(weeks=60)):
        log(teacher, series, 20)
    assert series.state.n == 1
    assert series.state.median == pytest.approx(frozen)
    assert agrees(series)


def test_a_new_baseline_takes_the_place_of_the_one_before(teacher, series):
    first = mark(teacher, series, MarkingKind.BASELINE, 20, ends_on=monday(17))
    mark(teacher, series, MarkingKind.BASELINE, 19, ends_on=monday(10))
    assert first.is_archived
    with unit_of_work():
        set_marking_again(teacher, first)
    live = [each.id for each in markings_set(teacher, series) if each.ends_on and not each.is_archived]
    assert live == [first.id]
    assert agrees(series)


@pytest.mark.parametrize(
    ("kind", "more", "message"),
    [
        (MarkingKind.PHASE, {"reason": ""}, "why a new phase"),
        (MarkingKind.EXCLUSION, {"reason": ""}, "why the value"),
        (MarkingKind.NOTE, {"label": ""}, "a few words"),
        (MarkingKind.NOTE, {"label": "x" * 81}, "80 signs"),
        (MarkingKind.BASELINE, {"ends_on": None}, "last period"),
        (MarkingKind.BASELINE, {"ends_on": -1}, "at least 3 values"),
    ],
)
def test_what_makes_no_sense_is_refused(teacher, series, kind, more, message):
    if more.get("ends_on") == -1:
        more = {"ends_on": monday(19)}
    with pytest.raises(DomainError, match=message):
        mark(teacher, series, kind, 20, **more)


def test_one_mark_of_a_kind_for_a_period(teacher, series):
    mark(teacher, series, MarkingKind.NOTE, 3, label="snow week")
    with pytest.raises(DomainError, match="has one already"):
        mark(teacher, series, MarkingKind.NOTE, 3, label="no buses")


def test_a_mark_is_changed_once_by_one_person(teacher, series):
    note = mark(teacher, series, MarkingKind.NOTE, 3, label="snow week")
    with unit_of_work():
        edit_marking(teacher, note, 1, starts_on=monday(4), label="two days without buses")
    words = {kept[3]: kept[1] for kept in load_series(teacher, series.id).state.markings}
    assert words["two days without buses"] == monday(4).isoformat()
    with pytest.raises(StaleVersion):
        edit_marking(teacher, note, 1, starts_on=monday(4), label="mine")


def test_another_direction_is_counted_by_the_worker_not_by_the_request(scope_for, series, world):
    hub = scope_for("hub")
    for week in range(16):
        log(scope_for("teacher"), series, 3, 21 + week)
    assert series.state.signal is SeriesSignal.BETTER
    with unit_of_work():
        definition = load_definition(hub, world["definition"])
        edit_measure(
            hub,
            definition,
            None,
            name=definition.name,
            family=definition.family,
            kind=definition.kind,
            direction=Direction.LOWER,
        )
    assert definitions_to_recount() == [definition.id]
    recount_stale_states()
    series = load_series(hub, world["series"])
    assert (series.state.signal, series.state.stale) == (SeriesSignal.WORSE, False)


def test_pooled_weeks_are_hidden_at_once_where_unknown_groups_may_be_small(scope_for, world):
    hub = scope_for("hub")
    definition = load_definition(hub, world["definition"])
    with unit_of_work():
        totals.refresh_network_weeks(definition.id)
    assert len(network_weeks(hub, definition)) == 20
    with unit_of_work():
        totals.await_recount(definition)
    assert network_weeks(hub, definition) == []
    pool_stale_weeks()
    assert len(network_weeks(hub, definition)) == 20


def test_a_new_definition_begins_a_phase_everywhere_and_lists_who_counts_by_the_old_one(
    scope_for, teacher, series, world
):
    hub = scope_for("hub")
    pool_stale_weeks()
    pooled = network_weeks(hub, series.definition)
    with unit_of_work():
        definition = load_definition(hub, world["definition"])
        change_definition(
            hub,
            definition,
            definition.version,
            operational_definition="Students who explain two steps aloud.",
            population="all sixth-graders",
            starts_on=monday(4) + timedelta(days=2),
            reason="one step was too easy",
        )
    assert pooled
    assert network_weeks(hub, definition) == pooled
    assert [each.number for each in editions_of(hub, definition)] == [2, 1]
    assert editions_of(hub, definition)[1].operational_definition.startswith("Students who explain a step")
    series = load_series(teacher, world["series"])
    assert series.state.stale
    assert [kept[:2] for kept in series.state.markings if kept[0] == "phase"] == [
        ["phase", monday(4).isoformat()]
    ]
    recount_stale_states()
    assert agrees(series)
    older = teams_on_older_editions(hub, definition)
    assert (older.count, [team[1] for team in older.teams]) == (2, ["Elm team", "Oak team"])
    with pytest.raises(DomainError, match="changed later"):
        take_up_edition(teacher, series, None, monday(10))
    with unit_of_work():
        take_up_edition(teacher, series, None, monday(2))
    assert teams_on_older_editions(hub, definition).count == 1
    assert [kept[:2] for kept in series.state.markings if kept[0] == "phase"] == [
        ["phase", monday(2).isoformat()]
    ]
    assert agrees(series)
    with pytest.raises(DomainError, match="already"):
        take_up_edition(teacher, series, None, monday(2))


def test_a_definition_is_changed_in_order_and_with_a_reason(scope_for, world):
    hub = scope_for("hub")
    definition = load_definition(hub, world["definition"])
    words = {"operational_definition": "Anew.", "reason": "better"}
    with unit_of_work():
        change_definition(hub, definition, None, starts_on=monday(2), **words)
    with pytest.raises(DomainError, match="Choose a later day"):
        change_definition(hub, definition, None, starts_on=monday(2), **words)
    with pytest.raises(DomainError, match="why the definition changes"):
        change_definition(hub, definition, None, starts_on=monday(0), **(words | {"reason": ""}))
    with pytest.raises(DomainError, match="one wording"):
        own = load_definition(scope_for("teacher"), world["team_definition"])
        change_definition(scope_for("teacher"), own, None, starts_on=monday(2), **words)


def test_keeping_a_state_costs_the_same_statements_whatever_is_set_and_however_long_the_history(
    teacher, series, world
):
    def statements(week):
        with unit_of_work():
            fresh = load_series(teacher, world["series"])
            with counted() as found:
                record_observation(
                    teacher,
                    fresh,
                    period_start=monday(week),
                    numerator=5,
                    denominator=24,
                    client_uuid=uuid4(),
                )
        return len(found)

    few = statements(30)
    mark(teacher, series, MarkingKind.BASELINE, 20, ends_on=monday(17))
    mark(teacher, series, MarkingKind.EXCLUSION, 16)
    mark(teacher, series, MarkingKind.NOTE, 3, label="new seating")
    readings = [
        Reading(series.id, monday(60 + week), uuid4(), numerator=week % 20, denominator=24)
        for week in range(380)
    ]
    with unit_of_work():
        record_observations(teacher, [series], readings)
    assert statements(31) == few
    assert few - len(("the row", "its audit entry")) <= 8
    assert agrees(series)
