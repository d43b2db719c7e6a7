"""Colors for light pages, dark pages and gray print.

Hues are those of the site's own tokens. Text colors keep a contrast of at least 4.5:1 against `surface` and
`sunken`; each state also has its own mark or letter, because color never speaks alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colors as `#rrggbb`; a `_soft` color is the quiet background for text of the same name."""

    name: str
    surface: str
    sunken: str
    ink: str
    muted: str
    line: str
    grid: str
    accent: str
    accent_ink: str
    accent_soft: str
    better: str
    better_soft: str
    worse: str
    worse_soft: str
    wait: str
    wait_soft: str
    plan: str
    do: str
    study: str
    act: str
    faint: str


LIGHT = Palette(
    name="light", surface="#ffffff", sunken="#f3f0e8", ink="#22262a", muted="#5d636a", line="#cfc8b8",
    grid="#e9e5dc", accent="#0f5f5c", accent_ink="#ffffff", accent_soft="#dcebe8", better="#00658a",
    better_soft="#e0eff5", worse="#a8481c", worse_soft="#f8e8df", wait="#7a5b00", wait_soft="#f7eecf",
    plan="#5a4fa3", do="#0f5f5c", study="#8a5200", act="#8c2f5d", faint="#b9bdb9",
)  # fmt: skip

DARK = Palette(
    name="dark", surface="#1d2124", sunken="#24292c", ink="#eceae4", muted="#a7adb2", line="#4b5358",
    grid="#31373b", accent="#7ccabd", accent_ink="#0c1f1d", accent_soft="#24413d", better="#7cc4e6",
    better_soft="#18303a", worse="#f0a27c", worse_soft="#3a261c", wait="#e6c765", wait_soft="#37301a",
    plan="#b3a9f0", do="#7ccabd", study="#e6b15e", act="#e29abf", faint="#5a6266",
)  # fmt: skip

PRINT = Palette(
    name="print", surface="#ffffff", sunken="#f2f2f2", ink="#000000", muted="#444444", line="#8c8c8c",
    grid="#dddddd", accent="#222222", accent_ink="#ffffff", accent_soft="#dedede", better="#000000",
    better_soft="#e8e8e8", worse="#4a4a4a", worse_soft="#f2f2f2", wait="#4a4a4a", wait_soft="#f2f2f2",
    plan="#555555", do="#222222", study="#404040", act="#000000", faint="#a8a8a8",
)  # fmt: skip

PALETTES: dict[str, Palette] = {palette.name: palette for palette in (LIGHT, DARK, PRINT)}


def palette_named(name: str) -> Palette:
    """Return the palette called `light`, `dark` or `print`; raise `ValueError` for any other name."""
    try:
        return PALETTES[name]
    except KeyError:
        raise ValueError(f"No palette is called {name!r}; choose light, dark or print.") from None


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colors, 1 to 21, by WCAG 2.2 (relative luminance of sRGB)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
