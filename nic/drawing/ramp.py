"""A ramp: the cycles of one change idea as steps along time, each as high as the scale it was tried at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.drawing import decisions
from nic.drawing.calendar_axis import CalendarScale, calendar_axis, calendar_scale
from nic.drawing.chart_sizes import ChartSize, size_named
from nic.drawing.frame import KeyItem, backed, heading, key
from nic.drawing.palette import Palette, palette_named
from nic.drawing.placing import Stretch, lanes
from nic.drawing.render import render
from nic.drawing.shapes import Box, Group, Line, Marks, Picture, Shape, Words
from nic.drawing.text import shorten, text_width, wrap

_BADGE = 9.0


@dataclass(frozen=True, slots=True)
class RampStep:
    """One cycle: its days, its place on the scale (0 = smallest), what was tried, its decision's sign, its
    team.

    `follows` is the id of the cycle that it continues; a step of another team is a branch, in a second color.
    One that has not begun (`planned`) is an outline.
    """

    id: str
    start: date
    end: date
    scale: int
    label: str
    decision: str = ""
    team: str = ""
    follows: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class RampContent:
    """The scales in words, smallest first, and the steps. Raises `ValueError` for a step off the scale or
    backwards."""

    title: str
    scales: Sequence[str]
    steps: Sequence[RampStep]
    subtitle: str = ""

    def __post_init__(self) -> None:
        for step in self.steps:
            if not 0 <= step.scale < len(self.scales):
                raise ValueError(f"{step.label!r} stands at scale {step.scale} of {len(self.scales)}.")
            if step.end < step.start:
                raise ValueError(f"{step.label!r} ends before it starts.")


def draw_ramp(
    content: RampContent,
    *,
    format: str = "svg",
    palette: str = "light",
    size: str = "wide",
) -> bytes:
    """Draw a ramp as `svg`, `png` or `pdf`; `size` is wide or phone. Raises `ValueError` for an unknown
    name."""
    return render(ramp_picture(content, palette=palette, size=size), format)


def ramp_picture(content: RampContent, *, palette: str = "light", size: str = "wide") -> Picture:
    """The layout of a ramp; see `draw_ramp`."""
    return _Ramp(content, size_named(size), palette_named(palette)).picture()


def text_alternative(content: RampContent) -> str:
    """One sentence for each step."""
    parts = [content.title, content.subtitle]
    for step in sorted(content.steps, key=lambda step: step.start):
        words = [
            step.team,
            f"at {content.scales[step.scale]}",
            f"{_day(step.start)} to {_day(step.end)}",
            decisions.word_of(step.decision),
        ]
        parts.append(f"{step.label}: " + ", ".join(word for word in words if word))
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def data_table(content: RampContent) -> list[tuple[str, ...]]:
    """A heading row, then one row per step in order of time."""
    rows: list[tuple[str, ...]] = [("Cycle", "Team", "Scale", "From", "To", "Decision")]
    for step in sorted(content.steps, key=lambda step: step.start):
        rows.append(
            (
                step.label,
                step.team,
                content.scales[step.scale],
                _day(step.start),
                _day(step.end),
                decisions.word_of(step.decision),
            )
        )
    return rows


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class _Placed:
    step: RampStep
    start: float
    end: float
    text: str
    text_start: float
    lane: int = 0


class _Ramp:
    def __init__(self, content: RampContent, size: ChartSize, palette: Palette) -> None:
        self.content, self.size, self.palette = content, size, palette
        self.teams = list(dict.fromkeys(step.team for step in content.steps))
        self.lane_height = size.text * 1.25 + 18

    def picture(self) -> Picture:
        content, size = self.content, self.size
        shapes, y = heading(content.title, content.subtitle, size, self.palette)
        left = size.margin + self._scale_width()
        days = [day for step in content.steps for day in (step.start, step.end)]
        scale = calendar_scale(days, left, size.width - size.margin)
        rows = self._rows(scale)
        tops, bottom = self._tops(rows, y + 8)
        axis, below = calendar_axis(scale, y + 4, bottom, size.tick, self.palette) if days else ([], bottom)
        shapes += [*axis, *self._scale_names(rows, tops, left)]
        middles = {
            placed.step.id: (
                placed,
                tops[placed.step.scale] + placed.lane * self.lane_height + self.lane_height - 9,
            )
            for placed in rows
        }
        shapes.append(Group("risers", self._risers(middles)))
        shapes += [self._step(placed, middle) for placed, middle in middles.values()]
        if not content.steps:
            shapes.append(Words("No cycles yet", left + 8, bottom - 8, size.text, self.palette.muted))
        entries, below = key(self._key(), size, self.palette, below)
        height = round(below + size.margin * 0.6)
        return Picture(
            size.width,
            height,
            content.title,
            text_alternative(content),
            [*shapes, *entries],
            self.palette.surface,
        )

    def _scale_width(self) -> float:
        widest = max((text_width(name, self.size.text) for name in self.content.scales), default=0)
        return min(widest + 12, self.size.width * 0.24)

    def _rows(self, scale: CalendarScale) -> list[_Placed]:
        """Steps with their pixels and, within one scale, their lanes."""
        placed: list[_Placed] = []
        for number in range(len(self.content.scales)):
            row = [self._placed(step, scale) for step in self.content.steps if step.scale == number]
            reach = [
                Stretch(
                    min(item.start, item.text_start),
                    max(item.end + _BADGE, item.text_start + text_width(item.text, self.size.text)),
                )
                for item in row
            ]
            for item, lane in zip(row, lanes(reach, 10), strict=True):
                placed.append(_Placed(item.step, item.start, item.end, item.text, item.text_start, lane))
        return placed

    def _placed(self, step: RampStep, scale: CalendarScale) -> _Placed:
        start, end = scale.at(step.start), max(scale.at(step.end), scale.at(step.start) + 12)
        room = self.size.width - self.size.margin - scale.start
        branch = step.team and step.team != self.teams[0] and step.team not in step.label
        text = shorten(f"{step.team}: {step.label}" if branch else step.label, room * 0.8, self.size.text)
        right = self.size.width - self.size.margin - text_width(text, self.size.text)
        return _Placed(step, start, end, text, max(scale.start, min(start, right)))

    def _tops(self, rows: list[_Placed], y: float) -> tuple[dict[int, float], float]:
        """Top of each scale's row, the largest scale highest, and the y below all."""
        tops: dict[int, float] = {}
        for number in reversed(range(len(self.content.scales))):
            tops[number] = y
            depth = max((item.lane for item in rows if item.step.scale == number), default=0) + 1
            y += depth * self.lane_height + 8
        return tops, y

    def _scale_names(self, rows: list[_Placed], tops: dict[int, float], left: float) -> list[Shape]:
        size, palette = self.size, self.palette
        shapes: list[Shape] = []
        for number, name in enumerate(self.content.scales):
            depth = max((item.lane for item in rows if item.step.scale == number), default=0) + 1
            bottom = tops[number] + depth * self.lane_height + 4
            shapes.append(Line([(size.margin, bottom), (size.width - size.margin, bottom)], palette.grid, 1))
            lines = wrap(name, left - size.margin - 10, size.text, max_lines=2)
            first = bottom - 10 - (len(lines) - 1) * size.text * 1.2
            shapes += [
                Words(line, size.margin, first + place * size.text * 1.2, size.text, palette.ink)
                for place, line in enumerate(lines)
            ]
        return [Group("scales", shapes)]

    def _color(self, step: RampStep) -> str:
        colors = (self.palette.plan, self.palette.study, self.palette.do, self.palette.act)
        return colors[self.teams.index(step.team) % len(colors)]

    def _risers(self, middles: dict[str, tuple[_Placed, float]]) -> list[Shape]:
        shapes: list[Shape] = []
        for placed, middle in middles.values():
            before = middles.get(placed.step.follows)
            if before:
                y, bend = before[1], max(placed.start - 8, before[0].start + 4)
                points = [(min(before[0].end, bend), y), (bend, y), (bend, middle), (placed.start, middle)]
                dash = () if before[0].step.team == placed.step.team else (4.0, 3.0)
                shapes.append(Line(points, self.palette.muted, 1.4, dash=dash))
        return shapes

    def _step(self, placed: _Placed, middle: float) -> Group:
        step, palette, size = placed.step, self.palette, self.size
        color = self._color(step)
        shapes: list[Shape] = [
            Box(
                placed.start,
                middle - 4,
                placed.end - placed.start,
                8,
                fill=palette.surface if step.planned else color,
                edge=color if step.planned else None,
                radius=4,
            ),
            *backed(Words(placed.text, placed.text_start, middle - 12.5, size.text, palette.ink), palette),
        ]
        if step.decision:
            fill = {"✓": palette.better, "×": palette.worse}.get(step.decision, palette.act)
            shapes.append(Marks("circle", [(placed.end, middle)], 2 * _BADGE, fill, palette.surface, 1.2))
            letter = Words(
                step.decision, placed.end, middle + 4, 11, palette.surface, face="bold", anchor="middle"
            )
            shapes.append(letter)
        return Group(f"step-{step.id}", shapes, node=step.id)

    def _key(self) -> list[KeyItem]:
        items = []
        if len(self.teams) > 1:
            first = {step.team: step for step in reversed(self.content.steps)}
            items = [KeyItem(team or "this team", None, self._color(first[team])) for team in self.teams]
        decided = decisions.key_of({step.decision for step in self.content.steps})
        return items + ([KeyItem(decided, "circle", self.palette.act)] if decided else [])
