"""The values of a series as rows, for the page and for the CSV of the same columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup

from nic.kernel import clock
from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.measures.models import Observation, Origin, Series
from nic.measures.periods import label
from nic.measures.queries import observations
from nic.measures.queries.charts import RunChartView
from nic.web.tables import Column
from nic.web.words import figure

ORIGINS = {Origin.LOG: "logged", Origin.IMPORT: "imported", Origin.DEMO: "demo"}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value; note, who and the rest are there for the circle only."""

    period_start: date
    value: float
    n: int | None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    who: str = ""
    origin: str = ""
    observation_id: int | None = None


def rows_for_circle(scope: Scope, series: Series, since: date | None) -> list[ValueRow]:
    """The standing values from a date on, newest first, with who logged them."""
    found = observations(scope, [series.id], since)[series.id]
    names = names_of(found)
    return [
        ValueRow(
            each.period_start,
            each.value,
            each.n,
            each.numerator,
            each.denominator,
            each.note,
            names.get(each.recorded_by_id or 0, ""),
            ORIGINS[each.origin],
            each.id,
        )
        for each in reversed(found)
    ]


def names_of(readings: Sequence[Observation]) -> dict[int, str]:
    """The names of those who logged some readings, by their keys."""
    return current_house().names_of_people({each.recorded_by_id for each in readings if each.recorded_by_id})


def rows_outside(view: RunChartView) -> list[ValueRow]:
    """The values that may be seen outside the circle, newest first."""
    return [ValueRow(value.period_start, value.value, value.n) for value in reversed(view.values)]


def columns(series: Series, in_circle: bool, editable: bool) -> list[Column]:
    """The columns of the table; a CSV leaves out the last one, which leads to each value's form."""
    definition = series.definition
    found = [
        Column(
            "Period", lambda row: row.period_start.isoformat(), html=lambda row: _period_and_note(series, row)
        ),
        Column(
            "Value", lambda row: row.value, numeric=True, html=lambda row: figure(row.value, definition.unit)
        ),
        Column("n", lambda row: row.n, numeric=True, html=lambda row: "–" if row.n is None else row.n),
    ]
    if in_circle:
        found += [
            Column("Note", lambda row: row.note, wide_only=True),
            Column("Who", lambda row: row.who, wide_only=True),
            Column("Origin", lambda row: row.origin, wide_only=True),
        ]
    if editable:
        found.append(Column("Change", lambda row: "", html=_edit(series)))
    return found


def csv_columns(series: Series, in_circle: bool) -> list[Column]:
    """The columns of the CSV: those of the table, with the parts of each value."""
    found = columns(series, in_circle, editable=False)
    parts = [
        Column("Numerator", lambda row: row.numerator, numeric=True),
        Column("Denominator", lambda row: row.denominator, numeric=True),
    ]
    return [*found[:2], *parts, *found[2:]] if in_circle else found


def _period(series: Series, row: ValueRow) -> str:
    start = row.period_start
    words = label(series.definition.cadence, start, with_year=start.year != clock.today().year)
    return words[:1].upper() + words[1:]


def _period_and_note(series: Series, row: ValueRow) -> str:
    """The period; on a phone, which has no column for it, with the note below."""
    note = Markup('<span class="narrow-only">{}</span>').format(row.note) if row.note else ""
    return Markup("{}{}").format(_period(series, row), note)


def _edit(series: Series) -> Callable[[ValueRow], Markup]:
    def link(row: ValueRow) -> Markup:
        address = url_for(
            "measures.edit_value",
            team_id=series.team_id,
            series_id=series.id,
            observation_id=row.observation_id,
        )
        hidden = Markup('<span class="hidden"> the value of {}</span>').format(_period(series, row))
        return Markup('<a href="{}">Change{}</a>').format(address, hidden)

    return link
