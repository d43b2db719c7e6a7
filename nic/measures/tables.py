"""The values of a series as rows, for the page and for files of the same columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from markupsafe import Markup

from nic.kernel import clock
from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.measures.entry.queries.links import labels_of_readings
from nic.measures.markings import NO_MARKINGS, Markings
from nic.measures.models import Observation, Origin, Series
from nic.measures.periods import label
from nic.measures.queries import observations, sees_values, series_chart
from nic.measures.queries.charts import RunChartView
from nic.measures.skips.models import SkippedPeriod
from nic.measures.skips.queries import skips_of
from nic.web.tables import Column
from nic.web.words import figure


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value; note, who and the rest are there for the circle only. A skipped period has none, and the reason."""

    period_start: date
    value: float | None
    n: int | None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    who: str = ""
    origin: str = ""
    observation_id: int | None = None
    is_sum: bool = False
    skipped: str = ""


def rows_for_circle(scope: Scope, series: Series, since: date | None) -> list[ValueRow]:
    """The standing values and the skipped periods from a date on, newest first, with who logged or skipped them."""
    found = observations(scope, [series.id], since)[series.id]
    names = who_logged(scope, found)
    values = [
        ValueRow(
            each.period_start,
            each.value,
            each.n,
            each.numerator,
            each.denominator,
            each.note,
            names.get(each.id, ""),
            each.origin.label,
            each.id,
            each.origin is Origin.PARTS,
        )
        for each in found
    ]
    known = {row.period_start for row in values}
    skips = [each for each in skips_of(scope, series, since) if each.period_start not in known]
    return sorted([*values, *_rows_of_skips(skips)], key=lambda row: row.period_start, reverse=True)


def _rows_of_skips(skips: Sequence[SkippedPeriod]) -> list[ValueRow]:
    people = names_by_key({each.skipped_by_id for each in skips})
    return [
        ValueRow(
            each.period_start,
            None,
            None,
            who=people.get(each.skipped_by_id or 0, ""),
            skipped=f"skipped: {each.reason.label}",
        )
        for each in skips
    ]


def who_logged(scope: Scope, readings: Sequence[Observation]) -> dict[int, str]:
    """Who logged each of some readings, by the key of the reading: a person's name, or the label of a link."""
    people = names_by_key({each.recorded_by_id for each in readings})
    labels = labels_of_readings(scope, [each.id for each in readings if each.origin is Origin.LINK])
    return labels | {each.id: people.get(each.recorded_by_id, "") for each in readings if each.recorded_by_id}


def names_by_key(people: set[int | None]) -> dict[int, str]:
    """The names of some people by their keys."""
    return current_house().names_of_people({key for key in people if key})


def rows_outside(view: RunChartView) -> list[ValueRow]:
    """The values that may be seen outside the circle, newest first."""
    return [ValueRow(value.period_start, value.value, value.n) for value in reversed(view.values)]


def columns(
    series: Series,
    in_circle: bool,
    editable: bool,
    markable: bool = False,
    markings: Markings = NO_MARKINGS,
    skips: bool = False,
) -> list[Column]:
    """The columns of the table, with a place for what is skipped where something is.

    A CSV leaves out the last one, which leads to each value's forms.
    """
    definition = series.definition
    found = [
        Column(
            "Period", lambda row: row.period_start.isoformat(), html=lambda row: _period_and_note(series, row)
        ),
        Column(
            "Value",
            lambda row: row.value,
            numeric=True,
            html=lambda row: row.skipped or figure(row.value, definition.unit),
        ),
        Column("n", lambda row: row.n, numeric=True, html=_people),
    ]
    if in_circle:
        found += [
            Column("Note", lambda row: row.note, wide_only=True),
            Column("Who", lambda row: row.who, wide_only=True),
            Column("Origin", lambda row: row.origin, wide_only=True),
        ]
    marked = markings.phases or markings.excluded or markings.baseline or (in_circle and markings.notes)
    if marked or skips:
        on_chart = _on_chart(markings, in_circle)
        found.append(
            Column("On the chart", lambda row: row.skipped or on_chart(row), html=on_chart, wide_only=True)
        )
    if editable:
        found.append(Column("Change", lambda row: "", html=_edit(series, markable)))
    return found


def _people(row: ValueRow) -> int | str:
    if row.n is None:
        return "" if row.skipped else "–"
    return row.n


def _on_chart(markings: Markings, in_circle: bool) -> Callable[[ValueRow], str]:
    """What is set at a value, in words; notes for the circle alone."""
    phases = dict(markings.phases)
    notes = dict(markings.notes) if in_circle else {}

    def words(row: ValueRow) -> str:
        start = row.period_start
        found = []
        if start in phases:
            found.append("a phase begins")
        if start in markings.excluded:
            found.append("left out")
        if markings.baseline and not phases and markings.baseline[0] <= start <= markings.baseline[1]:
            found.append("baseline")
        return "; ".join([*found, *([notes[start]] if start in notes else [])])

    return words


def csv_columns(series: Series, in_circle: bool, markings: Markings, skips: bool) -> list[Column]:
    """The columns of a file: those of the table, with the parts of each value."""
    found = columns(series, in_circle, editable=False, markings=markings, skips=skips)
    parts = [
        Column("Numerator", lambda row: row.numerator, numeric=True),
        Column("Denominator", lambda row: row.denominator, numeric=True),
    ]
    return [*found[:2], *parts, *found[2:]] if in_circle else found


def whole_table(scope: Scope, series: Series) -> tuple[list[Column], list[ValueRow]]:
    """Every value of a measure to take away, oldest first; outside the circle without small groups."""
    in_circle = sees_values(scope, series)
    view = series_chart(scope, series, whole=True)
    rows = rows_for_circle(scope, series, None) if in_circle else rows_outside(view)
    skips = any(row.skipped for row in rows)
    return csv_columns(series, in_circle, view.found.markings, skips), rows[::-1]


def _period(series: Series, row: ValueRow) -> str:
    start = row.period_start
    words = label(series.definition.cadence, start, with_year=start.year != clock.today().year)
    return words[:1].upper() + words[1:]


def _period_and_note(series: Series, row: ValueRow) -> str:
    """The period; on a phone, which has no column for it, with the note below."""
    note = Markup('<span class="narrow-only">{}</span>').format(row.note) if row.note else ""
    return Markup("{}{}").format(_period(series, row), note)


def _edit(series: Series, markable: bool) -> Callable[[ValueRow], Markup]:
    def link(row: ValueRow) -> Markup:
        values: dict[str, Any]
        if row.skipped:
            name, values = "measures.new_value", {"day": row.period_start.isoformat()}
        elif row.is_sum:
            name, values = "measures.log_parts", {"day": row.period_start.isoformat()}
        else:
            name, values = "measures.edit_value", {"observation_id": row.observation_id}
        place: dict[str, Any] = {"team_id": series.team_id, "series_id": series.id}
        address = url_for(name, **place, **values)
        hidden = Markup('<span class="hidden"> the value of {}</span>').format(_period(series, row))
        words = "Add" if row.skipped else "Parts" if row.is_sum else "Change"
        found = Markup('<a href="{}">{}{}</a>').format(address, words, hidden)
        if row.skipped or not markable:
            return found
        at = url_for("measures.new_marking", **place, at=row.period_start.isoformat())
        return found + Markup(' <a href="{}">Mark{}</a>').format(at, hidden)

    return link
