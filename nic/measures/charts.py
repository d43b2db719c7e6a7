"""What the chart of a measure shows, as plain data for ``nic.drawing``, and its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nic.analysis.findings import Rules
from nic.analysis.in_words import STATE_WORDS, in_words, state
from nic.analysis.run_chart import RunChart
from nic.drawing.pooled import PooledContent
from nic.drawing.run_chart_content import (
    CenterLine,
    CycleMark,
    Phase,
    PointNote,
    RunChartContent,
    SignalKind,
    SignalPoints,
    Target,
)
from nic.drawing.run_chart_content import Span as DrawnSpan
from nic.measures.figures import SPOKEN, KeptWeek, Value
from nic.measures.markings import EDITION_WORDS, NO_MARKINGS, Markings, analyzed_with
from nic.measures.marks import ChartMark
from nic.measures.models import Cadence, MeasureDefinition, SeriesSignal
from nic.measures.periods import next_period
from nic.organizations.calendar import Span

SIGNAL_KINDS: dict[SeriesSignal, SignalKind] = {
    SeriesSignal.BETTER: "better",
    SeriesSignal.WORSE: "worse",
    SeriesSignal.CHANGED: "changed",
}
TONES = {SeriesSignal.BETTER: "better", SeriesSignal.WORSE: "worse", SeriesSignal.TOO_EARLY: "wait"}


@dataclass(frozen=True, slots=True)
class Analyzed:
    """The values of one series on its chart, what is set on it, and what they say."""

    values: Sequence[Value]
    chart: RunChart
    sentence: str
    signal: SeriesSignal
    markings: Markings = NO_MARKINGS

    @property
    def word(self) -> str:
        """The finding in one word, for a pill."""
        return STATE_WORDS[self.signal.value]

    @property
    def tone(self) -> str:
        """The tone of the pill."""
        return TONES.get(self.signal, "plain")


def analyzed(
    definition: MeasureDefinition,
    values: Sequence[Value],
    markings: Markings = NO_MARKINGS,
    every: Sequence[Value] | None = None,
    rules: Rules = "anhoej",
) -> Analyzed:
    """The run chart of values in time order, in words; ``every`` also holds the values of the baseline."""
    whole = values if every is None else every
    chart = analyzed_with(markings, values, whole, target=definition.goal_value, rules=rules)
    sentence = in_words(chart, **spoken(definition, values))
    return Analyzed(values, chart, sentence, SeriesSignal(state(chart, definition.direction.value)), markings)


def spoken(definition: MeasureDefinition, values: Sequence[Value]) -> dict[str, Any]:
    """How sentences speak of a measure and its values."""
    return {
        "unit": definition.unit,
        "cadence": SPOKEN[definition.cadence],
        "direction": definition.direction.value,
        "dates": [value.period_start for value in values],
    }


@dataclass(frozen=True, slots=True)
class Around:
    """What a chart shows around its values: cycles, holidays, and (for the circle) words on phases and points."""

    marks: Sequence[ChartMark] = ()
    spans: Sequence[Span] = ()
    in_circle: bool = True


def run_chart(
    definition: MeasureDefinition, found: Analyzed, marks: Sequence[ChartMark] = ()
) -> RunChartContent:
    """The content of a run chart: values, medians, goal, the points of the signal, cycles below the axis."""
    return content(definition, found, Around(marks))


def content(definition: MeasureDefinition, found: Analyzed, around: Around) -> RunChartContent:
    """The content of a run chart with what is set on it and what stands around it."""
    return replace(
        base_content(definition, found.values, found.sentence, found.markings, around),
        centers=_centers(found),
        signals=_signals(found),
    )


def base_content(
    definition: MeasureDefinition,
    values: Sequence[Value],
    sentence: str,
    markings: Markings,
    around: Around,
) -> RunChartContent:
    """What every kind of chart of a measure shows: values, goal, phases, notes, holidays and cycles."""
    dates = [value.period_start for value in values]
    return RunChartContent(
        title=sentence,
        subtitle=definition.name,
        labels=[axis_label(definition.cadence, day) for day in dates],
        dates=dates,
        values=[value.value for value in values],
        n=[value.n for value in values],
        unit=definition.unit,
        target=None if definition.goal_value is None else Target(definition.goal_value),
        excluded=[index for index, day in enumerate(dates) if day in markings.excluded],
        phases=_phases(markings, dates, around.in_circle),
        spans=_spans(definition.cadence, dates, around.spans),
        notes=_notes(markings, dates) if around.in_circle else [],
        cycles=_cycles(definition.cadence, dates, around.marks),
    )


def _centers(found: Analyzed) -> list[CenterLine]:
    """One median for each phase; that of a baseline goes on, dashed, beyond its periods."""
    chart, last = found.chart, len(found.values) - 1
    if last < 1:
        return []
    lines = [
        CenterLine(phase.first, phase.last, phase.median)
        for phase in chart.phases
        if phase.median is not None
    ]
    if len(lines) == 1 and chart.baseline is not None:
        until = max(chart.baseline - 1, 0)
        return [CenterLine(0, until, lines[0].value, "baseline median", extend_to=last)]
    return lines


def _phases(markings: Markings, dates: Sequence[date], in_circle: bool) -> list[Phase]:
    """The phases that begin within the time shown; outside the circle without the team's own words."""
    found: dict[int, str] = {}
    for start, label in markings.phases:
        index = next((place for place, day in enumerate(dates) if day >= start), None)
        if index is not None and (index > 0 or start >= dates[0]):
            found[index] = label if in_circle or label.startswith(EDITION_WORDS) else "new phase"
    return [Phase(index, label) for index, label in sorted(found.items())]


