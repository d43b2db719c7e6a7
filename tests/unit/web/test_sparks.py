from hypothesis import given
from hypothesis import strategies as st

from nic.web.sparks import MARGIN, spark_line


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30), st.none() | st.floats(-1e6, 1e6))
def test_every_known_value_has_its_place_within_the_picture(values, median):
    line = spark_line(values, median, 92, 30)
    known = [value for value in values if value is not None]
    assert (line is None) == (len(known) < 2)
    if line is not None:
        places = [tuple(map(float, place.split(","))) for place in line.points.split()]
        assert len(places) == len(known)
        assert all(MARGIN <= x <= 88 and MARGIN <= y <= 26 for x, y in places)
        assert places == sorted(places, key=lambda place: place[0])
        assert (float(line.x), float(line.y)) == places[-1]
        if line.median is not None:
            assert MARGIN <= float(line.median) <= 26


def test_higher_values_stand_higher_and_gaps_keep_their_width():
    line = spark_line([1, None, 3], median=2)
    assert line.points == "4.0,26.0 88.0,4.0"
    assert line.median == "15.0"
    assert spark_line([1, 3], median=9).median is None
