"""Drawing and analysis as ratios against frozen floors, CPU time, taken in turn. `python -m
benchmarks.charts`"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

from benchmarks import analysis
from benchmarks.ordinary_chart import ordinary_chart
from nic.drawing.run_chart import draw_run_chart
from nic.drawing.run_chart_content import CenterLine, CycleMark, RunChartContent, SignalPoints
from nic.drawing.sparkline import draw_sparkline

ROUNDS, SPARKLINES = 15, 40
CHART_LIMIT, SPARKLINES_LIMIT, BYTES_LIMIT = 0.25, 1.0, 20_000
TITLE = "12 weeks in a row above the median since 11 May: something changed, for the better"
MARKS = [
    (3, 6, "Cycle 1: one class"),
    (12, 15, "Cycle 2: three classes"),
    (20, 24, "Cycle 3: shorter cards"),
    (30, 33, "Cycle 4: grade 6"),
    (40, 45, "Cycle 5: the whole school"),
]


def content() -> RunChartContent:
    """A run chart of 52 weeks with 5 cycles."""
    chance = random.Random(11)
    weeks = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(52)]
    values = [round(chance.gauss(38 if week < 36 else 50, 4), 1) for week in range(52)]
    return RunChartContent(
        title=TITLE,
        labels=[f"{week.day} {week:%b}" for week in weeks],
        values=values,
        dates=weeks,
        unit="%",
        centers=[CenterLine(0, 35, 38.0, extend_to=51)],
        signals=[SignalPoints(range(36, 52), "better", "a run above the median")],
        cycles=[
            CycleMark(weeks[start], weeks[end], label, "A", str(number))
            for number, (start, end, label) in enumerate(MARKS, 1)
        ],
    )


def ordinary(chart: RunChartContent) -> bytes:
    """The same content as an ordinary chart."""
    values = [value for value in chart.values if value is not None]
    return ordinary_chart(TITLE, chart.labels, values, 38.0, list(chart.signals[0].points), MARKS)


def works() -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    chart = content()
    rows = [list(chart.values[start : start + 12]) for start in range(SPARKLINES)]
    return {
        "ordinary": lambda: ordinary(chart),
        "run chart": lambda: draw_run_chart(chart),
        "sparklines": lambda: [draw_sparkline(row, label="12 weeks", unit="%", center=38.0) for row in rows],
    }


def measure() -> tuple[dict[str, float], float]:
    """Ratios to the ordinary chart, and the milliseconds of the ordinary chart."""
    todo = works()
    least = dict.fromkeys(todo, float("inf"))
    for work in todo.values():
        work()
    for _ in range(ROUNDS):
        for name, work in todo.items():
            start = process_time()
            work()
            least[name] = min(least[name], process_time() - start)
    floor = least.pop("ordinary")
    return {name: seconds / floor for name, seconds in least.items()}, floor * 1000


def main() -> int:
    """Print the ratios; 1 if one that is promised is broken."""
    ratios, floor = measure()
    size = len(draw_run_chart(content()))
    print(f"ordinary chart: {floor:.1f} ms, {len(ordinary(content())):,} bytes")
    print(
        f"run chart of 52 points and 5 marks: {ratios['run chart']:.3f} x (limit {CHART_LIMIT}), {size:,} bytes"
    )
    print(f"{SPARKLINES} sparklines: {ratios['sparklines']:.3f} x (limit {SPARKLINES_LIMIT})")
    kept = (
        ratios["run chart"] <= CHART_LIMIT
        and ratios["sparklines"] <= SPARKLINES_LIMIT
        and size <= BYTES_LIMIT
    )
    return max(0 if kept else 1, analysis.main())


if __name__ == "__main__":
    sys.exit(main())
