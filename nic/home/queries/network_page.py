"""The page of a network: its aim, its measures pooled by week, what is being tested, and its teams."""

from collections.abc import Sequence
from dataclasses import dataclass

from nic.cycles.queries import CycleCounts, TestedIdea, counts_of_loaded, tested_in_loaded
from nic.home.queries.team_page import TheoryInSmall, published_in_small
from nic.kernel.scope import Scope
from nic.measures.models import Family
from nic.measures.queries import definitions_of_network, pooled_view
from nic.measures.queries.charts import PooledView
from nic.measures.queries.network_teams import TeamLine, team_lines
from nic.organizations.models import Network
from nic.theory.versions.queries import latest_version
from nic.web.pager import Page


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
    published = latest_version(scope, network)
    definitions = definitions_of_network(scope, network.id)
    first = next((d for d in definitions if d.family is Family.OUTCOME), next(iter(definitions), None))
    counts = counts_of_loaded(network.id)
    return NetworkPage(
        theory=published_in_small(scope, published) if published else None,
        outcome=pooled_view(scope, first) if first else None,
        others=[pooled_view(scope, each) for each in definitions if each is not first],
        counts=counts,
        ideas=tested_in_loaded(network.id) if counts.begun else (),
        teams=team_lines(scope, network, first, search, page_number),
    )
