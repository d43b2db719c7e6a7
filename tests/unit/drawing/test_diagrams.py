"""Driver diagrams and fishbones by their structure."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from nic.drawing.diagram_content import (
    Badge,
    DiagramContent,
    DiagramEdge,
    DiagramNode,
    data_table,
    text_alternative,
)
from nic.drawing.driver_diagram import draw_driver_diagram, driver_diagram_pages, inline_driver_diagram
from nic.drawing.fishbone import draw_fishbone, fishbone_picture, inline_fishbone
from nic.drawing.gallery_diagrams import driver_diagrams, fishbones, large_theory, theory
from nic.drawing.shapes import Box, Group, Picture, Words
from tests.unit.drawing.drawn import SVG, parsed, part, texts

A4 = (595, 842)


def node_boxes(picture: Picture) -> Iterator[tuple[str, Box]]:
    """The box of each node."""
    for shape in picture.shapes:
        if isinstance(shape, Group) and shape.node:
            box = next((inner for inner in shape.shapes if isinstance(inner, Box)), None)
            if box:
                yield shape.node, box


def apart(first: Box, second: Box) -> bool:
    return (
        first.x + first.width <= second.x
        or second.x + second.width <= first.x
        or first.y + first.height <= second.y
        or second.y + second.height <= first.y
    )


@pytest.mark.parametrize("size", ["wide", "phone", "a4"])
@pytest.mark.parametrize("name", list(driver_diagrams()))
def test_boxes_keep_apart_and_hold_their_text(name: str, size: str) -> None:
    for picture in driver_diagram_pages(driver_diagrams()[name], size=size):
        boxes = dict(node_boxes(picture))
        assert all(apart(first, second) for first, second in combinations(boxes.values(), 2))
        for shape in picture.shapes:
            if isinstance(shape, Group) and shape.node:
                box = boxes[shape.node]
                lines = [
                    inner for inner in shape.shapes if isinstance(inner, Words) and inner.anchor == "start"
                ]
                assert lines
                assert all(box.y < line.y < box.y + box.height and line.x > box.x for line in lines)


def test_columns_follow_the_theory_from_left_to_right() -> None:
    boxes = dict(node_boxes(driver_diagram_pages(theory())[0]))
    for edge in theory().edges:
        assert boxes[edge.parent].x + boxes[edge.parent].width < boxes[edge.child].x
    assert len({boxes[f"i{number}"].x for number in range(1, 9)}) == 1
    assert texts(part(parsed(draw_driver_diagram(theory())), "columns")) == list(theory().columns)


def test_lines_to_second_parents_are_dashed() -> None:
    root = parsed(draw_driver_diagram(theory()))
    first, second = (next(part(root, name).iter(f"{SVG}path")) for name in ("edge-p1-s2", "edge-p3-s2"))
    assert first.get("stroke-dasharray") is None
    assert second.get("stroke-dasharray")


def test_badges_carry_a_letter_and_a_color() -> None:
    nodes = [
        DiagramNode("a", "Aim"),
        DiagramNode("b", "Idea", badges=[Badge(str(number), "do") for number in range(8)]),
    ]
    root = parsed(draw_driver_diagram(DiagramContent("", nodes, [DiagramEdge("a", "b")])))
    assert texts(part(root, "node-b"))[1:] == ["+4", "3", "2", "1", "0"]


def test_an_inline_diagram_can_be_opened_by_node_and_link() -> None:
    hostile = '"><script>alert(1)</script>'
    nodes = [DiagramNode("7", "Aim", link="/theory/7?a=1&b=2"), DiagramNode(hostile, hostile)]
    root = parsed(
        inline_driver_diagram(DiagramContent(hostile, nodes, [DiagramEdge("7", hostile)]), prefix="d1-")
    )
    found = {element.get("data-node") for element in root.iter() if element.get("data-node")}
    assert found == {"7", hostile}
    (anchor,) = root.iter(f"{SVG}a")
    assert anchor.get("href") == "/theory/7?a=1&b=2"
    assert root.get("role") == "group", "links inside an image cannot be reached"
    assert next(anchor.iter(f"{SVG}g")).get("data-node") == "7"
    assert hostile in texts(root)
    assert not any(
        element.tag.endswith(("script", "style")) or "style" in element.attrib for element in root.iter()
    )


@pytest.mark.parametrize("count", [2, 20, 80])
def test_every_node_of_a_large_theory_is_readable_on_a4(count: int) -> None:
    content = large_theory({2: (1, 1), 20: (1, 3, 6, 10), 80: (1, 5, 20, 54)}[count])
    pages = driver_diagram_pages(content, size="a4")
    shown = {node for page in pages for node, _ in node_boxes(page)}
    assert shown == {node.id for node in content.nodes}
    for page in pages:
        width, height = sorted((page.width, page.height))
        assert width <= A4[0]
        assert height <= A4[1]
        assert min(shape.size for group in page.shapes if isinstance(group, Group) and group.node
                   for shape in group.shapes if isinstance(shape, Words) and shape.anchor == "start") >= 8  # fmt: skip


def test_a_large_theory_is_one_pdf_of_several_pages() -> None:
    pages = len(driver_diagram_pages(large_theory(), size="a4"))
    assert pages > 1
    drawn = draw_driver_diagram(large_theory(), format="pdf", size="a4")
    assert drawn.count(b"/Type /Page ") + drawn.count(b"/Type /Page\n") == pages
    assert draw_driver_diagram(large_theory(), format="pdf", size="a4") == drawn


def test_a_phone_sees_an_outline_with_every_node() -> None:
    for content in (*driver_diagrams().values(), *fishbones().values()):
        (picture,) = driver_diagram_pages(content, size="phone")
        assert picture.width == 360
        assert [node for node, _ in node_boxes(picture)] == [node.id for _, node, _ in content.outline()]


def test_further_parents_are_named_on_a_phone() -> None:
    root = parsed(draw_driver_diagram(theory(), size="phone"))
    assert "also serves: It is safe to be wrong" in texts(root)


def test_the_outline_names_each_node_once_and_survives_circles() -> None:
    nodes = [DiagramNode(name, name) for name in "abc"]
    edges = [DiagramEdge("a", "b"), DiagramEdge("b", "c"), DiagramEdge("c", "a")]
    circle = DiagramContent("", nodes, edges)
    assert sorted(node.id for _, node, _ in circle.outline()) == ["a", "b", "c"]
    assert len(dict(node_boxes(driver_diagram_pages(circle)[0]))) == 3


def test_diagram_words_and_table() -> None:
    content = theory()
    assert (
        "Students rehearse in pairs first (serves: Students have words to reason with; It is safe to be wrong)."
        in (text_alternative(content))
    )
    rows = data_table(content)
    assert len(rows) == len(content.nodes) + 1
    assert ("4", "One open task a week", "", "~, ✓") in rows
    assert ("3", "Students rehearse in pairs first", "It is safe to be wrong", "") in rows


def test_what_is_no_diagram_is_refused() -> None:
    node = DiagramNode("a", "A")
    for nodes, edges, message in (
        ([node, node], [], "same id"),
        ([node], [DiagramEdge("a", "b")], "no node"),
        ([node], [DiagramEdge("a", "a")], "itself"),
    ):
        with pytest.raises(ValueError, match=message):
            DiagramContent("", nodes, edges)
    for draw in (draw_driver_diagram, draw_fishbone):
        with pytest.raises(ValueError, match="choose wide,"):
            draw(DiagramContent("", [node], []), size="a3")


@pytest.mark.parametrize("name", list(fishbones()))
def test_a_fishbone_shows_the_problem_at_the_head_and_every_cause(name: str) -> None:
    content = fishbones()[name]
    root = parsed(draw_fishbone(content))
    for node in content.nodes:
        shown = "".join("".join(texts(part(root, f"node-{node.id}"))).split())
        assert shown == "".join(node.text.split())
    spine = next(part(root, "spine").iter(f"{SVG}path")).get("d", "")
    assert spine.count(",") == 2


def test_bones_stand_above_and_below_the_spine() -> None:
    content = fishbones()["six-bones"]
    boxes = dict(node_boxes(fishbone_picture(content)))
    assert (
        boxes["c0"].y + boxes["c0"].height < boxes["problem"].y + boxes["problem"].height / 2 < boxes["c1"].y
    )
    assert boxes["c0"].x < boxes["c2"].x < boxes["c4"].x < boxes["problem"].x


def test_a_root_cause_has_a_ring() -> None:
    nodes = [
        DiagramNode("p", "Problem"),
        DiagramNode("c", "Time"),
        DiagramNode("x", "Late bus", ringed=True),
        DiagramNode("y", "Rain"),
    ]
    edges = [DiagramEdge("p", "c"), DiagramEdge("c", "x"), DiagramEdge("c", "y")]
    boxes = dict(node_boxes(fishbone_picture(DiagramContent("", nodes, edges))))
    assert "x" in boxes
    assert "y" not in boxes


def test_an_inline_fishbone_has_its_nodes() -> None:
    content = fishbones()["six-bones"]
    root = parsed(inline_fishbone(content))
    assert {element.get("data-node") for element in root.iter() if element.get("data-node")} == {
        node.id for node in content.nodes
    }


def test_eighty_causes_fit_on_a4() -> None:
    picture = fishbone_picture(fishbones()["eighty-nodes"], size="a4")
    assert sorted((picture.width, picture.height)) <= [595, 842]
    assert picture.width <= 842
    assert picture.height <= 842
