"""A chart as a file to take away, and every chart that is not the usual one as a picture on its page."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from nic.drawing.render import CONTENT_TYPES
from nic.drawing.run_chart import draw_run_chart
from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.kernel.transactions import pause, refuse_slow_work
from nic.measures import queries
from nic.measures.choices import USUAL
from nic.measures.models import Series
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries.charts import measure_chart
from nic.measures.routes.shared import blueprint
from nic.web.words import file_name

PALETTES = ("light", "dark", "print")
SIZES = ("wide", "phone")


@blueprint.get("/teams/<int:team_id>/measures/<int:series_id>/chart")
@requires(Can.VIEW_CHART, load=queries.load_team_chart)
def chart_file(series: Series) -> ResponseReturnValue:
    """The chart that was chosen, with its title, or without it for the page itself."""
    kind = request.args.get("as", "svg")
    try:
        chosen, _, _ = measure_chart(
            current_scope(), series, request.args.get("chart", USUAL), request.args.get("all") == "1"
        )
    except KeyError:
        raise NotFoundInScope from None
    palette, size = request.args.get("palette", "print"), request.args.get("size", "wide")
    if kind not in CONTENT_TYPES or palette not in PALETTES or size not in SIZES:
        raise NotFoundInScope
    name = file_name(series.definition.name, kind)
    on_page = request.args.get("title") == "0"
    pause()
    refuse_slow_work("drawing")
    drawn = draw_run_chart(chosen.content, format=kind, palette=palette, size=size, show_title=not on_page)
    response = Response(drawn, mimetype=CONTENT_TYPES[kind])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not on_page:
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
