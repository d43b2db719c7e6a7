"""Labels that keep apart."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from nic.drawing.node_places import settle
from nic.drawing.placing import Stretch, lanes, spread, thinned

LENGTHS = st.floats(0, 300)


@given(st.lists(LENGTHS, max_size=12), st.floats(1, 20))
def test_names_are_spread_apart_in_their_order_within_the_plot(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 0, 300)
    ordered = sorted(placed)
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(ordered))
    assert all(place <= 300 + 1e-6 for place in placed)
    for first, second in combinations(range(len(wanted)), 2):
        if wanted[first] < wanted[second]:
            assert placed[first] < placed[second]


def test_names_that_are_apart_stay_where_they_are() -> None:
    assert spread([10, 200, 50], 14, 0, 300) == [10, 200, 50]


@given(st.lists(st.tuples(LENGTHS, st.floats(1, 80)), max_size=25), st.floats(0, 12))
def test_marks_in_one_lane_keep_apart(marks: list[tuple[float, float]], gap: float) -> None:
    stretches = [Stretch(start, start + length) for start, length in marks]
    chosen = lanes(stretches, gap)
    for (one, lane), (other, its_lane) in combinations(zip(stretches, chosen, strict=True), 2):
        if lane == its_lane:
            assert one.end + gap <= other.start or other.end + gap <= one.start


@given(st.lists(st.tuples(LENGTHS, st.floats(1, 80)), max_size=25))
def test_no_more_lanes_than_marks_at_once(marks: list[tuple[float, float]]) -> None:
    stretches = [Stretch(start, start + length) for start, length in marks]
    chosen = lanes(stretches, 0)
    at_once = max(
        (sum(other.start <= one.start < other.end for other in stretches) for one in stretches), default=0
    )
    assert len(set(chosen)) == at_once


@given(st.lists(st.floats(5, 60), min_size=1, max_size=80), st.floats(1, 20))
def test_shown_labels_do_not_touch_and_the_first_is_shown(widths: list[float], gap: float) -> None:
    centers = [index * 12.0 for index in range(len(widths))]
    shown = thinned(centers, widths, gap)
    assert shown[0] == 0
    assert len({after - before for before, after in pairwise(shown)}) <= 1
    for before, after in pairwise(shown):
        assert centers[before] + widths[before] / 2 + gap <= centers[after] - widths[after] / 2 + 1e-6


@given(st.lists(st.tuples(LENGTHS, st.floats(5, 60)), min_size=1, max_size=20), st.floats(0, 20))
def test_nodes_of_a_column_keep_order_and_distance(nodes: list[tuple[float, float]], gap: float) -> None:
    wanted, heights = [place for place, _ in nodes], [height for _, height in nodes]
    placed = settle(wanted, heights, gap)
    for (before, high), (after, low) in pairwise(zip(placed, heights, strict=True)):
        assert after - before >= (high + low) / 2 + gap - 1e-6


def test_nodes_that_want_the_same_place_share_it_evenly() -> None:
    assert settle([50, 50, 50], [10, 10, 10], 5) == [35, 50, 65]
