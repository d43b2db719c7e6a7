"""Same bytes every time, in any thread; matplotlib only when something is drawn; never pyplot."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from nic.drawing.driver_diagram import draw_driver_diagram, inline_driver_diagram
from nic.drawing.gallery_charts import run_charts
from nic.drawing.gallery_diagrams import theory
from nic.drawing.run_chart import draw_run_chart
from nic.drawing.sparkline import draw_sparkline

FORMATS = ("svg", "png", "pdf")

FRESH = """
import hashlib, sys
from nic.drawing.gallery_charts import story
from nic.drawing.run_chart import draw_run_chart
for name in ("svg", "png", "pdf"):
    print(hashlib.sha256(draw_run_chart(story(), format=name)).hexdigest())
print("matplotlib.pyplot" in sys.modules)
"""

LAZY = """
import sys
import nic.drawing.gallery
from nic.drawing.gallery import gallery_items
from nic.drawing.run_chart_words import text_alternative
pictures = [item.pages("light", item.sizes[0]) for item in list(gallery_items())[:20]]
print("matplotlib" in sys.modules, "numpy" in sys.modules, len(pictures))
"""


def fresh(code: str) -> list[str]:
    """What a new interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_another_process_draws_the_same_bytes_and_never_needs_pyplot() -> None:
    *hashes, pyplot = fresh(FRESH)
    story = run_charts()["story"]
    assert hashes == [hashlib.sha256(draw_run_chart(story, format=name)).hexdigest() for name in FORMATS]
    assert pyplot == "False"


def test_layout_and_words_do_without_matplotlib() -> None:
    assert fresh(LAZY) == ["False", "False", "20"]


def test_threads_do_not_mix() -> None:
    charts = list(run_charts().values())
    jobs = [
        (chart, palette, name)
        for chart in charts[:6]
        for palette in ("light", "dark")
        for name in ("svg", "png")
    ]
    alone = [draw_run_chart(chart, palette=palette, format=name) for chart, palette, name in jobs]
    with ThreadPoolExecutor(8) as threads:
        work = [
            threads.submit(draw_run_chart, chart, palette=palette, format=name)
            for chart, palette, name in jobs * 2
        ]
        together = [done.result() for done in work]
    assert together == alone * 2


def test_settings_of_matplotlib_change_nothing() -> None:
    import matplotlib as mpl

    story = run_charts()["story"]
    usual = [draw_run_chart(story, format=name) for name in ("svg", "png")]
    with mpl.rc_context({"svg.fonttype": "path", "font.size": 30, "lines.linewidth": 9, "savefig.dpi": 30}):
        assert [draw_run_chart(story, format=name) for name in ("svg", "png")] == usual


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_what_it_says(name: str) -> None:
    start = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF"}[name]
    for drawn in (
        draw_run_chart(run_charts()["scripts"], format=name),
        draw_driver_diagram(theory(), format=name),
        draw_sparkline([1.0, None, 3.0], format=name),
    ):
        assert drawn.startswith(start)


def test_a_bitmap_has_two_pixels_for_each_of_the_page() -> None:
    png = draw_run_chart(run_charts()["one-point"], format="png")
    assert int.from_bytes(png[16:20]) == 2 * 760


def test_two_inline_diagrams_share_a_page() -> None:
    first, second = (inline_driver_diagram(theory(), prefix=prefix) for prefix in ("a-", "b-"))
    assert first.replace('"a-', '"b-').replace("#a-", "#b-") == second
