"""The plain shapes that a picture is made of, before any of them is drawn.

Lengths are CSS pixels; x grows to the right, y downward, as on a page. Layout makes shapes; `figure` draws
them. A `part` names a shape in the drawing (an `id` in SVG), so that tests and scripts find it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
MarkKind = Literal["circle", "diamond", "square", "triangle", "triangle-down", "cross"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `None` lifts the pen. `curved`: a start, then triples of cubic curves."""

    points: Sequence[Point | None]
    color: str
    width: float = 1.5
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    curved: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: Sequence[Point]
    fill: str
    opacity: float = 1.0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with rounded corners where `radius` is positive."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None
    edge_width: float = 1.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The same mark at several places; `size` is its width."""

    kind: MarkKind
    points: Sequence[Point]
    size: float
    fill: str | None
    edge: str | None = None
    edge_width: float = 1.0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its baseline. Faces: regular, bold, heading (bold serif)."""

    text: str
    x: float
    y: float
    size: float
    color: str
    face: str = "regular"
    anchor: Anchor = "start"
    part: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; a `node` id and a `link` are written into inline SVG."""

    part: str
    shapes: "Sequence[Shape]"
    node: str = ""
    link: str = ""


Shape = Line | Area | Box | Marks | Words | Group


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished layout: size, a title and a description for those who do not see it, shapes back to
    front."""

    width: float
    height: float
    title: str
    description: str
    shapes: list[Shape] = field(default_factory=list)
    background: str | None = None
