"""From a picture to bytes. matplotlib is imported here at the first drawing, and nowhere before."""

from collections.abc import Sequence

from nic.drawing.shapes import Picture

FORMATS: tuple[str, ...] = ("svg", "png", "pdf")
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def render(picture: Picture, file_format: str = "svg") -> bytes:
    """Draw `picture` as `svg`, `png` (2x) or `pdf`. The same picture gives the same bytes, in any thread.

    Raises `ValueError` for another format.
    """
    if file_format not in FORMATS:
        raise ValueError(f"No picture format is called {file_format!r}; choose svg, png or pdf.")
    from nic.drawing.figure import save

    return save(picture, file_format)


def render_pages(pages: Sequence[Picture], file_format: str = "svg") -> bytes:
    """Draw several pictures: a PDF has them all as pages, `svg` and `png` the first. Raises as `render`
    does."""
    if file_format != "pdf" or len(pages) == 1:
        return render(pages[0], file_format)
    from nic.drawing.figure import save_pages

    return save_pages(pages)


def render_inline(picture: Picture, *, prefix: str = "") -> str:
    """`picture` as SVG to stand inside a page under a strict policy.

    It has no style and no script; text is escaped, nodes have `data-node` ids and links.

    `prefix` goes before every id, so that two pictures can share a page.
    """
    from nic.drawing.figure import svg_text

    return svg_text(picture, inline=True, prefix=prefix)
