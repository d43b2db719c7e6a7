"""What the pages of measures share."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.measures.models import Series
from nic.theory.trail import trail_of

blueprint = Blueprint("measures", __name__)


def address_of(series: Series, **more: Any) -> str:
    """The address of a series' own page."""
    return url_for("measures.series", team_id=series.team_id, series_id=series.id, **more)


def to_series(series: Series, **more: Any) -> ResponseReturnValue:
    """Leads to the page of a series."""
    return redirect(address_of(series, **more))


def trail_of_series(series: Series) -> list[tuple[str, str | None]]:
    """The way to the pages below that of a series."""
    return [*trail_of(series.team), (series.definition.name, address_of(series))]
