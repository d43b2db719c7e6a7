"""Figures as people and spreadsheets write them: "46", "46,5", "1 234.5", "(12)", "−3"; whatever their decimal sign."""

import re
from collections.abc import Iterable
from decimal import Decimal

LARGEST = Decimal("1e12")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)[\s\u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPS = {sign: re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:\{sign}\d{{3}})+") for sign in ".,"}
OTHER = {".": ",", ",": "."}


class TwoMeanings(ValueError):
    """A text such as "1,234" that could be two figures."""


def read_number(text: str, decimal: str | None = None) -> float:
    """The figure that a text says. ``decimal`` is the decimal sign of its spreadsheet ("." or ","), where it is known.

    Raises ValueError with a sentence for a text that is no figure, TwoMeanings for one that could be two.
    """
    plain = _plain(text)
    if _NUMBER.fullmatch(plain) is None:
        raise _no_number(text)
    figure = Decimal(_with_point(plain, text, decimal))
    if abs(figure) > LARGEST:
        raise ValueError(f"“{text}” is out of range.")
    return float(figure)


def decimal_sign_of(texts: Iterable[str]) -> str | None:
    """The decimal sign that the figures among some texts agree on; None where they say nothing, or both."""
    found = {sign for text in texts if (sign := _evidence(_plain(text))) is not None}
    return found.pop() if len(found) == 1 else None


def _plain(text: str) -> str:
    """Without spaces between thousands; an accountant's "(12)" and a typographer's "−12" with a plain sign."""
    plain = text.strip().replace("\u2212", "-")
    if plain[:1] == "(" and plain[-1:] == ")" and plain[1:2] not in "+-":
        plain = f"-{plain[1:-1].strip()}"
    return _SPACE_IN_NUMBER.sub("", plain)


def _evidence(plain: str) -> str | None:
    """The decimal sign that one figure shows beyond doubt."""
    if _NUMBER.fullmatch(plain) is None:
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return None
    sign = plain[last]
    if OTHER[sign] in plain:
        return sign
    if plain.count(sign) > 1:
        return OTHER[sign]
    return None if _GROUPS[sign].fullmatch(plain) else sign


def _with_point(plain: str, text: str, decimal: str | None) -> str:
    """The figure with a decimal point and without signs between thousands."""
    mantissa, exponent = re.fullmatch(r"([^eE]*)(.*)", plain).groups()  # type: ignore[union-attr]
    signs = {sign for sign in ".," if sign in mantissa}
    if not signs:
        return plain
    shown = _evidence(mantissa)
    if shown is None:
        sign = signs.pop()
        if decimal is None and sign == ",":
            raise TwoMeanings(f"“{text}” could be two figures. Write it without the comma, or with a point.")
        shown = decimal or "."
    whole, _, part = mantissa.partition(shown)
    if OTHER[shown] in part or (OTHER[shown] in whole and not _GROUPS[OTHER[shown]].fullmatch(whole)):
        raise _no_number(text)
    if shown in part:
        raise _no_number(text)
    return f"{whole.replace(OTHER[shown], '')}.{part}{exponent}"


def _no_number(text: str) -> ValueError:
    return ValueError(f"“{text}” is not a number. Write a figure such as 46 or 46.5.")
