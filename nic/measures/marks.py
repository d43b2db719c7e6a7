"""Marks on a chart: cycles (and visits) of rooms above, offered through the slot "chart_marks"."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nic.kernel.house import current_house
from nic.kernel.scope import Scope

SLOT = "chart_marks"


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A cycle below the axis, first and last day; ``sign`` is its decision, empty while it runs."""

    start: date
    end: date
    label: str
    sign: str = ""


def marks_of(scope: Scope, series_ids: Collection[int]) -> dict[int, list[ChartMark]]:
    """The marks of every provider, by series and in time order; each provider is asked once for all."""
    found: dict[int, list[ChartMark]] = {series_id: [] for series_id in series_ids}
    for provider in current_house().provided(SLOT):
        for series_id, marks in provider(scope, series_ids).items():
            found[series_id] += marks
    return {
        key: sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label))
        for key, marks in found.items()
    }
