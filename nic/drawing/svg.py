"""A lean SVG backend for matplotlib figures.

matplotlib's own SVG renderer writes a `<style>` element, `style` attributes and metadata, and takes its
font type and its hash salt from global settings. This renderer draws the same artists with presentation
attributes only: text stays text, the bytes depend on nothing but the figure, a strict
Content-Security-Policy finds nothing to block, and threads share no setting.
"""

from functools import lru_cache
from html import escape
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex

from nic.drawing.text import SANS, SERIF, clean

_COMMANDS = {1: "M", 2: "L", 3: "Q", 4: "C"}
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


@lru_cache(maxsize=512)
def _hex(color: tuple[float, ...]) -> str:
    return str(to_hex(color))


def number(value: float) -> str:
    """`value` with at most one decimal, as short as SVG allows."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


class LeanSvgRenderer(RendererBase):
    """Collects SVG for a figure of `width` x `height` pixels at 72 dpi.

    `inline` writes the ids and links of nodes; `prefix` goes before every id, so that several pictures fit
    one page.
    """

    def __init__(self, width: float, height: float, *, inline: bool = False, prefix: str = "") -> None:
        super().__init__()
        self.width, self.height = width, height
        self.inline, self.prefix = inline, prefix
        self.parts: list[str] = []
        self._markers: dict[str, str] = {}
        self._open_tags: list[str] = []
        self._has_links = False

    def document(self, title: str, description: str) -> str:
        """The whole SVG, with what was drawn so far: one image, or a group where links must stay
        reachable."""
        width, height = number(self.width), number(self.height)
        name = f'<title id="{self.prefix}title">{escape(clean(title), quote=False)}</title>' if title else ""
        label = f"{self.prefix}title" if title else f"{self.prefix}desc"
        role = "group" if self._has_links else "img"
        text = f'<desc id="{self.prefix}desc">{escape(clean(description), quote=False)}</desc>'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{label}" '
            f'aria-describedby="{self.prefix}desc" font-family="{escape(SANS)}" stroke-linejoin="round">'
        )
        return f"{head}{name}{text}{''.join(self.parts)}</svg>"

    def flipy(self) -> bool:
        """matplotlib's convention for backends whose y grows downward."""
        return True

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in pixels."""
        return self.width, self.height

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Open a `<g>` for an artist with a gid; other artists need none."""
        self.parts.append(f'<g id="{self.prefix}{escape(gid)}">' if gid else "")
        self._open_tags.append("</g>" if gid else "")

    def open_node(self, part: str, node: str, link: str) -> None:
        """Open a group that a script can find by `data-node`; a link makes it an anchor."""
        start = f'<a href="{escape(link)}">' if link else ""
        self._has_links = self._has_links or bool(link)
        identity = f' id="{self.prefix}{escape(part)}"' if part else ""
        data = f' data-node="{escape(node)}"' if node else ""
        self.parts.append(f"{start}<g{identity}{data}>")
        self._open_tags.append("</g></a>" if link else "</g>")

    def close_group(self, s: str) -> None:
        """Close what `open_group` or `open_node` opened last."""
        self.parts.append(self._open_tags.pop())

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        """Write one path with its stroke and fill."""
        outline = self._outline(path, transform, self.height)
        self.parts.append(f'<path d="{outline}"{self._paint(gc, rgbFace)}/>')

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Write a mark once and use it at each point."""
        outline = self._outline(marker_path, marker_trans, 0)
        name = self._markers.get(outline)
        if name is None:
            name = self._markers[outline] = f"{self.prefix}mark{len(self._markers) + 1}"
            self.parts.append(f'<defs><path id="{name}" d="{outline}"/></defs>')
        uses = "".join(
            f'<use href="#{name}" x="{number(x)}" y="{number(self.height - y)}"/>'
            for x, y in trans.transform(path.vertices).tolist()
        )
        self.parts.append(f"<g{self._paint(gc, rgbFace)}>{uses}</g>")

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write text as text; `mtext` says the anchor and the face, as with matplotlib's own renderer."""
        face = mtext.face
        look = f' font-family="{escape(SERIF)}" font-weight="600"' if face == "heading" else ""
        look = ' font-weight="600"' if face == "bold" else look
        anchor = _ANCHORS[mtext.get_ha()]
        self.parts.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(mtext.size)}"{look}{anchor} '
            f'fill="{_hex(tuple(gc.get_rgb()))}">{escape(s, quote=False)}</text>'
        )

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Refuse: pictures hold no bitmaps, since the site's policy allows no `data:` address."""
        raise NotImplementedError("A lean SVG holds no bitmaps.")

    def _outline(self, path: Any, transform: Any, height: float) -> str:
        points = transform.transform(path.vertices).tolist()
        codes = [1] + [2] * (len(points) - 1) if path.codes is None else path.codes.tolist()
        out: list[str] = []
        last, left = 0, 0
        for code, (x, y) in zip(codes, points, strict=True):
            if code == 79:
                out.append("z")
                last = code
                continue
            if left == 0:
                left = code - 1 if code > 2 else 1
                if code != last or code == 1:
                    out.append(_COMMANDS[code])
                last = code
            left -= 1
            out.append(f"{number(x)},{number(height - y)} ")
        return "".join(out).replace(" z", "z").rstrip()

    def _paint(self, gc: Any, face: Any) -> str:
        opacity = gc.get_alpha() if gc.get_forced_alpha() else 1
        paint = f' fill="{_hex(tuple(face))}"' if face is not None else ' fill="none"'
        if opacity != 1:
            paint += f' opacity="{opacity:.2f}"'
        width = gc.get_linewidth()
        if width:
            paint += f' stroke="{_hex(tuple(gc.get_rgb()))}"'
            paint += f' stroke-width="{number(width)}"' if width != 1 else ""
            dashes = gc.get_dashes()[1]
            if dashes is not None:
                paint += f' stroke-dasharray="{" ".join(number(dash) for dash in dashes)}"'
        return paint
