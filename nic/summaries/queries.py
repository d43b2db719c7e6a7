"""Counts and pooled figures over many teams. Nothing here returns a draft, a text of a team, or a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select

from nic.accounts.models import Person
from nic.accounts.queries import hub_people
from nic.cycles.models import Cycle, CycleState, Decision, LogEntry
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import Scope
from nic.measures.models import Series, SeriesSignal, SeriesState
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team
from nic.organizations.queries import load_organization, one, organization_visible

LATELY = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Totals:
    """What is true of the teams below one organization. ``series`` counts those with enough points to say anything."""

    networks: int
    teams: int
    schools: int
    active_teams: int
    running_cycles: int
    closed_cycles: int
    adopted: int
    adapted: int
    abandoned: int
    series: int
    series_better: int
    since: date


def load_agency(scope: Scope, agency_id: int) -> Organization:
    """An agency whose staff the person is. Raises NotFoundInScope."""
    agency: Organization = one(
        select(Organization).where(
            Organization.id == agency_id,
            Organization.kind == OrganizationKind.AGENCY,
            organization_visible(scope),
        )
    )
    return agency


def load_district(scope: Scope, organization_id: int) -> Organization:
    """A district or school that the person leads, or of their agency. Raises NotFoundInScope."""
    return load_organization(scope, organization_id)


def totals(scope: Scope, organization: Organization) -> Totals:
    """The totals of an organization that the scope has already let the caller load."""
    since = clock.today() - LATELY
    below = Team.path.startswith(organization.path) & Team.archived_at.is_(None)
    teams, schools = db.session.execute(
        select(func.count(Team.id), func.count(func.distinct(Team.school_id))).where(below)
    ).one()
    cycles = _cycles_by_state_and_decision(below)
    signals = _series_by_signal(below)
    return Totals(
        networks=_count_networks(below),
        teams=teams,
        schools=schools,
        active_teams=_count_active_teams(below, since),
        running_cycles=sum(n for (state, _), n in cycles.items() if state in RUNNING),
        closed_cycles=sum(n for (state, _), n in cycles.items() if state is CycleState.CLOSED),
        adopted=cycles.get((CycleState.CLOSED, Decision.ADOPT), 0),
        adapted=cycles.get((CycleState.CLOSED, Decision.ADAPT), 0),
        abandoned=cycles.get((CycleState.CLOSED, Decision.ABANDON), 0),
        series=sum(n for signal, n in signals.items() if signal is not SeriesSignal.TOO_EARLY),
        series_better=signals.get(SeriesSignal.BETTER, 0),
        since=since,
    )


RUNNING = frozenset({CycleState.DOING, CycleState.STUDYING, CycleState.ACTING})


def _cycles_by_state_and_decision(
    below: ColumnElement[bool],
) -> dict[tuple[CycleState, Decision | None], int]:
    rows = db.session.execute(
        select(Cycle.state, Cycle.decision, func.count())
        .join(Team, Team.id == Cycle.team_id)
        .where(below)
        .group_by(Cycle.state, Cycle.decision)
    )
    return {(state, decision): count for state, decision, count in rows}


def _series_by_signal(below: ColumnElement[bool]) -> dict[SeriesSignal, int]:
    rows = db.session.execute(
        select(SeriesState.signal, func.count())
        .join(Series, Series.id == SeriesState.series_id)
        .join(Team, Team.id == Series.team_id)
        .where(below, Series.archived_at.is_(None))
        .group_by(SeriesState.signal)
    )
    return dict(rows.all())


def _count_networks(below: ColumnElement[bool]) -> int:
    return (
        db.session.scalar(
            select(func.count(func.distinct(NetworkTeam.network_id)))
            .join(Team, Team.id == NetworkTeam.team_id)
            .where(below, NetworkTeam.left_on.is_(None))
        )
        or 0
    )


def _count_active_teams(below: ColumnElement[bool], since: date) -> int:
    """Teams with a value or a log entry for a week since a date."""
    return (
        db.session.scalar(
            select(func.count(Team.id)).where(
                below, or_(Team.id.in_(_teams_with_values(since)), Team.id.in_(_teams_with_entries(since)))
            )
        )
        or 0
    )


def _teams_with_values(since: date) -> Select[int]:
    return (
        select(Series.team_id)
        .join(SeriesState, SeriesState.series_id == Series.id)
        .where(SeriesState.last_period >= since)
    )


def _teams_with_entries(since: date) -> Select[int]:
    return (
        select(Cycle.team_id)
        .join(LogEntry, LogEntry.cycle_id == Cycle.id)
        .where(LogEntry.week_start >= since)
    )


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """One network on the agency page."""

    network: Network
    teams: int
    active_teams: int
    running_cycles: int
    closed_cycles: int

    @property
    def quiet(self) -> bool:
        """Whether fewer than half of its teams have logged lately: help may be welcome."""
        return self.teams > 0 and self.active_teams * 2 < self.teams


def network_lines(scope: Scope, agency: Organization) -> Sequence[NetworkLine]:
    """The agency's networks, alphabetical, each with its counts: four statements, however many networks."""
    since = clock.today() - LATELY
    networks = db.session.scalars(
        select(Network)
        .where(Network.agency_id == agency.id, Network.archived_at.is_(None))
        .order_by(Network.name, Network.id)
    ).all()
    teams = _per_network(select(NetworkTeam.network_id, func.count()))
    active = _per_network(
        select(NetworkTeam.network_id, func.count()).where(
            or_(
                NetworkTeam.team_id.in_(_teams_with_values(since)),
                NetworkTeam.team_id.in_(_teams_with_entries(since)),
            )
        )
    )
    cycles = _cycles_per_network()
    return [
        NetworkLine(
            network,
            teams=teams.get(network.id, 0),
            active_teams=active.get(network.id, 0),
            running_cycles=sum(cycles.get((network.id, state), 0) for state in RUNNING),
            closed_cycles=cycles.get((network.id, CycleState.CLOSED), 0),
        )
        for network in networks
    ]


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """A network in which help may be welcome, and the people of its hub."""

    line: NetworkLine
    hub: Sequence[Person]


