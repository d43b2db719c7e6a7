"""Fixed sets of words, as the database holds them and as people read them."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A set of words each of which has a label: its own text with spaces, or what stands beside it.

    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly", "every two weeks"
    """

    _value_: str
    label: str

    def __new__(cls, value: str, label: str | None = None) -> Self:
        """One of the words."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = value.replace("_", " ") if label is None else label
        return word
