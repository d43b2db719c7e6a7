"""Totals kept beside the values: what each run chart says, and each network's measure pooled by week.

A value that is written renews the state of its series at once and marks its pooled week stale; ``nic work`` pools it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Insert, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from nic.kernel import clock
from nic.kernel.database import db
from nic.measures.figures import NOTHING, Figures, PooledWeek, Value, figures_of, pool
from nic.measures.markings import NO_MARKINGS, markings_of, written
from nic.measures.models import Cadence, MeasureDefinition, NetworkWeek, SeriesState
from nic.measures.parts import added_up
from nic.measures.periods import pooled_start
from nic.measures.queries import kept as reads
from nic.measures.queries import values as queries
from nic.measures.queries.values import Held

BySeries = Mapping[int, Sequence[Value]]
"""The standing values of some series in time order."""

_EMPTY = PooledWeek()
COUNTED_ANEW = "totals that are counted anew"
"""Where other rooms register what ``nic totals rebuild`` counts for them."""
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""Revisions count the seconds since then, so that no revision comes twice, not even after a backup was restored."""


def keep_states(held: Mapping[int, Held], figures: Mapping[int, Figures]) -> None:
    """Writes new figures over the kept states of some series, in one statement; ``held`` as they were locked."""
    if not figures:
        return
    least = round((clock.now() - _FIRST).total_seconds())
    rows = [
        {
            **found._asdict(),
            "key": series_id,
            "revision": max(held[series_id].revision + 1, least),
            "stale": False,
        }
        for series_id, found in figures.items()
    ]
    db.session.connection().execute(_KEEP, rows)
    for row in rows:
        state = db.session.identity_map.get(identity_key(SeriesState, row["key"]))
        for name in _KEPT if state is not None else ():
            set_committed_value(state, name, row[name])


_STATES = SeriesState.__table__
_KEPT = (*Figures._fields, "revision", "stale")
_KEEP = (
    update(SeriesState)
    .where(_STATES.c.series_id == bindparam("key"))
    .values({name: bindparam(name) for name in _KEPT})
)


def mark_stale(periods: Iterable[tuple[MeasureDefinition, Iterable[date]]]) -> None:
    """Marks the pooled weeks of some periods stale, in one statement; a team's own measure is not pooled."""
    rows = [
        {"definition_id": definition.id, "week_start": week}
        for definition, starts in periods
        if definition.network_id is not None
        for week in sorted({pooled_start(definition.cadence, start) for start in starts})
    ]
    if rows:
        db.session.connection().execute(_stale_insert(db.engine.dialect.name), rows)


@cache
def _stale_insert(dialect: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement: Insert = (
        insert(NetworkWeek)
        .values(stale=True)
        .on_conflict_do_update(index_elements=["definition_id", "week_start"], set_={"stale": True})
    )
    return statement


def refresh_network_weeks(definition_id: int) -> int:
    """Pools the stale weeks of a measure. Returns how many there were."""
    weeks = queries.lock_stale_weeks(definition_id)
    if weeks:
        definition = queries.definition_by_id(definition_id)
        last = weeks[-1].week_start + (
            timedelta(days=6) if definition.cadence is Cadence.DAILY else timedelta()
        )
        pooled = _pooled(definition, queries.team_values(definition_id, weeks[0].week_start, last))
        keep_weeks(definition_id, {week.week_start: pooled.get(week.week_start, _EMPTY) for week in weeks})
        for week in weeks:
            db.session.expire(week)
    return len(weeks)


def keep_weeks(definition_id: int, pooled: Mapping[date, PooledWeek]) -> None:
    """Writes pooled weeks, new ones and known ones, in one statement."""
    if not pooled:
        return
    now = clock.now()
    rows = [
        {
            "definition_id": definition_id,
            "week_start": start,
            "teams": week.teams,
            "median": week.median,
            "lower_quartile": week.lower_quartile,
            "upper_quartile": week.upper_quartile,
            "stale": False,
            "refreshed_at": now,
        }
        for start, week in pooled.items()
    ]
    statement: Any = (sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert)(NetworkWeek)
    kept = {name: statement.excluded[name] for name in rows[0] if name not in ("definition_id", "week_start")}
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["definition_id", "week_start"], set_=kept), rows
    )


def pooled_weeks(
    definition: MeasureDefinition, values: BySeries, periods: Iterable[date]
) -> dict[date, PooledWeek]:
    """The pooled weeks of some periods; ``values`` hold every value of these periods."""
    pooled = _pooled(definition, values)
    weeks = sorted({pooled_start(definition.cadence, start) for start in periods})
    return {week: pooled.get(week, _EMPTY) for week in weeks}


def _pooled(definition: MeasureDefinition, values: BySeries) -> dict[date, PooledWeek]:
    """A value that a team has left out of its own chart does not count here either."""
    left_out = reads.values_left_out(definition.id)
    counted = dict(values)
    for key in left_out.keys() & values.keys():
        counted[key] = [value for value in values[key] if value.period_start not in left_out[key]]
    return pool(counted, definition.cadence, definition.unknown_n_counts_as_large)


def figures_by_series(
    definition: MeasureDefinition, values: BySeries, held: Mapping[int, Held]
) -> dict[int, Figures]:
    """The figures of every series that has values; ``held`` is what their states keep beside the figures."""
    return {
        series_id: figures_of(
            found, definition.direction, held[series_id].markings if series_id in held else NO_MARKINGS
        )
        for series_id, found in values.items()
    }


