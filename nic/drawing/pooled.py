"""A measure pooled over teams: the median of each week, the middle half of the teams, each team faint."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.drawing.chart_sizes import ChartSize, size_named
from nic.drawing.frame import (
    Frame,
    KeyItem,
    SideLabel,
    heading,
    key,
    names_above,
    series_line,
    side_labels,
    side_room,
    tick_column,
    time_axis,
    value_axis,
)
from nic.drawing.lanes_below import marks_below
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render
from nic.drawing.run_chart_content import CycleMark, Span, Target, VisitMark
from nic.drawing.scales import Scale, TimeScale, value_text, value_ticks
from nic.drawing.shapes import Area, Box, Group, Line, Marks, Picture, Point, Shape

MOST_FAINT_LINES = 40


@dataclass(frozen=True, slots=True)
class PooledContent:
    """One measure over many teams, week by week.

    `medians`, `lower` and `upper` (quartiles) hold `None` for a week that is missing or hidden; `counts`
    are the numbers of teams. `teams` may hold the teams' own values: up to 40 lines are drawn faint, of
    more none, since the band says it better. Raises `ValueError` where lengths differ.
    """

    title: str
    labels: Sequence[str]
    medians: Sequence[float | None]
    lower: Sequence[float | None]
    upper: Sequence[float | None]
    counts: Sequence[int]
    dates: Sequence[date] | None = None
    subtitle: str = ""
    unit: str = ""
    teams: Sequence[Sequence[float | None]] = ()
    target: Target | None = None
    spans: Sequence[Span] = ()
    cycles: Sequence[CycleMark] = ()
    visits: Sequence[VisitMark] = ()

    def __post_init__(self) -> None:
        columns: dict[str, Sequence[object]] = {
            "labels": self.labels,
            "lower": self.lower,
            "upper": self.upper,
            "counts": self.counts,
        }
        if self.dates is not None:
            columns["dates"] = self.dates
        columns |= {f"team {number}": values for number, values in enumerate(self.teams, start=1)}
        for name, column in columns.items():
            if len(column) != len(self.medians):
                raise ValueError(f"{name} has {len(column)} entries for {len(self.medians)} medians.")


def draw_pooled(
    content: PooledContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
    show_title: bool | None = None,
) -> bytes:
    """Draw a pooled series as `svg`, `png` or `pdf`; names as in `draw_run_chart`."""
    return render(pooled_picture(content, palette=palette, size=size, show_title=show_title), format)


def pooled_picture(
    content: PooledContent, *, palette: str = "light", size: str = "wide", show_title: bool | None = None
) -> Picture:
    """The layout of a pooled series; see `draw_pooled`."""
    return _Pooled(content, size_named(size), palette_named(palette), show_title).picture()


def text_alternative(content: PooledContent) -> str:
    """Sentences that say what the chart shows."""
    known = [index for index, value in enumerate(content.medians) if value is not None]
    parts = [content.title, content.subtitle]
    if not known:
        parts.append("No values yet")
    else:
        first, last = known[0], known[-1]
        weeks = "1 week" if len(known) == 1 else f"{len(known)} weeks"
        parts.append(f"Median of {_team_words(content)} in {weeks}")
        parts.append(f"It is {_value(content, first)} at {content.labels[first]}")
        if last != first:
            parts.append(f"It is {_value(content, last)} at {content.labels[last]}")
        low, high = content.lower[last], content.upper[last]
        if low is not None and high is not None:
            span = f"{value_text(low, content.unit)} and {value_text(high, content.unit)}"
            parts.append(f"The middle half of the teams then lies between {span}")
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: PooledContent) -> list[tuple[str, ...]]:
    """A heading row, then one row per week."""
    rows: list[tuple[str, ...]] = [("When", "Median", "Lower quartile", "Upper quartile", "Teams")]
    for index, label in enumerate(content.labels):
        columns = (content.medians[index], content.lower[index], content.upper[index])
        texts = ["no value" if value is None else value_text(value, content.unit) for value in columns]
        rows.append((label, texts[0], texts[1], texts[2], str(content.counts[index])))
    return rows


def _value(content: PooledContent, index: int) -> str:
    value = content.medians[index]
    return "no value" if value is None else value_text(value, content.unit)


def _team_words(content: PooledContent) -> str:
    counts = [
        count for count, value in zip(content.counts, content.medians, strict=True) if value is not None
    ]
    low, high = min(counts, default=0), max(counts, default=0)
    if low == high:
        return f"{high:,} {'team' if high == 1 else 'teams'}"
    return f"{low:,} to {high:,} teams"


class _Pooled:
    def __init__(
        self, content: PooledContent, size: ChartSize, palette: Palette, show_title: bool | None
    ) -> None:
        self.content, self.size, self.palette = content, size, palette
        self.show_title = size.name != "small" if show_title is None else show_title
        self.faint = list(content.teams) if len(content.teams) <= MOST_FAINT_LINES else []
        self.shapes: list[Shape] = []

    def picture(self) -> Picture:
        content, size, palette = self.content, self.size, self.palette
        y = size.margin
        if self.show_title:
            title, y = heading(content.title, content.subtitle, size, palette)
            self.shapes += title
        ticks = value_ticks(self._numbers(), size.intervals, percent=content.unit == "%")
        left = size.margin + tick_column(ticks, content.unit, size)
        right = size.width - (side_room(self._names(), size) if size.side_labels else size.margin)
        time = TimeScale(len(content.medians), content.dates, left, right, min(10.0, (right - left) / 8))
        if not size.side_labels:
            names, y = names_above(self._names(), right, size, palette, y)
            self.shapes += names
        top, bottom = y + 6, y + 6 + size.plot_height
        frame = Frame(left, right, top, bottom, Scale(ticks[0], ticks[-1], bottom, top), time)
        self._plot(frame, ticks)
        labels, y = time_axis(frame, content.labels, content.dates, size, palette, bottom + 6)
        below, y = marks_below(content.cycles, content.visits, time, size, palette, y)
        entries, y = key(self._key_items() if size.name != "small" else [], size, palette, y)
        self.shapes += [*labels, *below, *entries]
        height = round(y + size.margin * 0.6)
        return Picture(
            size.width, height, content.title, text_alternative(content), self.shapes, palette.surface
        )

    def _numbers(self) -> list[float]:
        content = self.content
        columns = [content.medians, content.lower, content.upper, *self.faint]
        numbers = [
            value for column in columns for value in column if value is not None and math.isfinite(value)
        ]
        return numbers + ([content.target.value] if content.target else [])

    def _names(self, values: Scale | None = None) -> list[SideLabel]:
        """What is named at the end of the chart, at its height once the `values` scale is known."""
        content, palette = self.content, self.palette
        named = []
        last = next((value for value in reversed(content.medians) if value is not None), None)
        if last is not None:
            named.append(("median", last, palette.accent, "bold"))
        if content.target:
            named.append((content.target.label, content.target.value, palette.wait, "regular"))
        return [
            SideLabel(name, value_text(value, content.unit), values.at(value) if values else 0, color, face)
            for name, value, color, face in named
        ]

    def _plot(self, frame: Frame, ticks: list[float]) -> None:
        content, palette = self.content, self.palette
        for number, span in enumerate(content.spans, start=1):
            start, end = frame.time.at(span.start), frame.time.at(span.end)
            box = Box(start, frame.top, end - start, frame.bottom - frame.top, fill=palette.sunken)
            self.shapes.append(Group(f"span-{number}", [box]))
        self.shapes += value_axis(frame, ticks, content.unit, self.size, palette)
        self.shapes.append(Group("quartiles", self._band(frame)))
        faint: list[Shape] = [
            Line(series_line(team, frame)[0], palette.faint, 0.8, opacity=0.75) for team in self.faint
        ]
        if faint:
            self.shapes.append(Group("teams", faint))
        if content.target:
            y = frame.values.at(content.target.value)
            ends: list[Point | None] = [(frame.left, y), (frame.right, y)]
            self.shapes.append(Line(ends, palette.wait, 1.4, dash=(7, 3, 1.5, 3), part="target"))
        line, places = series_line(content.medians, frame)
        self.shapes.append(Line(line, palette.accent, 2.4, part="median"))
        lone = [place for index, place in places.items() if not {index - 1, index + 1} & set(places)]
        if lone:
            self.shapes.append(Marks("circle", lone, 5, palette.accent, part="lone-medians"))
        if self.size.side_labels:
            labels = self._names(frame.values)
            self.shapes.append(Group("line-names", side_labels(labels, frame, self.size)))

    def _band(self, frame: Frame) -> list[Shape]:
        """The quartile band, one area for each stretch without a gap."""
        content = self.content
        shapes: list[Shape] = []
        stretch: list[tuple[float, float, float]] = []
        for index, (low, high) in enumerate(zip(content.lower, content.upper, strict=True)):
            if low is None or high is None or index in frame.time.gaps:
                shapes += self._area(stretch)
                stretch = []
            if low is not None and high is not None:
                stretch.append((frame.time.positions[index], frame.values.at(low), frame.values.at(high)))
        return shapes + self._area(stretch)

    def _area(self, stretch: list[tuple[float, float, float]]) -> list[Shape]:
        if not stretch:
            return []
        if len(stretch) == 1:
            x, low, high = stretch[0]
            return [Box(x - 3, high, 6, low - high, fill=self.palette.accent_soft)]
        upper = [(x, high) for x, _, high in stretch]
        lower = [(x, low) for x, low, _ in reversed(stretch)]
        return [Area([*upper, *lower], self.palette.accent_soft)]

    def _key_items(self) -> list[KeyItem]:
        palette = self.palette
        items = [
            KeyItem(f"median of {_team_words(self.content)}", "line", palette.accent),
            KeyItem("middle half of the teams", None, palette.accent_soft, palette.line),
        ]
        if self.faint:
            items.append(KeyItem("each team", "line", palette.faint))
        names = list(dict.fromkeys(span.label for span in self.content.spans))
        return items + ([KeyItem(", ".join(names), None, palette.sunken, palette.line)] if names else [])
