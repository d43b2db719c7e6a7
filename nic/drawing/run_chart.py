"""Run charts and control charts."""

from itertools import pairwise

from nic.drawing import decisions
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
from nic.drawing.lanes_below import boundary, marks_below
from nic.drawing.palette import Palette, palette_named
from nic.drawing.render import render
from nic.drawing.run_chart_content import CenterLine, Limits, RunChartContent, SignalKind
from nic.drawing.run_chart_words import text_alternative
from nic.drawing.scales import Scale, TimeScale, value_text, value_ticks
from nic.drawing.shapes import Box, Group, Line, MarkKind, Marks, Picture, Point, Shape, Words
from nic.drawing.text import LINE_HEIGHT, shorten, text_width

_SIGNAL_MARKS: dict[SignalKind, MarkKind] = {
    "better": "diamond",
    "worse": "triangle-down",
    "changed": "square",
}
_SIGNAL_WORDS = {
    "better": "a change for the better",
    "worse": "a change for the worse",
    "changed": "a change",
}


def draw_run_chart(
    content: RunChartContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
    show_title: bool | None = None,
) -> bytes:
    """Draw a run chart or control chart as `svg`, `png` or `pdf`.

    `palette` is light, dark or print; `size` is wide (760 px), phone (360 px) or small (280 px, for cards,
    where a page says the title itself unless `show_title`). Raises `ValueError` for an unknown name.
    """
    return render(run_chart_picture(content, palette=palette, size=size, show_title=show_title), format)


def point_places(content: RunChartContent, *, size: str = "wide") -> dict[int, Point]:
    """Where each point that has a value stands in the picture, in pixels from its upper left corner."""
    chart = _RunChart(content, size_named(size), palette_named("light"), show_title=False)
    chart.picture()
    return chart.places


def run_chart_picture(
    content: RunChartContent, *, palette: str = "light", size: str = "wide", show_title: bool | None = None
) -> Picture:
    """The layout of a run chart; see `draw_run_chart`."""
    return _RunChart(content, size_named(size), palette_named(palette), show_title).picture()


