"""Log this week: what is due for a person's teams, what colleagues have logged already, and what was just saved.

The busiest page: it reads plain rows by prepared statements, as many for one value as for thirty.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nic.cycles.facts import due_date, due_on_day
from nic.cycles.models import CycleState
from nic.cycles.policy import CyclePermission
from nic.cycles.queries import CycleRow, NoteRow, note_rows, own_running_rows
from nic.kernel import clock
from nic.kernel.house import current_house
from nic.kernel.permissions import Permission
from nic.kernel.scope import Person
from nic.measures.models import Cadence
from nic.measures.periods import LENGTH, anchors_of, has_school, latest_with_school, period_start
from nic.measures.policy import MeasurePermission
from nic.measures.queries import RunChartView, calendars, chart_views
from nic.measures.queries.due import LoggedReading, SeriesRow, own_series_rows, readings_since
from nic.measures.queries.loaders import own_series
from nic.organizations.calendar import SchoolCalendar
from nic.organizations.queries import TeamRow, own_team_rows

SPARK_POINTS = 12
DAYS_NAMED = 35
"""The page names the marks of readings of so many days, so that a device may forget what it kept of them."""

FRESH = timedelta(hours=12)

RowKey = tuple[int, date]
"""A series (or cycle) and the start of the period (or week)."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One value that is due, or that somebody has logged for this period. ``recent``: the latest ones, oldest first.

    ``current`` is the period of today; ``skipped``: that somebody said that there is no value, and why.
    """

    series: SeriesRow
    period_start: date
    current: date
    is_late: bool
    recent: Sequence[LoggedReading]
    logged: LoggedReading | None
    who: str
    skipped: LoggedReading | None = None

    @property
    def key(self) -> RowKey:
        """The row's key."""
        return self.series.id, self.period_start

    @property
    def waits(self) -> bool:
        """Whether somebody still has to log it."""
        return self.logged is None and self.skipped is None

    @property
    def last(self) -> LoggedReading | None:
        """The latest value before this period."""
        return next((each for each in reversed(self.recent) if each.period_start < self.period_start), None)

    @property
    def last_known(self) -> tuple[date, float] | None:
        """Period and figure of the latest value before this period, however long ago."""
        if self.last is not None:
            return self.last.period_start, self.last.value
        period, value = self.series.last_period, self.series.last_value
        return (
            (period, value)
            if period is not None and value is not None and period < self.period_start
            else None
        )


@dataclass(frozen=True, slots=True)
class CycleCard:
    """One running cycle and what has been noted on it in a week, with the authors' names.

    ``asks``: whether the person is asked what happened; a cycle in Study or Act waits for another page.
    """

    cycle: CycleRow
    week_start: date
    notes: Sequence[tuple[NoteRow, str]]
    due: str
    may_run: bool
    asks: bool

    @property
    def key(self) -> RowKey:
        """The card's key."""
        return self.cycle.id, self.week_start


