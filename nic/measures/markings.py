"""What people have set on a chart, as plain data: a baseline, phases, values left out, notes. No database.

A baseline freezes the median of its periods for the whole chart. Where there is a phase, each phase has its own median
and the baseline is not used. A value left out stays on the chart and counts neither for the median nor for a run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from nic.analysis.findings import Rules
from nic.analysis.numbers import median
from nic.analysis.run_chart import RunChart, analyze_run_chart, with_baseline
from nic.measures.models.words import MarkingKind


class Marked(NamedTuple):
    """One thing set on the chart; ``ends_on`` for a baseline only."""

    kind: MarkingKind
    starts_on: date
    ends_on: date | None = None
    label: str = ""


class Point(Protocol):
    """A value on a chart."""

    @property
    def period_start(self) -> date: ...

    @property
    def value(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Markings:
    """Everything that is set on the chart of a series, in time order."""

    baseline: tuple[date, date] | None = None
    phases: tuple[tuple[date, str], ...] = ()
    excluded: frozenset[date] = frozenset()
    notes: tuple[tuple[date, str], ...] = ()
    kept: frozenset[date] = frozenset()

    @property
    def since(self) -> date:
        """From when on values are needed for the baseline; the last day of all where there is none."""
        return self.baseline[0] if self.baseline and not self.phases else date.max

    def center(self, values: Iterable[Point]) -> float | None:
        """The median of the baseline, where it is used; ``values`` hold those of its periods."""
        if self.baseline is None or self.phases:
            return None
        first, last = self.baseline
        found = [
            point.value
            for point in values
            if first <= point.period_start <= last and point.period_start not in self.excluded
        ]
        return median(found)


NO_MARKINGS = Markings()
EDITION_WORDS = "definition "


def edition_label(edition: int) -> str:
    """What a chart says where a network's new definition begins."""
    return f"{EDITION_WORDS}{edition}"


def markings_of(marked: Iterable[Marked]) -> Markings:
    """The markings of one series."""
    ordered = sorted(marked, key=lambda each: (each.starts_on, each.label))
    of_kind = {kind: [each for each in ordered if each.kind is kind] for kind in MarkingKind}
    bases = [(each.starts_on, each.ends_on) for each in of_kind[MarkingKind.BASELINE] if each.ends_on]
    return Markings(
        bases[-1] if bases else None,
        tuple((each.starts_on, each.label) for each in of_kind[MarkingKind.PHASE]),
        frozenset(each.starts_on for each in of_kind[MarkingKind.EXCLUSION]),
        tuple((each.starts_on, each.label) for each in of_kind[MarkingKind.NOTE]),
        frozenset(each.starts_on for each in of_kind[MarkingKind.KEPT]),
    )


def written(marked: Iterable[Marked]) -> list[Any]:
    """Markings as they are kept beside the figures of a state, always in the same order."""
    rows = [
        [
            each.kind.value,
            each.starts_on.isoformat(),
            each.ends_on.isoformat() if each.ends_on else "",
            each.label,
        ]
        for each in marked
    ]
    return sorted(rows)


def marked_in(kept: Sequence[Any]) -> list[Marked]:
    """What ``written`` wrote."""
    return [
        Marked(MarkingKind(kind), date.fromisoformat(start), date.fromisoformat(end) if end else None, label)
        for kind, start, end, label in kept
    ]


def read(kept: Sequence[Any]) -> Markings:
    """The markings that ``written`` wrote."""
    return markings_of(marked_in(kept)) if kept else NO_MARKINGS


def analyzed_with(
    markings: Markings,
    shown: Sequence[Point],
    every: Sequence[Point],
    *,
    target: float | None = None,
    rules: Rules = "anhoej",
) -> RunChart:
    """The run chart of the values shown; ``every`` also holds those of the baseline."""
    values = [point.value for point in shown]
    if markings == NO_MARKINGS:
        return analyze_run_chart(values, target=target, rules=rules)
    dates = [point.period_start for point in shown]
    starts = [index for index in phase_indexes(markings, dates) if index > 0]
    left_out = [index for index, day in enumerate(dates) if day in markings.excluded]
    center = markings.center(every)
    chart = analyze_run_chart(
        values, phases=starts, exclude=left_out, center=center, target=target, rules=rules
    )
    return chart if center is None else with_baseline(chart, baseline_count(markings, dates))


def phase_indexes(markings: Markings, dates: Sequence[date]) -> list[int]:
    """The points with which phases begin: the first one at or after each start; 0 for one that began before."""
    found = []
    for start, _ in markings.phases:
        index = next((place for place, day in enumerate(dates) if day >= start), None)
        if index is not None:
            found.append(index)
    return sorted(set(found))


def baseline_count(markings: Markings, dates: Sequence[date]) -> int:
    """How many of the points lie before the end of the baseline."""
    if markings.baseline is None:
        return 0
    return sum(day <= markings.baseline[1] for day in dates)
