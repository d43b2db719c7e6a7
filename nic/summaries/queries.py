"""Counts and pooled figures over many teams. Nothing here returns a draft, a text of a team, or a person."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlalchemy import Select, bindparam, case, exists, func, or_, select

from nic.accounts.models import Person
from nic.accounts.queries import hub_people
from nic.cycles.models import Cycle, CycleState, Decision, LogEntry
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.measures.models import Series, SeriesSignal, SeriesState
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team
from nic.organizations.queries import load_organization, one, organization_visible
from nic.summaries.models import AgencyTotals, NetworkTotals

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
    refreshed_at: datetime


def load_agency(scope: Scope, agency_id: int) -> Organization:
    """An agency whose staff the person is. Raises NotFoundInScope."""
    agency: Organization = one(_visible_agency(scope), agency_id=agency_id)
    return agency


@per_scope
def _visible_agency(scope: Scope) -> Select[Organization]:
    return select(Organization).where(
        Organization.id == bindparam("agency_id"),
        Organization.kind == OrganizationKind.AGENCY,
        organization_visible(scope),
    )


def load_district(scope: Scope, organization_id: int) -> Organization:
    """A district or school that the person leads, or of their agency. Raises NotFoundInScope."""
    return load_organization(scope, organization_id)


def kept_totals(scope: Scope, agency: Organization) -> Totals:
    """The totals of an agency as the job kept them last; counted now where it has not run yet."""
    kept = db.session.execute(_KEPT_TOTALS, {"agency_id": agency.id}).mappings().one_or_none()
    return totals(scope, agency) if kept is None else Totals(**kept)


def totals(scope: Scope, organization: Organization) -> Totals:
    """The totals of an organization that the scope has already let the caller load, counted now: three statements."""
    since = clock.today() - LATELY
    values = {"below": f"{organization.path}%", "since": since}
    counted = db.session.execute(_COUNTS, values).one()
    cycles = {(state, decision): count for state, decision, count in db.session.execute(_CYCLES, values)}
    signals: dict[SeriesSignal, int] = dict(db.session.execute(_SIGNALS, values).all())
    return Totals(
        networks=counted.networks,
        teams=counted.teams,
        schools=counted.schools,
        active_teams=counted.active_teams,
        running_cycles=sum(n for (state, _), n in cycles.items() if state in RUNNING),
        closed_cycles=sum(n for (state, _), n in cycles.items() if state is CycleState.CLOSED),
        adopted=cycles.get((CycleState.CLOSED, Decision.ADOPT), 0),
        adapted=cycles.get((CycleState.CLOSED, Decision.ADAPT), 0),
        abandoned=cycles.get((CycleState.CLOSED, Decision.ABANDON), 0),
        series=sum(n for signal, n in signals.items() if signal is not SeriesSignal.TOO_EARLY),
        series_better=signals.get(SeriesSignal.BETTER, 0),
        since=since,
        refreshed_at=clock.now(),
    )


_KEPT = AgencyTotals.__table__
_KEPT_TOTALS = select(*(_KEPT.c[field.name] for field in fields(Totals))).where(
    _KEPT.c.agency_id == bindparam("agency_id")
)
RUNNING = frozenset({CycleState.DOING, CycleState.STUDYING, CycleState.ACTING})
_TEAM, _LINK, _NETWORK = Team.__table__, NetworkTeam.__table__, Network.__table__
_CYCLE, _ENTRY, _SERIES, _STATE = Cycle.__table__, LogEntry.__table__, Series.__table__, SeriesState.__table__
_BELOW = _TEAM.c.path.like(bindparam("below")) & _TEAM.c.archived_at.is_(None)
_ACTIVE = or_(
    exists().where(
        _SERIES.c.team_id == _TEAM.c.id,
        _STATE.c.series_id == _SERIES.c.id,
        _STATE.c.last_period >= bindparam("since"),
    ),
    exists().where(
        _CYCLE.c.team_id == _TEAM.c.id,
        _ENTRY.c.cycle_id == _CYCLE.c.id,
        _ENTRY.c.week_start >= bindparam("since"),
    ),
)
"""A team has a value or a note for a week since a date."""
_COUNTS = (
    select(
        func.count().label("teams"),
        func.count(_TEAM.c.school_id.distinct()).label("schools"),
        func.coalesce(func.sum(case((_ACTIVE, 1), else_=0)), 0).label("active_teams"),
        select(func.count(_LINK.c.network_id.distinct()))
        .select_from(_LINK.join(_TEAM, _TEAM.c.id == _LINK.c.team_id))
        .where(_BELOW, _LINK.c.left_on.is_(None))
        .correlate(None)
        .scalar_subquery()
        .label("networks"),
    )
    .select_from(_TEAM)
    .where(_BELOW)
)
_CYCLES = (
    select(_CYCLE.c.state, _CYCLE.c.decision, func.count())
    .select_from(_CYCLE.join(_TEAM, _TEAM.c.id == _CYCLE.c.team_id))
    .where(_BELOW)
    .group_by(_CYCLE.c.state, _CYCLE.c.decision)
)
_SIGNALS = (
    select(_STATE.c.signal, func.count())
    .select_from(
        _STATE.join(_SERIES, _SERIES.c.id == _STATE.c.series_id).join(_TEAM, _TEAM.c.id == _SERIES.c.team_id)
    )
    .where(_BELOW, _SERIES.c.archived_at.is_(None))
    .group_by(_STATE.c.signal)
)


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """One network on the agency page."""

    network_id: int
    name: str
    teams: int
    active_teams: int
    running_cycles: int
    closed_cycles: int

    @property
    def silent_teams(self) -> int:
        """How many of its teams have logged nothing lately."""
        return self.teams - self.active_teams

    @property
    def quiet(self) -> bool:
        """Whether one in five of its teams, or more, has logged nothing lately: help may be welcome."""
        return self.teams > 0 and self.silent_teams * 5 >= self.teams


def kept_network_lines(scope: Scope, agency: Organization) -> Sequence[NetworkLine]:
    """The agency's networks, alphabetical, with their counts as the job kept them; counted now where it has not."""
    rows = db.session.execute(_KEPT_LINES, {"agency_id": agency.id}).all()
    if any(row.teams is None for row in rows):
        return network_lines(scope, agency)
    return [NetworkLine(*row) for row in rows]


