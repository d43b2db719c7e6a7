"""Logging, correcting and choosing values. Each keeps the state of its series and marks the pooled week stale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.events import publish
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version
from nic.measures import totals
from nic.measures.events import ObservationRecorded
from nic.measures.figures import Value, figures_of
from nic.measures.keeping import anchors_by_team, checked_for, renew_states
from nic.measures.models import MeasureDefinition, Observation, Origin, Series
from nic.measures.periods import WEEK, WINDOW
from nic.measures.queries import values as queries
from nic.measures.queries.values import Held, Known
from nic.measures.readings import Reading, checked

LOOK_BACK = WINDOW + WEEK
"""A state speaks of 52 weeks: so far back from the earliest new value its values are read."""


def record_observation(
    scope: Scope,
    series: Series,
    *,
    period_start: date,
    client_uuid: UUID,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    n: int | None = None,
    note: str = "",
    origin: Origin = Origin.LOG,
) -> Observation:
    """Logs one value; see ``record_observations``."""
    reading = Reading(series.id, period_start, client_uuid, value, numerator, denominator, n, note)
    return record_observations(scope, [series], [reading], origin)[0]


def record_observations(
    scope: Scope, series: Sequence[Series], readings: Sequence[Reading], origin: Origin = Origin.LOG
) -> list[Observation]:
    """Logs values, all or none; what is read does not depend on how many there are.

    The first value of a period stands; another one is kept beside it for the team to choose. A mark that was sent
    before gets the same result; with something else behind it, that is kept beside as well. ``series`` are those of
    the readings, loaded in this scope with their teams' schools. Raises DomainError.
    """
    by_id = {each.id: each for each in series}
    anchors = anchors_by_team(scope, series)
    right = [checked_for(by_id[reading.series_id], reading, anchors) for reading in readings]
    touched = {reading.series_id for reading in right}
    states = queries.lock_states(touched)
    marks = {mark for reading in right for mark in (reading.client_uuid, reading.as_copy().client_uuid)}
    since = _since(right, states)
    book = _Book(queries.known_readings(touched, marks, since))
    observations = [book.enter(scope, by_id[reading.series_id], reading, origin) for reading in right]
    if book.new:
        verbs = [("logged" if new.standing else "logged beside another value", new) for new in book.new]
        audit.record_all(scope, verbs)
    _keep(by_id, states, book)
    old = queries.readings_by_id([found for found in observations if isinstance(found, int)])
    return [old[found] if isinstance(found, int) else found for found in observations]


def _since(readings: Iterable[Reading], states: Mapping[int, Held]) -> date:
    """From when on values are read: 52 weeks before the earliest new one, and those of every baseline."""
    earliest = min((reading.period_start for reading in readings), default=date.max) - LOOK_BACK
    return min([earliest, *(held.markings.since for held in states.values())])


@dataclass
class _Book:
    """What is known of some series, and what is new."""

    known: Sequence[Known]
    new: list[Observation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_mark: dict[UUID, Known | Observation] = {
            known.client_uuid: known for known in self.known if known.client_uuid is not None
        }
        self._standing = {(known.series_id, known.period_start) for known in self.known if known.standing}

    def enter(self, scope: Scope, series: Series, reading: Reading, origin: Origin) -> Observation | int:
        """The new row for a reading, or the key of the row that it made when it was first sent."""
        found = self._by_mark.get(reading.client_uuid)
        if found is not None and _body(found) != reading.body:
            reading = reading.as_copy()
            found = self._by_mark.get(reading.client_uuid)
        if found is not None:
            return found.id if isinstance(found, Known) else found
        row = _row(scope, series, reading, origin)
        row.standing = (series.id, reading.period_start) not in self._standing
        self._standing.add((series.id, reading.period_start))
        self._by_mark[reading.client_uuid] = row
        self.new.append(row)
        return row

    def values(self) -> dict[int, list[Value]]:
        """The standing values by series and in time order, the new ones among them."""
        found: dict[int, list[Value]] = {}
        rows: Iterable[Known | Observation] = (*self.known, *self.new)
        for row in rows:
            if row.standing:
                found.setdefault(row.series_id, []).append(Value(row.period_start, row.value, row.n))
        for values in found.values():
            values.sort()
        return found


def _body(row: Known | Observation) -> tuple[object, ...]:
    if isinstance(row, Known):
        return row.body
    return (row.series_id, row.period_start, row.value, row.numerator, row.denominator, row.n, row.note)


def _row(scope: Scope, series: Series, reading: Reading, origin: Origin) -> Observation:
    return Observation(
        series=series,
        series_id=series.id,
        agency_id=series.team.agency_id,
        period_start=reading.period_start,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        n=reading.n,
        note=reading.note,
        origin=origin,
        recorded_by_id=scope.person_id if isinstance(scope, Person) else None,
        client_uuid=reading.client_uuid,
    )


def _keep(by_id: dict[int, Series], states: dict[int, Held], book: _Book) -> None:
    """Renews the states of the series with a new standing value, marks their weeks stale and tells it."""
    standing = [row for row in book.new if row.standing]
    changed = {row.series_id for row in standing}
    values = book.values() if changed else {}
    totals.keep_states(
        states,
        {
            key: figures_of(values[key], by_id[key].definition.direction, states[key].markings)
            for key in changed
        },
    )
    by_definition: dict[int, tuple[MeasureDefinition, list[date]]] = {}
    for row in standing:
        definition = by_id[row.series_id].definition
        by_definition.setdefault(definition.id, (definition, []))[1].append(row.period_start)
    totals.mark_stale(by_definition.values())
    for row in standing:
        publish(ObservationRecorded(row.series_id, by_id[row.series_id].definition_id, row.period_start))


def correct_observation(
    scope: Scope,
    observation: Observation,
    version: int | None,
    *,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    n: int | None = None,
    note: str = "",
) -> Observation:
    """Corrects one reading. A number of people other than the denominator stays, where none is given.

    Raises DomainError, and StaleVersion where somebody else corrected it meanwhile.
    """
    names = ("value", "numerator", "denominator", "n", "note")
    if observation.origin is Origin.PARTS:
        raise DomainError("This value is added up from its parts. Correct a part instead.")
    check_version(observation, version, {name: getattr(observation, name) for name in names})
    series = observation.series
    if (
        n is None
        and None not in (denominator, observation.denominator)
        and observation.n != observation.denominator
    ):
        n = observation.n
    reading = Reading(
        series.id, observation.period_start, UUID(int=0), value, numerator, denominator, n, note
    )
    right = checked(reading, series.definition.kind)
    for name in names:
        setattr(observation, name, getattr(right, name))
    audit.record(scope, "corrected", observation)
    if observation.standing:
        _renew(series, observation.period_start)
    return observation


def choose_reading(scope: Scope, observation: Observation) -> Observation:
    """Lets one of the readings of a period stand and sets the others aside; they are kept."""
    now = clock.now()
    queries.lock_states([observation.series_id])
    others = [
        other
        for other in queries.readings_of_period(observation.series_id, observation.period_start)
        if other.id != observation.id and (other.standing or other.set_aside_at is None)
    ]
    for other in others:
        other.standing, other.set_aside_at = False, now
    audit.record_all(scope, [("set aside", other) for other in others])
    observation.standing, observation.set_aside_at = True, None
    audit.record(scope, "chose", observation)
    _renew(observation.series, observation.period_start)
    return observation


def set_aside(scope: Scope, observation: Observation) -> Observation:
    """Takes a reading off the chart; it is kept and may be chosen again."""
    stood = observation.standing
    observation.standing, observation.set_aside_at = False, clock.now()
    audit.record(scope, "set aside", observation)
    if stood:
        _renew(observation.series, observation.period_start)
    return observation


def _renew(series: Series, period_start: date) -> None:
    """Computes the state of one series anew after a standing value has changed."""
    renew_states([series])
    totals.mark_stale([(series.definition, [period_start])])
    publish(ObservationRecorded(series.id, series.definition_id, period_start))
