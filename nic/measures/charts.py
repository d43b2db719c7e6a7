"""What the chart of a measure shows, as plain data for ``nic.drawing``, and its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.analysis.in_words import STATE_WORDS, in_words, state
from nic.analysis.run_chart import RunChart, analyze_run_chart
from nic.drawing.pooled import PooledContent
from nic.drawing.run_chart_content import (
    CenterLine,
    CycleMark,
    RunChartContent,
    SignalKind,
    SignalPoints,
    Target,
)
from nic.measures.figures import SPOKEN, KeptWeek, Value
from nic.measures.marks import ChartMark
from nic.measures.models import Cadence, MeasureDefinition, SeriesSignal
from nic.measures.periods import next_period

_SIGNAL_KINDS: dict[SeriesSignal, SignalKind] = {
    SeriesSignal.BETTER: "better",
    SeriesSignal.WORSE: "worse",
    SeriesSignal.CHANGED: "changed",
}
TONES = {SeriesSignal.BETTER: "better", SeriesSignal.WORSE: "worse", SeriesSignal.TOO_EARLY: "wait"}


@dataclass(frozen=True, slots=True)
class Analyzed:
    """The values of one series on its chart, and what they say."""

    values: Sequence[Value]
    chart: RunChart
    sentence: str
    signal: SeriesSignal

    @property
    def word(self) -> str:
        """The finding in one word, for a pill."""
        return STATE_WORDS[self.signal.value]

    @property
    def tone(self) -> str:
        """The tone of the pill."""
        return TONES.get(self.signal, "plain")


def analyzed(definition: MeasureDefinition, values: Sequence[Value]) -> Analyzed:
    """The run chart of values in time order, in words."""
    chart = analyze_run_chart([value.value for value in values], target=definition.goal_value)
    sentence = in_words(
        chart,
        unit=definition.unit,
        cadence=SPOKEN[definition.cadence],
        direction=definition.direction.value,
        dates=[value.period_start for value in values],
    )
    return Analyzed(values, chart, sentence, SeriesSignal(state(chart, definition.direction.value)))


def run_chart(
    definition: MeasureDefinition, found: Analyzed, marks: Sequence[ChartMark] = ()
) -> RunChartContent:
    """The content of a run chart: values, median, goal, the points of the signal, cycles below the axis."""
    values, chart = found.values, found.chart
    dates = [value.period_start for value in values]
    centers = []
    if chart.median is not None and len(values) > 1:
        centers = [CenterLine(0, len(values) - 1, chart.median)]
    return RunChartContent(
        title=found.sentence,
        subtitle=definition.name,
        labels=[axis_label(definition.cadence, day) for day in dates],
        dates=dates,
        values=[value.value for value in values],
        n=[value.n for value in values],
        unit=definition.unit,
        centers=centers,
        target=None if definition.goal_value is None else Target(definition.goal_value),
        signals=_signals(found),
        cycles=_cycles(definition.cadence, dates, marks),
    )


def _signals(found: Analyzed) -> list[SignalPoints]:
    kind = _SIGNAL_KINDS.get(found.signal)
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
        CycleMark(mark.start, mark.end, mark.label, mark.letter, mark.label.split(":")[0])
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
