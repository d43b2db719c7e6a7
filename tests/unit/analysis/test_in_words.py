"""Sentences are true in every branch, use no word that judges, and agree with the state."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.analysis.control_charts import analyze_control_chart
from nic.analysis.in_words import STATE_WORDS, Direction, in_words, proposal_in_words, state
from nic.analysis.making_data_count import analyze_variation
from nic.analysis.phrasing import number
from nic.analysis.rebase import propose_rebases
from nic.analysis.run_chart import RunChart, analyze_run_chart

MONDAY = date(2026, 1, 5)
UPS_AND_DOWNS = [61, 63, 62, 64, 60, 61, 63, 62, 64, 60, 61, 63]
SHIFTED = [*UPS_AND_DOWNS[:10], *[70, 71, 70, 72, 71, 70, 73, 72, 71]]
FORBIDDEN = re.compile(r"signific|good|bad|great|poor|well done|fail|success|!|\bmiss", re.IGNORECASE)

VALUES = st.lists(st.one_of(st.integers(0, 20), st.integers(0, 3), st.none()), max_size=40)
DIRECTIONS = st.sampled_from(["higher", "lower", "neutral"])


def weeks(count: int, start: date = MONDAY) -> list[date]:
    return [start + timedelta(weeks=index) for index in range(count)]


def say(chart: RunChart, direction: Direction = "higher", unit: str = "%") -> str:
    return in_words(chart, unit=unit, cadence="week", direction=direction, dates=weeks(len(chart.values)))


def test_too_early() -> None:
    chart = analyze_run_chart([61, 63, None, 64, 62, 61, 63, 60])
    assert say(chart) == "Not enough data yet: 7 of 10 points."
    assert state(chart, "higher") == "too_early"
    assert say(analyze_run_chart([])) == "No data yet."
    assert say(analyze_run_chart([None, None])) == "No data yet."
    two_phases = analyze_run_chart([*UPS_AND_DOWNS, 61, 64, 62, 63], phases=[12])
    assert say(two_phases) == "Not enough data yet in this phase: 4 of 10 points."


def test_steady() -> None:
    chart = analyze_run_chart(UPS_AND_DOWNS)
    assert say(chart) == "Ordinary ups and downs around 62 %."
    assert state(chart) == "steady"


def test_values_that_are_all_the_same_or_mostly_on_the_median() -> None:
    assert say(analyze_run_chart([100] * 12)) == "All 12 values are the same: 100 %."
    assert state(analyze_run_chart([100] * 12)) == "steady"
    mostly = analyze_run_chart([5] * 9 + [3, 7, 4, 8])
    assert say(mostly, unit="") == "Not enough data yet: 4 of 10 points beside the median."


@pytest.mark.parametrize(
    ("direction", "end", "expected"),
    [
        ("higher", "something changed, for the better.", "better"),
        ("lower", "something changed, for the worse.", "worse"),
        ("neutral", "something changed.", "changed"),
    ],
)
def test_a_change_that_lasts(direction: Direction, end: str, expected: str) -> None:
    chart = analyze_run_chart(SHIFTED, baseline=10)
    assert say(chart, direction) == f"9 weeks in a row above the baseline median since 16 March: {end}"
    assert state(chart, direction) == expected
    assert STATE_WORDS[state(chart, direction)]


def test_a_change_that_is_over_says_from_when_to_when() -> None:
    chart = analyze_run_chart([*SHIFTED, 60, 61, 60], baseline=10)
    assert (
        say(chart)
        == "9 weeks in a row above the baseline median from 16 March to 11 May: something was different then."
    )
    assert state(chart, "higher") == "changed"


def test_weeks_are_in_a_row_only_if_they_are() -> None:
    gap = [*SHIFTED[:12], None, *SHIFTED[12:]]
    words = say(analyze_run_chart(gap, baseline=10))
    assert words.startswith("9 values above the baseline median and none below it since 16 March: ")
    low = [*SHIFTED[:12], 5, *SHIFTED[12:]]
    words = say(analyze_run_chart(low, baseline=10, exclude=[12]))
    assert words.startswith(
        "9 values above the baseline median and none below it since 16 March (1 value left out): "
    )
    dates = weeks(10) + weeks(9, MONDAY + timedelta(weeks=12))
    words = in_words(analyze_run_chart([*UPS_AND_DOWNS[:10], *[70] * 9], baseline=10), dates=dates)
    assert words.startswith("9 weeks in a row above the baseline median since 30 March: ")
    dates = weeks(12) + weeks(7, MONDAY + timedelta(weeks=14))
    words = in_words(analyze_run_chart(SHIFTED, baseline=10), dates=dates)
    assert words.startswith("9 values above the baseline median and none below it since 16 March: ")


def test_years_are_said_where_they_differ() -> None:
    dates = weeks(19, date(2025, 9, 1))
    assert "since 10 November 2025: " in in_words(analyze_run_chart(SHIFTED, baseline=10), dates=dates)
    over = analyze_run_chart([*SHIFTED, 60, 61, 60], baseline=10)
    words = in_words(over, dates=weeks(22, date(2025, 9, 15)))
    assert "from 24 November 2025 to 19 January 2026: " in words
    words = in_words(
        over, cadence="month", dates=[date(2025 + (m + 2) // 12, (m + 2) % 12 + 1, 1) for m in range(22)]
    )
    assert words.startswith("9 months in a row above the baseline median from January to September: ")


@pytest.mark.parametrize(
    ("cadence", "step", "words"),
    [
        ("day", timedelta(days=1), "9 days in a row"),
        ("two weeks", timedelta(days=14), "9 two-week periods in a row"),
        ("week", timedelta(days=14), "9 values above"),
    ],
)
def test_the_cadence_names_the_period(cadence: str, step: timedelta, words: str) -> None:
    dates = [MONDAY + index * step for index in range(19)]
    said = in_words(analyze_run_chart(SHIFTED, baseline=10), cadence=cadence, dates=dates)  # type: ignore[arg-type]
    assert said.startswith(words)


def test_school_days_are_in_a_row_over_a_weekend() -> None:
    dates = [day for day in (MONDAY + timedelta(days=n) for n in range(40)) if day.weekday() < 5][:19]
    words = in_words(analyze_run_chart(SHIFTED, baseline=10), cadence="day", dates=dates)
    assert words.startswith("9 days in a row above the baseline median since 19 January: ")


def test_few_crossings_and_boxes() -> None:
    few = [4, 5, 4, 5, 4, 9, 8, 9, 8, 9, 5, 4, 5, 4, 5, 9, 8, 9, 8, 9]
    words = say(analyze_run_chart(few), unit="")
    usual = "where ordinary ups and downs cross it at least 6 times"
    assert words == f"The values cross the median 3 times, {usual}: something changed."
    outside_the_box = [3, 2, 3, 4, 6, 7, 4, 3, 1, 9, 5, 5, 6, 9, 7, 7, 8, 3]
    assert say(analyze_run_chart(outside_the_box), unit="") == "Ordinary ups and downs around 5."
    words = say(analyze_run_chart(outside_the_box, rules="bestbox"), unit="")
    assert words == (
        "The longest run on one side of the median (6 values) and the number of crossings (4) "
        "are together not those of ordinary ups and downs: something changed."
    )


def test_ihi_rules_in_words() -> None:
    rising = [5, 9, 2, 8, 3, 9, 2, 8, 1, 4, 5, 6, 7]
    chart = analyze_run_chart(rising, rules="ihi")
    assert (
        say(chart, unit="")
        == "Rising from one week to the next, 5 weeks in a row since 2 March: something changed, for the better."
    )
    jumping = analyze_run_chart([1, 9] * 12, rules="ihi")
    assert "more often than ordinary ups and downs do (23 times, at most " in say(jumping)
    assert state(jumping) == "changed"


def test_control_charts_in_words() -> None:
    assert in_words(analyze_control_chart("i", [3, 4, 5])) == "Not enough data yet: 3 of 12 points."
    assert (
        in_words(analyze_control_chart("i", UPS_AND_DOWNS), unit="%") == "Ordinary ups and downs around 62 %."
    )
    assert in_words(analyze_control_chart("i", [5] * 14)) == "All 14 values are the same: 5."
    alike = analyze_control_chart("i", [5] * 14 + [6])
    assert (in_words(alike), state(alike)) == (
        "The values are too much alike for limits: nothing more can be said yet.",
        "too_early",
    )
    beyond = analyze_control_chart("i", [*UPS_AND_DOWNS, 90])
    words = in_words(beyond, unit="%", direction="lower", dates=weeks(13))
    assert words == (
        "The value of the week of 30 March (90 %) is above what ordinary ups and downs reach (69 %): "
        "something changed, for the worse."
    )
    assert beyond.signal
    assert beyond.current.n_outside == 1
    past = analyze_control_chart("i", [90, *UPS_AND_DOWNS])
    assert in_words(past).endswith("something was different then.")
    assert "The steps from one value to the next are ordinary" in in_words(
        analyze_control_chart("mr", UPS_AND_DOWNS)
    )


def test_making_data_count_in_words() -> None:
    chart = analyze_variation([4, 6] * 8, improvement="increase", target=50)
    assert (
        in_words(chart)
        == "Ordinary ups and downs around 5. As things are, expect the target of 50 not to be met."
    )
    chart = analyze_variation([4, 6] * 8 + [20], improvement="decrease")
    assert in_words(chart).endswith("something changed, for the worse.")
    assert state(chart) == "worse"
    shifted = analyze_variation([4, 6, 5, 3] * 4 + [7, 8, 7, 8, 7, 8, 7], improvement="increase")
    assert "7 weeks in a row above the average since point 17" in in_words(shifted)
    with pytest.raises(ValueError, match="one date for each"):
        in_words(chart, dates=weeks(3))


def test_a_proposal_is_a_question() -> None:
    values = [3, 5, 4, 3, 5, 4, 8, 9, 8, 9]
    words = proposal_in_words(propose_rebases(values, baseline=6, length=4), unit="%", dates=weeks(10))
    question = "Begin a new phase there, with a median of 8.5 %?"
    assert words == f"From 16 February on the values lie above the median of 4 %. {question}"
    assert proposal_in_words(propose_rebases(values[:6], baseline=6, length=4)) is None


@pytest.mark.parametrize(
    ("value", "percent", "text"),
    [
        (62.4, True, "62"), (3.25, True, "3.2"), (14.5, False, "14.5"), (1234.5, False, "1,234"), (0, False, "0"),
        (-0.0001, False, "-0.0001"), (0.12345, False, "0.123"), (7, False, "7"), (100, True, "100"),
        (1e-12, False, "1e-12"),
    ],
)  # fmt: skip
def test_numbers(value: float, percent: bool, text: str) -> None:
    assert number(value, percent=percent) == text


@given(VALUES, st.sampled_from(["anhoej", "bestbox", "cutbox", "ihi"]), DIRECTIONS, st.integers(0, 40))
def test_run_chart_sentences_are_true(
    values: list[int | None], rules: str, direction: Direction, phase: int
) -> None:
    chart = analyze_run_chart(values, rules=rules, phases=[phase])  # type: ignore[arg-type]
    words = in_words(chart, direction=direction, dates=weeks(len(values)))
    now = state(chart, direction)
    assert not FORBIDDEN.search(words)
    assert words[0].isupper() or words[0].isdigit()
    assert words.endswith(".")
    assert ("yet" in words) == (now == "too_early")
    assert (now in ("better", "worse", "changed")) == (chart.signal and chart.enough)
    assert now not in ("better", "worse") or direction != "neutral"
    assert ("for the better" in words) == (now == "better")
    assert ("for the worse" in words) == (now == "worse")
    row = re.match(r"(\d+) weeks in a row (above|below) the median since (\d+ \w+)", words)
    if row:
        tail = [value for value in values if value is not None][-int(row[1]) :]
        assert chart.median is not None
        assert all(value > chart.median if row[2] == "above" else value < chart.median for value in tail)


@given(VALUES, st.sampled_from(["i", "mr", "c", "g"]), DIRECTIONS)
def test_control_chart_sentences_agree_with_the_state(
    values: list[int | None], kind: str, direction: Direction
) -> None:
    chart = analyze_control_chart(kind, values)  # type: ignore[arg-type]
    words, now = in_words(chart, direction=direction, dates=weeks(len(values))), state(chart, direction)
    assert not FORBIDDEN.search(words)
    assert ("yet" in words) == (now == "too_early")
    if now in ("better", "worse", "changed"):
        assert chart.signal
    assert ("for the better" in words) == (now == "better")


@given(
    VALUES, st.sampled_from(["increase", "decrease", "neutral"]), st.one_of(st.none(), st.integers(-20, 40))
)
def test_variation_sentences_agree_with_the_state(
    values: list[int | None], improvement: str, target: int | None
) -> None:
    if values:
        chart = analyze_variation(values, improvement=improvement, target=target)  # type: ignore[arg-type]
        words, now = in_words(chart), state(chart)
        assert not FORBIDDEN.search(words)
        assert ("for the worse" in words) == (now == "worse")
        if values[-1] is not None and now not in ("too_early",):
            assert (now == "steady") == (chart.variation == "common_cause")


def test_values_on_their_median_and_on_one_side_of_it_tell_of_no_change() -> None:
    ratings = [3, 4, 3, 3, 5, 3, 3, 4, 3, 5, 3, 4, 4, 3, 5, 3, 3, 4, 3, 4, 3, 3, 3, 4, 4]
    chart = analyze_run_chart(ratings)
    assert chart.signal
    assert state(chart, "higher") == "steady"
    assert (
        in_words(chart)
        == "Half of the values or more are 3 and none is below: nothing that tells of a change."
    )
    assert state(analyze_run_chart(ratings, center=2), "higher") == "better"
