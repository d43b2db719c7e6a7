"""From rows as they were noted to one point per period: sorted, and rows of the same period put together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import lt
from typing import Any, Literal

from nic.analysis.numbers import mean, median, present

Together = Literal["mean", "median", "sum"]


@dataclass(frozen=True, slots=True)
class Series:
    """One point per period, in time order. `numerators` are plain values where there are no denominators."""

    x: tuple[Any, ...]
    numerators: tuple[float | None, ...]
    denominators: tuple[float, ...] | None = None
    rows: tuple[int, ...] | None = None

    @property
    def counted(self) -> tuple[int, ...]:
        """Rows with a value behind each point."""
        return self.rows or tuple([int(value is not None) for value in self.numerators])


def read_series(
    x: Sequence[Any],
    y: Sequence[float | None],
    n: Sequence[float | None] | None = None,
    *,
    dates: bool = False,
    together: Together = "mean",
) -> Series:
    """Sort rows by *x* and put rows of equal x together; rows without x are dropped.

    With denominators, numerators and denominators are added up, and a row that lacks either counts as missing
    in both (a period without any has denominator 0). Without, *together* says how. *dates*: x are ISO dates
    (YYYY-MM-DD). Raises ValueError if the lists differ in length or a date cannot be read.
    """
    if len(x) != len(y) or (n is not None and len(n) != len(x)):
        raise ValueError("x, y and n differ in length")
    if None in x:
        kept = [index for index, value in enumerate(x) if value is not None]
        x, y = [x[index] for index in kept], [y[index] for index in kept]
        n = None if n is None else [n[index] for index in kept]
    keys: list[Any] = list(map(date.fromisoformat, x)) if dates else list(x)
    if not all(map(lt, keys, keys[1:])):
        return _gather(keys, x, y, n, together)
    if n is None:
        return Series(tuple(x), tuple(y))
    pairs = [(a, b) if a is not None and b is not None else (None, 0) for a, b in zip(y, n, strict=True)]
    return Series(tuple(x), tuple([a for a, _ in pairs]), tuple([b for _, b in pairs]))


def _gather(
    keys: Sequence[Any],
    x: Sequence[Any],
    y: Sequence[float | None],
    n: Sequence[float | None] | None,
    together: Together,
) -> Series:
    groups: dict[Any, list[int]] = {}
    for index in sorted(range(len(keys)), key=keys.__getitem__):
        groups.setdefault(keys[index], []).append(index)
    numerators: list[float | None] = []
    denominators: list[float] = []
    counted: list[int] = []
    for rows in groups.values():
        if n is None:
            values = present([y[row] for row in rows])
            numerators.append(_put_together(values, together))
        else:
            pairs = [(y[row], n[row]) for row in rows]
            whole = [(a, b) for a, b in pairs if a is not None and b is not None]
            values = [a for a, _ in whole]
            numerators.append(math.fsum(values) if values else None)
            denominators.append(math.fsum([b for _, b in whole]))
        counted.append(len(values))
    first = tuple([x[rows[0]] for rows in groups.values()])
    return Series(first, tuple(numerators), None if n is None else tuple(denominators), tuple(counted))


def _put_together(values: Sequence[float], together: Together) -> float | None:
    if together == "mean":
        return mean(values)
    if together == "median":
        return median(values)
    return math.fsum(values) if values else None
