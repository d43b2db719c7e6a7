"""Log this week: what is due for a person's teams, what colleagues have logged already, and what was just saved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nic.cycles.facts import due_date, due_in_words
from nic.cycles.models import Cycle, CycleState, LogEntry
from nic.cycles.policy import CyclePermission
from nic.cycles.queries import log_entries, running_cycles
from nic.kernel import clock
from nic.kernel.house import current_house
from nic.kernel.permissions import can
from nic.kernel.scope import Person
from nic.measures.models import Cadence, Series
from nic.measures.periods import LENGTH, anchors_of, has_school, latest_with_school, period_start
from nic.measures.queries import RunChartView, calendars, chart_views, series_of_teams
from nic.measures.queries.values import LoggedReading, readings_since
from nic.organizations.calendar import SchoolCalendar
from nic.organizations.models import Team
from nic.organizations.queries import own_teams

SPARK_POINTS = 12
DAYS_NAMED = 35
"""The page names the marks of readings of so many days, so that a device may forget what it kept of them."""

RowKey = tuple[int, date]
"""A series (or cycle) and the start of the period (or week)."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One value that is due, or that somebody has logged for this period. ``recent``: the latest ones, oldest first."""

    series: Series
    period_start: date
    is_late: bool
    recent: Sequence[LoggedReading]
    logged: LoggedReading | None
    who: str

    @property
    def key(self) -> RowKey:
        """The row's key."""
        return self.series.id, self.period_start

    @property
    def last(self) -> LoggedReading | None:
        """The latest value before this period."""
        return next((each for each in reversed(self.recent) if each.period_start < self.period_start), None)


@dataclass(frozen=True, slots=True)
class CycleCard:
    """One running cycle and what has been noted on it in a week, with the authors' names.

    ``asks``: whether the person is asked what happened; a cycle in Study or Act waits for another page.
    """

    cycle: Cycle
    week_start: date
    notes: Sequence[tuple[LogEntry, str]]
    asks: bool

    @property
    def key(self) -> RowKey:
        """The card's key."""
        return self.cycle.id, self.week_start

    @property
    def due(self) -> str:
        """What comes next, in words."""
        return due_in_words(self.cycle)


@dataclass(frozen=True, slots=True)
class TeamStrip:
    """What is due for one team, late first."""

    team: Team
    rows: Sequence[DueRow]
    cards: Sequence[CycleCard]


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """The whole page.

    ``to_choose``: series with two readings of one period; ``saved_marks``: marks of readings and notes that came in.
    """

    strips: Sequence[TeamStrip]
    series: Sequence[Series]
    to_choose: Sequence[Series]
    saved_marks: Sequence[UUID]
    next_step: str

    @property
    def values_waiting(self) -> int:
        """How many values are due and not logged."""
        return sum(row.logged is None for strip in self.strips for row in strip.rows)

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
    teams = [team for team in own_teams(scope) if team.id in scope.identity.own_team_ids]
    team_ids = [team.id for team in teams]
    series = [each for each in series_of_teams(scope, team_ids) if _is_kept(each)]
    calendar_of = calendars(scope, teams)
    today_of = {team.id: clock.today(team.school.time_zone) for team in teams}
    readings = readings_since(scope, series, _since(series, today_of.values()))
    cycles = running_cycles(scope, team_ids)
    notes = log_entries(scope, [cycle.id for cycle in cycles])
    names = _names(readings, notes)
    rows: list[DueRow] = []
    for each in series:
        days = calendar_of[each.team_id], today_of[each.team_id]
        rows += _rows(each, *days, readings[each.id], names, also)
    cards: list[CycleCard] = []
    for cycle in cycles:
        cards += _cards(cycle, today_of[cycle.team_id], notes[cycle.id], names, also_notes)
    strips = [
        TeamStrip(
            team,
            sorted((row for row in rows if row.series.team_id == team.id), key=lambda row: not row.is_late),
            [card for card in cards if card.cycle.team_id == team.id],
        )
        for team in teams
    ]
    waiting = [each for each in series if any(reading.waits for reading in readings[each.id])]
    return ThisWeek(strips, series, waiting, _marks(readings, notes, today_of.values()), _next_step(cycles))


def _is_kept(series: Series) -> bool:
    """Whether the team still logs a measure: its own, or one of a network in which it is now."""
    network_id = series.definition.network_id
    return network_id is None or network_id in series.team.network_ids


