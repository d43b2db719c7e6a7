"""Which entries of a table with totals must be hidden so that no small one can be worked out.

Cells and totals are the arcs of a circulation: row -> column (cells), column -> bottom (column totals), bottom ->
corner (grand total), corner -> row (row totals). At each node what comes in goes out; that is all the totals say.
Hidden arcs may vary within what is known of them, so a value is open exactly if a cycle of open arcs leads through it:
changing each arc of the cycle by one gives a second solution. The cheapest cycle, found as a shortest path, hides the
fewest people more.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

#: Groups of this size or smaller are not shown.
SMALL = 10

#: Row and column, 0-based; the row after the last holds the column totals, the column after the last the row totals.
Place = tuple[int, int]

#: Totals are hidden only if no cell will do.
_TOTAL_COST = 10**12


class Rate(NamedTuple):
    """A number of people (the denominator) and how many of them are counted (the numerator)."""

    numerator: int
    denominator: int


class Standing(Enum):
    """What the public knows of an entry."""

    VISIBLE = "its value"
    SMALL = "0 to 10"
    COMPLEMENTARY = "11 or more"
    UNPUBLISHED = "nothing"


class Move(Enum):
    """How an entry may differ in a second solution: change of the numerator and of the rest, per step."""

    NUMERATOR = (1, 0)
    REST = (0, 1)
    EXCHANGE = (1, -1)


#: With two of the three moves the numerator, the rest and n of an entry are all open.
_NEEDED = 2


@dataclass(slots=True)
class _Arc:
    place: Place
    tail: int
    head: int
    rate: Rate
    standing: Standing

    def allows(self, move: Move, step: int) -> bool:
        """Can the entry differ so, once it is hidden?"""
        numerator = self.rate.numerator + step * move.value[0]
        rest = self.rate.denominator - self.rate.numerator + step * move.value[1]
        if numerator < 0 or rest < 0:
            return False
        if self.standing is Standing.UNPUBLISHED:
            return True
        return (numerator + rest <= SMALL) == (self.standing is Standing.SMALL)


class Table:
    """A table of rates with totals, and what of it is hidden. Counts are rates without numerators."""

    def __init__(
        self, cells: Sequence[Sequence[Rate | None]], *, counts: bool, published: tuple[bool, bool, bool]
    ) -> None:
        """*published*: are row totals, column totals and the grand total shown? Absent cells are None."""
        self.rows = len(cells)
        self.columns = len(cells[0]) if cells else 0
        self.counts = counts
        self._arcs: list[_Arc] = []
        self._at: list[list[_Arc]] = [[] for _ in range(self.rows + self.columns + 2)]
        bottom, corner = self.rows + self.columns, self.rows + self.columns + 1
        rows_shown, columns_shown, grand_shown = published
        for row, line in enumerate(cells):
            for column, rate in enumerate(line):
                if rate is not None:
                    self._add((row, column), row, self.rows + column, rate, True)
        for row, line in enumerate(cells):
            self._add((row, self.columns), corner, row, total(line), rows_shown)
        for column in range(self.columns):
            rate = total([line[column] for line in cells])
            self._add((self.rows, column), self.rows + column, bottom, rate, columns_shown)
        every = total([rate for line in cells for rate in line])
        self._add((self.rows, self.columns), bottom, corner, every, grand_shown)

    def _add(self, place: Place, tail: int, head: int, rate: Rate, shown: bool) -> None:
        standing = Standing.UNPUBLISHED
        if shown:
            standing = Standing.SMALL if rate.denominator <= SMALL else Standing.VISIBLE
        arc = _Arc(place, tail, head, rate, standing)
        self._arcs.append(arc)
        self._at[tail].append(arc)
        self._at[head].append(arc)

    def places(self, standing: Standing) -> frozenset[Place]:
        """Where entries of that standing are."""
        return frozenset(arc.place for arc in self._arcs if arc.standing is standing)

    def protect(self) -> bool:
        """Hide what is needed; False if some small entry can be worked out all the same."""
        small = sorted(
            (arc for arc in self._arcs if arc.standing is Standing.SMALL),
            key=lambda arc: arc.rate.denominator,
        )
        return all(self._protect(arc) for arc in small)

    def is_safe(self) -> bool:
        """True if no small entry can be worked out as things are, without hiding more."""
        return all(
            len([move for move in self._moves() if self._cycle(arc, move, free_only=True) is not None])
            >= self._moves_needed()
            for arc in self._arcs
            if arc.standing is Standing.SMALL
        )

    def withhold_totals(self) -> None:
        """Publish no totals, and show again what was hidden for their sake."""
        for arc in self._arcs:
            if self._is_total(arc):
                arc.standing = Standing.UNPUBLISHED
            elif arc.standing is Standing.COMPLEMENTARY:
                arc.standing = Standing.VISIBLE

    def _moves(self) -> Iterable[Move]:
        return (Move.REST,) if self.counts else Move

    def _moves_needed(self) -> int:
        return 1 if self.counts else _NEEDED

    def _is_total(self, arc: _Arc) -> bool:
        return arc.place[0] == self.rows or arc.place[1] == self.columns

    def _protect(self, arc: _Arc) -> bool:
        left = list(self._moves())
        for _ in range(self._moves_needed()):
            found = [(cycle, move) for move in left if (cycle := self._cycle(arc, move)) is not None]
            if not found:
                return False
            (_, hidden), chosen = min(found, key=lambda one: one[0][0])
            left.remove(chosen)
            for other in hidden:
                if other.standing is Standing.VISIBLE:
                    other.standing = Standing.COMPLEMENTARY
        return True

    def _cycle(self, arc: _Arc, move: Move, *, free_only: bool = False) -> tuple[int, list[_Arc]] | None:
        """The cheapest cycle that changes *arc* by one, up or down: its cost and the other arcs on it."""
        found = []
        for step, start, goal in ((1, arc.head, arc.tail), (-1, arc.tail, arc.head)):
            if arc.allows(move, step):
                path = self._path(start, goal, arc, move, free_only)
                if path is not None:
                    found.append(path)
        return min(found, key=lambda one: one[0]) if found else None

    def _path(
        self, start: int, goal: int, without: _Arc, move: Move, free_only: bool
    ) -> tuple[int, list[_Arc]] | None:
        best = {start: 0}
        came: dict[int, tuple[int, _Arc]] = {}
        queue = [(0, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                return cost, _trace(came, start, goal)
            if cost > best[node]:
                continue
            for arc in self._at[node]:
                step, other = (1, arc.head) if arc.tail == node else (-1, arc.tail)
                if arc is without or not arc.allows(move, step):
                    continue
                price = self._price(arc)
                if free_only and price > 1:
                    continue
                if other not in best or cost + price < best[other]:
                    best[other] = cost + price
                    came[other] = node, arc
                    heapq.heappush(queue, (cost + price, other))
        return None

    def _price(self, arc: _Arc) -> int:
        """People hidden by taking the arc into a cycle; 1 for a step along what is hidden anyway."""
        if arc.standing is not Standing.VISIBLE:
            return 1
        return 1000 * arc.rate.denominator + (_TOTAL_COST if self._is_total(arc) else 0)


def total(rates: Iterable[Rate | None]) -> Rate:
    """Sum of numerators and of denominators; absent entries add nothing."""
    there = [rate for rate in rates if rate is not None]
    return Rate(sum(rate.numerator for rate in there), sum(rate.denominator for rate in there))


def _trace(came: dict[int, tuple[int, _Arc]], start: int, goal: int) -> list[_Arc]:
    arcs: list[_Arc] = []
    node = goal
    while node != start:
        node, arc = came[node]
        arcs.append(arc)
    return arcs
