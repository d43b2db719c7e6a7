"""What a run chart or control chart shows, as plain data."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nic.drawing.scales import Moment

SignalKind = Literal["better", "worse", "changed"]


@dataclass(frozen=True, slots=True)
class CenterLine:
    """The center of one phase over point numbers `start`..`end` (0 = first), dashed on to `extend_to` if
    given."""

    start: int
    end: int
    value: float
    label: str = "median"
    extend_to: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Control limits, one per point from point number `start`; `None` where there is none."""

    lower: Sequence[float | None]
    upper: Sequence[float | None]
    start: int = 0
    label: str = "limit"


@dataclass(frozen=True, slots=True)
class Target:
    """A goal for the values."""

    value: float
    label: str = "goal"


@dataclass(frozen=True, slots=True)
class SignalPoints:
    """Points that make a signal; the kind chooses mark and color, the label stands in the key."""

    points: Sequence[int]
    kind: SignalKind = "changed"
    label: str = ""


@dataclass(frozen=True, slots=True)
class CycleMark:
    """A cycle below the axis, from `start` to `end` (dates or point numbers).

    `decision` is a sign of `nic.drawing.decisions`, empty while it runs; `short` (such as its number) stands
    where the label has no room.
    """

    start: Moment
    end: Moment
    label: str
    decision: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class VisitMark:
    """A visit or another event of one day, below the axis."""

    when: Moment
    label: str


@dataclass(frozen=True, slots=True)
class PointNote:
    """Words about point number `point`; `sign` (one or two letters) stands beside it, the words stand elsewhere."""

    point: int
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A named phase that begins at point number `start`."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """A shaded stretch of time, such as school holidays."""

    start: Moment
    end: Moment
    label: str = "school holidays"


@dataclass(frozen=True, slots=True)
class RunChartContent:
    """One series with all that is known about it.

    `title` is the finding in words, `subtitle` says what is measured. `values` hold `None` for a missing
    week; `labels` are the words below the axis and `dates` (optional, one per point) place the points in
    time. `n` counts the people behind each value; it is shown up to `small_n`. Raises `ValueError` where
    lengths differ.
    """

    title: str
    labels: Sequence[str]
    values: Sequence[float | None]
    dates: Sequence[date] | None = None
    subtitle: str = ""
    unit: str = ""
    n: Sequence[int | None] | None = None
    small_n: int = 10
    centers: Sequence[CenterLine] = ()
    limits: Sequence[Limits] = ()
    target: Target | None = None
    signals: Sequence[SignalPoints] = ()
    excluded: Sequence[int] = ()
    cycles: Sequence[CycleMark] = ()
    visits: Sequence[VisitMark] = ()
    phases: Sequence[Phase] = ()
    spans: Sequence[Span] = ()
    notes: Sequence[PointNote] = ()

    def __post_init__(self) -> None:
        for name, sequence in (("labels", self.labels), ("dates", self.dates), ("n", self.n)):
            if sequence is not None and len(sequence) != len(self.values):
                raise ValueError(f"{name} has {len(sequence)} entries for {len(self.values)} values.")

    def value(self, index: int) -> float | None:
        """The value at point number `index`, or `None` where it is missing or not finite."""
        value = self.values[index]
        return value if value is not None and math.isfinite(value) else None

    def known(self) -> list[int]:
        """Point numbers that have a value."""
        return [index for index in range(len(self.values)) if self.value(index) is not None]
