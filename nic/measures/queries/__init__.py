"""Every read of measures. The scope is the first argument; what is loaded is loaded with all that pages read of it."""

from nic.measures.queries.charts import (
    RunChartView,
    chart_versions,
    chart_views,
    pooled_view,
    run_chart_content,
    series_chart,
)
from nic.measures.queries.loaders import (
    calendars,
    chart_visible,
    definitions_of_network,
    definitions_of_team,
    load_chart,
    load_definition,
    load_observation,
    load_series,
    load_series_of_team,
    load_team_chart,
    series_of_loaded_team,
    series_of_team,
    series_of_teams,
)
from nic.measures.queries.parts import PartReadingRow, PartRow, parts_of
from nic.measures.queries.values import (
    network_weeks,
    observations,
    readings_beside,
    sees_values,
    visible_values,
)

__all__ = [
    "PartReadingRow",
    "PartRow",
    "RunChartView",
    "calendars",
    "chart_versions",
    "chart_views",
    "chart_visible",
    "definitions_of_network",
    "definitions_of_team",
    "load_chart",
    "load_definition",
    "load_observation",
    "load_series",
    "load_series_of_team",
    "load_team_chart",
    "network_weeks",
    "observations",
    "parts_of",
    "pooled_view",
    "readings_beside",
    "run_chart_content",
    "sees_values",
    "series_chart",
    "series_of_loaded_team",
    "series_of_team",
    "series_of_teams",
    "visible_values",
]
