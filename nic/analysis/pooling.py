"""One measure of many teams pooled by week: median, quartiles, and how many teams they rest on.

A week of a team with n <= 10 enters neither median nor quartiles, so that they say nothing about it; it enters the rate
of all teams together only if it cannot be solved for.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nic.analysis.numbers import mean, median, quantile
from nic.analysis.suppression import SMALL, may_be_pooled

#: With fewer teams a quartile would be the value of one of them.
FEWEST_FOR_QUARTILES = 4


@dataclass(frozen=True, slots=True)
class TeamValue:
    """A value that a team noted on a day; with a denominator it is the numerator of a rate."""

    team: Hashable
    day: date
    value: float | None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class PooledWeek:
    """One week of all teams. `week` is its Monday.

    `median` and quartiles rest on `n_teams` teams, one value each; quartiles are None below four teams. `left_out`
    teams have a value that is not used because its group is small or of unknown size. `numerator` and `denominator` are
    the rate of all teams together; None if there are no denominators or if it may not be published.
    """

    week: date
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    n_teams: int
    left_out: int
    numerator: float | None = None
    denominator: float | None = None


def week_of(day: date) -> date:
    """Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def pool_by_week(
    values: Iterable[TeamValue], *, multiply: float = 1, unknown_n_is_large: bool = False
) -> list[PooledWeek]:
    """Pool the values of all teams week by week, in time order; a week in which no team has a value is absent.

    Several values of a team in one week count as one: numerators and denominators are added up, plain values averaged.
    *multiply*: 100 shows rates as percentages. *unknown_n_is_large*: the measure's owner says that values without
    denominator speak of 11 people or more; otherwise they are left out.
    """
    weeks: dict[date, dict[Hashable, list[TeamValue]]] = {}
    for one in values:
        known = one.value is not None and one.value == one.value
        if known and (one.denominator is None or one.denominator > 0):
            weeks.setdefault(week_of(one.day), {}).setdefault(one.team, []).append(one)
    return [
        _pool(week, [_together(rows) for rows in teams.values()], multiply, unknown_n_is_large)
        for week, teams in sorted(weeks.items())
    ]


def _together(rows: list[TeamValue]) -> tuple[float, float | None]:
    """One team's week: numerator and denominator, or plain value and None."""
    rates = [(row.value or 0, row.denominator) for row in rows if row.denominator is not None]
    if len(rates) == len(rows):
        return math.fsum([k for k, _ in rates]), math.fsum([n for _, n in rates])
    plain = [(row.value or 0) / (row.denominator or 1) for row in rows]
    return mean(plain) or 0, None


def _pool(
    week: date, teams: list[tuple[float, float | None]], multiply: float, unknown_n_is_large: bool
) -> PooledWeek:
    shown = sorted(
        multiply * (value if n is None else value / n)
        for value, n in teams
        if (unknown_n_is_large if n is None else n > SMALL)
    )
    numerator, denominator = _overall([(k, n) for k, n in teams if n is not None])
    quartiles = len(shown) >= FEWEST_FOR_QUARTILES
    return PooledWeek(
        week,
        median(shown),
        quantile(shown, 0.25) if quartiles else None,
        quantile(shown, 0.75) if quartiles else None,
        len(shown),
        len(teams) - len(shown),
        numerator,
        denominator,
    )


def _overall(rates: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    """Sum of all teams; of the large ones only, if a small one could be solved for."""
    large = [(k, n) for k, n in rates if n > SMALL]
    pooled = rates if len(large) < len(rates) and _may_enter(rates) else large
    if not pooled:
        return None, None
    return math.fsum([k for k, _ in pooled]), math.fsum([n for _, n in pooled])


def _may_enter(rates: list[tuple[float, float]]) -> bool:
    """Small groups enter only as whole numbers of people among n, and only if none can be solved for."""
    if any(k != int(k) or n != int(n) or not 0 <= k <= n for k, n in rates):
        return False
    return may_be_pooled([int(k) for k, _ in rates], [int(n) for _, n in rates])