def network_lines(scope: Scope, agency: Organization) -> Sequence[NetworkLine]:
    """The agency's networks, alphabetical, with their counts, counted now: three statements, however many networks."""
    networks = db.session.execute(_NETWORKS, {"agency_id": agency.id}).all()
    values = {"agency_id": agency.id, "since": clock.today() - LATELY}
    teams = {row.network_id: row for row in db.session.execute(_TEAMS_BY_NETWORK, values)}
    cycles = {
        (row.network_id, row.state): row.cycles for row in db.session.execute(_CYCLES_BY_NETWORK, values)
    }
    return [
        NetworkLine(
            network.id,
            network.name,
            teams=teams[network.id].teams if network.id in teams else 0,
            active_teams=teams[network.id].active_teams if network.id in teams else 0,
            running_cycles=sum(cycles.get((network.id, state), 0) for state in RUNNING),
            closed_cycles=cycles.get((network.id, CycleState.CLOSED), 0),
        )
        for network in networks
    ]


_NETWORKS = (
    select(_NETWORK.c.id, _NETWORK.c.name)
    .where(_NETWORK.c.agency_id == bindparam("agency_id"), _NETWORK.c.archived_at.is_(None))
    .order_by(_NETWORK.c.name, _NETWORK.c.id)
)
_KEPT_NETWORK = NetworkTotals.__table__
_KEPT_LINES = _NETWORKS.add_columns(
    _KEPT_NETWORK.c.teams,
    _KEPT_NETWORK.c.active_teams,
    _KEPT_NETWORK.c.running_cycles,
    _KEPT_NETWORK.c.closed_cycles,
).select_from(_NETWORK.outerjoin(_KEPT_NETWORK, _KEPT_NETWORK.c.network_id == _NETWORK.c.id))
_NOW_IN_NETWORK = _LINK.join(_NETWORK, _NETWORK.c.id == _LINK.c.network_id).join(
    _TEAM, _TEAM.c.id == _LINK.c.team_id
)
_OF_AGENCY = (_NETWORK.c.agency_id == bindparam("agency_id")) & _LINK.c.left_on.is_(None)
_TEAMS_BY_NETWORK = (
    select(
        _LINK.c.network_id,
        func.count().label("teams"),
        func.sum(case((_ACTIVE, 1), else_=0)).label("active_teams"),
    )
    .select_from(_NOW_IN_NETWORK)
    .where(_OF_AGENCY, _TEAM.c.archived_at.is_(None))
    .group_by(_LINK.c.network_id)
)
_CYCLES_BY_NETWORK = (
    select(_LINK.c.network_id, _CYCLE.c.state, func.count().label("cycles"))
    .select_from(_NOW_IN_NETWORK.join(_CYCLE, _CYCLE.c.team_id == _TEAM.c.id))
    .where(_OF_AGENCY, _TEAM.c.archived_at.is_(None))
    .group_by(_LINK.c.network_id, _CYCLE.c.state)
)


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """A network in which help may be welcome, and the people of its hub."""

    line: NetworkLine
    hub: Sequence[Person]


