"""How evidence is pooled: counts by kind of source, spread and median of ratings, and where support is thin.

Plain data in, plain data out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nic.reviews.models import RATING_WORDS, SourceKind

ONE_OBSERVER = "one observer"
ONE_KIND = "one kind of source"
VIEWS_DIFFER = "views differ"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items speak to one criterion at one school, of one kind of source and with one rating (or none)."""

    criterion_id: int
    school_id: int
    source_kind: SourceKind
    rating: int | None
    count: int


@dataclass(slots=True)
class Cell:
    """What is known of one criterion at one school. ``ratings`` counts the steps, lowest first."""

    kinds: dict[str, int] = field(default_factory=dict)
    ratings: list[int] = field(default_factory=lambda: [0] * len(RATING_WORDS))
    observers: int = 0

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(self.kinds.values())

    @property
    def median_words(self) -> str:
        """The median rating in words; empty where nothing was rated."""
        return median_words(self.ratings)

    @property
    def flags(self) -> list[str]:
        """Why the cell should be read with care, in words; none for an empty cell."""
        if not self.total:
            return []
        differ = [VIEWS_DIFFER] if views_differ(self.ratings) else []
        return [*thin_support(len(self.kinds), self.observers), *differ]


def pool(tallies: Iterable[Tally], observers: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], Cell]:
    """The cells by (criterion, school).

    ``observers`` is the number of different people behind a cell, which cannot be added up from the tallies.
    """
    cells: dict[tuple[int, int], Cell] = {}
    for tally in tallies:
        key = (tally.criterion_id, tally.school_id)
        cell = cells.setdefault(key, Cell(observers=observers.get(key, 0)))
        kind = tally.source_kind.value
        cell.kinds[kind] = cell.kinds.get(kind, 0) + tally.count
        if tally.rating is not None:
            cell.ratings[tally.rating - 1] += tally.count
    return cells


def thin_support(kinds: int, observers: int) -> list[str]:
    """What a claim lacks that rests on so many kinds of source and so many people."""
    return [*([ONE_OBSERVER] if observers == 1 else []), *([ONE_KIND] if kinds == 1 else [])]


def views_differ(ratings: Iterable[int]) -> bool:
    """Whether ratings point both ways.

    That is: at least a quarter stand in the lower half, at least a quarter in the upper, and the lowest and the highest
    are two steps apart or more. ``ratings`` counts the steps, lowest first.
    """
    counts = list(ratings)
    total, low = sum(counts), sum(counts[: len(counts) // 2])
    steps = [step for step, count in enumerate(counts) if count]
    return bool(steps) and steps[-1] - steps[0] >= 2 and 4 * low >= total and 4 * (total - low) >= total


def median_words(ratings: Iterable[int]) -> str:
    """The median step in words ("established"), or the two it lies between; empty where nothing was rated."""
    steps = [step for step, count in enumerate(ratings) for _ in range(count)]
    if not steps:
        return ""
    lower, upper = steps[(len(steps) - 1) // 2], steps[len(steps) // 2]
    middle = (lower + upper) / 2
    if middle == int(middle):
        return RATING_WORDS[int(middle)]
    return f"{RATING_WORDS[int(middle)]} to {RATING_WORDS[int(middle) + 1]}"
