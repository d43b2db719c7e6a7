"""The charts that can be chosen for a series besides the run chart, and what each draws. Plain data, no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, get_args

from nic.analysis.control_charts import ENOUGH_POINTS, ControlChart, analyze_control_chart
from nic.analysis.control_limits import Kind
from nic.analysis.findings import Rules
from nic.analysis.in_words import in_words, state
from nic.analysis.making_data_count import VariationChart, analyze_variation
from nic.drawing.run_chart_content import CenterLine, Limits, RunChartContent, SignalPoints
from nic.measures.charts import SIGNAL_KINDS, Around, analyzed, base_content, content, spoken
from nic.measures.figures import Fraction, Value
from nic.measures.markings import Markings, baseline_count, phase_indexes
from nic.measures.models import Direction, MeasureDefinition, MeasureKind, SeriesSignal

USUAL = "anhoej"
IMPROVEMENT = {
    Direction.HIGHER: "increase",
    Direction.LOWER: "decrease",
    Direction.NEUTRAL: "neutral",
}


@dataclass(frozen=True, slots=True)
class Plotted:
    """The values of a series on their way to a chart; ``fractions`` by period, ``every`` also holds the baseline's."""

    definition: MeasureDefinition
    values: Sequence[Value]
    every: Sequence[Value]
    markings: Markings
    fractions: Mapping[date, Fraction]

    @property
    def dates(self) -> list[date]:
        """The periods."""
        return [value.period_start for value in self.values]


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart by its name; ``fits`` says for which values it is offered."""

    key: str
    label: str
    fits: Callable[[Plotted], bool]


def _enough(plotted: Plotted) -> bool:
    return len(plotted.values) >= ENOUGH_POINTS


def _with_parts(plotted: Plotted) -> bool:
    return _enough(plotted) and any(
        plotted.fractions[day].denominator for day in plotted.dates if day in plotted.fractions
    )


def _kind_is(*kinds: MeasureKind) -> Callable[[Plotted], bool]:
    return lambda plotted: _enough(plotted) and plotted.definition.kind in kinds


def _with_people(*kinds: MeasureKind) -> Callable[[Plotted], bool]:
    fits = _kind_is(*kinds)
    return lambda plotted: fits(plotted) and all(value.n for value in plotted.values)


def _above_zero(plotted: Plotted) -> bool:
    is_time = plotted.definition.kind is MeasureKind.MINUTES
    return _enough(plotted) and is_time and all(value.value > 0 for value in plotted.values)


CHOICES = (
    Choice(USUAL, "Run chart", lambda plotted: True),
    Choice("ihi", "Run chart, rules of IHI", lambda plotted: True),
    Choice("bestbox", "Run chart, best box", lambda plotted: True),
    Choice("cutbox", "Run chart, cut box", lambda plotted: True),
    Choice("i", "XmR chart: single values", _enough),
    Choice("mr", "Moving range", _enough),
    Choice("spc", "XmR chart, Making Data Count", _enough),
    Choice("p", "P chart: proportions by n", _with_parts),
    Choice("pp", "P' chart: large denominators", _with_parts),
    Choice("c", "C chart: counts", _kind_is(MeasureKind.COUNT)),
    Choice("u", "U chart: counts per 100 people", _with_people(MeasureKind.COUNT)),
    Choice("up", "U' chart: counts per 100 people, large groups", _with_people(MeasureKind.COUNT)),
    Choice("g", "G chart: cases between rare events", _kind_is(MeasureKind.COUNT)),
    Choice("t", "T chart: time between rare events", _above_zero),
    Choice(
        "ip",
        "I' chart: single values by n",
        _with_people(MeasureKind.AVERAGE, MeasureKind.RATING, MeasureKind.MINUTES),
    ),
)
"""In the order in which they are offered."""


class Chosen(NamedTuple):
    """A chart as it is drawn, and its sentence."""

    content: RunChartContent
    sentence: str


def offered(plotted: Plotted) -> list[Choice]:
    """The charts that fit these values."""
    return [choice for choice in CHOICES if choice.fits(plotted)]


def chosen_chart(key: str, plotted: Plotted, around: Around) -> Chosen:
    """The chart of a name; raises KeyError for one that does not fit these values."""
    if key not in {choice.key for choice in offered(plotted)}:
        raise KeyError(key)
    if key in get_args(Rules):
        found = analyzed(plotted.definition, plotted.values, plotted.markings, plotted.every, key)  # type: ignore[arg-type]
        return Chosen(content(plotted.definition, found, around), found.sentence)
    if key == "spc":
        return _variation(plotted, around)
    return _control(key, plotted, around)  # type: ignore[arg-type]


def _control(kind: Kind, plotted: Plotted, around: Around) -> Chosen:
    """A control chart: its center and limits follow phases, a baseline and what is left out."""
    values, sizes, factor, unit = _figures(kind, plotted)
    dates = plotted.dates
    left_out = [index for index, day in enumerate(dates) if day in plotted.markings.excluded]
    chart = analyze_control_chart(
        kind,
        values,
        sizes,
        baseline=baseline_count(plotted.markings, dates) or None,
        phases=[index for index in phase_indexes(plotted.markings, dates) if index],
        exclude=left_out,
        multiply=factor,
        never_negative=plotted.definition.kind is not MeasureKind.AVERAGE,
        target=plotted.definition.goal_value,
    )
    words = spoken(plotted.definition, plotted.values) | {"unit": unit}
    sentence = in_words(chart, **words)
    base = base_content(plotted.definition, plotted.values, sentence, plotted.markings, around)
    drawn = replace(
        base,
        values=list(chart.values),
        unit=unit,
        target=base.target if unit == plotted.definition.unit and kind != "mr" else None,
        centers=[
            CenterLine(phase.first, phase.last, phase.center, _center_name(kind))
            for phase in chart.phases
            if phase.center is not None
        ],
        limits=[Limits(list(chart.lower), list(chart.upper))],
        signals=_beyond(plotted.definition, chart),
    )
    return Chosen(drawn, sentence)


def _center_name(kind: Kind) -> str:
    return "median" if kind == "g" else "mean"


def _figures(
    kind: Kind, plotted: Plotted
) -> tuple[list[float | None], list[float | None] | None, float, str]:
    """Values, denominators, factor and unit as a formula wants them."""
    plain: list[float | None] = [value.value for value in plotted.values]
    people: list[float | None] = [None if value.n is None else float(value.n) for value in plotted.values]
    unit = plotted.definition.unit
    if kind in ("p", "pp"):
        known = [plotted.fractions.get(day, Fraction(None, None)) for day in plotted.dates]
        return [each.numerator for each in known], [each.denominator for each in known], 100, unit
    if kind in ("u", "up"):
        return plain, people, 100, f"{unit} per 100".strip()
    if kind == "ip":
        sums = [
            None if value is None or n is None else value * n for value, n in zip(plain, people, strict=True)
        ]
        return sums, people, 1, unit
    return plain, None, 1, unit


def _beyond(definition: MeasureDefinition, chart: ControlChart) -> list[SignalPoints]:
    points = [index for index, is_outside in enumerate(chart.outside) if is_outside]
    kind = SIGNAL_KINDS.get(SeriesSignal(state(chart, definition.direction.value)), "changed")
    return [SignalPoints(points, kind, "beyond a limit")] if points else []


def _variation(plotted: Plotted, around: Around) -> Chosen:
    """Making Data Count leaves nothing out: what is left out elsewhere counts here."""
    chart = analyze_variation(
        [value.value for value in plotted.values],
        improvement=IMPROVEMENT[plotted.definition.direction],  # type: ignore[arg-type]
        target=plotted.definition.goal_value,
        phases=[index for index in phase_indexes(plotted.markings, plotted.dates) if index],
    )
    sentence = in_words(chart, **spoken(plotted.definition, plotted.values))
    base = base_content(plotted.definition, plotted.values, sentence, plotted.markings, around)
    groups = [group for group in chart.groups if group.mean is not None]
    drawn = replace(
        base,
        excluded=[],
        centers=[CenterLine(group.first, group.last, group.mean or 0.0, "mean") for group in groups],
        limits=[
            Limits(
                [group.lower] * (group.last + 1 - group.first),
                [group.upper] * (group.last + 1 - group.first),
                group.first,
            )
            for group in groups
        ],
        signals=_special(chart),
    )
    return Chosen(drawn, sentence)


def _special(chart: VariationChart) -> list[SignalPoints]:
    """Points that a rule marks, by what they mean."""
    found = []
    for kind, word in (("better", "improvement"), ("worse", "concern"), ("changed", "neutral")):
        points = [index for index, point in enumerate(chart.points) if word in point.point_type]
        if points:
            found.append(SignalPoints(points, kind))  # type: ignore[arg-type]
    return found
