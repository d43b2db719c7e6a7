"""Measuring, wrapping and shortening text for layout.

A picture may be shown with any font of the site's list, so a text is measured by the widest of them and
given 12 % slack, which holds DejaVu as well: what does not overlap here does not overlap on the reader's
screen.
"""

import re
import unicodedata
from functools import lru_cache

from nic.drawing import text_widths

SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif'
SERIF = '"Iowan Old Style", "Palatino Linotype", "URW Palladio L", P052, "Book Antiqua", Georgia, serif'
SLACK = 1.12
LINE_HEIGHT = 1.3
ELLIPSIS = "\u2026"
NO_BREAK_SPACE = "\u00a0"
_PERCENT = re.compile(r"(?<=\d) (?=%)")
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
_FACES = {
    "regular": dict(zip(_LETTERS, map(int, text_widths.REGULAR.split()), strict=True)),
    "bold": dict(zip(_LETTERS, map(int, text_widths.BOLD.split()), strict=True)),
    "heading": dict(zip(_LETTERS, map(int, text_widths.HEADING.split()), strict=True)),
}
_PUNCTUATION = {
    0x2026: 100,
    0x2014: 100,
    0x2013: 70,
    0x2018: 40,
    0x2019: 40,
    0x201C: 58,
    0x201D: 58,
    0x2212: 84,
}


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, face: str = "regular") -> float:
    """Width that `text` may take at `size`, in the unit of `size`, slack included."""
    widths = _FACES[face]
    total = sum(widths.get(ord(letter)) or _other_width(letter, face) for letter in text)
    return total / 100 * size * SLACK


def _other_width(letter: str, face: str) -> int:
    """Advance of a letter beyond the tables, in hundredths of an em, on the wide side of its script."""
    code = ord(letter)
    if code in _PUNCTUATION:
        return _PUNCTUATION[code]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if code >= 0x1F000:
        return 130
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 102
    if 0x0B80 <= code <= 0x0BFF or 0x0C80 <= code <= 0x0DFF:
        return 125
    if 0x0590 <= code <= 0x08FF:
        return 80
    upper = unicodedata.category(letter) == "Lu"
    return (90 if upper else 78) if face == "regular" else (104 if upper else 90)


def clean(text: str) -> str:
    """`text` on one line, without the control characters that XML forbids; no-break spaces stay."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip(" ")


def shorten(text: str, width: float, size: float, face: str = "regular") -> str:
    """`text` cut with an ellipsis so that it fits `width`; empty where not even one letter fits."""
    if text_width(text, size, face) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + ELLIPSIS, size, face) <= width:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return text[:low].rstrip() + ELLIPSIS if low else ""


def wrap(text: str, width: float, size: float, face: str = "regular", *, max_lines: int = 99) -> list[str]:
    """Lines of `text` no wider than `width`; long words are broken, what passes `max_lines` becomes an
    ellipsis."""
    words = [
        part
        for word in _PERCENT.sub(NO_BREAK_SPACE, clean(text)).split(" ")
        for part in _pieces(word, width, size, face)
    ]
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if not line or text_width(longer, size, face) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    if line:
        lines.append(line)
    if len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        lines = [*lines[: max_lines - 1], shorten(rest, width, size, face)]
    return lines


def balanced(
    text: str, width: float, size: float, face: str = "regular", *, max_lines: int = 99
) -> list[str]:
    """As `wrap`, with lines of about the same length."""
    best = wrap(text, width, size, face, max_lines=max_lines)
    if len(best) in (1, max_lines):
        return best
    low = max(width / 2, *(text_width(word, size, face) for word in clean(text).split(" ")))
    high = width
    while high - low > size:
        middle = (low + high) / 2
        lines = wrap(text, middle, size, face, max_lines=max_lines)
        low, high = (low, middle) if len(lines) == len(best) else (middle, high)
    return wrap(text, high, size, face, max_lines=max_lines)


def _pieces(word: str, width: float, size: float, face: str) -> list[str]:
    """A word cut where it is wider than a line; scripts without spaces are cut the same way."""
    pieces: list[str] = []
    piece = ""
    for letter in word:
        if piece and not unicodedata.combining(letter) and text_width(piece + letter, size, face) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece] if piece else pieces
