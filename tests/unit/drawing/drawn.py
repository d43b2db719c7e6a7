"""Reading a layout and a drawn SVG: their texts, parts and places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from nic.drawing.shapes import Group, Picture, Shape, Words
from nic.drawing.text import clean, text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class TextBox:
    """Where a text may reach with the widest font of the list, slack included."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "TextBox") -> bool:
        """True where two boxes share more than half a pixel."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.5 and high > 0.5


def flat(shapes: Sequence[Shape]) -> Iterator[Shape]:
    """All shapes, those of groups included."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from flat(shape.shapes)
        else:
            yield shape


def text_boxes(picture: Picture) -> list[TextBox]:
    """The boxes of all texts of a layout."""
    boxes = []
    for shape in flat(picture.shapes):
        if isinstance(shape, Words) and clean(shape.text):
            width = text_width(clean(shape.text), shape.size, shape.face)
            left = shape.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
            top, bottom = shape.y - shape.size * 0.76, shape.y + shape.size * 0.22
            boxes.append(TextBox(shape.text, left, top, left + width, bottom))
    return boxes


def touching(boxes: Sequence[TextBox]) -> list[tuple[str, str]]:
    """Pairs of texts that overlap."""
    ordered = sorted(boxes, key=lambda box: box.top)
    pairs = []
    for index, box in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.top > box.bottom:
                break
            if box.overlaps(other):
                pairs.append((box.text, other.text))
    return pairs


def parsed(svg: bytes | str) -> ElementTree.Element:
    """The root of an SVG document."""
    return ElementTree.fromstring(svg)  # noqa: S314 - drawn here


def part(root: ElementTree.Element, name: str) -> ElementTree.Element:
    """The element with the id `name`."""
    found = [element for element in root.iter() if element.get("id") == name]
    assert len(found) == 1, f"{len(found)} elements are called {name!r}"
    return found[0]


def texts(root: ElementTree.Element) -> list[str]:
    """The texts of an element, in drawing order."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    """The places of the marks of an element."""
    return [(float(use.get("x", "")), float(use.get("y", ""))) for use in root.iter(f"{SVG}use")]


def line_points(root: ElementTree.Element) -> list[list[tuple[float, float]]]:
    """The points of the first path of an element, one list for each stretch without a gap."""
    path = next(root.iter(f"{SVG}path")).get("d", "")
    stretches = [piece for piece in path.split("M") if piece.strip()]
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in piece.replace("L", " ").split())]
        for piece in stretches
    ]
