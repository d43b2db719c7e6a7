"""What the page of one series shows besides its chart: what is set on it, what is missing, parts and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nic.analysis.in_words import proposal_in_words
from nic.analysis.rebase import propose_rebases
from nic.analysis.suppression import SMALL, suppress_table
from nic.kernel import clock
from nic.kernel.scope import Scope
from nic.measures.charts import notes_shown, spoken
from nic.measures.choices import Plotted
from nic.measures.figures import Value, is_large
from nic.measures.models import Breakdown, MarkingKind, PartPurpose, PartsBy, Series, SeriesMarking
from nic.measures.periods import anchors_of, has_school, next_period, period_start
from nic.measures.queries.editions import markings_set
from nic.measures.queries.loaders import calendars
from nic.measures.queries.parts import PartReadingRow, PartRow, parts_of
from nic.measures.skips.queries import skips_since
from nic.organizations.calendar import SchoolCalendar

PROPOSED_AFTER = 13
"""A proposal needs so many values before the run, or those of the baseline."""
FEWEST_BEFORE = 6
MISSING_TOLD = 8
GROUP_PERIODS = 12
PART_PERIODS = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new median that a long run suggests: the sentence and where the phase would begin."""

    sentence: str
    starts_on: date


def proposal(plotted: Plotted) -> Proposal | None:
    """The latest proposal for a new phase that the team has not answered; nothing is changed by it."""
    begun = max((start for start, _ in plotted.markings.phases), default=date.min)
    shown = [value for value in plotted.values if value.period_start >= begun]
    figures = [None if each.period_start in plotted.markings.excluded else each.value for each in shown]
    segments = propose_rebases(figures, baseline=_baseline(plotted, shown))
    words = spoken(plotted.definition, shown)
    del words["direction"]
    sentence = proposal_in_words(segments, **words)
    if sentence is None:
        return None
    starts_on = shown[segments[-1].first].period_start
    answered = any(day >= starts_on for day in plotted.markings.kept)
    return None if answered else Proposal(sentence, starts_on)


def _baseline(plotted: Plotted, shown: Sequence[Value]) -> int:
    if plotted.markings.baseline and not plotted.markings.phases:
        last = plotted.markings.baseline[1]
        return max(sum(value.period_start <= last for value in shown), FEWEST_BEFORE)
    return PROPOSED_AFTER


@dataclass(frozen=True, slots=True)
class SetOnChart:
    """What is set on a chart; ``sign`` is the letter of a note within the time shown."""

    marking: SeriesMarking
    sign: str


def set_on_chart(scope: Scope, series: Series, plotted: Plotted) -> tuple[list[SetOnChart], list[SetOnChart]]:
    """What is set on the chart of a series of the reader's circle, and what was taken back; newest first."""
    signs = {day: sign for sign, day, _ in notes_shown(plotted.markings, plotted.dates)}
    live: list[SetOnChart] = []
    back: list[SetOnChart] = []
    for marking in markings_set(scope, series):
        sign = signs.get(marking.starts_on, "") if marking.kind is MarkingKind.NOTE else ""
        (back if marking.is_archived else live).append(SetOnChart(marking, sign))
    return live, back


@dataclass(frozen=True, slots=True)
class Missing:
    """Periods with school from the first value on that have none; ``count`` of them, the latest listed first."""

    count: int
    latest: Sequence[date]


def missing_periods(scope: Scope, series: Series, values: Sequence[Value]) -> Missing:
    """Where a value is missing: not in holidays, not in July, not where the team has said that there is none."""
    if not values:
        return Missing(0, [])
    calendar = calendars(scope, [series.team])[series.team_id]
    cadence, anchors = series.definition.cadence, anchors_of(calendar)
    skipped = {start for _, start in skips_since(scope, [series], values[0].period_start)}
    known = {value.period_start for value in values} | skipped
    today = clock.today(series.team.school.time_zone)
    current = period_start(cadence, today, anchors)
    found, start = [], values[0].period_start
    while start < current:
        if start not in known and has_school(calendar, cadence, start):
            found.append(start)
        start = next_period(cadence, start, anchors)
    return Missing(len(found), found[::-1][:MISSING_TOLD])


