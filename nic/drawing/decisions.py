"""What became of a cycle: one sign and one word for each decision, the same on pages and in pictures.

Signs, not first letters: an A would be Act as well as adopted, a D Do as well as adapted.
"""

from collections.abc import Collection

SIGNS = {"adopt": "✓", "adapt": "~", "abandon": "×"}
"""A decision's sign."""
PAST = {"adopt": "adopted", "adapt": "adapted", "abandon": "abandoned"}
"""A decision as what became of the idea."""
WITHOUT_DECISION = {"paused": "=", "stopped": "–"}
"""The signs of cycles that stand still without a decision."""
_WORDS = {sign: PAST[decision] for decision, sign in SIGNS.items()} | {"=": "paused", "–": "stopped early"}


def word_of(sign: str) -> str:
    """What a sign says; the sign itself where it is none of these."""
    return _WORDS.get(sign, sign)


def key_of(signs: Collection[str] = SIGNS.values()) -> str:
    """The key to those signs that are shown: "✓ adopted, × abandoned"."""
    return ", ".join(f"{sign} {word}" for sign, word in _WORDS.items() if sign in signs)
