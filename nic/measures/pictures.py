"""The pictures of this room: run chart, sparkline and pooled chart, each drawn once for every version of its data."""

from collections.abc import Callable
from functools import partial

from nic.drawing.pooled import draw_pooled
from nic.drawing.run_chart import draw_run_chart
from nic.drawing.sparkline import draw_sparkline
from nic.kernel.house import House, PictureKind
from nic.kernel.scope import Scope
from nic.measures.models import MeasureDefinition, Series
from nic.measures.policy import MeasurePermission
from nic.measures.queries import charts, loaders

SPARK_POINTS = 12


def register_pictures(house: House) -> None:
    """Registers the charts of a series ("measure-chart" is the one of its own page) and "pooled" (of a measure)."""
    for key, whole in (("measure-chart", False), ("measure-chart-all", True)):
        draw_own = partial(_measure_chart, whole=whole)
        house.add_picture(
            PictureKind(
                key, loaders.load_chart, MeasurePermission.VIEW_CHART, charts.measure_version, draw_own
            )
        )
    for key, draw in (
        ("run-chart", _run_chart),
        ("run-chart-all", _whole_run_chart),
        ("sparkline", _sparkline),
    ):
        house.add_picture(
            PictureKind(key, loaders.load_chart, MeasurePermission.VIEW_CHART, _series_version, draw)
        )
    house.add_picture(
        PictureKind(
            "pooled", loaders.load_definition, MeasurePermission.VIEW_DEFINITION, _pooled_version, _pooled
        )
    )


def _series_version(scope: Scope, series: Series) -> str:
    return charts.chart_versions(scope, [series])[series.id]


def _pooled_version(scope: Scope, definition: MeasureDefinition) -> str:
    return charts.pooled_view(scope, definition).version


def _run_chart(
    scope: Scope, series: Series, palette: str, size: str, whole: bool = False
) -> Callable[[], bytes]:
    content = charts.run_chart_content(scope, series, whole)
    return partial(draw_run_chart, content, palette=palette, size=size, show_title=False)


def _measure_chart(
    scope: Scope, series: Series, palette: str, size: str, *, whole: bool
) -> Callable[[], bytes]:
    chosen, _, _ = charts.measure_chart(scope, series, whole=whole)
    return partial(draw_run_chart, chosen.content, palette=palette, size=size, show_title=False)


def _whole_run_chart(scope: Scope, series: Series, palette: str, size: str) -> Callable[[], bytes]:
    return _run_chart(scope, series, palette, size, whole=True)


def _sparkline(scope: Scope, series: Series, palette: str, size: str) -> Callable[[], bytes]:
    view = charts.series_chart(scope, series)
    values = [value.value for value in view.values[-SPARK_POINTS:]]
    return partial(
        draw_sparkline,
        values,
        label=series.definition.name,
        unit=series.definition.unit,
        center=view.found.chart.median,
        palette=palette,
    )


def _pooled(scope: Scope, definition: MeasureDefinition, palette: str, size: str) -> Callable[[], bytes]:
    content = charts.pooled_content(scope, definition)
    return partial(draw_pooled, content, palette=palette, size=size, show_title=False)
