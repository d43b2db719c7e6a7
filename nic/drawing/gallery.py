"""Every drawing with awkward data, as pictures and pages to look at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import click

from nic.drawing import gallery_charts, gallery_diagrams
from nic.drawing.driver_diagram import driver_diagram_pages
from nic.drawing.fishbone import fishbone_picture
from nic.drawing.gantt import gantt_picture
from nic.drawing.heat_map import heat_map_picture
from nic.drawing.palette import PALETTES
from nic.drawing.pooled import pooled_picture
from nic.drawing.ramp import ramp_picture
from nic.drawing.render import FORMATS, render, render_pages
from nic.drawing.run_chart import run_chart_picture
from nic.drawing.shapes import Picture
from nic.drawing.small_multiples import small_multiples_picture
from nic.drawing.sparkline import sparkline_picture


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One drawing of one set of data: `pages(palette, size)` lays it out in each of its `sizes`."""

    name: str
    sizes: tuple[str, ...]
    pages: Callable[[str, str], list[Picture]]


def gallery_items() -> Iterator[GalleryItem]:
    """All drawings with all data."""
    for name, run in gallery_charts.run_charts().items():
        yield GalleryItem(
            f"run-chart-{name}", ("wide", "phone", "small"), _single(partial(run_chart_picture, run))
        )
    for name, pooled in gallery_charts.pooled_charts().items():
        yield GalleryItem(
            f"pooled-{name}", ("wide", "phone", "small"), _single(partial(pooled_picture, pooled))
        )
    for name, several in gallery_charts.multiples().items():
        layout = partial(small_multiples_picture, several)
        yield GalleryItem(f"small-multiples-{name}", ("wide", "phone"), _single(layout))
    yield from _sparklines()
    for name, theory in gallery_diagrams.driver_diagrams().items():
        yield GalleryItem(
            f"driver-diagram-{name}", ("wide", "phone", "a4"), _several(partial(driver_diagram_pages, theory))
        )
    for name, fishbone in gallery_diagrams.fishbones().items():
        yield GalleryItem(
            f"fishbone-{name}", ("wide", "phone", "a4"), _single(partial(fishbone_picture, fishbone))
        )
    for name, ramp in gallery_diagrams.ramps().items():
        yield GalleryItem(f"ramp-{name}", ("wide", "phone"), _single(partial(ramp_picture, ramp)))
    for name, heat_map in gallery_diagrams.heat_maps().items():
        yield GalleryItem(f"heat-map-{name}", ("wide", "phone"), _single(partial(heat_map_picture, heat_map)))
    for name, plan in gallery_diagrams.gantts().items():
        yield GalleryItem(f"gantt-{name}", ("wide", "phone"), _single(partial(gantt_picture, plan)))


def _sparklines() -> Iterator[GalleryItem]:
    series = {name: chart.values for name, chart in gallery_charts.run_charts().items()}
    for name in ("story", "one-point", "no-points", "all-equal", "half-missing", "five-hundred"):
        layout = partial(_sparkline, series[name])
        yield GalleryItem(f"sparkline-{name}", ("small",), layout)


def _sparkline(values: Sequence[float | None], palette: str, size: str) -> list[Picture]:
    return [sparkline_picture(values, label="Sparkline", unit="%", palette=palette)]


def _single(layout: Callable[..., Picture]) -> Callable[[str, str], list[Picture]]:
    return lambda palette, size: [layout(palette=palette, size=size)]


def _several(layout: Callable[..., list[Picture]]) -> Callable[[str, str], list[Picture]]:
    return lambda palette, size: layout(palette=palette, size=size)


def write_gallery(folder: Path) -> int:
    """Write every drawing into `folder`, with one page per palette to look at them; return the number of
    pictures.

    SVG in every palette and size; PNG and PDF of the first size in light.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    shown: dict[str, list[str]] = {palette: [] for palette in PALETTES}
    for item in gallery_items():
        for palette in PALETTES:
            for size in item.sizes:
                for number, picture in enumerate(item.pages(palette, size), start=1):
                    page = f"-{number}" if number > 1 else ""
                    name = f"{item.name}-{size}-{palette}{page}.svg"
                    (folder / name).write_bytes(render(picture))
                    shown[palette].append(_figure(name, picture))
                    written += 1
        for file_format in FORMATS[1:]:
            size = item.sizes[-1] if "a4" in item.sizes else item.sizes[0]
            target = folder / f"{item.name}.{file_format}"
            target.write_bytes(render_pages(item.pages("light", size), file_format))
            written += 1
    for palette, figures in shown.items():
        (folder / f"{palette}.html").write_text(_page(palette, figures), encoding="utf-8")
    return written


def _figure(name: str, picture: Picture) -> str:
    alternative = escape(picture.description)
    return f'<figure><figcaption>{escape(name)}</figcaption><img src="{escape(name)}" alt="{alternative}"></figure>'


def _page(palette: str, figures: list[str]) -> str:
    links = " ".join(f'<a href="{name}.html">{name}</a>' for name in PALETTES)
    background = {"light": "#e9e6df", "dark": "#0d0f10", "print": "#ffffff"}[palette]
    color = PALETTES[palette].ink
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery, {palette}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
        f"body{{margin:16px;background:{background};color:{color};font:14px system-ui,sans-serif}}"
        "figure{margin:0 0 28px}img{max-width:100%;height:auto;display:block;margin-top:6px}a{color:inherit}"
        f"</style></head><body><h1>Gallery, {palette}</h1><p>{links}</p>{''.join(figures)}</body></html>"
    )


@click.command("gallery")
@click.argument("folder", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
def gallery(folder: Path) -> None:
    """Draw every chart and diagram with awkward data into the folder OUT, to look at."""
    written = write_gallery(folder)
    click.echo(f"{written} pictures. Open {folder / 'light.html'}.")
