"""The driver diagram in dark, and on one sheet: every color has its own, every size fits."""

import re
from pathlib import Path

import pytest

from nic.drawing.diagram_content import Badge, DiagramContent
from nic.drawing.driver_diagram import driver_diagram_pages, inline_driver_diagram
from nic.drawing.gallery_diagrams import large_theory, theory
from nic.drawing.shapes import Group, Words

CSS = Path(__file__).parents[3] / "static" / "css" / "editor.css"


def test_every_color_of_the_picture_in_the_page_has_one_for_dark():
    content = theory()
    kinds = ("plan", "do", "study", "act", "better", "worse", "quiet")
    first = content.nodes[1]
    badges = [Badge("A", kind) for kind in kinds[:4]], [Badge("A", kind) for kind in kinds[3:]]
    nodes = [
        type(first)(f"{number}", "words", kind, 1, shown)
        for number, (kind, shown) in enumerate(zip(("primary", "idea"), badges, strict=True))
    ]
    drawn = inline_driver_diagram(content, size="beside") + inline_driver_diagram(
        DiagramContent("", nodes, []), size="beside"
    )
    used = set(re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', drawn))
    dark = set(re.findall(r'\[(fill|stroke)="(#[0-9a-f]{6})"\]', CSS.read_text()))
    assert used
    assert not used - dark


def words_in(shapes):
    for shape in shapes:
        if isinstance(shape, Group):
            yield from words_in(shape.shapes)
        elif isinstance(shape, Words):
            yield shape


@pytest.mark.parametrize(
    ("content", "smallest"),
    [
        (DiagramContent("One", theory().nodes[:1], [], ("Aim",)), 10.0),
        (theory(), 8.5),
        (large_theory(), 3.6),
    ],
    ids=["one node", "eighteen", "eighty"],
)
def test_a_theory_fits_one_landscape_sheet(content, smallest):
    (sheet,) = driver_diagram_pages(content, size="sheet")
    assert (sheet.width, sheet.height) == (842, 595)
    words = list(words_in(sheet.shapes))
    assert all(0 <= each.x <= 842 and 0 <= each.y <= 595 for each in words)
    assert min(each.size for each in words if len(each.text) > 3) >= smallest