def keep_markings(kept: Mapping[int, list[Any]]) -> None:
    """Repeats what is set on the charts of some series beside their figures, in one statement."""
    if kept:
        rows = [{"key": series_id, "markings": markings} for series_id, markings in kept.items()]
        db.session.connection().execute(_KEEP_MARKINGS, rows)
    for series_id, markings in kept.items():
        state = db.session.identity_map.get(identity_key(SeriesState, series_id))
        if state is not None:
            set_committed_value(state, "markings", markings)


_KEEP_MARKINGS = (
    update(SeriesState).where(_STATES.c.series_id == bindparam("key")).values(markings=bindparam("markings"))
)


def await_states(definition: MeasureDefinition) -> None:
    """Lets ``nic work`` count the state of every series of a measure anew: no request waits for a thousand teams."""
    db.session.execute(
        update(SeriesState)
        .where(SeriesState.series_id.in_(reads.keys_of_measure(definition.id)))
        .values(stale=True, revision=SeriesState.revision + 1)
        .execution_options(synchronize_session=False)
    )
    for loaded in list(db.session.identity_map.values()):
        if isinstance(loaded, SeriesState):
            db.session.expire(loaded, ["stale", "revision"])


def await_recount(definition: MeasureDefinition) -> None:
    """Lets ``nic work`` count every total of a measure anew, its pooled weeks among them.

    Pooled figures are not shown meanwhile where a value without n may now come from a small group.
    """
    await_states(definition)
    hidden = {} if definition.unknown_n_counts_as_large else {"teams": 0, "median": None}
    db.session.execute(
        update(NetworkWeek)
        .where(NetworkWeek.definition_id == definition.id)
        .values(stale=True, **hidden)
        .execution_options(synchronize_session=False)
    )


def recount(definition_id: int, most: int) -> int:
    """Counts up to so many stale states of a measure anew. Returns how many are left."""
    definition = queries.definition_by_id(definition_id)
    waiting = reads.stale_series(definition_id)
    series_ids = waiting[:most]
    held = queries.lock_states(series_ids)
    values = queries.team_values(definition_id, series_ids=series_ids)
    keep_states(held, dict.fromkeys(series_ids, NOTHING) | figures_by_series(definition, values, held))
    return len(waiting) - len(series_ids)


def rebuild(definition_id: int) -> None:
    """Computes every total of a measure anew from its values and keeps it."""
    definition = queries.definition_by_id(definition_id)
    series_ids = queries.kept_states(definition_id).keys()
    held = queries.lock_states(series_ids)
    values = queries.team_values(definition_id)
    marked = reads.live_markings(series_ids)
    right = {key: held[key]._replace(markings=markings_of(marked[key])) for key in series_ids}
    keep_markings({key: written(marked[key]) for key in series_ids if right[key] != held[key]})
    keep_states(held, dict.fromkeys(series_ids, NOTHING) | figures_by_series(definition, values, right))
    if definition.network_id is not None:
        known = {week.week_start: _EMPTY for week in queries.kept_weeks(definition_id)}
        keep_weeks(definition_id, known | _pooled(definition, values))


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept total that is not what its values say. ``what`` names it in words."""

    what: str
    kept: object
    right: object


def differences(definition_id: int) -> list[Difference]:
    """The kept totals of a measure that are not what its values say; stale ones are known to wait and left out."""
    definition = queries.definition_by_id(definition_id)
    values = queries.team_values(definition_id)
    kept = queries.kept_states(definition_id)
    marked = reads.live_markings(kept)
    held = {key: Held(state.revision, markings_of(marked[key])) for key, state in kept.items()}
    right = figures_by_series(definition, values, held)
    found = []
    for series_id in sorted(kept.keys() | right.keys()):
        state = kept.get(series_id)
        figures = _figures_in(state) if state else None
        if not (state and state.stale) and figures != right.get(series_id, NOTHING):
            found.append(Difference(f"series {series_id}", figures, right.get(series_id, NOTHING)))
        if state and state.markings != written(marked[series_id]):
            found.append(
                Difference(f"chart of series {series_id}", state.markings, written(marked[series_id]))
            )
    found += _sums_that_differ(definition)
    if definition.network_id is not None:
        found += _week_differences(_pooled(definition, values), queries.kept_weeks(definition_id))
    return found


def _sums_that_differ(definition: MeasureDefinition) -> list[Difference]:
    """Values that are not the sum of their parts."""
    right = {
        key: added_up(parts, definition.kind) for key, parts in reads.parts_to_add(definition.id).items()
    }
    kept = reads.kept_sums(definition.id)
    return [
        Difference(
            f"sum of series {series_id}, {start}", kept.get((series_id, start)), right.get((series_id, start))
        )
        for series_id, start in sorted(right)
        if kept.get((series_id, start)) != right.get((series_id, start))
    ]


def _figures_in(state: SeriesState) -> Figures:
    return Figures(*(getattr(state, name) for name in Figures._fields))


def _week_differences(right: Mapping[date, PooledWeek], kept: Collection[NetworkWeek]) -> list[Difference]:
    stale = {week.week_start for week in kept if week.stale}
    weeks = {
        week.week_start: PooledWeek(week.teams, week.median, week.lower_quartile, week.upper_quartile)
        for week in kept
    }
    return [
        Difference(f"week {start}", weeks.get(start, _EMPTY), right.get(start, _EMPTY))
        for start in sorted(weeks.keys() | right.keys())
        if start not in stale and weeks.get(start, _EMPTY) != right.get(start, _EMPTY)
    ]
