"""Every drawing in a real browser: with the fonts that people have, no two texts overlap and a strict
policy blocks nothing."""

import shutil
import subprocess
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from nic.drawing.driver_diagram import inline_driver_diagram
from nic.drawing.gallery import gallery_items
from nic.drawing.gallery_charts import story
from nic.drawing.gallery_diagrams import theory
from nic.drawing.render import render_inline
from nic.drawing.run_chart import draw_run_chart
from nic.drawing.text import SANS, SERIF

pytestmark = pytest.mark.browser

FONTS = {
    "DejaVu": ("DejaVu Sans", "DejaVu Serif"),
    "Liberation": ("Liberation Sans", "Liberation Serif"),
    "Noto": ("Noto Sans", "Noto Serif"),
}
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'none'"
OVERLAPS = """
() => {
  const found = [];
  const shared = (a, b, start, length) =>
    Math.min(a[start] + a[length], b[start] + b[length]) - Math.max(a[start], b[start]);
  for (const svg of document.querySelectorAll('svg')) {
    const name = svg.dataset.name;
    const width = svg.viewBox.baseVal.width;
    const boxes = [...svg.querySelectorAll('text')].map(text => [text.getBBox(), text.textContent]);
    boxes.sort((a, b) => a[0].y - b[0].y);
    boxes.forEach(([box, words], index) => {
      if (box.x < -0.5 || box.x + box.width > width + 0.5) found.push([name, words, 'edge']);
      for (const [other, its] of boxes.slice(index + 1)) {
        if (other.y > box.y + box.height) break;
        const high = shared(box, other, 'y', 'height');
        const touches = high > 0.25 * Math.min(box.height, other.height);
        if (touches && shared(box, other, 'x', 'width') > 0.5) found.push([name, words, its]);
      }
    });
  }
  return [document.querySelectorAll('text').length, found];
}
"""


def installed(family: str) -> bool:
    """True where the machine has the font."""
    if not shutil.which("fc-list"):
        return False
    return bool(
        subprocess.run(["fc-list", family], capture_output=True, text=True, check=True).stdout.strip()
    )


@pytest.mark.parametrize("name", list(FONTS))
def test_no_two_texts_overlap_with_this_font(browser: Browser, name: str) -> None:
    sans, serif = FONTS[name]
    if not installed(sans) or not installed(serif):
        pytest.skip(f"{name} is not installed")
    drawings = []
    for item in gallery_items():
        for size in item.sizes:
            for number, picture in enumerate(item.pages("light", size)):
                prefix = f"{item.name}-{size}-{number}-"
                svg = render_inline(picture, prefix=prefix).replace("<svg ", f'<svg data-name="{prefix}" ', 1)
                drawings.append(svg.replace(escape(SANS), sans).replace(escape(SERIF), serif))
    page = browser.new_page()
    page.set_content("".join(f"<div>{drawing}</div>" for drawing in drawings))
    count, found = page.evaluate(OVERLAPS.strip())
    page.close()
    assert count > 1000
    assert found == []


def test_a_strict_policy_blocks_nothing_and_the_picture_is_seen(browser: Browser, tmp_path: Path) -> None:
    page_text = (
        f"<!doctype html><title>t</title><img src='/chart.svg' alt=''>{inline_driver_diagram(theory())}"
    )
    files = {
        "/chart.svg": (draw_run_chart(story()), "image/svg+xml"),
        "/": (page_text.encode(), "text/html"),
    }
    page = browser.new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))

    def answer(route: Any) -> None:
        body, kind = files.get(route.request.url.removeprefix("http://nic.test"), (b"", "text/plain"))
        route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": POLICY})

    page.route("**/*", answer)
    page.goto("http://nic.test/")
    assert page.evaluate("document.querySelector('img').naturalWidth") == 760
    assert page.locator("svg [data-node='i3'] text").first.evaluate("text => text.getBBox().width") > 20
    assert (
        page.locator("svg [data-node='aim'] path").first.evaluate("path => getComputedStyle(path).fill")
        == "rgb(15, 95, 92)"
    )
    page.close()
    assert [text for text in blocked if "Content Security Policy" in text] == []
