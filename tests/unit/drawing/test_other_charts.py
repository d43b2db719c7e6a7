"""Sparklines, pooled series, small multiples, heat maps, ramps and plans by their structure."""

from datetime import date, timedelta

import pytest

from nic.drawing import gantt, heat_map, pooled, ramp, small_multiples
from nic.drawing.gantt import GanttContent, PlanBar, draw_gantt
from nic.drawing.heat_map import HeatCell, HeatMapContent, draw_heat_map
from nic.drawing.pooled import PooledContent, draw_pooled
from nic.drawing.ramp import RampContent, RampStep, draw_ramp
from nic.drawing.small_multiples import Panel, SmallMultiplesContent, draw_small_multiples, page_count
from nic.drawing.sparkline import draw_sparkline, text_alternative
from tests.unit.drawing.drawn import SVG, line_points, parsed, part, places, texts

FIRST = date(2025, 9, 1)


def test_a_sparkline_has_gaps_a_dot_on_the_last_and_its_center() -> None:
    root = parsed(draw_sparkline([1.0, 3.0, None, 2.0, 4.0], label="Exit tickets", center=2.5))
    assert [len(stretch) for stretch in line_points(part(root, "data"))] == [2, 2]
    assert places(part(root, "points")) == [line_points(part(root, "data"))[1][-1]]
    assert part(root, "center") is not None
    assert part(root, "title").text == "Exit tickets"


def test_a_lone_value_of_a_sparkline_is_seen() -> None:
    assert len(places(part(parsed(draw_sparkline([1.0, None, 3.0])), "points"))) == 2
    assert list(parsed(draw_sparkline([None])).iter(f"{SVG}path")) == []


def test_a_sparkline_in_words() -> None:
    assert text_alternative([]) == "No values yet."
    assert text_alternative([4.0], unit="%") == "1 value: 4\u00a0%."
    assert text_alternative([4.0, None, 9.0, 6.0], unit="%") == (
        "3 values, from 4\u00a0% to 6\u00a0%, between 4\u00a0% and 9\u00a0%."
    )


def pooled_content(teams: int, weeks: int = 4, **more: object) -> PooledContent:
    columns = {"medians": [40.0] * weeks, "lower": [35.0] * weeks, "upper": [50.0] * weeks}
    given = {
        "title": "Pooled",
        "labels": [f"week {week}" for week in range(weeks)],
        "counts": [teams] * weeks,
        "unit": "%",
    }
    return PooledContent(**{**given, **columns, "teams": [[40.0] * weeks] * teams, **more})  # type: ignore[arg-type]


def test_teams_are_faint_lines_until_there_are_too_many() -> None:
    few, many = (parsed(draw_pooled(pooled_content(teams))) for teams in (40, 41))
    assert len(list(part(few, "teams").iter(f"{SVG}path"))) == 40
    assert [element for element in many.iter() if element.get("id") == "teams"] == []
    assert "median of 41 teams" in texts(part(many, "key"))
    assert "each team" not in texts(part(many, "key"))


def test_sixteen_hundred_teams_make_a_light_picture() -> None:
    assert len(draw_pooled(pooled_content(1645, weeks=52))) < 20_000


def test_the_band_breaks_where_a_week_is_hidden() -> None:
    content = pooled_content(
        3, weeks=5, medians=[40, 41, None, 42, 43], lower=[35, 35, None, 35, 35], upper=[50, 50, None, 50, 50]
    )
    root = parsed(draw_pooled(content))
    assert len(list(part(root, "quartiles").iter(f"{SVG}path"))) == 2
    assert [len(stretch) for stretch in line_points(part(root, "median"))] == [2, 2]


def test_pooled_words_and_table() -> None:
    content = pooled_content(3, weeks=2, medians=[None, 41.0], counts=[2, 1645])
    words = pooled.text_alternative(content)
    assert "Median of 1,645 teams in 1 week." in words
    assert "The middle half of the teams then lies between 35\u00a0% and 50\u00a0%." in words
    assert pooled.data_table(content)[1:] == [
        ("week 0", "no value", "35\u00a0%", "50\u00a0%", "2"),
        ("week 1", "41\u00a0%", "35\u00a0%", "50\u00a0%", "1645"),
    ]
    with pytest.raises(ValueError, match="counts has 1 entries for 4 medians"):
        pooled_content(3, counts=[1])


def several(count: int) -> SmallMultiplesContent:
    panels = [Panel(f"Team {number}", [10.0 * number, 20.0], 15.0, "steady") for number in range(count)]
    return SmallMultiplesContent("Teams", ["1 Sep", "8 Sep"], panels)


def test_forty_panels_are_a_page_and_all_pages_have_the_same_axes() -> None:
    content = several(43)
    assert page_count(content) == 2
    first, second = (parsed(draw_small_multiples(content, page=page)) for page in (1, 2))
    assert [
        number for number in range(1, 44) if f"panel-{number}" in {e.get("id") for e in first.iter()}
    ] == list(range(1, 41))
    assert "Team 42" in texts(second)
    assert {"0", "600"} <= set(texts(part(first, "panel-1")))
    assert {"0", "600"} <= set(texts(part(second, "panel-41")))
    with pytest.raises(ValueError, match="no page 3; there are 2"):
        draw_small_multiples(content, page=3)


def test_the_panels_stay_in_the_order_given() -> None:
    root = parsed(draw_small_multiples(several(5)))
    assert [text for text in texts(root) if text.startswith("Team ")] == [
        f"Team {number}" for number in range(5)
    ]


