"""Fonts for bitmaps and PDF: DejaVu, which travels with matplotlib, and installed fonts for what it lacks."""

from functools import lru_cache
from typing import Any

from matplotlib import font_manager

_BASE = {"regular": ("DejaVu Sans", 400), "bold": ("DejaVu Sans", 700), "heading": ("DejaVu Serif", 700)}
_MISSING = "\u25a1"


def font_for(text: str, size: float, face: str) -> tuple[str, Any]:
    """The text to draw and its `FontProperties`; a letter that no font has becomes an empty square."""
    base, weight = _BASE[face]
    others: list[str] = []
    drawable = ""
    for letter in text:
        family = base if letter.isascii() else _family_with(letter, base)
        drawable += letter if family else _MISSING
        if family and family != base and family not in others:
            others.append(family)
    return drawable, _properties((base, *others), size, weight)


@lru_cache(maxsize=512)
def _properties(families: tuple[str, ...], size: float, weight: int) -> Any:
    return font_manager.FontProperties(family=list(families), size=size, weight=weight)


@lru_cache(maxsize=4096)
def _family_with(letter: str, base: str) -> str:
    """The base family if it has the letter, else the first installed regular font that does, else nothing."""
    base_path = font_manager.findfont(font_manager.FontProperties(family=[base]))
    if font_manager.get_font(base_path).get_char_index(ord(letter)):
        return base
    for entry in _installed():
        if font_manager.get_font(entry.fname).get_char_index(ord(letter)):
            return str(entry.name)
    return ""


@lru_cache(maxsize=1)
def _installed() -> tuple[Any, ...]:
    """Installed fonts that may stand in: regular upright faces, sans first, in a fixed order."""
    entries = [
        entry
        for entry in font_manager.fontManager.ttflist
        if entry.style == "normal"
        and entry.weight == 400
        and not entry.name.startswith(("STIX", "cm", "Last"))
    ]
    return tuple(sorted(entries, key=lambda entry: ("Sans" not in entry.name, entry.name, entry.fname)))
