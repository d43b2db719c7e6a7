"""What the keeping of totals reads: what is set on charts, sums of parts, states that wait; the program's own work."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.measures.markings import Marked
from nic.measures.models import (
    MarkingKind,
    Observation,
    Origin,
    PartPurpose,
    PartValue,
    Series,
    SeriesMarking,
    SeriesPart,
    SeriesState,
)
from nic.measures.parts import PartFigures


def keys_of_measure(definition_id: int) -> Select[int]:
    """The keys of the series of a measure, to be used inside another statement."""
    return select(Series.id).where(Series.definition_id == definition_id)


def stale_series(definition_id: int) -> Sequence[int]:
    """The series of a measure whose states wait to be counted anew."""
    statement = (
        select(SeriesState.series_id)
        .join(Series, Series.id == SeriesState.series_id)
        .where(Series.definition_id == definition_id, SeriesState.stale)
        .order_by(SeriesState.series_id)
    )
    return db.session.scalars(statement).all()


def definitions_to_recount() -> Sequence[int]:
    """Measures of which states wait to be counted anew."""
    statement = select(Series.definition_id).join(SeriesState).where(SeriesState.stale).distinct()
    return sorted(db.session.scalars(statement))


def live_markings(series_ids: Collection[int]) -> dict[int, list[Marked]]:
    """What is set on the charts of some series."""
    found: dict[int, list[Marked]] = {series_id: [] for series_id in series_ids}
    statement = select(
        SeriesMarking.series_id,
        SeriesMarking.kind,
        SeriesMarking.starts_on,
        SeriesMarking.ends_on,
        SeriesMarking.label,
    ).where(SeriesMarking.series_id.in_(series_ids), SeriesMarking.archived_at.is_(None))
    for series_id, kind, starts_on, ends_on, label in db.session.execute(statement):
        found[series_id].append(Marked(kind, starts_on, ends_on, label))
    return found


def values_left_out(definition_id: int) -> dict[int, set[date]]:
    """The periods whose values teams have left out of their charts of a measure, by series."""
    found: dict[int, set[date]] = {}
    statement = select(SeriesMarking.series_id, SeriesMarking.starts_on).where(
        SeriesMarking.series_id.in_(keys_of_measure(definition_id)),
        SeriesMarking.kind == MarkingKind.EXCLUSION,
        SeriesMarking.archived_at.is_(None),
    )
    for series_id, start in db.session.execute(statement):
        found.setdefault(series_id, set()).add(start)
    return found


def live_baselines(series_id: int) -> Sequence[SeriesMarking]:
    """The baselines that are set on the chart of a series: one, or none."""
    statement = select(SeriesMarking).where(
        SeriesMarking.series_id == series_id,
        SeriesMarking.kind == MarkingKind.BASELINE,
        SeriesMarking.archived_at.is_(None),
    )
    return db.session.scalars(statement.options(joinedload(SeriesMarking.series))).all()


def kept_markings(definition_id: int) -> dict[int, list[Any]]:
    """What the states of a measure's series keep of their charts, by series, held until the transaction ends."""
    statement = (
        select(SeriesState.series_id, SeriesState.markings)
        .where(SeriesState.series_id.in_(keys_of_measure(definition_id)))
        .order_by(SeriesState.series_id)
        .with_for_update()
    )
    return dict(db.session.execute(statement).all())


def parts_to_add(definition_id: int) -> dict[tuple[int, date], list[PartFigures]]:
    """The standing parts of every value of a measure, by series and period."""
    statement = (
        select(PartValue)
        .join(SeriesPart, SeriesPart.id == PartValue.part_id)
        .join(Series, Series.id == PartValue.series_id)
        .where(
            Series.definition_id == definition_id, SeriesPart.purpose == PartPurpose.SUM, PartValue.standing
        )
        .order_by(PartValue.id)
    )
    found: dict[tuple[int, date], list[PartFigures]] = {}
    for each in db.session.scalars(statement):
        figures = PartFigures(each.value, each.numerator, each.denominator, each.n)
        found.setdefault((each.series_id, each.period_start), []).append(figures)
    return found


def kept_sums(definition_id: int) -> dict[tuple[int, date], PartFigures]:
    """The values of a measure that were added up from parts, by series and period."""
    statement = (
        select(Observation)
        .join(Series, Series.id == Observation.series_id)
        .where(Series.definition_id == definition_id, Observation.origin == Origin.PARTS)
    )
    return {
        (each.series_id, each.period_start): PartFigures(each.value, each.numerator, each.denominator, each.n)
        for each in db.session.scalars(statement)
    }
