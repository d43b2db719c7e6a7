"""Run charts and control charts by their structure."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.charts import BYTES_LIMIT, MARKS, TITLE
from benchmarks.charts import content as benchmark_content
from nic.drawing.palette import LIGHT
from nic.drawing.run_chart import draw_run_chart, run_chart_picture
from nic.drawing.run_chart_content import (
    CenterLine,
    CycleMark,
    Limits,
    Phase,
    RunChartContent,
    SignalPoints,
    Span,
    Target,
    VisitMark,
)
from nic.drawing.run_chart_words import data_table, text_alternative
from tests.unit.drawing.drawn import SVG, flat, line_points, parsed, part, places, text_boxes, texts, touching

FIRST = date(2025, 9, 1)


def chart(values: list[float | None], **more: object) -> RunChartContent:
    """A weekly chart in percent."""
    days = [FIRST + timedelta(weeks=week) for week in range(len(values))]
    given = {
        "title": "Ordinary ups and downs",
        "labels": [f"{day.day} {day:%b}" for day in days],
        "dates": days,
    }
    return RunChartContent(**{**given, "values": values, "unit": "%", **more})  # type: ignore[arg-type]


def test_each_value_is_a_point_at_its_week_and_height() -> None:
    root = parsed(draw_run_chart(chart([30.0, 50.0, 40.0])))
    (first, second, third) = places(part(root, "points"))
    assert second[0] - first[0] == pytest.approx(third[0] - second[0], abs=0.2)
    assert second[1] < third[1] < first[1]
    assert third[1] == pytest.approx((first[1] + second[1]) / 2, abs=0.2)
    assert line_points(part(root, "data")) == [[first, second, third]]


def test_a_missing_week_is_a_gap_in_the_line() -> None:
    root = parsed(draw_run_chart(chart([30.0, 50.0, None, 40.0, 41.0])))
    assert [len(stretch) for stretch in line_points(part(root, "data"))] == [2, 2]
    assert len(places(part(root, "points"))) == 4


def test_a_week_without_an_entry_is_a_gap_as_well() -> None:
    days = [FIRST + timedelta(weeks=week) for week in (0, 1, 2, 3, 7, 8)]
    content = RunChartContent("", [str(day) for day in days], [1.0, 2.0, 3.0, 2.0, 1.0, 2.0], days)
    stretches = line_points(part(parsed(draw_run_chart(content)), "data"))
    assert [len(stretch) for stretch in stretches] == [4, 2]


def test_values_that_are_not_finite_are_gaps() -> None:
    root = parsed(draw_run_chart(chart([30.0, float("nan"), float("inf"), 40.0])))
    assert len(places(part(root, "points"))) == 2


def test_the_center_is_solid_over_its_points_and_dashed_on() -> None:
    values: list[float | None] = [30.0, 34.0, 38.0, 42.0]
    content = chart(values, centers=[CenterLine(0, 1, 32.0, "median", extend_to=3)])
    root = parsed(draw_run_chart(content))
    solid, dashed = list(part(root, "center-1").iter(f"{SVG}path"))
    assert solid.get("stroke-dasharray") is None
    assert dashed.get("stroke-dasharray")
    points = places(part(root, "points"))
    assert solid.get("d", "").split(",")[-1] == dashed.get("d", "").split(",")[-1]
    assert points[1][1] < float(solid.get("d", "").split(",")[-1]) < points[0][1]
    assert "median 32\u00a0%" in texts(root)


def test_each_phase_has_its_center_its_name_and_its_value() -> None:
    centers = [CenterLine(0, 9, 32.0), CenterLine(10, 19, 44.0)]
    values: list[float | None] = [32.0] * 10 + [44.0] * 10
    root = parsed(
        draw_run_chart(chart(values, centers=centers, phases=[Phase(0, "One class"), Phase(10, "Grade 6")]))
    )
    assert texts(part(root, "phases")) == ["One class", "Grade 6"]
    assert texts(part(root, "earlier-centers")) == ["median 32\u00a0%"]
    assert "median 44\u00a0%" in texts(part(root, "line-names"))


def test_signals_differ_by_mark_and_by_color() -> None:
    values: list[float | None] = [30.0 + week for week in range(12)]
    signals = [
        SignalPoints([0, 1], "worse"),
        SignalPoints([5], "changed"),
        SignalPoints([9, 10, 11], "better", "a run"),
    ]
    root = parsed(draw_run_chart(chart(values, signals=signals)))
    groups = [
        part(root, f"signal-{number}-{kind}")
        for number, kind in ((1, "worse"), (2, "changed"), (3, "better"))
    ]
    assert [len(places(group)) for group in groups] == [2, 1, 3]
    fills = [
        next(element.get("fill") for element in group.iter(f"{SVG}g") if element.get("fill"))
        for group in groups
    ]
    marks = [next(use.get("href") for use in group.iter(f"{SVG}use")) for group in groups]
    assert len(set(fills)) == len(set(marks)) == 3
    assert len(places(part(root, "points"))) == 6
    assert {"a run", "a change", "a change for the worse"} <= set(texts(part(root, "key")))


def test_limits_step_at_each_point_and_leave_gaps() -> None:
    content = chart([50.0] * 4, limits=[Limits([40.0, 41.0, None, 43.0], [60.0, 61.0, 62.0, 63.0])])
    root = parsed(draw_run_chart(content))
    assert [len(stretch) for stretch in line_points(part(root, "lower-limit-1"))] == [4, 2]
    assert [len(stretch) for stretch in line_points(part(root, "upper-limit-1"))] == [8]
    assert {"upper limit 63\u00a0%", "lower limit 43\u00a0%"} <= set(texts(root))


def test_the_axis_covers_goal_limits_and_centers() -> None:
    content = chart([50.0, 51.0], target=Target(90), centers=[CenterLine(0, 1, 20.0)])
    ticks = [
        int(text.removesuffix("\u00a0%"))
        for text in texts(part(parsed(draw_run_chart(content)), "value-axis"))
    ]
    assert min(ticks) <= 20
    assert max(ticks) >= 90


def test_left_out_points_are_crossed() -> None:
    root = parsed(draw_run_chart(chart([30.0, 90.0, 40.0], excluded=[1])))
    assert len(places(part(root, "excluded"))) == 1
    assert len(places(part(root, "points"))) == 2


def test_small_numbers_of_people_stand_below_their_points() -> None:
    root = parsed(draw_run_chart(chart([30.0, 50.0, 40.0], n=[24, 7, 10])))
    assert texts(part(root, "n")) == ["n", "7", "10"]
    crowded = parsed(draw_run_chart(chart([30.0] * 52, n=[9, 10] * 26)))
    assert texts(part(crowded, "n")) == ["n is 9 to 10 at 52 of 52 points"]


def test_a_missing_value_shows_no_number_of_people() -> None:
    root = parsed(draw_run_chart(chart([30.0, None, 40.0], n=[7, 3, 8])))
    assert texts(part(root, "n")) == ["n", "7", "8"]


def test_holidays_are_shaded_where_they_lie() -> None:
    span = Span(FIRST + timedelta(weeks=2), FIRST + timedelta(weeks=3), "fall break")
    root = parsed(draw_run_chart(chart([30.0] * 6, spans=[span])))
    (corners,) = line_points_of(part(root, "span-1").find(f"{SVG}path").get("d", ""))  # type: ignore[union-attr]
    points = places(part(root, "points"))
    assert min(x for x, _ in corners) == pytest.approx(points[2][0], abs=0.2)
    assert max(x for x, _ in corners) == pytest.approx(points[3][0], abs=0.2)
    assert "fall break" in texts(part(root, "key"))


def line_points_of(path: str) -> list[list[tuple[float, float]]]:
    """The corners of a closed path."""
    pairs = path.replace("M", " ").replace("L", " ").replace("z", " ").split()
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]]


def test_cycles_and_visits_stand_below_the_axis_with_words_and_decisions() -> None:
    cycles = [
        CycleMark(FIRST, FIRST + timedelta(weeks=3), "Cycle 1: one class", "✓"),
        CycleMark(5, 7, "Cycle 2"),
    ]
    content = chart([30.0] * 12, cycles=cycles, visits=[VisitMark(FIRST + timedelta(weeks=9), "Visit")])
    root = parsed(draw_run_chart(content))
    assert texts(part(root, "cycle-1")) == ["✓", "Cycle 1: one class"]
    assert texts(part(root, "cycle-2")) == ["Cycle 2"]
    assert texts(part(root, "visit-1")) == ["Visit"]
    assert "✓ adopted" in texts(part(root, "key"))


WORDS = st.text("abcd efg", max_size=40)
cycle_marks = st.builds(
    CycleMark,
    st.floats(0, 50),
    st.floats(0, 51),
    WORDS,
    st.sampled_from(["", "✓", "×"]),
    st.sampled_from(["", "1", "22"]),
)
visit_marks = st.builds(VisitMark, st.floats(0, 51), WORDS)


@given(st.lists(cycle_marks, max_size=25), st.lists(visit_marks, max_size=6))
@settings(max_examples=40, deadline=None)
def test_no_label_of_a_mark_ever_overlaps(cycles: list[CycleMark], visits: list[VisitMark]) -> None:
    for size in ("wide", "phone", "small"):
        picture = run_chart_picture(chart([30.0] * 52, cycles=cycles, visits=visits), size=size)
        assert touching(text_boxes(picture)) == []


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=60), st.sampled_from(["wide", "phone", "small"]))
@settings(max_examples=60, deadline=None)
def test_any_values_can_be_drawn(values: list[float | None], size: str) -> None:
    content = chart(values)
    picture = run_chart_picture(content, size=size)
    assert touching(text_boxes(picture)) == []
    points = [shape for shape in flat(picture.shapes) if getattr(shape, "part", "") == "points"]
    known = [value for value in values if value is not None]
    drawn = [place for shape in points for place in shape.points]  # type: ignore[union-attr]
    assert len(drawn) == len(known)
    for (value, (_, y)), (other, (_, its_y)) in pairwise(zip(known, drawn, strict=True)):
        assert (y - its_y) * (other - value) >= 0


def test_the_finding_is_the_title_but_a_card_says_it_itself() -> None:
    content = chart([30.0], title="Something changed")
    assert "Something changed" in texts(parsed(draw_run_chart(content)))
    assert "Something changed" not in texts(parsed(draw_run_chart(content, size="small")))
    assert "Something changed" in texts(parsed(draw_run_chart(content, size="small", show_title=True)))
    assert "Something changed" not in texts(parsed(draw_run_chart(content, show_title=False)))


def test_dates_below_the_axis_name_their_year() -> None:
    labels = texts(part(parsed(draw_run_chart(chart([30.0] * 30))), "time-axis"))
    assert labels[:2] == ["1 Sep", "2025"]
    assert "2026" in labels


def test_the_lean_chart_holds_what_the_ordinary_chart_holds_in_fewer_bytes() -> None:
    svg = draw_run_chart(benchmark_content())
    root = parsed(svg)
    assert len(svg) <= BYTES_LIMIT
    assert len(places(part(root, "points"))) + len(places(part(root, "signal-1-better"))) == 52
    assert " ".join(texts(part(root, "heading"))) == TITLE
    for number, (_, _, label) in enumerate(MARKS, start=1):
        assert label in texts(part(root, f"cycle-{number}"))
    assert "median 38\u00a0%" in texts(root)


def test_words_and_table_say_the_same() -> None:
    content = chart(
        [30.0, None, 40.0], n=[24, None, 9], centers=[CenterLine(0, 2, 35.0)], target=Target(60), excluded=[0],
        signals=[SignalPoints([2], "better", "a run above the median")],
        cycles=[CycleMark(FIRST, FIRST + timedelta(weeks=1), "Cycle 1", "×")], visits=[VisitMark(2, "Visit")],
    )  # fmt: skip
    words = text_alternative(content)
    for phrase in (
        "2 values from 1 Sep to 15 Sep; the latest is 40\u00a0%",
        "1 missing",
        "Median 35\u00a0%",
        "The goal is 60\u00a0%",
        "Marked as a run above the median: 15 Sep",
        "Cycle 1: 1 September 2025 to 8 September 2025, abandoned",
        "Visit: 15 Sep",
    ):
        assert phrase in words
    assert data_table(content) == [
        ("When", "Value", "n", "Center", "Notes"),
        ("1 Sep", "30\u00a0%", "24", "35\u00a0%", "left out of the analysis"),
        ("8 Sep", "no value", "", "35\u00a0%", ""),
        ("15 Sep", "40\u00a0%", "9", "35\u00a0%", "a run above the median"),
    ]
    assert text_alternative(chart([None])).endswith("No values yet.")


def test_text_is_escaped_and_never_read_as_mathematics() -> None:
    content = chart([30.0], title='<b>$x^2$ & "quotes"</b>\x00')
    root = parsed(draw_run_chart(content))
    assert " ".join(texts(part(root, "heading"))) == '<b>$x^2$ & "quotes"</b>'
    assert draw_run_chart(content, format="png").startswith(b"\x89PNG")


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="labels has 1 entries for 2 values"):
        RunChartContent("", ["a"], [1.0, 2.0])
    for more, message in (
        ({"format": "gif"}, "svg, png or pdf"),
        ({"palette": "x"}, "palette"),
        ({"size": "x"}, "size"),
    ):
        with pytest.raises(ValueError, match=message):
            draw_run_chart(chart([1.0]), **more)


def test_the_background_is_the_surface() -> None:
    first = next(iter(parsed(draw_run_chart(chart([1.0]))).iter(f"{SVG}path")))
    assert first.get("fill") == LIGHT.surface
