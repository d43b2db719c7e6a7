"""Charts inside a scope: what a page and its picture show of a series or of a network's measure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nic.drawing.pooled import PooledContent
from nic.drawing.run_chart_content import RunChartContent
from nic.kernel.scope import Scope
from nic.measures import charts
from nic.measures.charts import Analyzed
from nic.measures.choices import USUAL, Chosen, Plotted, chosen_chart
from nic.measures.figures import KeptWeek, Value, in_window
from nic.measures.markings import NO_MARKINGS, Markings, read
from nic.measures.marks import ChartMark, marks_of
from nic.measures.models import MeasureDefinition, MeasureKind, Series
from nic.measures.queries.loaders import calendars
from nic.measures.queries.values import fractions, network_weeks, sees_values, visible_values


@dataclass(frozen=True, slots=True)
class RunChartView:
    """The chart of one series for one person.

    ``hidden`` counts values that this person may not see. Without ``whole``, the last 52 weeks that have data.
    """

    series: Series
    found: Analyzed
    marks: Sequence[ChartMark]
    version: str
    hidden: int
    whole: bool

    @property
    def definition(self) -> MeasureDefinition:
        """What is measured."""
        return self.series.definition

    @property
    def sentence(self) -> str:
        """What the chart says."""
        return self.found.sentence

    @property
    def values(self) -> Sequence[Value]:
        """The values shown, in time order."""
        return self.found.values

    @property
    def picture_kind(self) -> str:
        """The kind of its picture."""
        return "run-chart-all" if self.whole else "run-chart"


def chart_views(scope: Scope, series: Sequence[Series], whole: bool = False) -> dict[int, RunChartView]:
    """The charts of several series by their keys; the number of statements does not depend on how many."""
    if not series:
        return {}
    values = visible_values(scope, series, whole)
    marks = marks_of(scope, [each.id for each in series])
    views = {}
    for each in series:
        found, hidden = values[each.id]
        shown = found if whole else in_window(found)
        views[each.id] = RunChartView(
            each,
            charts.analyzed(each.definition, shown, markings_kept(each), found),
            marks[each.id],
            _version(scope, each, marks[each.id]),
            hidden,
            whole,
        )
    return views


def series_chart(scope: Scope, series: Series, whole: bool = False) -> RunChartView:
    """The chart of one series."""
    return chart_views(scope, [series], whole)[series.id]


def run_chart_content(scope: Scope, series: Series, whole: bool = False) -> RunChartContent:
    """The chart of one series as plain data for drawing."""
    view = series_chart(scope, series, whole)
    around = charts.Around(view.marks, (), sees_values(scope, series))
    return charts.content(series.definition, view.found, around)


def markings_kept(series: Series) -> Markings:
    """What is set on the chart of a series, as its state keeps it."""
    return read(series.state.markings) if series.state else NO_MARKINGS


def measure_chart(
    scope: Scope, series: Series, choice: str = USUAL, whole: bool = False
) -> tuple[Chosen, Plotted, charts.Around]:
    """The chart of the measure's own page: the one that was chosen, with the school's holidays.

    Raises KeyError for a chart that does not fit the values.
    """
    found, _ = visible_values(scope, [series], whole)[series.id]
    shown = found if whole else in_window(found)
    first = shown[0].period_start if shown else date.max
    plotted = Plotted(
        series.definition,
        shown,
        found,
        markings_kept(series),
        fractions(scope, series, first) if series.definition.kind is MeasureKind.PROPORTION else {},
    )
    calendar = calendars(scope, [series.team])[series.team_id]
    around = charts.Around(
        marks_of(scope, [series.id])[series.id], calendar.without_school, sees_values(scope, series)
    )
    return chosen_chart(choice, plotted, around), plotted, around


def measure_version(scope: Scope, series: Series) -> str:
    """As the version of a chart; it also changes with the school's holidays."""
    holidays = calendars(scope, [series.team])[series.team_id].without_school
    digest = hashlib.sha256(repr(holidays).encode()).hexdigest()[:12]
    return f"{chart_versions(scope, [series])[series.id]}.{digest}"


def chart_versions(scope: Scope, series: Sequence[Series]) -> dict[int, str]:
    """For each series a text that changes with its picture; the number of statements does not depend on how many."""
    marks = marks_of(scope, [each.id for each in series])
    return {each.id: _version(scope, each, marks[each.id]) for each in series}


def _version(scope: Scope, series: Series, marks: Sequence[ChartMark]) -> str:
    """Changes with the values, the definition, the marks and with what this person may see."""
    revision = series.state.revision if series.state else 0
    return version_of(revision, series.definition.version, sees_values(scope, series), marks)


def version_of(revision: int, definition_version: int, in_circle: bool, marks: Sequence[ChartMark]) -> str:
    """The version of a chart, from the revision of the series' state and the version of its definition."""
    who = "circle" if in_circle else "outside"
    shown = hashlib.sha256(repr(marks).encode()).hexdigest()[:12] if marks else "-"
    return f"{revision}.{definition_version}.{who}.{shown}"


@dataclass(frozen=True, slots=True)
class PooledView:
    """A network's measure pooled by week over its teams."""

    definition: MeasureDefinition
    weeks: Sequence[KeptWeek]
    sentence: str
    version: str

    @property
    def is_waiting(self) -> bool:
        """Whether a week has values that are not pooled yet."""
        return any(week.stale for week in self.weeks)

    @property
    def as_of(self) -> datetime | None:
        """When a week was pooled last."""
        return max((week.refreshed_at for week in self.weeks if week.refreshed_at), default=None)


def pooled_view(scope: Scope, definition: MeasureDefinition) -> PooledView:
    """The pooled chart of a network's measure."""
    weeks = network_weeks(scope, definition)
    return PooledView(
        definition, weeks, charts.pooled_sentence(definition, weeks), pooled_version(definition, weeks)
    )


def pooled_version(definition: MeasureDefinition, weeks: Sequence[KeptWeek]) -> str:
    """Changes with the pooled figures and with the definition."""
    figures = [
        (week.week_start, week.teams, week.median, week.lower_quartile, week.upper_quartile) for week in weeks
    ]
    return f"{definition.version}.{hashlib.sha256(repr(figures).encode()).hexdigest()[:12]}"


def pooled_content(scope: Scope, definition: MeasureDefinition) -> PooledContent:
    """The pooled chart as plain data for drawing."""
    return charts.pooled(definition, network_weeks(scope, definition))
