"""What the weekly mail says of a person's teams, and when their schools are closed. Also runs outside any request."""

from collections.abc import Sequence
from datetime import date, timedelta

from nic.accounts.addresses import link
from nic.cycles.facts import due_date, due_on_day, today_of
from nic.cycles.models import Cycle
from nic.cycles.queries import running_cycles
from nic.home.queries.this_week import TeamStrip, this_week
from nic.home.wording import waiting_words
from nic.kernel import clock
from nic.kernel.identity import Role
from nic.kernel.scope import Person
from nic.measures.models import Series
from nic.measures.periods import label
from nic.measures.queries import calendars, chart_views, series_of_teams
from nic.notices.letters import Paragraph
from nic.notices.models import NoticeKind
from nic.organizations.calendar import SchoolCalendar
from nic.organizations.models import Team
from nic.organizations.queries import own_teams

SOON = timedelta(days=7)


def is_quiet(scope: Person, day: date) -> bool:
    """Whether a day lies in the holidays of every school in which the person's teams work."""
    found = calendars(scope, own_teams(scope)).values()
    return bool(found) and all(_is_closed(calendar, day) for calendar in found)


def _is_closed(calendar: SchoolCalendar, day: date) -> bool:
    """Whether a day is a holiday, or in a week without school; a Saturday in a week of lessons is neither."""
    in_holiday = any(holiday.holds(day) for holiday in calendar.holidays)
    return in_holiday or not calendar.is_school_week(day)


def paragraphs(scope: Person, kind: NoticeKind) -> Sequence[Paragraph]:
    """A paragraph a team: what waits, or for its lead and coach what became of its week."""
    return _reminder(scope) if kind is NoticeKind.REMINDER else _digest(scope)


def _reminder(scope: Person) -> list[Paragraph]:
    week = this_week(scope)
    short = waiting_words(week.values_waiting, week.cycles_waiting).partition(".")[0]
    found = []
    for strip in week.strips:
        if lines := _waiting(strip):
            heading = f"{strip.team.name}, {strip.team.school_name}"
            found.append(Paragraph(heading, lines, short[:1].lower() + short[1:]))
    if found:
        found.append(Paragraph("Log this week:", [], address=link("home.this_week")))
    return found


def _waiting(strip: TeamStrip) -> list[str]:
    rows = [row for row in strip.rows if row.waits]
    lines = [
        f"{row.series.name}, {label(row.series.cadence, row.period_start)}{' (late)' if row.is_late else ''}"
        for row in rows
    ]
    for card in strip.cards:
        if card.asks and not card.notes:
            lines.append(f"Cycle {card.cycle.number}, to test {card.cycle.idea_text}: what happened?")
        if card.may_run and " was due " in card.due:
            lines.append(f"Cycle {card.cycle.number}, to test {card.cycle.idea_text}: {card.due}.")
    return lines


def _digest(scope: Person) -> list[Paragraph]:
    cared_for = scope.identity.team_ids_as(Role.TEAM_LEAD, Role.COACH)
    teams = [team for team in own_teams(scope) if team.id in cared_for]
    series = series_of_teams(scope, [team.id for team in teams])
    cycles = running_cycles(scope, [team.id for team in teams])
    telling = [each for each in series if each.state is not None and each.state.signal.is_telling]
    views = chart_views(scope, telling)
    return [
        Paragraph(
            f"{team.name}, {team.school.name}",
            [
                _logged(team, [each for each in series if each.team_id == team.id]),
                *(
                    f"{each.definition.name}: {views[each.id].sentence}"
                    for each in telling
                    if each.team_id == team.id
                ),
                *_due([cycle for cycle in cycles if cycle.team_id == team.id]),
            ],
            address=link("home.team", team_id=team.id),
        )
        for team in teams
    ]


def _logged(team: Team, series: Sequence[Series]) -> str:
    """How many measures have a value of this week or the last."""
    since = clock.week_start(clock.today(team.school.time_zone)) - SOON
    lately = [
        each for each in series if each.state and each.state.last_period and each.state.last_period >= since
    ]
    if not series:
        return "No measure yet."
    return f"{len(lately)} of {len(series)} measures have a value of this week or the last."


def _due(cycles: Sequence[Cycle]) -> list[str]:
    running = "1 test is" if len(cycles) == 1 else f"{len(cycles) or 'no'} tests are"
    found = [f"{running[0].upper()}{running[1:]} running."]
    for cycle in cycles:
        today = today_of(cycle)
        due = due_date(cycle)
        if due is not None and due <= today + SOON:
            found.append(f"Cycle {cycle.number}: {due_on_day(cycle, today)}.")
    return found
