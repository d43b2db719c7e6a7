"""Logging, correcting and choosing what members, classes and groups counted. Parts are added up at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.events import publish
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version
from nic.measures import totals
from nic.measures.events import ObservationRecorded
from nic.measures.keeping import anchors_by_team, checked_for, renew_states
from nic.measures.models import Observation, Origin, PartPurpose, PartValue, Series, SeriesPart
from nic.measures.parts import PartFigures, added_up
from nic.measures.queries import parts as queries
from nic.measures.queries.parts import KnownPart
from nic.measures.queries.values import Held, lock_states
from nic.measures.readings import Reading, checked

FIGURES = ("value", "numerator", "denominator", "n", "note")


@dataclass(frozen=True, slots=True)
class PartReading:
    """What a part (or a group) counted in one period, with the mark that the device gave it."""

    part_id: int
    reading: Reading

    @property
    def body(self) -> tuple[object, ...]:
        """What was sent, without its mark."""
        sent = self.reading
        return (
            self.part_id,
            sent.period_start,
            sent.value,
            sent.numerator,
            sent.denominator,
            sent.n,
            sent.note,
        )


def record_part(
    scope: Scope,
    series: Series,
    part_id: int,
    *,
    period_start: date,
    client_uuid: UUID,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    n: int | None = None,
    note: str = "",
    origin: Origin = Origin.LOG,
) -> PartValue:
    """Logs what one part counted; see ``record_parts``."""
    reading = Reading(series.id, period_start, client_uuid, value, numerator, denominator, n, note)
    return record_parts(scope, [series], [PartReading(part_id, reading)], origin)[0]


def record_parts(
    scope: Scope, series: Sequence[Series], readings: Sequence[PartReading], origin: Origin = Origin.LOG
) -> list[PartValue]:
    """Logs what members, classes or groups counted, all or none; what is read does not depend on how many there are.

    As with values, the first reading of a part in a period stands and another one is kept beside it; a mark that was
    sent before gets the same result. Parts are added up to the value of their series. ``series`` as for
    ``record_observations``. Raises DomainError.
    """
    by_id = {each.id: each for each in series}
    anchors = anchors_by_team(scope, series)
    right = [
        PartReading(each.part_id, checked_for(by_id[each.reading.series_id], each.reading, anchors))
        for each in readings
    ]
    touched = {each.reading.series_id for each in right}
    held = lock_states(touched)
    parts = queries.parts_by_id(touched, {each.part_id for each in right})
    for each in right:
        _check_part(parts.get(each.part_id), each.reading)
    book = _Book(parts, _known(right))
    entered = [book.enter(scope, each, origin) for each in right]
    if book.new:
        verbs = [("logged" if new.standing else "logged beside another value", new) for new in book.new]
        audit.record_all(scope, verbs)
    _keep(scope, by_id, held, [row for row in book.new if row.standing])
    old = queries.part_values_by_id([found for found in entered if isinstance(found, int)])
    return [old[found] if isinstance(found, int) else found for found in entered]


def _check_part(part: SeriesPart | None, reading: Reading) -> None:
    if part is None or part.series_id != reading.series_id or part.is_archived:
        raise DomainError("This part is not asked for any more. Open the page again.")


def _known(readings: Iterable[PartReading]) -> Sequence[KnownPart]:
    sent = [each.reading for each in readings]
    marks = {mark for each in sent for mark in (each.client_uuid, each.as_copy().client_uuid)}
    return queries.known_part_values(
        {each.part_id for each in readings}, {each.period_start for each in sent}, marks
    )


class _Book:
    """What is known of some parts, and what is new."""

    def __init__(self, parts: dict[int, SeriesPart], known: Sequence[KnownPart]) -> None:
        self.new: list[PartValue] = []
        self._parts = parts
        self._by_mark: dict[UUID, KnownPart | PartValue] = {each.client_uuid: each for each in known}
        self._standing = {(each.part_id, each.period_start) for each in known if each.standing}

    def enter(self, scope: Scope, sent: PartReading, origin: Origin) -> PartValue | int:
        """The new row for a reading, or the key of the row that it made when it was first sent."""
        found = self._by_mark.get(sent.reading.client_uuid)
        if found is not None and _body(found) != sent.body:
            sent = PartReading(sent.part_id, sent.reading.as_copy())
            found = self._by_mark.get(sent.reading.client_uuid)
        if found is not None:
            return found.id if isinstance(found, KnownPart) else found
        place = (sent.part_id, sent.reading.period_start)
        row = _row(scope, self._parts[sent.part_id], sent.reading, origin)
        row.standing = place not in self._standing
        self._standing.add(place)
        self._by_mark[sent.reading.client_uuid] = row
        self.new.append(row)
        return row


def _body(row: KnownPart | PartValue) -> tuple[object, ...]:
    if isinstance(row, KnownPart):
        return row.body
    return (row.part_id, row.period_start, row.value, row.numerator, row.denominator, row.n, row.note)


def _row(scope: Scope, part: SeriesPart, reading: Reading, origin: Origin) -> PartValue:
    return PartValue(
        part=part,
        part_id=part.id,
        series=part.series,
        series_id=part.series_id,
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


def correct_part(
    scope: Scope,
    found: PartValue,
    version: int | None,
    *,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    n: int | None = None,
    note: str = "",
) -> PartValue:
    """Corrects what a part counted. Raises DomainError, and StaleVersion where somebody else did so meanwhile."""
    check_version(found, version, {name: getattr(found, name) for name in FIGURES})
    series = found.series
    held = lock_states([series.id])
    reading = Reading(series.id, found.period_start, UUID(int=0), value, numerator, denominator, n, note)
    right = checked(reading, series.definition.kind)
    for name in FIGURES:
        setattr(found, name, getattr(right, name))
    audit.record(scope, "corrected", found)
    if found.standing:
        _keep(scope, {series.id: series}, held, [found])
    return found


def choose_part_value(scope: Scope, found: PartValue) -> PartValue:
    """Lets one of the readings of a part in a period stand and sets the others aside; they are kept."""
    held = lock_states([found.series_id])
    others = [
        other
        for other in queries.readings_of_part(found.part_id, found.period_start)
        if other.id != found.id and (other.standing or other.set_aside_at is None)
    ]
    for other in others:
        other.standing, other.set_aside_at = False, clock.now()
    audit.record_all(scope, [("set aside", other) for other in others])
    found.standing, found.set_aside_at = True, None
    audit.record(scope, "chose", found)
    _keep(scope, {found.series_id: found.series}, held, [found])
    return found


def set_aside_part(scope: Scope, found: PartValue) -> PartValue:
    """Takes what a part counted out of the value; it is kept and may be chosen again."""
    held = lock_states([found.series_id])
    stood = found.standing
    found.standing, found.set_aside_at = False, clock.now()
    audit.record(scope, "set aside", found)
    if stood:
        _keep(scope, {found.series_id: found.series}, held, [found])
    return found


def _keep(
    scope: Scope, series: dict[int, Series], held: dict[int, Held], changed: Collection[PartValue]
) -> None:
    """Adds up the periods in which a standing part has changed and renews the states of their series."""
    if not changed:
        return
    touched = {row.series_id for row in changed}
    periods = {(row.series_id, row.period_start) for row in changed if row.part.purpose is PartPurpose.SUM}
    moved = _add_up(scope, series, periods) if periods else []
    renew_states([series[key] for key in sorted(touched)], held)
    by_definition = [
        (each.definition, [start for series_id, start in moved if series_id == each.id])
        for each in series.values()
    ]
    totals.mark_stale([(definition, starts) for definition, starts in by_definition if starts])
    for series_id, start in moved:
        publish(ObservationRecorded(series_id, series[series_id].definition_id, start))


def _add_up(
    scope: Scope, series: dict[int, Series], periods: Collection[tuple[int, date]]
) -> list[tuple[int, date]]:
    """Writes the sums of some periods. Returns the periods whose standing value is another one now."""
    asked = {series_id for series_id, _ in periods}, {start for _, start in periods}
    parts = queries.standing_parts(*asked)
    known = queries.values_beside_sums(*asked)
    sums = {(row.series_id, row.period_start): row for row in known if row.origin is Origin.PARTS}
    others = {
        (row.series_id, row.period_start) for row in known if row.standing and row.origin is not Origin.PARTS
    }
    rows, moved = [], []
    for place in sorted(periods):
        whole = added_up(parts.get(place, ()), series[place[0]].definition.kind)
        row = sums.get(place)
        stood = row is not None and row.standing
        if row is None and whole is not None:
            row = _sum_row(scope, series[place[0]], place[1])
        if row is not None:
            _write_sum(scope, row, whole, place in others)
            rows.append(row)
            moved += [place] if stood or row.standing else []
    audit.record_all(scope, [("added up", row) for row in rows])
    return moved


def _sum_row(scope: Scope, series: Series, period_start: date) -> Observation:
    return Observation(
        series=series,
        series_id=series.id,
        agency_id=series.team.agency_id,
        period_start=period_start,
        origin=Origin.PARTS,
        standing=False,
        recorded_by_id=scope.person_id if isinstance(scope, Person) else None,
    )


def _write_sum(scope: Scope, row: Observation, whole: PartFigures | None, another_stands: bool) -> None:
    """The sum stands where no other value does; without any part left it is set aside."""
    if whole is None:
        row.standing, row.set_aside_at = False, clock.now()
        return
    row.value, row.numerator, row.denominator, row.n = whole
    row.recorded_at = clock.now()
    if not another_stands:
        row.standing, row.set_aside_at = True, None
