"""Small groups stay hidden: an independent integer solver finds at least two values for each of them."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nic.analysis.suppression import (
    Place,
    Published,
    Rate,
    may_be_pooled,
    suppress_rates,
    suppress_series,
    suppress_table,
)
from tests.unit.analysis.integer_solver import MOST, Puzzle

Counts = list[list[int | None]]
Shown = tuple[bool, bool, bool]

SIZES = st.one_of(st.integers(0, 14), st.integers(9, 12), st.integers(0, 60))
FLAGS = st.tuples(st.booleans(), st.booleans(), st.booleans())


@st.composite
def tables(draw: st.DrawFn, most: int = 3) -> Counts:
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    cell = st.one_of(SIZES, SIZES, SIZES, st.none())
    return [[draw(cell) for _ in range(columns)] for _ in range(rows)]


def entries(published: Published[int] | Published[Rate]) -> dict[Place, object]:
    rows, columns = len(published.row_totals), len(published.column_totals)
    found: dict[Place, object] = {
        (r, c): published.cells[r][c] for r, c in product(range(rows), range(columns))
    }
    found |= {(r, columns): entry for r, entry in enumerate(published.row_totals)}
    found |= {(rows, c): entry for c, entry in enumerate(published.column_totals)}
    return found | {(rows, columns): published.grand_total}


def known_size(
    place: Place, published: Published[int] | Published[Rate], absent: set[Place]
) -> tuple[int, int]:
    if place in absent:
        return 0, 0
    if place in published.small:
        return 0, 10
    return (11 if place in published.complementary else 0), MOST


def puzzle(published: Published[int] | Published[Rate], absent: set[Place], parts: Sequence[str]) -> Puzzle:
    """All that the public knows, even which hidden entries are small.

    For each entry its n; of rates also the numerator k and the rest m.
    """
    found = Puzzle()
    for place, entry in entries(published).items():
        least, most = known_size(place, published, absent)
        values = [entry] if isinstance(entry, int) else []
        if isinstance(entry, Rate):
            values = [entry.denominator, entry.numerator, entry.denominator - entry.numerator]
        for index, part in enumerate(parts):
            open_bounds = (least, most) if part == "n" else (0, most)
            found.bounds[f"{part}{place}"] = (values[index], values[index]) if values else open_bounds
        if len(parts) == 3:
            found.sums.append({f"n{place}": 1, f"k{place}": -1, f"m{place}": -1})
    rows, columns = len(published.row_totals), len(published.column_totals)
    for part in parts:
        for row in range(rows + 1):
            found.sums.append(
                {f"{part}{(row, c)}": 1 for c in range(columns)} | {f"{part}{(row, columns)}": -1}
            )
        for column in range(columns + 1):
            found.sums.append(
                {f"{part}{(r, column)}": 1 for r in range(rows)} | {f"{part}{(rows, column)}": -1}
            )
    return found


def assert_cannot_be_solved(
    published: Published[int] | Published[Rate], absent: set[Place], parts: str
) -> None:
    known = puzzle(published, absent, parts)
    for place in published.small:
        for part in parts:
            assert len(known.values(f"{part}{place}", range(11), 2)) == 2, (part, place, published)
    for place in published.complementary:
        assert any(len(known.values(f"{part}{place}", range(MOST), 2)) == 2 for part in parts), (
            place,
            published,
        )


def assert_true_and_complete(
    published: Published[int] | Published[Rate], sizes: dict[Place, int], shown: dict[Place, bool]
) -> None:
    """Nothing small is shown, nothing shown is wrong, and nothing is missing without a reason."""
    for place, entry in entries(published).items():
        if place not in sizes:
            assert entry is None
            continue
        size = entry.denominator if isinstance(entry, Rate) else entry
        assert size in (None, sizes[place])
        if not shown[place] or sizes[place] <= 10:
            assert entry is None
        else:
            assert (entry is None) == (place in published.complementary)


def expected_sizes(
    counts: Counts, flags: Shown, withheld: bool
) -> tuple[dict[Place, int], dict[Place, bool]]:
    rows, columns = len(counts), len(counts[0])
    sizes = {(r, c): n for r, row in enumerate(counts) for c, n in enumerate(row) if n is not None}
    shown = dict.fromkeys(sizes, True)
    by_row, by_column, grand = (flag and not withheld for flag in flags)
    for r, row in enumerate(counts):
        sizes[r, columns], shown[r, columns] = sum(n or 0 for n in row), by_row
    for c in range(columns):
        sizes[rows, c], shown[rows, c] = sum(row[c] or 0 for row in counts), by_column
    sizes[rows, columns], shown[rows, columns] = sum(n or 0 for row in counts for n in row), grand
    return sizes, shown


def absent(counts: Counts) -> set[Place]:
    return {(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if n is None}


@settings(max_examples=80)
@given(tables(), FLAGS)
def test_no_small_cell_of_a_table_can_be_solved_for(counts: Counts, flags: Shown) -> None:
    by_row, by_column, grand = flags
    published = suppress_table(counts, row_totals=by_row, column_totals=by_column, grand_total=grand)
    assert_true_and_complete(published, *expected_sizes(counts, flags, published.totals_withheld))
    assert_cannot_be_solved(published, absent(counts), "n")


@settings(max_examples=35)
@given(tables(), FLAGS, st.data())
def test_no_small_rate_can_be_solved_for(sizes: Counts, flags: Shown, data: st.DataObject) -> None:
    counted = [
        [None if n is None else data.draw(st.sampled_from([0, n, n // 2, 1 if n else 0])) for n in row]
        for row in sizes
    ]
    by_row, by_column, grand = flags
    published = suppress_rates(counted, sizes, row_totals=by_row, column_totals=by_column, grand_total=grand)
    assert_true_and_complete(published, *expected_sizes(sizes, flags, published.totals_withheld))
    assert_cannot_be_solved(published, absent(sizes), "nkm")


@settings(max_examples=35)
@given(st.lists(st.tuples(SIZES, st.integers(0, 60)), min_size=1, max_size=6))
def test_no_small_week_of_a_series_can_be_solved_for(weeks: list[tuple[int, int]]) -> None:
    sizes: list[int | None] = [n for n, _ in weeks]
    published = suppress_series([min(k, n) for n, k in weeks], sizes)
    assert_true_and_complete(
        published, *expected_sizes([sizes], (True, False, False), published.totals_withheld)
    )
    assert_cannot_be_solved(published, set(), "nkm")


@settings(max_examples=30)
@given(st.lists(st.tuples(SIZES, st.integers(0, 60)), min_size=1, max_size=7))
def test_what_may_be_pooled_needs_nothing_more_hidden(weeks: list[tuple[int, int]]) -> None:
    counted, sizes = [min(k, n) for n, k in weeks], [n for n, _ in weeks]
    if may_be_pooled(counted, sizes):
        published = suppress_series(counted, sizes)
        assert published.complementary == frozenset()
        assert published.row_totals[0] == Rate(sum(counted), sum(sizes))
        assert_cannot_be_solved(published, set(), "nkm")


def test_a_single_small_cell_takes_the_cheapest_rectangle_with_it() -> None:
    published = suppress_table([[3, 20, 300], [15, 25, 400], [120, 600, 700]])
    assert published.cells == ((None, None, 300), (None, None, 400), (120, 600, 700))
    assert published.row_totals == (323, 440, 1420)
    assert published.small == {(0, 0)}
    assert published.complementary == {(0, 1), (1, 0), (1, 1)}
    assert published.hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    published = suppress_table([[11, 20], [15, 25]])
    assert published.hidden == frozenset()
    assert published.cells == ((11, 20), (15, 25))
    assert published.grand_total == 71


def test_without_totals_only_the_small_cell_is_hidden() -> None:
    published = suppress_table([[3, 20], [15, 25]], row_totals=False, column_totals=False, grand_total=False)
    assert published.cells == ((None, 20), (15, 25))
    assert published.row_totals == (None, None)


def test_two_small_weeks_hide_each_other_unless_all_or_none_are_counted() -> None:
    assert suppress_series([2, 4, 9], [8, 9, 30]).cells[0] == (None, None, Rate(9, 30))
    assert suppress_series([0, 0, 9], [8, 9, 30]).complementary == {(0, 2)}
    assert suppress_series([8, 9, 9], [8, 9, 30]).complementary == {(0, 2)}


def test_pooling_a_small_group_needs_another() -> None:
    assert may_be_pooled([9, 20], [30, 40])
    assert not may_be_pooled([2, 9], [8, 30])
    assert may_be_pooled([2, 4, 9], [8, 9, 30])
    assert not may_be_pooled([1, 2], [3, 4])


def test_an_empty_table_is_empty() -> None:
    assert suppress_table([]).cells == ()
    assert suppress_series([], []).cells == ((),)


def test_a_large_table_is_done_in_time() -> None:
    counts = [[(7 * row + 13 * column) % 61 for column in range(12)] for row in range(40)]
    published = suppress_table(counts)
    assert not published.totals_withheld
    assert sum(entry is not None for row in published.cells for entry in row) > 300


def test_wrong_tables_are_refused() -> None:
    for wrong in ([[1, 2], [3]], [[-1]]):
        with pytest.raises(ValueError):
            suppress_table(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at most"):
        suppress_rates([[3]], [[2]])
    with pytest.raises(ValueError):
        suppress_rates([[3]], [[2, 4]])
