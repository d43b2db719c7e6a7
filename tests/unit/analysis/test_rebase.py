"""Proposals for a new median: found, never applied."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis.rebase import propose_rebases

VALUES = st.lists(st.one_of(st.integers(-20, 20), st.none()), max_size=60)
FIRST: list[float | None] = [3, 5, 4, 3, 5, 4]


def test_a_sustained_run_begins_at_its_first_point() -> None:
    found = propose_rebases([*FIRST, 3, 8, 4, 9, None, 8, 7, 5], baseline=6, length=4)
    assert [(one.kind, one.median, one.first, one.last, one.side) for one in found] == [
        ("baseline", 4, 0, 5, None),
        ("sustained", 8, 7, 12, "above"),
    ]


def test_the_search_goes_on_from_the_new_median() -> None:
    found = propose_rebases([*FIRST, 9, 9, 8, 9, 1, 2, 1, 2, 1], baseline=6, length=4)
    assert [(one.median, one.side) for one in found[1:]] == [(9, "above"), (1.5, "below")]
    assert (
        len(propose_rebases([*FIRST, 9, 9, 8, 9, 1, 2, 1, 2, 1], baseline=6, length=4, direction="above"))
        == 2
    )


def test_a_short_series_has_its_baseline_or_nothing() -> None:
    assert [one.kind for one in propose_rebases(FIRST, baseline=6, length=2)] == ["baseline"]
    assert propose_rebases(FIRST, baseline=7, length=2) == []


@pytest.mark.parametrize("wrong", [{"baseline": 0}, {"length": 0}, {"direction": "up"}])
def test_what_cannot_be_done_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        propose_rebases([1, 2, 3], **wrong)  # type: ignore[arg-type]


@given(VALUES, st.integers(1, 12), st.integers(2, 9))
def test_segments_follow_each_other_and_lie_on_their_side(
    values: list[int | None], baseline: int, length: int
) -> None:
    found = propose_rebases(values, baseline=baseline, length=length)
    for before, after in pairwise(found):
        assert before.last < after.first
        points = [
            value for value in values[after.first : after.last + 1] if value not in (None, before.median)
        ]
        assert len(points) == length
        assert before.median is not None
        assert all(
            (point > before.median) == (after.side == "above") for point in points if point is not None
        )


@given(VALUES, st.sampled_from([0.5, 2, 8]), st.integers(-50, 50))
def test_unit_and_origin_do_not_matter(values: list[int | None], factor: float, shift: int) -> None:
    plain = propose_rebases(values, baseline=8, length=6)
    moved = propose_rebases([None if v is None else v * factor + shift for v in values], baseline=8, length=6)
    assert [(one.first, one.last, one.side) for one in moved] == [
        (one.first, one.last, one.side) for one in plain
    ]


@given(VALUES, st.integers(14, 60))
def test_a_missing_value_after_the_baseline_hides_no_run(values: list[int | None], gap: int) -> None:
    if len(values) >= 14:
        plain = propose_rebases(values, baseline=8, length=6)
        with_gap = propose_rebases([*values[:gap], None, *values[gap:]], baseline=8, length=6)
        assert [one.median for one in with_gap] == [one.median for one in plain]
