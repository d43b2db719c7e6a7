"""What teams have set on their charts, parts and groups of values, and a definition that a hub has worded anew."""

from datetime import date, timedelta
from random import Random

from nic.demo.places import MAPLE, MAPLE_ATTENDANCE
from nic.demo.series import SNOW
from nic.demo.stage import Stage
from nic.demo.theories import ATTEND, EXPLAIN
from nic.measures import operations as measures
from nic.measures import totals
from nic.measures.models import Breakdown, MarkingKind, Origin, PartPurpose, PartsBy, Series
from nic.measures.operations import PartReading
from nic.measures.queries import parts_of
from nic.measures.readings import Reading

TALK = "Minutes of student talk"
TICKETS = "Exit tickets handed in"
LAKESIDE = "Lakeside School / Grade 8 team"
FAMILIES = "Families reached on the first day"
CLASSES = ("Period 2", "Period 4", "Period 6")
GROUPS = {"Multilingual learners": 6, "Students with an IEP": 4, "All other students": 13}
GROUP_WEEKS = range(-6, 0)
WORDED_ANEW = -16
TAKEN_UP_BY = ("Birch Hollow School / Grade 5 team", "Elm Park School / Grade 6 mathematics")
ALL_OF_A_MEASURE = 10_000


def build_charts(stage: Stage) -> None:
    """Marks, parts and groups of the Maple teams, and the change of one definition."""
    _notes(stage)
    _phase_and_baseline(stage)
    _groups(stage)
    _parts(stage)
    _definition(stage)
    for definition in stage.definitions.values():
        totals.refresh_network_weeks(definition.id)


def _notes(stage: Stage) -> None:
    series = stage.series[EXPLAIN, MAPLE]
    for week, words in ((-9, "new seating: tables of four"), (-4, "state tests: half of the lesson only")):
        with stage.at(week, weekday=4, hour=8):
            measures.mark_chart(
                stage.lead(MAPLE),
                series,
                kind=MarkingKind.NOTE,
                starts_on=stage.calendar.week(week),
                label=words,
            )
    attendance = stage.series[ATTEND, MAPLE_ATTENDANCE]
    for monday in _snow_weeks(stage):
        with stage.at(-3):
            measures.mark_chart(
                stage.lead(MAPLE_ATTENDANCE),
                attendance,
                kind=MarkingKind.EXCLUSION,
                starts_on=monday,
                reason="snow week: two days without buses",
            )


def _snow_weeks(stage: Stage) -> list[date]:
    """The Mondays of the weeks of the story with the snow in them, but for this one."""
    weeks = stage.calendar.school_weeks[: stage.calendar.school_weeks.index(stage.calendar.this_week)]
    return [monday for monday in weeks if 0 <= (date(monday.year, *SNOW) - monday).days < 7]


def _phase_and_baseline(stage: Stage) -> None:
    with stage.at(-12, weekday=4):
        measures.mark_chart(
            stage.lead(MAPLE_ATTENDANCE),
            stage.series[FAMILIES, MAPLE_ATTENDANCE],
            kind=MarkingKind.PHASE,
            starts_on=stage.calendar.week(-13),
            label="a text on the first morning",
            reason="Since then every family gets a text message before nine.",
        )
    first = max(stage.first_week, -30)
    with stage.at(-10, weekday=4):
        measures.mark_chart(
            stage.lead(MAPLE),
            stage.series[TICKETS, MAPLE],
            kind=MarkingKind.BASELINE,
            starts_on=stage.calendar.week(first),
            ends_on=stage.calendar.week(first + 11),
            reason="The weeks before we used the new exit tickets.",
        )


def _groups(stage: Stage) -> None:
    """The share of each group in the last weeks; two of the three groups are small."""
    series = stage.series[EXPLAIN, MAPLE]
    with stage.at(-7, weekday=2):
        measures.choose_breakdown(
            stage.lead(MAPLE), series, None, breakdown=Breakdown.STUDENT_GROUP, groups=list(GROUPS)
        )
    rows = parts_of(stage.lead(MAPLE), [series.id], purpose=PartPurpose.GROUP)[series.id]
    for week in GROUP_WEEKS:
        chance = Random(f"groups of {EXPLAIN}, week {week}")  # noqa: S311  made-up values, not a secret
        found = [
            _part(stage, series, row.id, row.name, week, round(chance.gauss(0.42, 0.08) * n), n)
            for row, n in zip(rows, GROUPS.values(), strict=True)
        ]
        with stage.at(week, weekday=3, hour=16):
            measures.record_parts(stage.lead(MAPLE), [series], found, Origin.DEMO)


def _parts(stage: Stage) -> None:
    """Each class of a team counts for itself; in this week one of the three has not done so yet."""
    series = stage.series[EXPLAIN, LAKESIDE]
    with stage.at(-1, weekday=4, hour=12):
        measures.choose_parts(
            stage.lead(LAKESIDE), series, None, parts_by=PartsBy.CLASS, classes=list(CLASSES)
        )
    rows = parts_of(stage.lead(LAKESIDE), [series.id])[series.id]
    found = [
        _part(stage, series, row.id, row.name, 0, handed_in, present)
        for row, handed_in, present in zip(rows, (9, 11), (23, 22), strict=False)
    ]
    with stage.at(0, weekday=3, hour=15):
        measures.record_parts(stage.members(LAKESIDE)[-1], [series], found, Origin.DEMO)


def _part(
    stage: Stage, series: Series, part_id: int, name: str, week: int, numerator: int, denominator: int
) -> PartReading:
    start = stage.calendar.week(week)
    mark = stage.mark(f"{series.definition.name}, part {name}, {start}")
    part = min(max(numerator, 0), denominator)
    return PartReading(part_id, Reading(series.id, start, mark, numerator=part, denominator=denominator))


def _definition(stage: Stage) -> None:
    """The hub counts talk in pairs only; two teams have taken it up, the others still count as before."""
    definition = stage.definitions[TALK]
    start = stage.calendar.week(max(WORDED_ANEW, stage.first_week + 2))
    with stage.at(max(WORDED_ANEW, stage.first_week + 2), weekday=1):
        measures.change_definition(
            stage.head(definition.network.name if definition.network else ""),
            definition,
            None,
            operational_definition="In the same lesson, minutes in which students talk mathematics in pairs; "
            "talk with the teacher does not count.",
            population="students present in the lesson",
            starts_on=start,
            reason="Talk with the teacher had counted in some teams and not in others.",
        )
    for team in TAKEN_UP_BY:
        with stage.at(-8, weekday=2):
            measures.take_up_edition(
                stage.lead(team), stage.series[TALK, team], None, start + timedelta(weeks=1)
            )
    totals.recount(definition.id, ALL_OF_A_MEASURE)
