"""The causes of a fishbone as a tree: order, what stands below what, and where a cause may go. No database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nic.theory.fishbones.models import Cause


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause in the list; ``depth`` 0 is a category."""

    cause: Cause
    depth: int
    children: tuple["CauseRow", ...]

    def flat(self) -> Iterator["CauseRow"]:
        """The row and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.flat()


def rows_of(causes: Iterable[Cause]) -> list[CauseRow]:
    """The categories with their causes; what is archived is left out with all below it."""
    below: dict[int | None, list[Cause]] = {}
    for cause in causes:
        if not cause.is_archived:
            below.setdefault(cause.parent_id, []).append(cause)

    def row(cause: Cause, depth: int) -> CauseRow:
        return CauseRow(
            cause, depth, tuple(row(child, depth + 1) for child in _ordered(below.get(cause.id, ())))
        )

    return [row(cause, 0) for cause in _ordered(below.get(None, ()))]


def in_order(causes: Iterable[Cause]) -> list[CauseRow]:
    """Every row once, as the list reads."""
    return [row for category in rows_of(causes) for row in category.flat()]


def siblings_of(causes: Iterable[Cause], parent_id: int | None) -> list[Cause]:
    """The causes that stand on the same one, in order, without archived ones."""
    return _ordered(cause for cause in causes if cause.parent_id == parent_id and not cause.is_archived)


def stands_below(causes: Sequence[Cause], cause_id: int | None, other_id: int) -> bool:
    """Whether a cause is another one or stands below it."""
    above = {cause.id: cause.parent_id for cause in causes}
    for _ in range(len(above) + 1):
        if cause_id is None:
            return False
        if cause_id == other_id:
            return True
        cause_id = above.get(cause_id)
    return True


def path_to(causes: Sequence[Cause], cause: Cause) -> list[Cause]:
    """What a cause stands on, from the category down to the cause above it."""
    by_id = {each.id: each for each in causes}
    path: list[Cause] = []
    parent_id = cause.parent_id
    while parent_id is not None and len(path) <= len(by_id):
        path.insert(0, by_id[parent_id])
        parent_id = by_id[parent_id].parent_id
    return path


def possible_places(causes: Sequence[Cause], cause: Cause) -> list[CauseRow]:
    """Where else a cause may stand: anywhere but below itself and where it is."""
    return [
        row
        for row in in_order(causes)
        if row.cause.id != cause.parent_id and not stands_below(causes, row.cause.id, cause.id)
    ]


def put_away(causes: Sequence[Cause]) -> list[Cause]:
    """The archived causes that can be restored where they stood: nothing above them is archived."""
    return [
        cause
        for cause in causes
        if cause.is_archived and not any(each.is_archived for each in path_to(causes, cause))
    ]


def _ordered(causes: Iterable[Cause]) -> list[Cause]:
    return sorted(causes, key=lambda cause: (cause.position, cause.id))
