"""Every drawing of the gallery, with its awkward data: nothing overlaps, nothing leaves the page, all is
safe SVG."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from nic.drawing import gallery as gallery_module
from nic.drawing.gallery import GalleryItem, gallery, gallery_items
from nic.drawing.render import render, render_inline
from tests.unit.drawing.drawn import SVG, parsed, text_boxes, texts, touching

ITEMS = list(gallery_items())
LAYOUTS = [(item, size) for item in ITEMS for size in item.sizes]
NAMES = [f"{item.name}-{size}" for item, size in LAYOUTS]


@pytest.mark.parametrize(("item", "size"), LAYOUTS, ids=NAMES)
def test_no_two_texts_overlap_and_none_leaves_the_page(item: GalleryItem, size: str) -> None:
    for picture in item.pages("light", size):
        boxes = text_boxes(picture)
        assert touching(boxes) == []
        outside = [
            box.text
            for box in boxes
            if box.left < -0.5
            or box.right > picture.width + 0.5
            or box.top < 0
            or box.bottom > picture.height
        ]
        assert outside == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_the_svg_is_clean_under_a_strict_policy(item: GalleryItem) -> None:
    for picture in item.pages("light", item.sizes[0]):
        for text in (render(picture).decode(), render_inline(picture, prefix="x-")):
            root = parsed(text)
            ids = [element.get("id") for element in root.iter() if element.get("id")]
            assert len(ids) == len(set(ids))
            for element in root.iter():
                assert element.tag.removeprefix(SVG) in {
                    "svg",
                    "title",
                    "desc",
                    "g",
                    "path",
                    "text",
                    "use",
                    "defs",
                    "a",
                }
                assert "style" not in element.attrib
                assert not any(name.startswith("on") for name in element.attrib)
            assert not re.search(
                r"<script|<style|data:|nan|inf\b", re.sub(r"<(text|desc|title)[^>]*>[^<]*", "", text)
            )
            assert root.get("role") == "img"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_picture_says_what_it_shows(item: GalleryItem) -> None:
    for picture in item.pages("light", item.sizes[0]):
        assert picture.description
        root = parsed(render(picture))
        described = [root.get("aria-labelledby", ""), root.get("aria-describedby", "")]
        found = {
            element.get("id"): "".join(element.itertext()) for element in root.iter() if element.get("id")
        }
        assert all(found[name] for name in described)


@pytest.mark.parametrize("palette", ["dark", "print"])
def test_the_palette_changes_colors_only(palette: str) -> None:
    for item in ITEMS[:3]:
        light, other = (item.pages(name, item.sizes[0])[0] for name in ("light", palette))
        first, second = parsed(render(light)), parsed(render(other))
        assert texts(first) == texts(second)
        assert [path.get("d") for path in first.iter(f"{SVG}path")] == [
            path.get("d") for path in second.iter(f"{SVG}path")
        ]
        assert render(light) != render(other)


def test_the_command_writes_pictures_and_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [item for item in ITEMS if item.name in ("run-chart-one-point", "driver-diagram-two-nodes")]
    monkeypatch.setattr(gallery_module, "gallery_items", lambda: iter(chosen))
    result = CliRunner().invoke(gallery, [str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {
        "light.html",
        "dark.html",
        "print.html",
        "run-chart-one-point.png",
        "run-chart-one-point.pdf",
    } <= names
    assert {"run-chart-one-point-phone-dark.svg", "driver-diagram-two-nodes-a4-print.svg"} <= names
    for path in (tmp_path / "out").glob("*.svg"):
        parsed(path.read_bytes())
    assert 'src="run-chart-one-point-wide-light.svg"' in (tmp_path / "out" / "light.html").read_text()