def help_wanted(scope: Scope, lines: Sequence[NetworkLine]) -> Sequence[HelpWanted]:
    """The quiet ones among an agency's networks, in the given order, with whom to ask: one statement."""
    quiet = [line for line in lines if line.quiet]
    hubs = hub_people(scope, [line.network_id for line in quiet])
    return [HelpWanted(line, hubs.get(line.network_id, [])) for line in quiet]


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
class TeamLine:
    """One team on the page of its school."""

    team_id: int
    name: str
    is_active: bool
    running_cycles: int


def team_lines(scope: Scope, school: Organization) -> Sequence[TeamLine]:
    """The teams of a school that the scope has already let the caller load, alphabetical: one statement."""
    values = {"school_id": school.id, "since": clock.today() - LATELY}
    return [TeamLine(*row) for row in db.session.execute(_TEAMS_OF_SCHOOL, values)]


_TEAMS_OF_SCHOOL = (
    select(
        _TEAM.c.id,
        _TEAM.c.name,
        _ACTIVE,
        select(func.count())
        .select_from(_CYCLE)
        .where(_CYCLE.c.team_id == _TEAM.c.id, _CYCLE.c.state.in_(sorted(RUNNING)))
        .scalar_subquery(),
    )
    .where(_TEAM.c.school_id == bindparam("school_id"), _TEAM.c.archived_at.is_(None))
    .order_by(_TEAM.c.name, _TEAM.c.id)
)


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school on the district page."""

    school: Organization
    teams: int
    active_teams: int
    running_cycles: int


def school_lines(scope: Scope, organization: Organization) -> Sequence[SchoolLine]:
    """The schools of an organization, alphabetical, each with its counts: three statements, however many schools."""
    values = {"below": f"{organization.path}%", "since": clock.today() - LATELY}
    schools = db.session.scalars(_SCHOOLS, values).all()
    found = {row.school_id: row for row in db.session.execute(_TEAMS_BY_SCHOOL, values)}
    running = {row.school_id: row.cycles for row in db.session.execute(_RUNNING_BY_SCHOOL, values)}
    return [
        SchoolLine(
            school,
            teams=found[school.id].teams if school.id in found else 0,
            active_teams=found[school.id].active_teams if school.id in found else 0,
            running_cycles=running.get(school.id, 0),
        )
        for school in schools
    ]


_SCHOOLS = (
    select(Organization)
    .where(
        Organization.path.like(bindparam("below")),
        Organization.kind == OrganizationKind.SCHOOL,
        Organization.archived_at.is_(None),
    )
    .order_by(Organization.name, Organization.id)
)
_TEAMS_BY_SCHOOL = (
    select(
        _TEAM.c.school_id,
        func.count().label("teams"),
        func.sum(case((_ACTIVE, 1), else_=0)).label("active_teams"),
    )
    .where(_BELOW)
    .group_by(_TEAM.c.school_id)
)
_RUNNING_BY_SCHOOL = (
    select(_TEAM.c.school_id, func.count().label("cycles"))
    .select_from(_TEAM.join(_CYCLE, _CYCLE.c.team_id == _TEAM.c.id))
    .where(_BELOW, _CYCLE.c.state.in_(sorted(RUNNING)))
    .group_by(_TEAM.c.school_id)
)
