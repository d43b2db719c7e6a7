"""The ordinary chart, frozen: what anyone would write with Figure, Axes and annotate. It is the floor; do
not tune it."""

import io
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

Mark = tuple[int, int, str]


def ordinary_chart(
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    median: float,
    signals: Sequence[int],
    marks: Sequence[Mark],
) -> bytes:
    """A run chart as SVG: data, median, signal points, marks (start, end, label) below the data, dates on
    the axis."""
    figure = Figure(figsize=(7.6, 4.2))
    axes = figure.add_subplot()
    places = range(len(values))
    axes.plot(places, values, "-o", color="#0f5f5c", markerfacecolor="white", markersize=5, linewidth=1.5)
    axes.plot(signals, [values[index] for index in signals], "D", color="#00658a", markersize=6)
    axes.axhline(median, color="#22262a", linestyle="--", linewidth=1.2)
    axes.text(len(values) - 1, median, f"median {median} %", ha="right", va="bottom")
    low = min(values)
    for start, end, label in marks:
        axes.axvspan(start, end, color="#5a4fa3", alpha=0.15)
        axes.annotate(
            label, ((start + end) / 2, low), (start, low - 6), arrowprops={"arrowstyle": "-"}, fontsize=8
        )
    axes.set_ylim(low - 10, max(values) + 5)
    axes.set_xticks(range(0, len(values), 4), [labels[index] for index in range(0, len(values), 4)])
    axes.grid(axis="y", color="#e9e5dc")
    axes.set_title(title, loc="left")
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "ordinary"}):
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None})
    return buffer.getvalue()
