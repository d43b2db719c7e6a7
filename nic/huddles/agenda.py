"""What a huddle is about: what is late or due, what charts say, and which steps wait. No database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nic.cycles.facts import due_date, due_on_day
from nic.cycles.models import Cycle
from nic.measures.models import Series
from nic.measures.periods import LENGTH, anchors_of, has_school, label, latest_with_school, period_start
from nic.measures.queries import RunChartView
from nic.organizations.calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class DueMeasure:
    """A measure without a value for a period that has begun."""

    series: Series
    period: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DueCycle:
    """A cycle with something left to do; ``due`` in words, empty where no day is set."""

    cycle: Cycle
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """The points of a huddle, what is late first."""

    measures: Sequence[DueMeasure]
    to_choose: Sequence[Series]
    telling: Sequence[RunChartView]
    cycles: Sequence[DueCycle]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.measures or self.to_choose or self.telling or self.cycles)


def agenda_of(
    series: Sequence[Series],
    cycles: Sequence[Cycle],
    *,
    calendar: SchoolCalendar,
    today: date,
    skipped: Collection[tuple[int, date]],
    to_choose: Collection[int],
    views: Mapping[int, RunChartView],
) -> Agenda:
    """Puts the points together."""
    due = [found for each in series for found in _due(each, calendar, today, skipped)]
    steps = [_step(cycle, today) for cycle in cycles]
    return Agenda(
        sorted(due, key=lambda found: not found.is_late),
        [each for each in series if each.id in to_choose],
        [views[each.id] for each in series if each.state is not None and each.state.signal.is_telling],
        sorted(steps, key=lambda step: (not step.is_late, due_date(step.cycle) or date.max)),
    )


def _due(
    series: Series, calendar: SchoolCalendar, today: date, skipped: Collection[tuple[int, date]]
) -> list[DueMeasure]:
    """The latest period before this one where it has no value, and this one."""
    cadence = series.definition.cadence
    current = period_start(cadence, today, anchors_of(calendar))
    last = series.state.last_period if series.state is not None else None
    before = latest_with_school(calendar, cadence, current)
    found = []
    began_before = before is not None and (
        last is not None or series.created_at.date() < before + LENGTH[cadence]
    )
    if before is not None and began_before and (last is None or last < before):
        found.append((before, True))
    if has_school(calendar, cadence, current) and (last is None or last < current):
        found.append((current, False))
    return [
        DueMeasure(series, label(cadence, start, with_year=False), is_late)
        for start, is_late in found
        if (series.id, start) not in skipped
    ]


def _step(cycle: Cycle, today: date) -> DueCycle:
    due = due_date(cycle)
    return DueCycle(cycle, due_on_day(cycle, today), due is not None and due < today)
