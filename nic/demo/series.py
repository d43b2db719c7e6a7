"""Believable weekly values: a level with a shift, noise, missing weeks, notes. Pure; the same for the same names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from nic.demo.calendar import DemoCalendar
from nic.demo.places import TeamPlan
from nic.demo.theories import ATTEND, EXPLAIN, MeasurePlan
from nic.measures.models import MeasureKind

RAMP_WEEKS = 3
MISSING = 0.04
NOTED = 0.05
SCHOOL_DAYS = 5
SNOW = (1, 21)
"""The month and day whose school week is the snow week of a year."""
SNOW_NOTE = "snow week: two days without buses"

LESSON_NOTES = (
    "assembly on Thursday",
    "substitute teacher on Monday",
    "field trip: observed on Wednesday instead",
    "state tests: half of the lesson only",
    "a visitor in the room",
    "two new students",
    "fire drill in the middle of it",
)
SCHOOL_NOTES = (
    "stomach flu in the lower grades",
    "bus 7 did not run on Tuesday",
    "county fair on Friday",
    "new families have moved in",
)
FAMILY_NOTES = ("the office phone was out on Tuesday", "three families share one number")


@dataclass(frozen=True, slots=True)
class DemoValue:
    """One value. ``week`` counts school weeks from this one (0); a proportion has its parts, all else its value."""

    week: int
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    note: str = ""


def values_of(calendar: DemoCalendar, measure: MeasurePlan, team: TeamPlan, until: int) -> list[DemoValue]:
    """The values of a team's measure in time order, up to and with the school week ``until``."""
    began = -calendar.school_weeks.index(calendar.this_week)
    first = began if team.since is None else max(began, team.since)
    return [*_values(calendar, measure, team, range(first, until + 1))]


def _values(
    calendar: DemoCalendar, measure: MeasurePlan, team: TeamPlan, weeks: range
) -> Iterator[DemoValue]:
    """Chance is drawn anew for every week back from this one, so that the story is the same on every day."""
    name = f"{measure.name} of {team.name} at {team.school}"
    own_level = Random(name).gauss(0, measure.noise)  # noqa: S311  made-up values, not a secret
    for week in weeks:
        chance = Random(f"{name}, week {week}")  # noqa: S311
        monday = calendar.week(week)
        hard = _hard_week(calendar, monday)
        level = _level(measure, team, week, own_level) + chance.gauss(0, measure.noise)
        present = _present(team, chance)
        is_missing = chance.random() < MISSING
        note = _note(measure, chance) if chance.random() < NOTED else ""
        if is_missing and week not in (weeks[0], weeks[-1]):
            continue
        if measure.name == ATTEND:
            note = SNOW_NOTE if _is_snow_week(monday) else note
            yield _attendance(week, level - hard, team.people, note)
        else:
            yield _value(week, measure.kind, level, present, note)


def shift(week: int, effect: float, from_week: int | None) -> float:
    """How much of an effect shows in a week: nothing before it begins, then a little more in each of three weeks."""
    if from_week is None or week < from_week:
        return 0.0
    return effect * min(1.0, (week - from_week + 1) / RAMP_WEEKS)


def _level(measure: MeasurePlan, team: TeamPlan, week: int, own_level: float) -> float:
    """The outcome moves as the team's plan says; a driver of the same network moves with it, in its own unit."""
    if measure.name in (EXPLAIN, ATTEND):
        return team.start + shift(week, team.effect, team.from_week)
    if measure.kind is MeasureKind.MINUTES:
        return measure.start + own_level + shift(week, 0.4 * team.effect, team.from_week)
    return measure.start + shift(week, measure.effect, measure.from_week)


def _present(team: TeamPlan, chance: Random) -> int:
    """Students present in a lesson: some are absent in most weeks."""
    absent = max(0, round(chance.gauss(0.06, 0.05) * team.people))
    return max(team.people - absent, team.people // 2)


def _value(week: int, kind: MeasureKind, level: float, present: int, note: str) -> DemoValue:
    if kind is MeasureKind.PROPORTION:
        part = min(max(round(level / 100 * present), 0), present)
        return DemoValue(week, numerator=part, denominator=present, n=present, note=note)
    if kind is MeasureKind.RATING:
        return DemoValue(week, value=float(min(max(round(level), 1), 5)), note=note)
    return DemoValue(
        week, value=float(max(round(level), 0)), n=present if kind is MeasureKind.MINUTES else None, note=note
    )


def _attendance(week: int, level: float, enrolled: int, note: str) -> DemoValue:
    """Days attended out of days of enrolled students; the people behind it are the students."""
    days = enrolled * SCHOOL_DAYS
    return DemoValue(
        week, numerator=min(round(level / 100 * days), days), denominator=days, n=enrolled, note=note
    )


def _hard_week(calendar: DemoCalendar, monday: date) -> float:
    """How much attendance falls in a week: before a break a little, in the snow week more."""
    if _is_snow_week(monday):
        return 3.0
    before_break = any(
        0 < (found.starts_on - monday).days <= 7 for year in calendar.years for found in year.breaks
    )
    return 0.8 if before_break else 0.0


def _is_snow_week(monday: date) -> bool:
    return 0 <= (date(monday.year, *SNOW) - monday).days < 7


def _note(measure: MeasurePlan, chance: Random) -> str:
    if measure.name == ATTEND:
        return chance.choice(SCHOOL_NOTES)
    return chance.choice(FAMILY_NOTES if measure.kind is MeasureKind.COUNT else LESSON_NOTES)