def notes_shown(markings: Markings, dates: Sequence[date]) -> list[tuple[str, date, str]]:
    """(sign, period, words) of the notes within the time shown; those without a value stand at the one before it."""
    inside = [(day, words) for day, words in markings.notes if dates and dates[0] <= day]
    return [(sign_of(place), day, words) for place, (day, words) in enumerate(inside)]


def sign_of(place: int) -> str:
    """The sign of a note: a, b, ... z, aa, ab, ..."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return letters[place] if place < 26 else letters[place // 26 - 1] + letters[place % 26]


def _notes(markings: Markings, dates: Sequence[date]) -> list[PointNote]:
    return [
        PointNote(max(index for index, each in enumerate(dates) if each <= day), sign, words)
        for sign, day, words in notes_shown(markings, dates)
    ]


def _spans(cadence: Cadence, dates: Sequence[date], spans: Sequence[Span]) -> list[DrawnSpan]:
    """The holidays within the time shown, from the first value to the end of the last one's period."""
    if not dates:
        return []
    first, end = dates[0], next_period(cadence, dates[-1])
    inside = [span for span in spans if span.last >= first and span.first < end]
    return [DrawnSpan(max(span.first, first), min(span.last, end)) for span in inside]


def _signals(found: Analyzed) -> list[SignalPoints]:
    kind = SIGNAL_KINDS.get(found.signal)
    runs = found.chart.current.runs.long_runs
    if kind is None or not runs:
        return []
    last = runs[-1]
    points = [index for index in range(last.first, last.last + 1) if found.chart.in_long_run[index]]
    return [SignalPoints(points, kind)]


def _cycles(cadence: Cadence, dates: Sequence[date], marks: Sequence[ChartMark]) -> list[CycleMark]:
    """The cycles that lie within the time shown."""
    if not dates:
        return []
    first, end = dates[0], next_period(cadence, dates[-1])
    return [
        CycleMark(mark.start, mark.end, mark.label, mark.sign, mark.label.split(":")[0])
        for mark in marks
        if mark.end >= first and mark.start < end
    ]


def axis_label(cadence: Cadence, start: date) -> str:
    """A period below an axis: "8 Mar", "Mar"; the axis says the years itself."""
    return f"{start:%b}" if cadence is Cadence.MONTHLY else f"{start.day} {start:%b}"


def pooled(definition: MeasureDefinition, weeks: Sequence[KeptWeek]) -> PooledContent:
    """The content of a pooled chart; ``weeks`` in time order."""
    dates = [week.week_start for week in weeks]
    return PooledContent(
        title=pooled_sentence(definition, weeks),
        subtitle=definition.name,
        labels=[axis_label(definition.cadence, day) for day in dates],
        dates=dates,
        medians=[week.median for week in weeks],
        lower=[week.lower_quartile for week in weeks],
        upper=[week.upper_quartile for week in weeks],
        counts=[week.teams for week in weeks],
        unit=definition.unit,
        target=None if definition.goal_value is None else Target(definition.goal_value),
    )


def pooled_sentence(definition: MeasureDefinition, weeks: Sequence[KeptWeek]) -> str:
    """What the medians of the teams say, in a sentence."""
    known = [week for week in weeks if week.median is not None]
    if not known:
        return "No pooled values yet."
    values = [Value(week.week_start, week.median or 0.0, None) for week in known]
    return analyzed(definition, values).sentence
