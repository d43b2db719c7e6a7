"""The three sizes of a chart: wide for a page, phone for a narrow screen, small for a card."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Lengths in pixels; `side_labels` puts the names of lines beside the plot, else they stand above it."""

    name: str
    width: float
    plot_height: float
    margin: float
    title: float
    text: float
    tick: float
    side_labels: bool
    intervals: int
    point: float
    label_width: float
    max_lanes: int


WIDE = ChartSize(
    name="wide", width=760, plot_height=250, margin=18, title=19, text=13, tick=12, side_labels=True,
    intervals=6, point=6.4, label_width=250, max_lanes=3,
)  # fmt: skip
PHONE = ChartSize(
    name="phone", width=360, plot_height=210, margin=12, title=17, text=12.5, tick=12, side_labels=False,
    intervals=6, point=5.6, label_width=200, max_lanes=6,
)  # fmt: skip
SMALL = ChartSize(
    name="small", width=280, plot_height=88, margin=6, title=13, text=10.5, tick=10.5, side_labels=False,
    intervals=4, point=4.8, label_width=60, max_lanes=2,
)  # fmt: skip

SIZES = {size.name: size for size in (WIDE, PHONE, SMALL)}


def size_named(name: str) -> ChartSize:
    """Return the size called `wide`, `phone` or `small`; raise `ValueError` for any other name."""
    try:
        return SIZES[name]
    except KeyError:
        raise ValueError(f"No chart size is called {name!r}; choose wide, phone or small.") from None
