"""Writes the weekly values: older ones many at a time, the last weeks as people logged them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from nic.demo.places import MAPLE, MAPLE_ATTENDANCE, TEAMS
from nic.demo.series import DemoValue, values_of
from nic.demo.stage import DEMO, Stage
from nic.demo.theories import EXPLAIN, MEASURES, MeasurePlan
from nic.kernel import audit
from nic.kernel.database import db
from nic.kernel.scope import Person
from nic.measures import totals
from nic.measures.models import Observation, Origin, Series
from nic.measures.operations import record_observation, record_observations
from nic.measures.readings import Reading, checked

LOGGED_ONE_BY_ONE = -3
"""From this school week on values are logged as people do; before it they are written many at a time."""
NOT_YET_LOGGED = (MAPLE, MAPLE_ATTENDANCE)
"""Teams in which this week still waits, but for ``LOGGED_BY_A_COLLEAGUE``."""
LOGGED_THIS_WEEK = (
    "Birch Hollow School / Grade 5 team",
    "Cedar Valley Middle School / Grade 7 mathematics",
    "Elm Park School / Grade 6 mathematics",
    "Stony Brook School / Grade 5 and 6 team",
    "Harbor View School / Welcome team",
    "Stony Brook School / Family partnership team",
    "Millbrook School / Ninth-grade team",
)
LOGGED_BY_A_COLLEAGUE = "Lesson plan done in time"
SECOND_LOOK = "counted again from the recording"


@dataclass(frozen=True, slots=True)
class Entry:
    """A value on its way to a series."""

    team: str
    series: Series
    value: DemoValue
    reading: Reading


def build_values(stage: Stage) -> None:
    """Every value, with the states of the series and the pooled weeks."""
    entries = [entry for plan in MEASURES for entry in _entries(stage, plan)]
    _write_old(stage, [entry for entry in entries if entry.value.week < LOGGED_ONE_BY_ONE])
    recent = [entry for entry in entries if entry.value.week >= LOGGED_ONE_BY_ONE]
    for week in range(LOGGED_ONE_BY_ONE, 1):
        for team in stage.teams:
            _log(stage, week, team, [e for e in recent if e.team == team and e.value.week == week])
    _second_reading(stage, recent)
    for definition in stage.definitions.values():
        totals.refresh_network_weeks(definition.id)


def _entries(stage: Stage, plan: MeasurePlan) -> Iterator[Entry]:
    for team in TEAMS:
        series = stage.series.get((plan.name, team.key))
        if series is None:
            continue
        for value in values_of(stage.calendar, plan, team, min(team.until, _until(plan, team.key))):
            reading = Reading(
                series.id,
                stage.calendar.week(value.week),
                stage.mark(f"{plan.name}, {team.key}, {stage.calendar.week(value.week)}"),
                value.value,
                value.numerator,
                value.denominator,
                value.n,
                value.note,
            )
            yield Entry(team.key, series, value, checked(reading, plan.kind))


def _until(plan: MeasurePlan, team: str) -> int:
    """The last school week that is logged: this one in some of the teams."""
    if team in NOT_YET_LOGGED:
        return 0 if plan.name == LOGGED_BY_A_COLLEAGUE else -1 - plan.late_weeks
    return 0 if team in LOGGED_THIS_WEEK else -1


def _write_old(stage: Stage, entries: Sequence[Entry]) -> None:
    """Writes values many at a time; the audit says so once for each measure."""
    db.session.execute(insert(Observation), [_row(stage, entry) for entry in entries])
    with stage.at(LOGGED_ONE_BY_ONE):
        for definition in stage.definitions.values():
            totals.rebuild(definition.id)
            count = sum(entry.series.definition_id == definition.id for entry in entries)
            audit.record(DEMO, "brought earlier values into", definition, details={"values": count})


def _row(stage: Stage, entry: Entry) -> dict[str, Any]:
    reading = entry.reading
    return {
        "series_id": entry.series.id,
        "agency_id": entry.series.team.agency_id,
        "period_start": reading.period_start,
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "n": reading.n,
        "note": reading.note,
        "origin": Origin.DEMO,
        "recorded_by_id": _author(stage, entry).person_id,
        "recorded_at": stage.calendar.at(entry.value.week, 3, 15, 20),
        "client_uuid": reading.client_uuid,
    }


def _author(stage: Stage, entry: Entry) -> Person:
    """Who logged a value: the lead, or one of the members."""
    members = stage.members(entry.team)
    return members[entry.value.week % len(members)]


def _log(stage: Stage, week: int, team: str, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    scope = stage.lead(team) if week == 0 else _author(stage, entries[0])
    with stage.at(week, weekday=3, hour=15, minute=10):
        record_observations(scope, [e.series for e in entries], [e.reading for e in entries], Origin.DEMO)


def _second_reading(stage: Stage, entries: Sequence[Entry]) -> None:
    """Somebody has counted last week again and come to another figure: the team has not chosen yet."""
    series = stage.series[EXPLAIN, MAPLE]
    week = stage.calendar.week(-1)
    standing = next(entry.reading for entry in entries if entry.series is series and entry.value.week == -1)
    present = int(standing.denominator or 0) - 1
    counted = int(standing.numerator or 0) - 2
    with stage.at(-1, weekday=4, hour=9):
        record_observation(
            stage.members(MAPLE)[-1],
            series,
            period_start=week,
            numerator=counted,
            denominator=present,
            note=SECOND_LOOK,
            client_uuid=stage.mark("second reading"),
            origin=Origin.DEMO,
        )
