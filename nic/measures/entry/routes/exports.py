"""What was entered, to take away: the grid as CSV and as a workbook, the values of a measure as a workbook."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.measures import queries as measures
from nic.measures import tables
from nic.measures.entry.grid import Grid, GridRow
from nic.measures.entry.queries import grids as queries
from nic.measures.entry.routes import blueprint
from nic.measures.entry.routes.grid import grid_of_team
from nic.measures.models import MeasureKind, Series
from nic.measures.policy import MeasurePermission as Can
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.web.tables import Column, csv_response
from nic.web.words import file_name
from nic.web.workbooks import workbook_response


def _columns(shown: Grid) -> list[Column]:
    """A column for each measure, and two more for the parts of one that has them."""
    values = queries.grid_values(current_scope(), shown.series, shown.first, shown.last)

    def cell(series: Series, name: str) -> Callable[[GridRow], Any]:
        return lambda row: getattr(values.get((series.id, row.start)), name, None)

    found = [Column("Period", lambda row: row.start)]
    for each in shown.series:
        called = each.definition.name
        found.append(Column(called, cell(each, "value"), numeric=True))
        if each.definition.kind is MeasureKind.PROPORTION:
            found.append(Column(f"{called}: how many", cell(each, "numerator"), numeric=True))
            found.append(Column(f"{called}: out of how many", cell(each, "denominator"), numeric=True))
    return found


@blueprint.get("/teams/<int:team_id>/grid.csv")
@requires(Can.VIEW_VALUES, load=load_team_in_circle)
def grid_csv(team: Team) -> ResponseReturnValue:
    """The grid as it is shown, as CSV."""
    shown = grid_of_team(team)
    return csv_response(_columns(shown), shown.rows, file_name(f"{team.name} values", "csv"))


@blueprint.get("/teams/<int:team_id>/grid.xlsx")
@requires(Can.VIEW_VALUES, load=load_team_in_circle)
def grid_workbook(team: Team) -> ResponseReturnValue:
    """The grid as it is shown, as a workbook."""
    shown = grid_of_team(team)
    return workbook_response(_columns(shown), shown.rows, file_name(f"{team.name} values", "xlsx"))


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>/values.xlsx")
@requires(Can.VIEW_CHART, load=measures.load_team_chart)
def values_workbook(series: Series) -> ResponseReturnValue:
    """Every value of a measure as a workbook, oldest first; outside the circle without small groups."""
    columns, rows = tables.whole_table(current_scope(), series)
    return workbook_response(columns, rows, file_name(series.definition.name, "xlsx"))
