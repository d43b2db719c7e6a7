"""Awkward data for the charts of the gallery. All of it is invented."""

import random
from datetime import date, timedelta
from itertools import pairwise
from statistics import median, quantiles

from nic.drawing.pooled import PooledContent
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
from nic.drawing.small_multiples import Panel, SmallMultiplesContent

_FIRST = date(2025, 9, 1)
LONG = (
    "Students who explain their reasoning aloud to a partner or to the whole class, in their own words, "
    "without being asked twice, and who are asked a question back by another student"
)
SCRIPTS = (
    "École Saint-Exupéry",
    "Škola Žižkov",
    "Σχολείο Αθήνας",
    "Школа на Неве",
    "مدرسة النور",
    "בית ספר",
    "学校の花",
    "विद्यालय",
)


def weeks(count: int, first: date = _FIRST) -> list[date]:
    """Mondays."""
    return [first + timedelta(days=7 * index) for index in range(count)]


def day_label(day: date) -> str:
    """ "3 Mar"."""
    return f"{day.day} {day:%b}"


def values(count: int, center: float, spread: float, seed: int) -> list[float | None]:
    """Noise around a center."""
    chance = random.Random(seed)  # noqa: S311 - invented data, the same each time
    return [round(chance.gauss(center, spread), 1) for _ in range(count)]


def story() -> RunChartContent:
    """A school year with everything that a run chart can show."""
    dates = weeks(36)
    series = values(16, 35, 4, 1) + values(20, 47, 4, 2)
    series[8] = series[16] = None
    chance = random.Random(4)  # noqa: S311 - invented data
    return RunChartContent(
        title="19 weeks in a row above the median since 5 January: something changed, for the better",
        subtitle="Students who explain their reasoning aloud, share of the class, each week",
        labels=[day_label(day) for day in dates],
        values=series,
        dates=dates,
        unit="%",
        n=[chance.choice([7, 9, 14, 22, 25]) for _ in dates],
        centers=[CenterLine(0, 15, 35.2, extend_to=35)],
        target=Target(60),
        signals=[SignalPoints(range(17, 36), "better", "a run above the median")],
        excluded=[5],
        cycles=[
            CycleMark(
                date(2025, 10, 6), date(2025, 10, 20), "Cycle 1: sentence starters in one class", "A", "1"
            ),
            CycleMark(date(2025, 10, 13), date(2025, 11, 10), "Cycle 2: three classes", "~", "2"),
            CycleMark(date(2026, 1, 12), date(2026, 2, 2), "Cycle 3", "X", "3"),
            CycleMark(date(2026, 2, 9), date(2026, 3, 23), "Cycle 4: grade 6", "", "4"),
        ],
        visits=[VisitMark(date(2026, 1, 21), "Visit by the hub")],
        phases=[Phase(0, "One class"), Phase(16, "All of grade 6")],
        spans=[
            Span(date(2025, 12, 20), date(2026, 1, 4), "winter break"),
            Span(date(2026, 2, 14), date(2026, 2, 22), "winter break"),
        ],
    )


def control_chart() -> RunChartContent:
    """A chart of proportions with limits that follow n, and one point beyond them."""
    dates = weeks(24)
    chance = random.Random(9)  # noqa: S311 - invented data
    counts = [chance.randint(12, 60) for _ in dates]
    half = [300 * (0.62 * 0.38 / count) ** 0.5 for count in counts]
    series = values(24, 62, 6, 12)
    series[17] = 27.0
    return RunChartContent(
        title="One week stands out: 27 % in the week of 29 December",
        subtitle="Exit tickets handed in complete, with 3-sigma limits (P chart)",
        labels=[day_label(day) for day in dates],
        values=series,
        dates=dates,
        unit="%",
        n=counts,
        centers=[CenterLine(0, 23, 62.0, "mean")],
        limits=[Limits([62 - width for width in half], [min(62 + width, 100) for width in half])],
        signals=[SignalPoints([17], "worse", "beyond a limit")],
    )


def plain(title: str, series: list[float | None], unit: str = "", **more: object) -> RunChartContent:
    """A run chart of weekly values with its median, and nothing else."""
    dates = weeks(len(series))
    known = [value for value in series if value is not None]
    centers = [CenterLine(0, len(series) - 1, median(known))] if known else []
    content = {"title": title, "labels": [day_label(day) for day in dates], "values": series, "dates": dates}
    return RunChartContent(**{**content, "unit": unit, "centers": centers, **more})  # type: ignore[arg-type]


def crowded() -> RunChartContent:
    """Twenty cycles, many at once, with long names; every n small; four phases with medians of their own."""
    chance = random.Random(3)  # noqa: S311 - invented data
    starts = [_FIRST + timedelta(days=chance.randint(0, 330)) for _ in range(20)]
    cycles = [
        CycleMark(
            start,
            start + timedelta(days=chance.randint(7, 60)),
            f"Cycle {number}: {LONG[:50]}",
            "✓~× "[number % 4].strip(),
            str(number),
        )
        for number, start in enumerate(starts, start=1)
    ]
    series = values(52, 12, 3, 8)
    bounds = [0, 11, 24, 40, 52]
    centers = [CenterLine(first, last - 1, 10.0 + first / 10) for first, last in pairwise(bounds)]
    phases = [
        Phase(first, f"Phase {number}: {LONG[:30]}") for number, first in enumerate(bounds[:-1], start=1)
    ]
    return plain(
        "Twenty cycles and four phases in one year",
        series,
        "min",
        n=[6 + week % 5 for week in range(52)],
        cycles=cycles,
        centers=centers,
        phases=phases,
        visits=[VisitMark(date(2026, 5, 4), "Visit: " + LONG[:40])],
        target=Target(8, "no more than"),
    )