def _since(series: Sequence[Series], todays: Collection[date]) -> dict[Cadence, date]:
    """From when on values are read, by cadence: as far as the small lines go."""
    today = min(todays, default=date.max)
    return {
        cadence: today - LENGTH[cadence] * SPARK_POINTS
        for cadence in {each.definition.cadence for each in series}
    }


def _names(
    readings: Mapping[int, Sequence[LoggedReading]], notes: Mapping[int, Sequence[LogEntry]]
) -> dict[int, str]:
    people = {each.recorded_by_id for found in readings.values() for each in found}
    people |= {note.author_id for found in notes.values() for note in found}
    return current_house().names_of_people({person_id for person_id in people if person_id is not None})


def _rows(
    series: Series,
    calendar: SchoolCalendar,
    today: date,
    readings: Sequence[LoggedReading],
    names: Mapping[int, str],
    also: Collection[RowKey],
) -> list[DueRow]:
    """The rows of one series: the latest period before this one where it has no value, and this one."""
    cadence = series.definition.cadence
    standing = [each for each in readings if each.standing]
    logged = {each.period_start: each for each in standing}
    current = period_start(cadence, today, anchors_of(calendar))
    before = latest_with_school(calendar, cadence, current)
    late = {before} if before is not None and _is_late(series, before, current, logged) else set()
    shown = late | {start for series_id, start in also if series_id == series.id}
    if has_school(calendar, cadence, current) or current in logged:
        shown.add(current)
    found = []
    for start in sorted(shown):
        reading = logged.get(start)
        who = names.get(reading.recorded_by_id or 0, "") if reading else ""
        found.append(DueRow(series, start, start < current, standing[-SPARK_POINTS:], reading, who))
    return found


def _is_late(series: Series, before: date, current: date, logged: Mapping[date, LoggedReading]) -> bool:
    """Whether the period ``before`` should have a value by now: not before the team began, not from long ago."""
    if before in logged or (current - before).days > DAYS_NAMED:
        return False
    state = series.state
    if state is not None and state.last_period is not None and state.last_period < before:
        return True
    had_values = any(start < before for start in logged)
    return had_values or series.created_at.date() < before + LENGTH[series.definition.cadence]


def _cards(
    cycle: Cycle, today: date, notes: Sequence[LogEntry], names: Mapping[int, str], also: Collection[RowKey]
) -> list[CycleCard]:
    """The card of this week, and those of other weeks for which something was typed."""
    this = clock.week_start(today)
    typed = {week for cycle_id, week in also if cycle_id == cycle.id}
    may_log = can(CyclePermission.RUN_CYCLE, cycle)
    return [
        CycleCard(
            cycle,
            week,
            [(note, names.get(note.author_id or 0, "")) for note in notes if note.week_start == week],
            may_log and (cycle.state is CycleState.DOING or week in typed),
        )
        for week in sorted({this} | typed)
    ]


def _marks(
    readings: Mapping[int, Sequence[LoggedReading]],
    notes: Mapping[int, Sequence[LogEntry]],
    todays: Collection[date],
) -> list[UUID]:
    """The marks that came in lately, so that a device may forget what it kept under them."""
    since = min(todays, default=date.max) - timedelta(days=DAYS_NAMED)
    yesterday = clock.now() - timedelta(days=1)
    found = [
        each.client_uuid
        for logged in readings.values()
        for each in logged
        if each.client_uuid is not None and (each.period_start >= since or each.recorded_at >= yesterday)
    ]
    found += [
        note.client_uuid
        for written in notes.values()
        for note in written
        if note.client_uuid is not None and note.week_start >= since
    ]
    return found


def _next_step(cycles: Sequence[Cycle]) -> str:
    """The step that is due first, such as "Study of cycle 3, Tuesday"; empty where none has a day."""
    dated = [(due, cycle) for cycle in cycles if (due := due_date(cycle)) is not None]
    if not dated:
        return ""
    due, cycle = min(dated, key=lambda pair: (pair[0], pair[1].id))
    today = clock.today(cycle.team.school.time_zone)
    step = "Act" if cycle.state is CycleState.ACTING else "Study"
    near = abs((due - today).days) < 7
    when = "today" if due == today else f"{due:%A}" if near else f"{due:%A} {due.day} {due:%B}"
    return f"{step} of cycle {cycle.number}, {'due since ' if due < today else ''}{when}"


def charts_of(scope: Person, week: ThisWeek, series_ids: Collection[int]) -> list[RunChartView]:
    """The charts of some of the page's series, in its order."""
    series = [each for each in week.series if each.id in series_ids]
    views = chart_views(scope, series)
    return [views[each.id] for each in series]
