"""Parts of members and classes add up to the value; groups stand beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from nic.kernel import clock
from nic.kernel.audit import entries_for
from nic.kernel.errors import DomainError, StaleVersion
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.models import Breakdown, MeasureKind, Origin, PartPurpose, PartsBy
from nic.measures.operations import (
    PartReading,
    choose_breakdown,
    choose_part_value,
    choose_parts,
    choose_reading,
    correct_observation,
    correct_part,
    record_observation,
    record_part,
    record_parts,
    set_aside_part,
)
from nic.measures.parts import PartFigures, added_up
from nic.measures.queries import load_series, observations, parts_of, readings_beside
from nic.measures.readings import Reading
from tests.unit.measures.statements import counted

pytestmark = pytest.mark.usefixtures("context")


def this_monday():
    return clock.week_start(clock.today("America/New_York"))


@pytest.fixture
def teacher(scope_for):
    return scope_for("teacher")


@pytest.fixture
def series(teacher, world):
    """The shared measure of the Elm team, counted by two classes."""
    with unit_of_work():
        found = load_series(teacher, world["series"])
        choose_parts(
            teacher, found, found.version, parts_by=PartsBy.CLASS, classes=["Period 2", " Period  4 "]
        )
    return found


def part(scope, series, name, numerator, denominator=10, mark=None, **more):
    row = next(each for each in parts_of(scope, [series.id])[series.id] if each.name == name)
    more.setdefault("period_start", this_monday())
    return record_part(
        scope,
        series,
        row.id,
        numerator=numerator,
        denominator=denominator,
        client_uuid=mark or uuid4(),
        **more,
    )


def standing(scope, series):
    found = observations(scope, [series.id])[series.id]
    return {each.period_start: each for each in found}


def test_parts_add_up_and_the_page_knows_whose_part_is_missing(teacher, series):
    with unit_of_work():
        part(teacher, series, "Period 2", 5)
    assert standing(teacher, series)[this_monday()].value == 50
    rows = parts_of(teacher, [series.id], this_monday())[series.id]
    assert [(row.name, row.standing_in(this_monday()) is not None) for row in rows] == [
        ("Period 2", True),
        ("Period 4", False),
    ]
    with unit_of_work():
        part(teacher, series, "Period 4", 12, 15)
    whole = standing(teacher, series)[this_monday()]
    assert (whole.numerator, whole.denominator, whole.value, whole.n) == (17, 25, 68, 25)
    assert (whole.origin, series.state.last_value, series.state.n) == (Origin.PARTS, 68, 21)
    assert totals.differences(series.definition_id) == []


def test_a_part_sent_twice_counts_once_and_another_reading_waits_for_the_team(teacher, series, scope_for):
    mark = uuid4()
    for _ in range(2):
        with unit_of_work():
            first = part(teacher, series, "Period 2", 5, mark=mark)
    with unit_of_work():
        second = part(scope_for("lead"), series, "Period 2", 6)
    assert (first.standing, second.standing, series.state.last_value) == (True, False, 50)
    with unit_of_work():
        choose_part_value(teacher, second)
    assert (series.state.last_value, first.set_aside_at is not None) == (60, True)


def test_a_corrected_part_and_one_that_is_set_aside_change_the_whole(teacher, series):
    with unit_of_work():
        first = part(teacher, series, "Period 2", 5)
        part(teacher, series, "Period 4", 10)
    with unit_of_work():
        correct_part(teacher, first, 1, numerator=0, denominator=10)
    assert series.state.last_value == 50
    assert entries_for("part_value", first.id)[0].before["numerator"] == 5
    with pytest.raises(StaleVersion):
        correct_part(teacher, first, 1, numerator=1, denominator=10)
    with unit_of_work():
        set_aside_part(teacher, first)
    assert series.state.last_value == 100


def test_without_any_part_left_the_value_goes_too(teacher, series):
    with unit_of_work():
        only = part(teacher, series, "Period 2", 5)
    with unit_of_work():
        set_aside_part(teacher, only)
    assert this_monday() not in standing(teacher, series)
    assert series.state.n == 20
    with unit_of_work():
        choose_part_value(teacher, only)
    assert series.state.last_value == 50


def test_a_whole_value_and_the_sum_of_parts_stand_beside_each_other(teacher, series):
    with unit_of_work():
        record_observation(
            teacher,
            series,
            period_start=this_monday(),
            numerator=18,
            denominator=24,
            client_uuid=uuid4(),
        )
    with unit_of_work():
        part(teacher, series, "Period 2", 5)
    beside = readings_beside(teacher, [series.id])[series.id]
    assert [(each.origin, each.value, each.set_aside_at) for each in beside] == [(Origin.PARTS, 50, None)]
    assert series.state.last_value == 75
    with unit_of_work():
        part(teacher, series, "Period 4", 10)
    assert beside[0].value == 75
    with unit_of_work():
        choose_reading(teacher, beside[0])
    assert standing(teacher, series)[this_monday()].origin is Origin.PARTS
    with pytest.raises(DomainError, match="added up from its parts"):
        correct_observation(teacher, beside[0], None, numerator=1, denominator=2)


def test_a_part_that_is_not_asked_for_any_more_is_refused_and_what_it_counted_stays(teacher, series):
    with unit_of_work():
        part(teacher, series, "Period 2", 5)
    old = parts_of(teacher, [series.id])[series.id][0]
    with unit_of_work():
        choose_parts(
            teacher, series, series.version, parts_by=PartsBy.CLASS, classes=["Period 4", "Period 6"]
        )
    assert standing(teacher, series)[this_monday()].value == 50
    with pytest.raises(DomainError, match="not asked for any more"):
        record_part(
            teacher,
            series,
            old.id,
            period_start=this_monday() - timedelta(weeks=30),
            numerator=1,
            denominator=2,
            client_uuid=uuid4(),
        )


def test_a_members_part_is_known_as_theirs(teacher, series, world):
    with unit_of_work():
        members = {world["person_teacher"]: "Teacher Person", world["person_lead"]: "Lead Person"}
        choose_parts(teacher, series, series.version, parts_by=PartsBy.MEMBER, members=members)
    rows = parts_of(teacher, [series.id])[series.id]
    assert [(row.name, row.is_mine) for row in rows] == [("Teacher Person", True), ("Lead Person", False)]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["Period 2"], "at least two"),
        ([str(n) for n in range(41)], "up to 40"),
        (["x" * 61, "y"], "60 signs"),
    ],
)
def test_parts_that_make_no_sense_are_refused(teacher, series, names, message):
    with pytest.raises(DomainError, match=message):
        choose_parts(teacher, series, series.version, parts_by=PartsBy.CLASS, classes=names)


def test_groups_stand_beside_the_value_and_change_nothing_in_it(teacher, series):
    with unit_of_work():
        choose_breakdown(
            teacher, series, series.version, breakdown=Breakdown.GRADE, groups=["Grade 6", "Grade 7"]
        )
    before = (series.state.n, series.state.last_value)
    groups = parts_of(teacher, [series.id], purpose=PartPurpose.GROUP)[series.id]
    readings = [
        PartReading(group.id, Reading(series.id, this_monday(), uuid4(), numerator=number, denominator=12))
        for number, group in enumerate(groups)
    ]
    with unit_of_work():
        found = record_parts(teacher, [series], readings)
    assert [(each.part.name, each.n, each.standing) for each in found] == [
        ("Grade 6", 12, True),
        ("Grade 7", 12, True),
    ]
    assert (series.state.n, series.state.last_value) == before
    assert parts_of(teacher, [series.id])[series.id][0].purpose is PartPurpose.SUM


def test_the_number_of_statements_does_not_grow_with_the_parts(teacher, series):
    def statements(names):
        with unit_of_work():
            choose_parts(teacher, series, series.version, parts_by=PartsBy.CLASS, classes=names)
        rows = parts_of(teacher, [series.id])[series.id]
        week = this_monday() - timedelta(weeks=len(names) + 30)
        readings = [
            PartReading(row.id, Reading(series.id, week, uuid4(), numerator=1, denominator=2)) for row in rows
        ]
        with unit_of_work():
            fresh = load_series(teacher, series.id)
            with counted() as found:
                record_parts(teacher, [fresh], readings)
        return [
            each for each in found if not each.startswith(("INSERT INTO part_value", "INSERT INTO audit"))
        ]

    assert len(statements(["a", "b"])) == len(statements([str(number) for number in range(30)]))


@pytest.mark.parametrize(
    ("kind", "parts", "whole"),
    [
        (MeasureKind.PROPORTION, [(50, 1, 2, 2), (100, 3, 3, 3)], PartFigures(80, 4, 5, 5)),
        (MeasureKind.PROPORTION, [(50, None, None, 4), (100, 6, 6, 6)], PartFigures(80, 8, 10, 10)),
        (MeasureKind.COUNT, [(2, None, None, None), (3, None, None, 7)], PartFigures(5)),
        (MeasureKind.AVERAGE, [(2, None, None, 1), (4, None, None, 3)], PartFigures(3.5, n=4)),
        (MeasureKind.MINUTES, [(10, None, None, None), (20, None, None, None)], PartFigures(15)),
        (MeasureKind.COUNT, [], None),
    ],
)
def test_how_parts_make_the_whole(kind, parts, whole):
    assert added_up([PartFigures(*each) for each in parts], kind) == whole