@dataclass(frozen=True, slots=True)
class PartsOfPeriod:
    """Whose parts are in for a period, and whose are missing."""

    period_start: date
    there: Sequence[tuple[PartRow, PartReadingRow]]
    missing: Sequence[PartRow]

    @property
    def waiting(self) -> list[tuple[PartRow, PartReadingRow]]:
        """Readings that wait for a choice, with their parts."""
        return [
            (row, reading)
            for row in (*(row for row, _ in self.there), *self.missing)
            for reading in row.readings
            if reading.waits and reading.period_start == self.period_start
        ]


def parts_lately(scope: Scope, series: Series, values: Sequence[Value]) -> list[PartsOfPeriod]:
    """The parts of this period and of the one with school before it; for the circle alone.

    Where somebody has logged the whole value of a period, no parts are missing in it.
    """
    if series.parts_by is PartsBy.NOBODY:
        return []
    calendar = calendars(scope, [series.team])[series.team_id]
    periods = _latest_periods(series, calendar, PART_PERIODS)
    rows = parts_of(scope, [series.id], periods[-1])[series.id]
    known = {value.period_start for value in values}
    found = [parts_in(rows, period) for period in periods]
    return [each for each in found if each.there or each.period_start not in known]


def parts_in(rows: Sequence[PartRow], period: date) -> PartsOfPeriod:
    """Whose parts are in for one period."""
    standing = [(row, row.standing_in(period)) for row in rows]
    return PartsOfPeriod(
        period,
        [(row, found) for row, found in standing if found is not None],
        [row for row, found in standing if found is None],
    )


def _latest_periods(series: Series, calendar: SchoolCalendar, count: int) -> list[date]:
    """The period of today and those with school before it, latest first."""
    cadence, anchors = series.definition.cadence, anchors_of(calendar)
    start = period_start(cadence, clock.today(series.team.school.time_zone), anchors)
    found, furthest = [start], start - timedelta(days=400)
    while len(found) < count and start > furthest:
        start = period_start(cadence, start - timedelta(days=1), anchors)
        if has_school(calendar, cadence, start):
            found.append(start)
    return found


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """What a group counted in a period; ``hidden`` where it may not be told outside the circle."""

    value: float | None
    n: int | None
    hidden: bool = False
    value_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of a series and their figures, newest period first."""

    by: Breakdown
    groups: Sequence[PartRow]
    rows: Sequence[tuple[date, Sequence[GroupFigure]]]
    hidden: int


def groups_of(scope: Scope, series: Series, in_circle: bool, since: date = date.min) -> GroupTable | None:
    """The breakdown of a series; outside the circle without small groups, and without others that would tell them."""
    if series.breakdown is Breakdown.NONE:
        return None
    rows = parts_of(scope, [series.id], since, PartPurpose.GROUP)[series.id]
    standing = {(row.id, each.period_start): each for row in rows for each in row.readings if each.standing}
    periods = sorted({start for _, start in standing}, reverse=True)
    table = []
    for start in periods:
        found = [standing.get((row.id, start)) for row in rows]
        figures = [
            GroupFigure(None, None) if each is None else GroupFigure(each.value, each.n, False, each.id)
            for each in found
        ]
        table.append((start, figures if in_circle else _published(series, figures)))
    hidden = sum(figure.hidden for _, figures in table for figure in figures)
    return GroupTable(series.breakdown, rows, table, hidden)


def _published(series: Series, figures: Sequence[GroupFigure]) -> list[GroupFigure]:
    """Without groups of 10 or fewer people, and without as many others as would let one work them out."""
    unknown_is_large = series.definition.unknown_n_counts_as_large
    people = [None if figure.value is None else _people(figure, unknown_is_large) for figure in figures]
    published = suppress_table([people], row_totals=True, column_totals=False, grand_total=False)
    return [
        GroupFigure(None, None, hidden=True)
        if figure.value is not None and published.cells[0][place] is None
        else GroupFigure(figure.value, figure.n)
        for place, figure in enumerate(figures)
    ]


def _people(figure: GroupFigure, unknown_is_large: bool) -> int:
    if figure.n is not None:
        return figure.n
    return SMALL + 1 if is_large(None, unknown_is_large) else SMALL