@dataclass(frozen=True, slots=True)
class TeamStrip:
    """What is due for one team, late first."""

    team: TeamRow
    rows: Sequence[DueRow]
    cards: Sequence[CycleCard]


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """The whole page.

    ``to_choose``: series with two readings of one period, and their teams' names; ``saved_marks``: marks of readings
    and notes that came in.
    """

    strips: Sequence[TeamStrip]
    to_choose: Sequence[tuple[SeriesRow, str]]
    saved_marks: Sequence[UUID]
    next_step: str

    @property
    def values_waiting(self) -> int:
        """How many values are due and not logged."""
        return sum(row.waits for strip in self.strips for row in strip.rows)

    @property
    def cycles_waiting(self) -> int:
        """How many running cycles have no note of this week."""
        return sum(card.asks and not card.notes for strip in self.strips for card in strip.cards)

    @property
    def is_done(self) -> bool:
        """Whether everything that is due has been logged."""
        return not self.values_waiting and not self.cycles_waiting

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due and nothing has been logged."""
        return not any(strip.rows or strip.cards for strip in self.strips)


def this_week(scope: Person, also: Collection[RowKey] = (), also_notes: Collection[RowKey] = ()) -> ThisWeek:
    """What is due for the teams in which the person works; the number of statements does not depend on how much.

    ``also``, ``also_notes``: values and notes to ask for though they are not due, since something was typed for them.
    """
    teams = own_team_rows(scope)
    if not teams:
        return ThisWeek([], [], [], "")
    calendar_of = calendars(scope, teams)
    today_of = {team.id: clock.today(team.time_zone) for team in teams}
    series = [each for each in own_series_rows(scope) if each.team_id in today_of]
    today = min(today_of.values())
    lately = today - timedelta(days=DAYS_NAMED)
    readings = readings_since(scope, series, _since(series, today), lately)
    cycles = [cycle for cycle in own_running_rows(scope) if cycle.team_id in today_of]
    notes = note_rows(scope, cycles, lately)
    names = _names(readings, notes)
    strips = []
    for team in teams:
        rows: list[DueRow] = []
        if _may(scope, MeasurePermission.LOG_VALUE, team):
            for each in series:
                if each.team_id == team.id:
                    days = calendar_of[team.id], today_of[team.id]
                    rows += _rows(each, *days, readings[each.id], names, also)
        may_run = _may(scope, CyclePermission.RUN_CYCLE, team)
        cards = [
            card
            for cycle in cycles
            if cycle.team_id == team.id
            for card in _cards(cycle, may_run, today_of[team.id], notes[cycle.id], names, also_notes)
        ]
        strips.append(TeamStrip(team, sorted(rows, key=lambda row: not row.is_late), cards))
    team_names = {team.id: team.name for team in teams}
    waiting = [
        (each, team_names[each.team_id])
        for each in series
        if any(reading.waits for reading in readings[each.id])
    ]
    return ThisWeek(strips, waiting, _marks(readings, notes), _next_step(cycles, today_of))


@dataclass(frozen=True, slots=True)
class Loggable:
    """What a person may log now: series of their teams and running cycles, by key."""

    series: Mapping[int, SeriesRow]
    cycles: Mapping[int, CycleRow]


def loggable(scope: Person) -> Loggable:
    """What the person may log, without what has been logged."""
    teams = {team.id: team for team in own_team_rows(scope)}
    return Loggable(
        {
            each.id: each
            for each in own_series_rows(scope)
            if each.team_id in teams and _may(scope, MeasurePermission.LOG_VALUE, teams[each.team_id])
        },
        {
            cycle.id: cycle
            for cycle in own_running_rows(scope)
            if cycle.team_id in teams and _may(scope, CyclePermission.RUN_CYCLE, teams[cycle.team_id])
        },
    )


def _may(scope: Person, permission: Permission, team: TeamRow) -> bool:
    """As ``can``, of the person of the scope: a mail is written outside any request."""
    return current_house().permissions.permits(scope.identity, permission, team)


def _since(series: Sequence[SeriesRow], today: date) -> dict[Cadence, date]:
    """From when on values are read, by cadence: as far as the small lines go."""
    return {cadence: today - LENGTH[cadence] * SPARK_POINTS for cadence in {each.cadence for each in series}}


def _names(
    readings: Mapping[int, Sequence[LoggedReading]], notes: Mapping[int, Sequence[NoteRow]]
) -> dict[int, str]:
    people = {each.recorded_by_id for found in readings.values() for each in found}
    people |= {note.author_id for found in notes.values() for note in found}
    return current_house().names_of_people({person_id for person_id in people if person_id is not None})


def _rows(
    series: SeriesRow,
    calendar: SchoolCalendar,
    today: date,
    readings: Sequence[LoggedReading],
    names: Mapping[int, str],
    also: Collection[RowKey],
) -> list[DueRow]:
    """The rows of one series: the latest period before this one where it has no value, and this one."""
    standing = [each for each in readings if each.standing]
    logged = {each.period_start: each for each in standing}
    skips = {each.period_start: each for each in readings if each.skipped}
    current = period_start(series.cadence, today, anchors_of(calendar))
    before = latest_with_school(calendar, series.cadence, current)
    late = (
        {before} if before is not None and _is_late(series, before, current, {**skips, **logged}) else set()
    )
    shown = late | {start for series_id, start in also if series_id == series.id}
    shown |= {start for start, skip in skips.items() if start < current and _is_fresh(skip)}
    if current in logged or has_school(calendar, series.cadence, current):
        shown.add(current)
    found = []
    for start in sorted(shown):
        reading, skip = logged.get(start), skips.get(start)
        told = reading or skip
        who = names.get(told.recorded_by_id or 0, "") if told else ""
        skipped = skip if reading is None else None
        recent = standing[-SPARK_POINTS:]
        found.append(DueRow(series, start, current, start < current, recent, reading, who, skipped))
    return found


def _is_fresh(skip: LoggedReading) -> bool:
    """Whether a late period was skipped so lately that it still stands on the page, to be taken back."""
    return skip.set_aside_at is not None and clock.now() - skip.set_aside_at < FRESH


def _is_late(series: SeriesRow, before: date, current: date, logged: Mapping[date, LoggedReading]) -> bool:
    """Whether the period ``before`` should have a value by now: not before the team began, not from long ago."""
    if before in logged or (current - before).days > DAYS_NAMED:
        return False
    if series.last_period is not None and series.last_period < before:
        return True
    had_values = any(start < before for start in logged)
    return had_values or series.begun_at.date() < before + LENGTH[series.cadence]


def _cards(
    cycle: CycleRow,
    may_run: bool,
    today: date,
    notes: Sequence[NoteRow],
    names: Mapping[int, str],
    also: Collection[RowKey],
) -> list[CycleCard]:
    """The card of this week, and those of other weeks for which something was typed."""
    typed = {week for cycle_id, week in also if cycle_id == cycle.id}
    return [
        CycleCard(
            cycle,
            week,
            [(note, names.get(note.author_id or 0, "")) for note in notes if note.week_start == week],
            due_on_day(cycle, today),
            may_run,
            may_run and (cycle.state is CycleState.DOING or week in typed),
        )
        for week in sorted({clock.week_start(today)} | typed)
    ]


def _marks(
    readings: Mapping[int, Sequence[LoggedReading]], notes: Mapping[int, Sequence[NoteRow]]
) -> list[UUID]:
    """The marks that came in lately, so that a device may forget what it kept under them."""
    of_values = [row.client_uuid for found in readings.values() for row in found]
    of_notes = [note.client_uuid for written in notes.values() for note in written]
    return [mark for mark in (*of_values, *of_notes) if mark is not None]


def _next_step(cycles: Sequence[CycleRow], today_of: Mapping[int, date]) -> str:
    """The step that is due first, such as "Study of cycle 3, Tuesday"; empty where none has a day."""
    dated = [(due, cycle.id, cycle) for cycle in cycles if (due := due_date(cycle)) is not None]
    if not dated:
        return ""
    due, _, cycle = min(dated)
    today = today_of[cycle.team_id]
    step = "Act" if cycle.state is CycleState.ACTING else "Study"
    near = abs((due - today).days) < 7
    when = "today" if due == today else f"{due:%A}" if near else f"{due:%A} {due.day} {due:%B}"
    return f"{step} of cycle {cycle.number}, {'due since ' if due < today else ''}{when}"


def charts_of(scope: Person, series_ids: Collection[int]) -> list[RunChartView]:
    """The charts of some of the series that the person's teams log."""
    series = own_series(scope, series_ids)
    views = chart_views(scope, series)
    return [views[each.id] for each in series]
