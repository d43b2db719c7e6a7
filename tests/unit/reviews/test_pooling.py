"""How the board pools: nothing lost, nothing counted twice, and thin support said in words."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.reviews.models import RATING_WORDS, SourceKind
from nic.reviews.queries.pooling import Tally, median_words, pool, thin_support, views_differ
from nic.reviews.routes import quoted

TALLIES = st.lists(
    st.builds(
        Tally,
        criterion_id=st.integers(1, 3),
        school_id=st.integers(1, 3),
        source_kind=st.sampled_from(SourceKind),
        rating=st.none() | st.integers(1, 4),
        count=st.integers(1, 40),
    ),
    max_size=30,
)
RATINGS = st.lists(st.integers(0, 12), min_size=4, max_size=4)


@given(TALLIES)
def test_every_item_is_counted_once_in_its_cell(tallies: list[Tally]) -> None:
    cells = pool(tallies, {})
    assert sum(cell.total for cell in cells.values()) == sum(tally.count for tally in tallies)
    for (criterion_id, school_id), cell in cells.items():
        here = [t for t in tallies if (t.criterion_id, t.school_id) == (criterion_id, school_id)]
        for kind in SourceKind:
            assert cell.kinds.get(kind.value, 0) == sum(t.count for t in here if t.source_kind is kind)
        for step in range(1, 5):
            assert cell.ratings[step - 1] == sum(t.count for t in here if t.rating == step)


@given(TALLIES, st.randoms())
def test_the_order_of_filing_changes_nothing(tallies: list[Tally], random: object) -> None:
    shuffled = list(tallies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pool(tallies, {}) == pool(shuffled, {})


@given(RATINGS)
def test_the_middle_is_the_median_in_words(counts: list[int]) -> None:
    steps = [step for step, count in enumerate(counts) for _ in range(count)]
    if not steps:
        assert median_words(counts) == ""
        return
    median = statistics.median(steps)
    expected = (
        RATING_WORDS[int(median)]
        if median == int(median)
        else f"{RATING_WORDS[int(median)]} to {RATING_WORDS[int(median) + 1]}"
    )
    assert median_words(counts) == expected


@given(RATINGS)
def test_views_differ_the_same_from_either_end(counts: list[int]) -> None:
    assert views_differ(counts) == views_differ(list(reversed(counts)))


@given(RATINGS, st.integers(2, 5))
def test_how_many_rated_does_not_decide_whether_views_differ(counts: list[int], times: int) -> None:
    assert views_differ(counts) == views_differ([count * times for count in counts])


@pytest.mark.parametrize(
    ("counts", "differ"),
    [
        ([0, 0, 0, 0], False),
        ([5, 0, 0, 0], False),
        ([0, 3, 3, 0], False),
        ([1, 0, 1, 0], True),
        ([4, 1, 2, 3], True),
        ([1, 0, 0, 9], False),
    ],
)
def test_views_differ_where_a_quarter_stands_on_each_side(counts: list[int], differ: bool) -> None:
    assert views_differ(counts) is differ


@pytest.mark.parametrize(
    ("kinds", "observers", "flags"),
    [
        (1, 1, ["one observer", "one kind of source"]),
        (2, 1, ["one observer"]),
        (1, 4, ["one kind of source"]),
        (2, 2, []),
    ],
)
def test_thin_support_is_said_in_words(kinds: int, observers: int, flags: list[str]) -> None:
    assert thin_support(kinds, observers) == flags


def test_an_empty_cell_has_no_flags() -> None:
    assert pool([], {}) == {}
    cell = pool([Tally(1, 1, SourceKind.TOUR, None, 2)], {(1, 1): 2})[1, 1]
    assert cell.flags == ["one kind of source"]
    assert cell.median_words == ""


@given(st.text(alphabet='ab “”"\n', max_size=40))
def test_marking_exact_words_loses_no_letter(text: str) -> None:
    pieces = quoted(text)
    assert "".join(piece for _, piece in pieces) == text
    assert all(piece[0] + piece[-1] in ("“”", '""') for said, piece in pieces if said)


def test_exact_words_are_found() -> None:
    assert quoted("One said “I ask” and left.") == [
        (False, "One said "),
        (True, "“I ask”"),
        (False, " and left."),
    ]
