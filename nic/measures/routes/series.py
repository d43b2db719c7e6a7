"""The pages of a team's measures: all of them, and one with its chart, what is set on it and its values."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from nic.drawing.run_chart import point_places
from nic.drawing.run_chart_content import RunChartContent
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.measures import queries, tables
from nic.measures.charts import notes_shown
from nic.measures.choices import USUAL, offered
from nic.measures.models import Series
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries import measure_page
from nic.measures.queries.charts import measure_chart, measure_version
from nic.measures.queries.values import with_values_before
from nic.measures.routes.shared import blueprint
from nic.organizations.models import Team
from nic.organizations.queries import load_team_in_circle
from nic.theory.trail import trail_of
from nic.theory.versions.queries import in_readable_words
from nic.web.pages import page
from nic.web.pictures import picture_url
from nic.web.tables import csv_response
from nic.web.words import file_name

SIZES = ("wide", "phone")
REACH = 14.0
"""How far a point of the chart can be touched on either side, in pixels, where no other one is nearer."""


@blueprint.get("/teams/<int:team_id>/measures")
@requires(Can.VIEW_VALUES, load=load_team_in_circle)
def team_measures(team: Team) -> ResponseReturnValue:
    """Every measure of a team with its chart."""
    series = queries.series_of_team(current_scope(), team.id)
    views = queries.chart_views(current_scope(), series)
    return page(
        "measures/team_measures.html",
        team=team,
        views=[views[each.id] for each in series],
        trail=trail_of(team),
    )


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>")
@requires(Can.VIEW_CHART, load=queries.load_team_chart)
def series(series: Series) -> ResponseReturnValue:
    """The sentence, the chart, the values and what they mean. Outside the circle without small groups."""
    scope = current_scope()
    whole = request.args.get("all") == "1"
    view = queries.series_chart(scope, series, whole)
    in_circle = queries.sees_values(scope, series)
    first = view.values[0].period_start if view.values else None
    rows = tables.rows_for_circle(scope, series, first) if in_circle else tables.rows_outside(view)
    skipped = sum(row.value is None for row in rows)
    if series.definition.node is not None:
        in_readable_words(scope, [series.definition.node])
    marks = can(Can.MARK_CHART, series) and not series.definition.is_archived
    return page(
        "measures/series.html",
        series=series,
        definition=series.definition,
        view=view,
        in_circle=in_circle,
        rows=rows,
        columns=tables.columns(series, in_circle, can(Can.CORRECT_VALUE, series), marks, view.found.markings),
        skipped=skipped,
        choices=_choices(series) if in_circle else [],
        has_earlier=not whole and first is not None and bool(with_values_before([series.id], first)),
        trail=trail_of(series.team),
        period=lambda start: label(series.definition.cadence, start),
        marks=marks,
        **_chart(series, whole, marks),
        **(_for_circle(series) if in_circle else {}),
        groups=measure_page.groups_of(scope, series, in_circle, first) if first else None,
        group_periods=measure_page.GROUP_PERIODS,
    )


def _chart(series: Series, whole: bool, marks: bool) -> dict[str, Any]:
    """The chart that was chosen, its pictures, and where its points stand for those who may mark them."""
    scope = current_scope()
    asked = request.args.get("chart", USUAL)
    chosen, plotted, around = measure_chart(scope, series, USUAL, whole)
    fits = offered(plotted)
    key = asked if asked in {choice.key for choice in fits} else USUAL
    if key != USUAL:
        chosen, plotted, around = measure_chart(scope, series, key, whole)
    return {
        "chosen": key,
        "chart_sentence": chosen.sentence,
        "charts": fits,
        "pictures": _pictures(series, key, whole),
        "has_holidays": bool(chosen.content.spans),
        "notes": notes_shown(plotted.markings, plotted.dates) if around.in_circle else [],
        "points": _points(series, chosen.content) if marks and plotted.values else {},
        "files": _files(series, key, whole),
        **(
            _set_by_people(series, plotted)
            if around.in_circle
            else {"live": [], "back": [], "proposal": None}
        ),
    }


def _set_by_people(series: Series, plotted: Any) -> dict[str, Any]:
    live, back = measure_page.set_on_chart(current_scope(), series, plotted)
    just = request.args.get("set", type=int)
    return {
        "live": live,
        "back": back,
        "just_set": next((each for each in live if each.marking.id == just), None),
        "proposal": measure_page.proposal(plotted),
    }


def _for_circle(series: Series) -> dict[str, Any]:
    """What is asked of the team: whose parts and which periods are missing."""
    scope = current_scope()
    found = queries.visible_values(scope, [series], whole=False)[series.id][0]
    return {
        "missing": measure_page.missing_periods(scope, series, found),
        "parts": measure_page.parts_lately(scope, series, found),
    }


def _pictures(series: Series, key: str, whole: bool) -> dict[str, str]:
    """Addresses of the chart by size and palette: kept pictures of the usual chart, files of the others."""
    if key != USUAL:
        return {
            f"{size}-{palette}": _file(series, "svg", key, whole, palette=palette, size=size, title="0")
            for size in SIZES
            for palette in ("light", "dark")
        }
    version = measure_version(current_scope(), series)
    kind = "measure-chart-all" if whole else "measure-chart"
    return {
        f"{size}-{palette}": picture_url(kind, series.id, version, palette, size)
        for size in SIZES
        for palette in ("light", "dark")
    }


@dataclass(frozen=True, slots=True)
class PointLink:
    """A point of the picture as a link: its place, and the strip around it that belongs to no other point."""

    href: str
    words: str
    x: float
    y: float
    left: float
    width: float


def _points(series: Series, content: RunChartContent) -> dict[str, list[PointLink]]:
    """Each point as a link to what can be set there, by size of the picture."""
    found = {}
    for size in SIZES:
        places = sorted(point_places(content, size=size).items())
        ends = [x for _, (x, _) in places]
        middles = [(one + other) / 2 for one, other in pairwise(ends)]
        found[size] = [
            _point_link(series, content, index, (x, y), max(left, x - REACH), min(right, x + REACH))
            for (index, (x, y)), left, right in zip(
                places, [-REACH, *middles], [*middles, ends[-1] + REACH], strict=True
            )
        ]
    return found


def _point_link(
    series: Series,
    content: RunChartContent,
    index: int,
    place: tuple[float, float],
    left: float,
    right: float,
) -> PointLink:
    at = (content.dates or [])[index].isoformat()
    href = url_for("measures.new_marking", team_id=series.team_id, series_id=series.id, at=at)
    x, y = (round(each, 1) for each in place)
    return PointLink(href, content.labels[index], x, y, round(left, 1), round(right - left, 1))


def _file(series: Series, kind: str, key: str, whole: bool, **more: Any) -> str:
    asked: dict[str, Any] = {"as": kind}
    if key != USUAL:
        asked["chart"] = key
    if whole:
        asked["all"] = "1"
    return url_for("measures.chart_file", team_id=series.team_id, series_id=series.id, **asked, **more)


def _files(series: Series, key: str, whole: bool) -> list[tuple[str, str]]:
    """What can be taken away: the values, and the chart as a picture."""
    values = url_for("measures.values_csv", team_id=series.team_id, series_id=series.id)
    kinds = [(name, _file(series, name.lower(), key, whole)) for name in ("PNG", "SVG", "PDF")]
    workbook = url_for("entry.values_workbook", team_id=series.team_id, series_id=series.id)
    values_as = [("The values as CSV", values), ("The values as XLSX", workbook)]
    return [*values_as, *((f"The chart as {name}", href) for name, href in kinds)]


def _choices(series: Series) -> list[dict[str, Any]]:
    """Periods with readings that wait for a choice, and those with readings set aside; each with all its readings."""
    scope = current_scope()
    beside = queries.readings_beside(scope, [series.id])[series.id]
    if not beside:
        return []
    standing = {each.period_start: each for each in queries.observations(scope, [series.id])[series.id]}
    names = tables.who_logged(scope, [*beside, *standing.values()])
    found = []
    for start in sorted({each.period_start for each in beside}, reverse=True):
        readings = [standing[start]] if start in standing else []
        readings += [each for each in beside if each.period_start == start]
        found.append(
            {
                "period": label(series.definition.cadence, start),
                "waits": any(each.set_aside_at is None and not each.standing for each in readings),
                "readings": [(each, names.get(each.id, "")) for each in readings],
            }
        )
    return found


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>/values.csv")
@requires(Can.VIEW_CHART, load=queries.load_team_chart)
def values_csv(series: Series) -> ResponseReturnValue:
    """Every value as CSV, oldest first; outside the circle without small groups."""
    columns, rows = tables.whole_table(current_scope(), series)
    return csv_response(columns, rows, file_name(series.definition.name, "csv"))
