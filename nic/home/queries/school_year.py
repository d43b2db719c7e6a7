"""What a team takes into a new school year: people, measures, cycles; and the years it began before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nic.accounts.models import Membership
from nic.accounts.queries import people_of
from nic.cycles.models import Cycle
from nic.cycles.queries import open_cycles
from nic.home.models import TeamYear
from nic.home.year_plan import YearPlan
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import Scope
from nic.measures.models import MarkingKind, Series
from nic.measures.queries import series_of_team
from nic.measures.queries.kept import live_markings
from nic.measures.queries.values import with_values_before
from nic.organizations.models import Organization, SchoolYear, Team
from nic.organizations.queries import one, school_years, team_in_circle


@dataclass(frozen=True, slots=True)
class YearGround:
    """All that the page of a new school year needs. ``year`` is None where none has begun."""

    team: Team
    year: SchoolYear | None
    begun: TeamYear | None
    people: Sequence[Membership]
    series: Sequence[Series]
    cycles: Sequence[Cycle]
    earlier: Sequence[TeamYear]

    @property
    def may_leave(self) -> Sequence[Membership]:
        """Members who may be taken off: a lead hands the role over first."""
        return [each for each in self.people if each.role is Role.TEAM_MEMBER]

    @property
    def own_series(self) -> Sequence[Series]:
        """The series of the team's own measures; a network's measure is not the team's to put away."""
        return [each for each in self.series if each.definition.team_id == self.team.id]


def year_ground(scope: Scope, team: Team) -> YearGround:
    """What stands for the latest school year that has begun where the team (loaded in this scope) works."""
    today = clock.today(team.school.time_zone)
    years = [year for year in school_years(scope, team.agency_id) if year.starts_on <= today]
    year = years[0] if years else None
    begun_before = years_of_team(scope, team)
    begun = next((each for each in begun_before if year and each.starts_on == year.starts_on), None)
    return YearGround(
        team=team,
        year=year,
        begun=begun,
        people=people_of(scope, team),
        series=series_of_team(scope, team.id),
        cycles=open_cycles(scope, [team.id]),
        earlier=begun_before,
    )


def years_of_team(scope: Scope, team: Team) -> Sequence[TeamYear]:
    """The school years that a team began, latest first."""
    statement = select(TeamYear).join(TeamYear.team).where(TeamYear.team_id == team.id, team_in_circle(scope))
    return db.session.scalars(statement.order_by(TeamYear.starts_on.desc())).all()


def load_team_year(scope: Scope, year_id: int) -> TeamYear:
    """A school year that a team of the circle began. Raises NotFoundInScope."""
    team = joinedload(TeamYear.team)
    year: TeamYear = one(
        select(TeamYear)
        .join(TeamYear.team)
        .options(
            team.joinedload(Team.school).joinedload(Organization.parent),
            team.selectinload(Team.network_links),
        )
        .where(TeamYear.id == year_id, team_in_circle(scope))
    )
    return year


def year_plan(
    scope: Scope, ground: YearGround, ticked: Mapping[str, Collection[int]], *, phase: bool, because: str
) -> YearPlan | None:
    """What will happen. ``ticked``: who "stay", what to "keep", what to "carry" on. None without a school year."""
    if ground.year is None:
        return None
    leaving = [each for each in ground.may_leave if each.id not in ticked["stay"]]
    archived = [each for each in ground.own_series if each.id not in ticked["keep"]]
    going_on = [each for each in ground.series if each not in archived]
    stopped = [cycle for cycle in ground.cycles if cycle.id not in ticked["carry"]]
    return YearPlan(
        starts_on=ground.year.starts_on,
        name=ground.year.name,
        stays=len(ground.people) - len(leaving),
        leaving=leaving,
        kept=len(going_on),
        archived=archived,
        phased=_to_phase(going_on, ground.year) if phase else [],
        carried=[cycle for cycle in ground.cycles if cycle not in stopped],
        stopped=stopped,
        because=because,
    )


def _to_phase(series: Sequence[Series], year: SchoolYear) -> list[Series]:
    """The series with values of before, on whose charts no phase begins with the year yet."""
    ids = [each.id for each in series]
    filled, markings = with_values_before(ids, year.starts_on), live_markings(ids)

    def has_phase(each: Series) -> bool:
        return any(
            marking.kind is MarkingKind.PHASE and abs((marking.starts_on - year.starts_on).days) < 7
            for marking in markings.get(each.id, ())
        )

    return [each for each in series if each.id in filled and not has_phase(each)]