def help_wanted(scope: Scope, lines: Sequence[NetworkLine]) -> Sequence[HelpWanted]:
    """The quiet ones among an agency's networks, in the given order, with whom to ask: one statement."""
    quiet = [line for line in lines if line.quiet]
    hubs = hub_people(scope, [line.network.id for line in quiet])
    return [HelpWanted(line, hubs.get(line.network.id, [])) for line in quiet]


def _per_network(statement: Select[int, int]) -> dict[int, int]:
    counted = statement.where(NetworkTeam.left_on.is_(None)).group_by(NetworkTeam.network_id)
    return dict(db.session.execute(counted).all())


def _cycles_per_network() -> dict[tuple[int, CycleState], int]:
    rows = db.session.execute(
        select(NetworkTeam.network_id, Cycle.state, func.count())
        .join(Cycle, Cycle.team_id == NetworkTeam.team_id)
        .where(NetworkTeam.left_on.is_(None))
        .group_by(NetworkTeam.network_id, Cycle.state)
    )
    return {(network_id, state): count for network_id, state, count in rows}


def agencies(scope: Scope) -> Sequence[Organization]:
    """The agencies whose staff the person is, by name."""
    statement = select(Organization).where(
        Organization.kind == OrganizationKind.AGENCY,
        organization_visible(scope),
        Organization.archived_at.is_(None),
    )
    return db.session.scalars(statement.order_by(Organization.name, Organization.id)).all()


def led_organizations(scope: Scope) -> Sequence[Organization]:
    """The districts and schools that the person leads, by name."""
    if not isinstance(scope, PersonScope):
        return []
    statement = select(Organization).where(Organization.path.in_(scope.identity.led_paths))
    return db.session.scalars(statement.order_by(Organization.name, Organization.id)).all()


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school on the district page."""

    school: Organization
    teams: int
    active_teams: int
    running_cycles: int


def school_lines(scope: Scope, organization: Organization) -> Sequence[SchoolLine]:
    """The schools of an organization, alphabetical, each with its counts: four statements, however many schools."""
    since = clock.today() - LATELY
    schools = db.session.scalars(
        select(Organization)
        .where(
            Organization.path.startswith(organization.path),
            Organization.kind == OrganizationKind.SCHOOL,
            Organization.archived_at.is_(None),
        )
        .order_by(Organization.name, Organization.id)
    ).all()
    below = Team.path.startswith(organization.path) & Team.archived_at.is_(None)
    active = or_(Team.id.in_(_teams_with_values(since)), Team.id.in_(_teams_with_entries(since)))
    teams = _per_school(select(Team.school_id, func.count()).where(below))
    active_teams = _per_school(select(Team.school_id, func.count()).where(below, active))
    running = _per_school(
        select(Team.school_id, func.count())
        .join(Cycle, Cycle.team_id == Team.id)
        .where(below, Cycle.state.in_(RUNNING))
    )
    return [
        SchoolLine(school, teams.get(school.id, 0), active_teams.get(school.id, 0), running.get(school.id, 0))
        for school in schools
    ]


def _per_school(statement: Select[int, int]) -> dict[int, int]:
    return dict(db.session.execute(statement.group_by(Team.school_id)).all())