def test_small_multiples_words_and_table() -> None:
    content = several(2)
    assert "Team 1: latest 20, median 15, steady." in small_multiples.text_alternative(content)
    assert small_multiples.data_table(content)[:2] == [("When", "Team 0", "Team 1"), ("1 Sep", "0", "10")]
    with pytest.raises(ValueError, match="Short has 1 values for 2 labels"):
        SmallMultiplesContent("", ["a", "b"], [Panel("Short", [1.0])])


LEVELS = ("not yet", "beginning", "mostly", "throughout")


def heat(cells: dict[tuple[int, int], HeatCell]) -> HeatMapContent:
    return HeatMapContent("Board", ["Climate", "Voice"], ["Birch", "Fern"], cells, LEVELS)


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_cell_says_its_level_in_words_and_in_blocks(size: str) -> None:
    root = parsed(draw_heat_map(heat({(0, 1): HeatCell(2, "5 items", "views differ")}), size=size))
    assert texts(part(root, "cell-1-2")) == ["mostly", "5 items", "views differ"]
    assert texts(part(root, "cell-2-1")) == ["nothing yet"]
    blocks = [path for path in part(root, "cell-1-2").iter(f"{SVG}path") if path.get("stroke")]
    assert [block.get("fill") != "none" for block in blocks] == [True, True, True, False]
    assert set(LEVELS) <= set(texts(part(root, "key")))


def test_heat_map_words_and_table() -> None:
    content = heat({(0, 0): HeatCell(0), (1, 1): HeatCell(None, "2 items")})
    assert "Climate: Birch not yet; Fern nothing yet." in heat_map.text_alternative(content)
    assert heat_map.data_table(content) == [
        ("", "Birch", "Fern"),
        ("Climate", "not yet", "nothing yet"),
        ("Voice", "nothing yet", "nothing yet, 2 items"),
    ]
    for cells, message in (
        ({(2, 0): HeatCell(0)}, "outside"),
        ({(0, 0): HeatCell(4)}, "Level 4 has no name"),
    ):
        with pytest.raises(ValueError, match=message):
            heat(cells)


def steps() -> list[RampStep]:
    week = timedelta(weeks=1)
    return [
        RampStep("1", FIRST, FIRST + 2 * week, 0, "Cycle 1", "~", "Grade 6"),
        RampStep("2", FIRST + 3 * week, FIRST + 9 * week, 1, "Cycle 2", "✓", "Grade 6", "1"),
        RampStep("3", FIRST + 5 * week, FIRST + 7 * week, 0, "Cycle 3", "", "Lakeside", "1"),
    ]


def bar(root: object, name: str) -> tuple[float, float, float]:
    """Left, right and top of the bar of a step."""
    path = next(part(root, name).iter(f"{SVG}path")).get("d", "")  # type: ignore[arg-type]
    pairs = [pair.split(",") for pair in path.translate(str.maketrans("MLCz", "    ")).split()]
    xs, ys = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    return min(xs), max(xs), min(ys)


def test_a_step_is_as_wide_as_its_weeks_and_as_high_as_its_scale() -> None:
    root = parsed(draw_ramp(RampContent("Ramp", ["1 class", "3 classes"], steps())))
    first, second, branch = (bar(root, f"step-{number}") for number in "123")
    assert (second[1] - second[0]) == pytest.approx(3 * (first[1] - first[0]), rel=0.02)
    assert second[2] < first[2]
    assert branch[2] > second[2]
    assert texts(part(root, "scales")) == ["1 class", "3 classes"]
    assert texts(part(root, "step-3")) == ["Lakeside: Cycle 3"]
    assert {"Grade 6", "Lakeside", "✓ adopted, ~ adapted"} <= set(texts(part(root, "key")))
    assert len(list(part(root, "risers").iter(f"{SVG}path"))) == 2


def test_ramp_words_and_table() -> None:
    content = RampContent("Ramp", ["1 class", "3 classes"], steps())
    assert (
        "Cycle 2: Grade 6, at 3 classes, 22 September 2025 to 3 November 2025, adopted."
        in ramp.text_alternative(content)
    )
    assert [row[0] for row in ramp.data_table(content)] == ["Cycle", "Cycle 1", "Cycle 2", "Cycle 3"]
    for step, message in (
        (RampStep("x", FIRST, FIRST, 2, "X"), "scale 2 of 1"),
        (RampStep("x", FIRST, date(2025, 1, 1), 0, "X"), "ends before"),
    ):
        with pytest.raises(ValueError, match=message):
            RampContent("", ["1 class"], [step])


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_plan_shows_bars_milestones_states_and_today(size: str) -> None:
    week = timedelta(weeks=1)
    bars = [
        PlanBar("g", "Goal 1", FIRST, FIRST + 30 * week, "running", group=True),
        PlanBar("a", "Agree on starters", FIRST, FIRST + 3 * week, "done", "Team"),
        PlanBar("m", "Visit", FIRST + 12 * week, FIRST + 12 * week, "planned"),
    ]
    root = parsed(draw_gantt(GanttContent("Plan", bars, FIRST + 9 * week), size=size))
    assert texts(part(root, "bar-a")) == ["Agree on starters", "done, Team"]
    assert len(places(part(root, "bar-m"))) == 1
    assert texts(part(root, "today")) == ["today"]
    assert {"2025", "2026"} <= set(texts(part(root, "time-axis")))


def test_plan_words_and_table() -> None:
    content = GanttContent("Plan", [PlanBar("a", "Agree", FIRST, date(2025, 9, 30), "late", "Team")])
    assert "Agree: 1 September 2025 to 30 September 2025, late, Team." in gantt.text_alternative(content)
    assert gantt.data_table(content)[1] == ("Agree", "Team", "1 September 2025", "30 September 2025", "late")
    with pytest.raises(ValueError, match="ends before it starts"):
        GanttContent("", [PlanBar("a", "Agree", FIRST, date(2025, 1, 1))])
