"""What an address asks for, read so that no text in it can upset the database."""

from collections.abc import Iterable

from flask import request

from nic.kernel.database import LARGEST_KEY

MOST_DIGITS = len(str(LARGEST_KEY))


def as_key(text: str) -> int:
    """A key. Raises ValueError for a text that can be none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) <= LARGEST_KEY):
        raise ValueError("this is no key")
    return int(text)


def keys_among(texts: Iterable[str]) -> list[int]:
    """The keys among some texts; what can be none is passed over."""
    found = []
    for text in texts:
        try:
            found.append(as_key(text))
        except ValueError:
            continue
    return found


def requested_key(name: str) -> int | None:
    """A key named in the address; None where there is none."""
    return request.args.get(name, type=as_key)


def requested_words(name: str = "search") -> str:
    """The words that are searched for."""
    return " ".join(request.args.get(name, "").replace("\0", " ").split())
