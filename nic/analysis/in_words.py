"""Every analysis in one or two sentences that a teacher understands, and its state in one word.

A sentence says what is so, never more: a run is "in a row" only if no period is missing in it, "since" only
if it still goes on, "for the better" only if the direction is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nic.analysis.control_charts import ControlChart
from nic.analysis.limits_in_words import control_chart_finding, variation_finding
from nic.analysis.making_data_count import VariationChart
from nic.analysis.phrasing import STATE_WORDS, Cadence, Direction, Finding, Phrasing, State
from nic.analysis.rebase import Segment
from nic.analysis.run_chart import RunChart
from nic.analysis.runs_in_words import run_chart_finding

__all__ = ["STATE_WORDS", "Cadence", "Direction", "State", "in_words", "proposal_in_words", "state"]

Result = RunChart | ControlChart | VariationChart


def in_words(
    result: Result,
    *,
    unit: str = "",
    cadence: Cadence = "week",
    direction: Direction = "neutral",
    dates: Sequence[date] | None = None,
) -> str:
    """The finding in one or two sentences.

    *unit*: "%", "minutes", or "" for a bare number. *direction*: which values are better. *dates*: the first
    day of every period; without them points are numbered. Raises ValueError if there are not as many dates as
    points.
    """
    points = len(result.points) if isinstance(result, VariationChart) else len(result.values)
    if dates is not None and len(dates) != points:
        raise ValueError("there must be one date for each point")
    return _find(result, Phrasing(unit, cadence, direction, dates))[0]


def state(result: Result, direction: Direction = "neutral") -> State:
    """The finding in one word for code; STATE_WORDS has one for people."""
    return _find(result, Phrasing(direction=direction))[1]


def proposal_in_words(
    segments: Sequence[Segment],
    *,
    unit: str = "",
    cadence: Cadence = "week",
    dates: Sequence[date] | None = None,
) -> str | None:
    """The latest sustained run put to a person as a question; None if there is none."""
    if not segments or segments[-1].kind != "sustained":
        return None
    say = Phrasing(unit, cadence, "neutral", dates)
    before, found = segments[-2], segments[-1]
    old, new = (say.quantity(one.median) for one in (before, found) if one.median is not None)
    return (
        f"From {say.when(found.first)} on the values lie {found.side} the median of {old}. "
        f"Begin a new phase there, with a median of {new}?"
    )


def _find(result: Result, say: Phrasing) -> Finding:
    if isinstance(result, RunChart):
        return run_chart_finding(result, say)
    if isinstance(result, ControlChart):
        return control_chart_finding(result, say)
    return variation_finding(result, say)
