"""The page of a network: its aim, its measures pooled by week, what is being tested, and its teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from nic.analysis.in_words import STATE_WORDS
from nic.cycles.queries import CycleCounts, TestedIdea, counts_for_network, ideas_tested
from nic.home.queries.team_page import TheoryInSmall, theory_in_small
from nic.kernel import clock
from nic.kernel.scope import Scope
from nic.measures.charts import TONES
from nic.measures.figures import is_large
from nic.measures.models import Family, MeasureDefinition, Series, SeriesSignal
from nic.measures.queries import (
    chart_versions,
    definitions_of_network,
    pooled_view,
    sees_values,
    series_of_definition,
)
from nic.measures.queries.charts import PooledView
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.theory.queries import theory_of_network
from nic.web.pager import Page, paginate

TEAMS_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team of the network, with its chart of the network's first measure where it has one."""

    team: Team
    series: Series | None
    version: str
    small_group: bool
    last_period: date | None

    @property
    def signal(self) -> SeriesSignal:
        """What the team's chart says."""
        state = self.series.state if self.series else None
        return state.signal if state else SeriesSignal.TOO_EARLY

    @property
    def word(self) -> str:
        """The signal in one word."""
        return STATE_WORDS[self.signal.value]

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return TONES.get(self.signal, "plain")

    @property
    def weeks_silent(self) -> int | None:
        """Whole weeks since the last value; None where there is none yet."""
        if self.last_period is None:
            return None
        return (clock.week_start(clock.today()) - clock.week_start(self.last_period)).days // 7


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """All that the page shows to one person."""

    theory: TheoryInSmall | None
    outcome: PooledView | None
    others: Sequence[PooledView]
    counts: CycleCounts
    ideas: Sequence[TestedIdea]
    teams: Page[TeamLine]


def network_page(scope: Scope, network: Network, search: str, page_number: int) -> NetworkPage:
    """What a person who may open the network's page sees of it."""
    theory = theory_of_network(scope, network.id)
    definitions = definitions_of_network(scope, network.id)
    first = next((d for d in definitions if d.family is Family.OUTCOME), next(iter(definitions), None))
    return NetworkPage(
        theory=theory_in_small(scope, theory) if theory else None,
        outcome=pooled_view(scope, first) if first else None,
        others=[pooled_view(scope, each) for each in definitions if each is not first],
        counts=counts_for_network(scope, network.id),
        ideas=ideas_tested(scope, network.id),
        teams=_teams(scope, network, first, search, page_number),
    )


def _teams(
    scope: Scope, network: Network, first: MeasureDefinition | None, search: str, page_number: int
) -> Page[TeamLine]:
    """A page of teams by school and name, those whose names hold the searched words."""
    statement = (
        select(Team)
        .join(NetworkTeam, NetworkTeam.team_id == Team.id)
        .join(Organization, Organization.id == Team.school_id)
        .options(joinedload(Team.school))
        .where(
            NetworkTeam.network_id == network.id, NetworkTeam.left_on.is_(None), Team.archived_at.is_(None)
        )
        .order_by(Organization.name, Team.name, Team.id)
    )
    for word in search.split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        statement = statement.where(
            or_(Team.name.ilike(pattern, escape="\\"), Organization.name.ilike(pattern, escape="\\"))
        )
    found = paginate(statement, page_number, TEAMS_A_PAGE)
    series = _series(scope, first, found.items)
    versions = chart_versions(scope, list(series.values()))
    lines = [_line(scope, team, series.get(team.id), versions) for team in found.items]
    return Page(lines, found.number, found.size, found.total)


def _series(scope: Scope, definition: MeasureDefinition | None, teams: Sequence[Team]) -> dict[int, Series]:
    if definition is None or not teams:
        return {}
    return {each.team_id: each for each in series_of_definition(scope, definition.id, [t.id for t in teams])}


def _line(scope: Scope, team: Team, series: Series | None, versions: dict[int, str]) -> TeamLine:
    state = series.state if series else None
    hidden = bool(
        series
        and state
        and state.last_period is not None
        and not sees_values(scope, series)
        and not is_large(state.last_n, series.definition.unknown_n_counts_as_large)
    )
    version = versions.get(series.id, "") if series else ""
    return TeamLine(team, series, version, hidden, state.last_period if state else None)
