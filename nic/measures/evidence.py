"""What measures offer as evidence for a problem or a cause: a team's series, a network's definitions."""

from collections.abc import Collection, Sequence

from nic.kernel.scope import Scope
from nic.measures.models import MeasureDefinition, Series
from nic.measures.queries import linked, loaders
from nic.measures.queries.charts import chart_views
from nic.organizations.models import Network, Team
from nic.theory.evidence.sources import Key, Source

SERIES, DEFINITION = "series", "measure"


def measures_offered(scope: Scope, owner: Team | Network) -> Sequence[Source]:
    """The measures of a team with their charts, or those of a network."""
    if isinstance(owner, Team):
        return [_of_series(series) for series in loaders.series_of_loaded_team(scope, owner)]
    return [_of_definition(each) for each in loaders.definitions_of_network(scope, owner.id)]


def measures_linked(scope: Scope, wanted: Collection[Key]) -> dict[Key, Source]:
    """The linked measures that the reader may see."""
    series_ids = [key for kind, key in wanted if kind == SERIES]
    definition_ids = [key for kind, key in wanted if kind == DEFINITION]
    charts = chart_views(scope, linked.charts_among(scope, series_ids))
    found = [
        *(_of_series(view.series, view.sentence) for view in charts.values()),
        *(_of_definition(each) for each in linked.definitions_among(scope, definition_ids)),
    ]
    return {source.key: source for source in found}


def _of_series(series: Series, sentence: str = "") -> Source:
    values = {"team_id": series.team_id, "series_id": series.id}
    return Source(SERIES, series.id, series.definition.name, "measures.series", values, sentence)


def _of_definition(definition: MeasureDefinition) -> Source:
    values = {"definition_id": definition.id}
    return Source(DEFINITION, definition.id, definition.name, "measures.definition", values)