def run_charts() -> dict[str, RunChartContent]:
    """Run charts by name."""
    scripts = " · ".join(SCRIPTS)
    return {
        "story": story(),
        "control-chart": control_chart(),
        "crowded": crowded(),
        "no-points": plain("No values yet", [None] * 12, "%"),
        "one-point": plain("Not enough data yet: 1 of 10 points", [41.0], "%"),
        "two-points": plain("Not enough data yet: 2 of 10 points", [41.0, 38.0], "%"),
        "all-equal": plain("Every value is 4", [4.0] * 20),
        "all-zero": plain("Every value is 0", [0.0] * 20, "%"),
        "negative": plain("Ordinary ups and downs around -3", values(30, -3, 4, 6), "points"),
        "five-hundred": plain("Ordinary ups and downs around 62 %", values(500, 62, 7, 5), "%"),
        "half-missing": plain(
            "Every other week has no value",
            [value if week % 2 else None for week, value in enumerate(values(30, 40, 5, 7))],
            "%",
        ),
        "large-numbers": plain(
            "Large numbers", [value and value * 1e6 for value in values(20, 9, 2, 3)], "students"
        ),
        "small-numbers": plain("Small numbers", [value and value / 1e4 for value in values(20, 9, 2, 3)]),
        "long-words": plain(
            LONG + ": " + LONG,
            values(20, 40, 5, 2),
            "minutes per lesson and class",
            subtitle=LONG,
            target=Target(60, "what we hope for by the end of next June"),
        ),
        "scripts": plain(
            scripts,
            values(20, 40, 5, 2),
            "%",
            subtitle='<b>&amp; "quotes" $x^2$ 😀 ' + scripts,
            cycles=[
                CycleMark(date(2025, 9, 8), date(2025, 11, 3), name, "A", str(number))
                for number, name in enumerate(SCRIPTS)
            ],
        ),
    }


def pooled_charts() -> dict[str, PooledContent]:
    """Pooled series by name."""
    dates = weeks(30)
    teams = [values(30, 33 + team, 4, team) for team in range(12)]
    for week in range(14, 30):
        for team in teams[::2]:
            team[week] = (team[week] or 0) + 10
    for number, team in enumerate(teams):
        team[(number * 5) % 30] = None
    teams[3] = [value if week in (2, 3, 9) else None for week, value in enumerate(teams[3])]
    many = [values(30, 91, 5, team) for team in range(1645)]
    return {
        "twelve-teams": _pooled("Half of the teams moved since January", dates, teams, Target(60)),
        "many-teams": _pooled("Attendance: ordinary ups and downs around 91 %", dates, many, None),
        "one-week": _pooled("One week so far", dates[:1], [[30.0], [40.0], [35.0]], None),
        "hidden-weeks": _pooled(
            "Weeks with few students are not shown",
            dates,
            [[value if week % 7 else None for week, value in enumerate(team)] for team in teams[:5]],
            None,
        ),
    }


def _pooled(
    title: str, dates: list[date], teams: list[list[float | None]], target: Target | None
) -> PooledContent:
    columns = [[value for value in column if value is not None] for column in zip(*teams, strict=True)]
    cuts = [quantiles(column, n=4) if len(column) > 1 else [None] * 3 for column in columns]
    return PooledContent(
        title=title,
        subtitle="Each week: the median of the teams",
        labels=[day_label(day) for day in dates],
        dates=dates,
        medians=[cut[1] for cut in cuts],
        lower=[cut[0] for cut in cuts],
        upper=[cut[2] for cut in cuts],
        counts=[len(column) for column in columns],
        unit="%",
        teams=teams,
        target=target,
        spans=[Span(date(2025, 12, 20), date(2026, 1, 4))] if len(dates) > 1 else [],
    )


def multiples() -> dict[str, SmallMultiplesContent]:
    """Small multiples by name."""
    dates = weeks(30)
    labels = [day_label(day) for day in dates]
    names = ["Birch Hollow · grade 5", "Cedar Valley · grade 7", "Elm Park · grade 6", LONG, *SCRIPTS]
    notes = ["better", "steady", "too early", "last log 3 weeks ago; asked for a hand", ""]
    panels = []
    for number in range(43):
        series = values(30, 40 + number / 3, 4, number)
        if number % 6 == 5:
            series = [None] * 30
        if number % 4 == 1:
            series[10:14] = [None] * 4
        panels.append(Panel(names[number % len(names)], series, 40 + number / 3, notes[number % 5]))
    return {
        "forty-three": SmallMultiplesContent(
            "Each team's explanations", labels, panels, dates, "Share of the class", "%"
        ),
        "one": SmallMultiplesContent("One team", labels, panels[:1], dates, "", "%"),
        "none": SmallMultiplesContent("No team yet", labels, [], dates, "", "%"),
    }
