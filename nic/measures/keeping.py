"""What every way of writing a value shares: whether its series may take it, and the states it moves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nic.kernel import clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.measures import totals
from nic.measures.figures import Value, figures_of
from nic.measures.models import Cadence, Series
from nic.measures.periods import anchors_of
from nic.measures.periods import period_start as start_of
from nic.measures.queries import values as queries
from nic.measures.queries.loaders import calendars
from nic.measures.queries.values import Held
from nic.measures.readings import Reading, checked

EARLIEST = date(1990, 1, 1)
"""Dates before this are slips of the pen."""


def anchors_by_team(scope: Scope, series: Iterable[Series]) -> dict[int, tuple[date, ...]]:
    """From where the periods of two weeks are counted, by team; nothing is read where there are none."""
    teams = {each.team for each in series if each.definition.cadence is Cadence.FORTNIGHTLY}
    return {team_id: anchors_of(calendar) for team_id, calendar in calendars(scope, teams).items()}


def checked_for(series: Series, reading: Reading, anchors: Mapping[int, tuple[date, ...]]) -> Reading:
    """The reading as its series may take it (see ``checked``). Raises DomainError."""
    if series.is_archived or series.definition.is_archived:
        raise DomainError("This measure is archived. Restore it to log a value.")
    if series.definition.network_id not in (None, *series.team.network_ids):
        raise DomainError("Your team is no longer in the network that shares this measure.")
    cadence = series.definition.cadence
    start = start_of(cadence, reading.period_start, anchors.get(series.team_id, ()))
    if start != reading.period_start:
        raise DomainError("This is not the first day of a period of this measure.", "period_start")
    if reading.period_start < EARLIEST:
        raise DomainError("This date is too long ago.", "period_start")
    if reading.period_start > clock.today(series.team.school.time_zone):
        raise DomainError("This period has not begun.", "period_start")
    return checked(reading, series.definition.kind)


def renew_states(series: Sequence[Series], held: Mapping[int, Held] | None = None) -> None:
    """Computes the states of some series anew from all their values; ``held`` where they have been locked before."""
    by_id = {each.id: each for each in series}
    states = held if held is not None else queries.lock_states(by_id)
    values: dict[int, list[Value]] = {key: [] for key in by_id}
    for row in queries.known_readings(by_id):
        if row.standing:
            values[row.series_id].append(Value(row.period_start, row.value, row.n))
    totals.keep_states(
        states,
        {
            key: figures_of(found, by_id[key].definition.direction, states[key].markings)
            for key, found in values.items()
        },
    )
