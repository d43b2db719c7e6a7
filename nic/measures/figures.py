"""What a series says, from its plain values: the figures kept in ``series_state`` and ``network_week``. No database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from nic.analysis.in_words import Cadence as SpokenCadence
from nic.analysis.in_words import state
from nic.analysis.numbers import mean, quantile
from nic.analysis.pooling import FEWEST_FOR_QUARTILES
from nic.analysis.suppression import SMALL
from nic.measures.markings import NO_MARKINGS, Markings, analyzed_with
from nic.measures.models import Cadence, Direction, SeriesSignal
from nic.measures.periods import pooled_start, window_start

SPOKEN: dict[Cadence, SpokenCadence] = {
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.FORTNIGHTLY: "two weeks",
    Cadence.MONTHLY: "month",
}
"""How the sentences of ``nic.analysis`` name each cadence."""


class Value(NamedTuple):
    """One standing value of a series."""

    period_start: date
    value: float
    n: int | None


class Fraction(NamedTuple):
    """What lies behind a value: so many out of so many."""

    numerator: float | None
    denominator: float | None


class KeptWeek(NamedTuple):
    """One pooled week of a network's measure; names as in ``network_week``."""

    week_start: date
    teams: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    stale: bool
    refreshed_at: datetime | None


class Figures(NamedTuple):
    """What ``series_state`` keeps; names as there."""

    n: int = 0
    median: float | None = None
    last_value: float | None = None
    last_n: int | None = None
    last_period: date | None = None
    signal: SeriesSignal = SeriesSignal.TOO_EARLY
    signal_since: date | None = None
    run_length: int = 0


NOTHING = Figures()
_UNTOLD = frozenset({SeriesSignal.TOO_EARLY, SeriesSignal.STEADY})


def figures_of(values: Sequence[Value], direction: Direction, markings: Markings = NO_MARKINGS) -> Figures:
    """What the run chart of the last 52 weeks that have data says; ``values`` in time order, also the baseline's."""
    if not values:
        return NOTHING
    shown = in_window(values)
    chart = analyzed_with(markings, shown, values)
    signal = SeriesSignal(state(chart, direction.value))
    run = chart.current.runs.long_runs[-1] if chart.current.runs.long_runs and signal not in _UNTOLD else None
    last = shown[-1]
    return Figures(
        len(shown),
        chart.median,
        last.value,
        last.n,
        last.period_start,
        signal,
        shown[run.first].period_start if run else None,
        run.length if run else 0,
    )


def in_window(values: Sequence[Value]) -> Sequence[Value]:
    """The values of the last 52 weeks that have data; ``values`` in time order."""
    if not values:
        return values
    start = window_start(values[-1].period_start)
    if values[0].period_start >= start:
        return values
    return [value for value in values if value.period_start >= start]


def is_large(n: int | None, unknown_counts_as_large: bool) -> bool:
    """Whether a value comes from more than 10 people, so that it may be shown outside the circle."""
    return unknown_counts_as_large if n is None else n > SMALL


@dataclass(frozen=True, slots=True)
class PooledWeek:
    """One week over all teams that went in; ``teams`` is their number."""

    teams: int = 0
    median: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None


def pool(
    values: Mapping[int, Iterable[Value]], cadence: Cadence, unknown_counts_as_large: bool
) -> dict[date, PooledWeek]:
    """Median and quartiles over teams by week, as ``nic.analysis.pooling`` finds them; ``values`` by series.

    Values from 10 or fewer people are left out. Of a daily measure a team's week is the mean of its days.
    """
    weeks: dict[date, list[float]] = defaultdict(list)
    for found in values.values():
        large = [value for value in found if is_large(value.n, unknown_counts_as_large)]
        if cadence is Cadence.DAILY:
            large = _weeks_of_days(large)
        for start, value, _ in large:
            weeks[start].append(value)
    return {start: _pooled(sorted(found)) for start, found in weeks.items()}


def _weeks_of_days(days: Iterable[Value]) -> list[Value]:
    weeks: dict[date, list[float]] = defaultdict(list)
    for start, value, _ in days:
        weeks[pooled_start(Cadence.DAILY, start)].append(value)
    return [Value(start, mean(found) or 0.0, None) for start, found in weeks.items()]


def _pooled(ordered: Sequence[float]) -> PooledWeek:
    if len(ordered) < FEWEST_FOR_QUARTILES:
        return PooledWeek(len(ordered), quantile(ordered, 0.5))
    return PooledWeek(len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.25), quantile(ordered, 0.75))