class _RunChart:
    """One layout, from the title down to the key."""

    def __init__(
        self, content: RunChartContent, size: ChartSize, palette: Palette, show_title: bool | None
    ) -> None:
        self.content, self.size, self.palette = content, size, palette
        self.show_title = size.name != "small" if show_title is None else show_title
        self.known = content.known()
        self.shapes: list[Shape] = []
        self.places: dict[int, Point] = {}

    def picture(self) -> Picture:
        content, size = self.content, self.size
        y = size.margin
        if self.show_title:
            title, y = heading(content.title, content.subtitle, size, self.palette)
            self.shapes += title
        ticks = value_ticks(self._numbers(), size.intervals, percent=content.unit == "%")
        left = size.margin + tick_column(ticks, content.unit, size)
        right = size.width - (self._side_room() if size.side_labels else size.margin)
        inset = min(10.0, (right - left) / 8)
        time = TimeScale(len(content.values), content.dates, left, right, inset)
        y = self._rows_above(time, left, right, y)
        top, bottom = y + 6, y + 6 + size.plot_height
        frame = Frame(left, right, top, bottom, Scale(ticks[0], ticks[-1], bottom, top), time)
        self._plot(frame, ticks)
        y = self._n_row(frame, bottom + 6)
        labels, y = time_axis(frame, content.labels, content.dates, size, self.palette, y)
        below, y = marks_below(content.cycles, content.visits, time, size, self.palette, y)
        entries, y = key(self._key_items() if size.name != "small" else [], size, self.palette, y)
        self.shapes += [*labels, *below, *entries]
        height = round(y + size.margin * 0.6)
        words = text_alternative(content)
        return Picture(size.width, height, content.title, words, self.shapes, self.palette.surface)

    def _numbers(self) -> list[float]:
        """All values that the axis must cover."""
        content = self.content
        numbers = [value for index in self.known if (value := content.value(index)) is not None]
        numbers += [center.value for center in content.centers]
        numbers += [
            end for limits in content.limits for end in (*limits.lower, *limits.upper) if end is not None
        ]
        return numbers + ([content.target.value] if content.target else [])

    def _named_lines(self, values: Scale | None = None) -> list[SideLabel]:
        """What is named at the end of the chart, at its height once the `values` scale is known."""
        content, palette, unit = self.content, self.palette, self.content.unit
        named: list[tuple[str, float, str]] = []
        if content.centers:
            named.append((content.centers[-1].label, content.centers[-1].value, palette.ink))
        if content.target:
            named.append((content.target.label, content.target.value, palette.wait))
        for limits in content.limits[-1:]:
            for name, ends in (("upper", limits.upper), ("lower", limits.lower)):
                known = [end for end in ends if end is not None]
                named += [(f"{name} {limits.label}", end, palette.muted) for end in known[-1:]]
        return [
            SideLabel(name, value_text(value, unit), values.at(value) if values else 0, color)
            for name, value, color in named
        ]

    def _last_value(self, values: Scale | None = None) -> list[SideLabel]:
        """The latest value, named beside the plot where it ends the series."""
        last = self.content.value(len(self.content.values) - 1) if self.content.values else None
        if last is None:
            return []
        y = values.at(last) if values else 0
        return [SideLabel("", value_text(last, self.content.unit), y, self.palette.accent, "bold")]

    def _side_room(self) -> float:
        return side_room([*self._named_lines(), *self._last_value()], self.size)

    def _rows_above(self, time: TimeScale, left: float, right: float, y: float) -> float:
        """Names of lines (where they have no place beside the plot), phases, earlier centers."""
        size, palette = self.size, self.palette
        if not size.side_labels:
            names, y = names_above(self._named_lines(), right, size, palette, y)
            self.shapes += names
        content = self.content
        phases = [(phase.start, phase.label, palette.ink) for phase in content.phases]
        earlier = [
            (center.start, f"{center.label} {value_text(center.value, content.unit)}", palette.muted)
            for center in content.centers[:-1]
        ]
        for name, cells in (("phases", phases), ("earlier-centers", earlier)):
            if cells and size.name != "small":
                y += size.text * 1.4
                self._row(name, cells, time, right, y - 4)
        return y

    def _row(
        self, name: str, cells: list[tuple[int, str, str]], time: TimeScale, right: float, baseline: float
    ) -> None:
        starts = [time.at(start - 0.5) if start else time.start - 4 for start, _, _ in cells]
        words: list[Shape] = []
        for place, (_, text, color) in enumerate(cells):
            end = starts[place + 1] - 8 if place + 1 < len(cells) else right
            short = shorten(text, end - starts[place] - 4, self.size.text)
            words.append(Words(short, starts[place] + 4, baseline, self.size.text, color))
        self.shapes.append(Group(name, words))

    def _plot(self, frame: Frame, ticks: list[float]) -> None:
        """Everything inside the frame, from the back to the front."""
        content, palette, size = self.content, self.palette, self.size
        for number, span in enumerate(content.spans, start=1):
            start, end = frame.time.at(span.start), frame.time.at(span.end)
            half = frame.time.spacing / 2 if start == end else 0
            start, end = max(start - half, frame.left), min(end + half, frame.right)
            self.shapes.append(
                Box(
                    start,
                    frame.top,
                    end - start,
                    size.plot_height,
                    fill=palette.sunken,
                    part=f"span-{number}",
                )
            )
        self.shapes += value_axis(frame, ticks, content.unit, size, palette)
        for phase in content.phases:
            if phase.start > 0:
                self.shapes.append(
                    boundary(frame.time.at(phase.start - 0.5), frame.top - 4, frame.bottom, palette)
                )
        for number, limits in enumerate(content.limits, start=1):
            self.shapes += self._limits(limits, number, frame)
        if content.target:
            y = frame.values.at(content.target.value)
            self.shapes.append(
                Line(
                    [(frame.left, y), (frame.right, y)], palette.wait, 1.4, dash=(7, 3, 1.5, 3), part="target"
                )
            )
        centers: list[Shape] = [self._center(*place, frame) for place in enumerate(content.centers, start=1)]
        self.shapes += centers if frame.time.spacing >= 3 else []
        self._data(frame)
        self.shapes += centers if frame.time.spacing < 3 else []
        if size.side_labels:
            self._names_beside(frame)

    def _names_beside(self, frame: Frame) -> None:
        labels = [*self._named_lines(frame.values), *self._last_value(frame.values)]
        self.shapes.append(Group("line-names", side_labels(labels, frame, self.size)))

    def _center(self, number: int, center: CenterLine, frame: Frame) -> Group:
        """A center line, solid over its own points and dashed on to where it is kept."""
        y, color = frame.values.at(center.value), self.palette.ink
        start = frame.left if center.start == 0 else frame.time.at(center.start - 0.5)
        last = len(self.content.values) - 1
        end = frame.right if center.end >= last else frame.time.at(center.end + 0.5)
        shapes: list[Shape] = [Line([(start, y), (end, y)], color, 1.3)]
        if center.extend_to is not None and center.extend_to > center.end:
            on = frame.right if center.extend_to >= last else frame.time.at(center.extend_to + 0.5)
            shapes.append(Line([(end, y), (on, y)], color, 1.3, dash=(5, 4)))
        return Group(f"center-{number}", shapes)

    def _limits(self, limits: Limits, number: int, frame: Frame) -> list[Shape]:
        """Stepped limit lines; one step per point."""
        shapes: list[Shape] = []
        for name, ends in (("lower", limits.lower), ("upper", limits.upper)):
            points: list[Point | None] = []
            for place, end in enumerate(ends):
                if end is None:
                    points.append(None)
                    continue
                index, y = limits.start + place, frame.values.at(end)
                points += [(frame.time.at(index - 0.5), y), (frame.time.at(index + 0.5), y)]
            if any(points):
                part = f"{name}-limit-{number}"
                shapes.append(Line(points, self.palette.muted, 1.1, dash=(2, 2.5), part=part))
        return shapes

    def _data(self, frame: Frame) -> None:
        content, palette = self.content, self.palette
        if not self.known:
            middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
            self.shapes.append(
                Words("No values yet", *middle, self.size.text, palette.muted, anchor="middle")
            )
            return
        values = [content.value(index) for index in range(len(content.values))]
        line, places = series_line(values, frame)
        width = 1.7 if self.size.name != "small" else 1.4
        width = width if frame.time.spacing >= 3 else 0.9
        self.shapes.append(Line(line, palette.accent, width, part="data"))
        self._points(places, frame)
        self._signs(places, frame)
        self.places = places

    def _signs(self, places: dict[int, Point], frame: Frame) -> None:
        """The signs of notes, above their points, or below one that stands high."""
        if self.size.name == "small" or not self.content.notes:
            return
        size, words = self.size.tick, list[Shape]()
        for note in self.content.notes:
            if note.point in places:
                x, y = places[note.point]
                above = y - self.size.point - 4
                place = above if above - size > frame.top else y + self.size.point + size + 1
                words.append(Words(note.sign, x, place, size, self.palette.ink, "bold", anchor="middle"))
        self.shapes.append(Group("notes", words))

    def _points(self, places: dict[int, Point], frame: Frame) -> None:
        content, palette = self.content, self.palette
        size = min(self.size.point, max(frame.time.spacing * 0.75, 2.2))
        signaled = {index for signal in content.signals for index in signal.points}
        excluded = set(content.excluded)
        plain = [point for index, point in places.items() if index not in signaled | excluded]
        fill = palette.surface if size > 3.4 else palette.accent
        self.shapes.append(
            Marks("circle", plain, size, fill, palette.accent, min(1.5, size / 3), part="points")
        )
        left_out = [point for index, point in places.items() if index in excluded]
        if left_out:
            self.shapes.append(
                Marks("cross", left_out, max(size, 5.5), None, palette.muted, 1.5, part="excluded")
            )
        for number, signal in enumerate(content.signals, start=1):
            marked = [places[index] for index in signal.points if index in places and index not in excluded]
            color = self._signal_color(signal.kind)
            mark = Marks(
                _SIGNAL_MARKS[signal.kind], marked, max(size * 1.3, 4.5), color, palette.surface, 0.6,
                part=f"signal-{number}-{signal.kind}",
            )  # fmt: skip
            self.shapes.append(mark)

    def _signal_color(self, kind: SignalKind) -> str:
        return {"better": self.palette.better, "worse": self.palette.worse, "changed": self.palette.act}[kind]

    def _n_row(self, frame: Frame, y: float) -> float:
        """The numbers of people where they are small, each below its point; a sentence where they touch."""
        content, size = self.content, self.size
        counts = content.n or []
        small = [
            (index, n)
            for index, n in enumerate(counts)
            if n is not None and n <= content.small_n and index in set(self.known)
        ]
        if not small or size.name == "small":
            return y
        text, baseline = size.tick - 1.5, y + size.tick
        ends = [(frame.time.positions[index], text_width(str(n), text)) for index, n in small]
        clear = all(after[0] - before[0] > (before[1] + after[1]) / 2 + 2 for before, after in pairwise(ends))
        color = self.palette.muted
        if clear:
            words = [Words("n", frame.left - 8, baseline, text, color, anchor="end")]
            words += [
                Words(str(n), frame.time.positions[index], baseline, text, color, anchor="middle")
                for index, n in small
            ]
        else:
            numbers = [n for _, n in small]
            span = f"{min(numbers)} to {max(numbers)}" if min(numbers) < max(numbers) else str(numbers[0])
            sentence = f"n is {span} at {len(small)} of {len(self.known)} points"
            words = [Words(sentence, frame.left, baseline, text, color)]
        self.shapes.append(Group("n", words))
        return y + size.tick * LINE_HEIGHT

    def _key_items(self) -> list[KeyItem]:
        content, palette = self.content, self.palette
        items = []
        for signal in content.signals:
            if signal.points:
                text = signal.label or _SIGNAL_WORDS[signal.kind]
                items.append(KeyItem(text, _SIGNAL_MARKS[signal.kind], self._signal_color(signal.kind)))
        if content.excluded:
            items.append(KeyItem("left out, with a reason", "cross", None, palette.muted))
        names = list(dict.fromkeys(span.label for span in content.spans))
        if names:
            items.append(KeyItem(", ".join(names), None, palette.sunken, palette.line))
        decided = decisions.key_of({cycle.decision for cycle in content.cycles})
        if decided:
            items.append(KeyItem(decided, "circle", palette.act))
        if content.visits:
            items.append(KeyItem("visit", "triangle", palette.wait))
        return items
