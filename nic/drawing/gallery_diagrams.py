"""Awkward data for the diagrams of the gallery. All of it is invented."""

import random
from datetime import date, timedelta

from nic.drawing.diagram_content import Badge, DiagramContent, DiagramEdge, DiagramNode, NodeKind
from nic.drawing.gallery_charts import LONG, SCRIPTS
from nic.drawing.gantt import GanttContent, PlanBar, PlanState
from nic.drawing.heat_map import HeatCell, HeatMapContent
from nic.drawing.ramp import RampContent, RampStep

COLUMNS = ("Aim", "Primary drivers", "Secondary drivers", "Change ideas")
_KINDS: tuple[NodeKind, ...] = ("aim", "primary", "secondary", "idea")
_WORDS = [
    "students",
    "teachers",
    "talk",
    "reasoning",
    "tables",
    "partner",
    "weekly",
    "open",
    "task",
    "language",
    "wall",
    "mistake",
    "routine",
    "evidence",
    "minutes",
    "voices",
    "every",
    "lesson",
    "shared",
    "question",
]


def theory() -> DiagramContent:
    """A driver diagram as a team would write it, with second parents."""
    texts = {
        "aim": "By June, 60 % of our sixth-graders explain their reasoning aloud in every lesson (September: 34 %)",
        "p1": "Students have words to reason with",
        "p2": "Tasks are worth talking about",
        "p3": "It is safe to be wrong",
        "s1": "Language is visible in the room",
        "s2": "Students rehearse in pairs first",
        "s3": "Tasks have more than one way",
        "s4": "Time is kept for talk",
        "s5": "Mistakes are studied, not marked",
        "s6": "Every voice is asked for",
        "i1": "Sentence starters on every table",
        "i2": "Word wall made with students",
        "i3": "Talk partners chosen by card",
        "i4": "One open task a week",
        "i5": "Ten protected minutes",
        "i6": "“My favorite mistake”",
        "i7": "Peer interviews after the task",
        "i8": "Equity sticks",
    }
    marks = {
        "i1": [Badge("3", "do")],
        "i2": [Badge("✓", "better")],
        "i3": [Badge("2", "study")],
        "i4": [Badge("~", "act"), Badge("✓", "better")],
        "i6": [Badge("×", "worse")],
        "i7": [Badge("1", "plan")],
    }
    levels = {"a": 0, "p": 1, "s": 2, "i": 3}
    nodes = [
        DiagramNode(
            name, text, _KINDS[levels[name[0]]], levels[name[0]], marks.get(name, ()), dashed=name == "i8"
        )
        for name, text in texts.items()
    ]
    firsts = "aim-p1 aim-p2 aim-p3 p1-s1 p1-s2 p2-s3 p2-s4 p3-s5 p3-s6 s1-i1 s1-i2 s2-i3 s3-i4 s4-i5 s5-i6 s6-i7 s6-i8"
    edges = [DiagramEdge(pair[:-3].rstrip("-"), pair[-2:]) for pair in firsts.split()]
    edges += [DiagramEdge(pair[:2], pair[3:], second=True) for pair in ["p3-s2", "s6-i3", "s2-i7", "p1-i5"]]
    return DiagramContent("Theory of improvement, version 4", nodes, edges, COLUMNS)


def phrase(chance: random.Random, most: int) -> str:
    """A few words."""
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(2, most))).capitalize()


def large_theory(sizes: tuple[int, ...] = (1, 5, 20, 54), seed: int = 5) -> DiagramContent:
    """A theory with as many nodes per level as `sizes` say, and some second parents."""
    chance = random.Random(seed)  # noqa: S311 - invented data
    nodes: list[DiagramNode] = []
    edges: list[DiagramEdge] = []
    above: list[str] = []
    for level, count in enumerate(sizes):
        names = [f"n{level}-{number}" for number in range(count)]
        for name in names:
            kind = _KINDS[min(level, 3)] if level < len(sizes) - 1 else "idea"
            nodes.append(DiagramNode(name, phrase(chance, 9), kind, level))
            if above:
                edges.append(DiagramEdge(chance.choice(above), name))
                if chance.random() < 0.15 and len(above) > 1:
                    edges.append(DiagramEdge(chance.choice(above), name, second=True))
        above = names
    return DiagramContent(
        f"A theory with {len(nodes)} nodes", nodes, edges, COLUMNS if len(sizes) == 4 else ()
    )


def driver_diagrams() -> dict[str, DiagramContent]:
    """Driver diagrams by name."""
    deep = [DiagramNode(f"d{level}", f"Level {level + 1}", "plain") for level in range(12)]
    chain = [DiagramEdge(f"d{level}", f"d{level + 1}") for level in range(11)]
    words = [
        LONG,
        *SCRIPTS,
        "Pneumonoultramicroscopicsilicovolcanoconiosis",
        '<script>alert(1)</script> & "$x$"',
    ]
    scripts = [DiagramNode("s0", LONG, "aim")]
    scripts += [DiagramNode(f"s{number}", text, "idea") for number, text in enumerate(words, start=1)]
    fan = [DiagramEdge("s0", node.id) for node in scripts[1:]]
    two = [DiagramNode("a", "Aim", "aim"), DiagramNode("b", "Driver", "primary")]
    ring = [DiagramEdge("a", "b"), DiagramEdge("b", "a")]
    return {
        "theory": theory(),
        "eighty-nodes": large_theory(),
        "two-nodes": DiagramContent("Two nodes", two, [DiagramEdge("a", "b")]),
        "circle": DiagramContent("Two nodes that serve each other", two, ring),
        "twelve-levels": DiagramContent(
            "Twelve levels", deep, [*chain, DiagramEdge("d0", "d11", second=True)]
        ),
        "scripts": DiagramContent(LONG, scripts, fan),
        "empty": DiagramContent("Nothing yet", [], []),
    }


def fishbones() -> dict[str, DiagramContent]:
    """Fishbones by name."""
    return {
        "six-bones": _fishbone(6, 4, 0.4, 5),
        "eighty-nodes": _fishbone(6, 12, 0.5, 6),
        "eleven-bones": _fishbone(11, 2, 0.2, 7),
        "two-nodes": _fishbone(1, 0, 0, 8),
        "one-cause": _fishbone(1, 1, 0, 8),
        "scripts": _fishbone(4, 3, 0.3, 9, SCRIPTS),
    }


def _fishbone(bones: int, causes: int, deep: float, seed: int, texts: tuple[str, ...] = ()) -> DiagramContent:
    chance = random.Random(seed)  # noqa: S311 - invented data
    names = (
        "People",
        "Time",
        "Tasks",
        "Room",
        "Language",
        "Assessment",
        "Families",
        LONG[:60],
        "Space",
        "Habits",
        "Rules",
    )
    nodes = [DiagramNode("problem", "Only 34 % of our sixth-graders explain their reasoning aloud", "aim")]
    edges: list[DiagramEdge] = []
    for bone in range(bones):
        nodes.append(DiagramNode(f"c{bone}", names[bone % len(names)], "primary"))
        edges.append(DiagramEdge("problem", f"c{bone}"))
        before = f"c{bone}"
        for number in range(causes):
            name = f"c{bone}-{number}"
            text = texts[(bone + number) % len(texts)] if texts else phrase(chance, 8)
            nodes.append(DiagramNode(name, text, ringed=chance.random() < 0.12))
            edges.append(DiagramEdge(before if chance.random() < deep else f"c{bone}", name))
            before = name
    return DiagramContent("Why do so few explain?", nodes, edges)


def ramps() -> dict[str, RampContent]:
    """Ramps by name."""
    scales = ("1 class", "3 classes", "grade 6", "the whole school")
    first = date(2025, 9, 15)
    day = timedelta(days=1)
    steps = [
        RampStep("1", first, first + 12 * day, 0, "Cycle 1: cards on each table", "~", "Grade 6"),
        RampStep("2", first + 21 * day, first + 42 * day, 0, "Cycle 2: shorter cards", "~", "Grade 6", "1"),
        RampStep(
            "3",
            first + 56 * day,
            first + 84 * day,
            1,
            "Cycle 3: students write two of them",
            "✓",
            "Grade 6",
            "2",
        ),
        RampStep("4", first + 119 * day, first + 160 * day, 2, "Cycle 4: all of grade 6", "", "Grade 6", "3"),
        RampStep("5", first + 95 * day, first + 112 * day, 0, "Lakeside tries it", "×", "Lakeside", "3"),
        RampStep("6", first + 98 * day, first + 130 * day, 0, "Elm Park tries it", "✓", "Elm Park", "3"),
    ]
    crowd = [
        RampStep(
            str(number),
            first + number * 3 * day,
            first + (number * 3 + 20) * day,
            number % 4,
            f"{number} {LONG}"[:70],
            "✓~× "[number % 4].strip(),
        )
        for number in range(24)
    ]
    return {
        "story": RampContent(
            "Sentence starters: from one class to the grade",
            scales,
            steps,
            "To test sentence starters on every table",
        ),
        "crowded": RampContent("Twenty-four cycles", [*scales[:3], LONG], crowd),
        "one-day": RampContent("One day", scales[:1], [RampStep("1", first, first, 0, "Cycle 1", "A")]),
        "empty": RampContent("No cycles", scales, []),
    }


def heat_maps() -> dict[str, HeatMapContent]:
    """Heat maps by name."""
    criteria = (
        "Proficiency-based learning",
        "Instructional practices",
        "Personalized learning plans",
        "Flexible pathways",
        "Student voice and agency",
        "School climate",
    )
    schools = ("Birch Hollow", "Fern Creek", "Maple Street")
    levels = ("not yet", "beginning", "mostly", "throughout")
    return {
        "three-schools": HeatMapContent(
            "What we saw in three schools",
            criteria,
            schools,
            _cells(6, 3, 4),
            levels,
            "Median rating of the evidence",
        ),
        "fourteen-schools": HeatMapContent(
            "Fourteen schools",
            [*criteria, *criteria[:3], LONG],
            [f"School {n}: {LONG[:20]}" for n in range(14)],
            _cells(10, 14, 4),
            levels,
        ),
        "one-cell": HeatMapContent("One school", criteria[:1], schools[:1], {}, levels),
    }


def _cells(rows: int, columns: int, levels: int) -> dict[tuple[int, int], HeatCell]:
    chance = random.Random(2)  # noqa: S311 - invented data
    cells = {}
    for row in range(rows):
        for column in range(columns):
            flag = chance.choice(["", "", "", "views differ", "one observer"])
            if chance.random() < 0.92:
                cells[row, column] = HeatCell(
                    chance.randrange(levels), f"{chance.randint(1, 14)} items", flag
                )
    return cells


def gantts() -> dict[str, GanttContent]:
    """Plans by name."""
    first = date(2026, 8, 24)
    day = timedelta(days=1)
    bars = [
        PlanBar(
            "g1",
            "Goal 1: every student explains their reasoning each week",
            first,
            first + 280 * day,
            "running",
            group=True,
        ),
        PlanBar("a1", "Agree on sentence starters", first, first + 20 * day, "done", "Grade 6 team"),
        PlanBar(
            "a2", "Try them in three classes", first + 21 * day, first + 80 * day, "late", "Grade 6 team"
        ),
        PlanBar("a3", "Visit by the hub", first + 100 * day, first + 100 * day, "planned", "Hub"),
        PlanBar(
            "g2",
            "Goal 2: families see their children's work",
            first + 60 * day,
            first + 280 * day,
            "planned",
            group=True,
        ),
        PlanBar(
            "a4",
            "Portfolio evenings, one in each term, with an invitation in the family's own language",
            first + 70 * day,
            first + 270 * day,
            "planned",
            "School lead",
        ),
        PlanBar("a5", "Printed newsletter", first + 60 * day, first + 90 * day, "stopped", "Office"),
    ]
    states: tuple[PlanState, ...] = ("planned", "running", "done", "late", "stopped")
    many = [
        PlanBar(
            f"m{n}",
            f"{n} {LONG}"[: 10 + n * 3],
            first + n * 20 * day,
            first + (n * 20 + 30 + n * 5) * day,
            states[n % 5],
            SCRIPTS[n % 8],
        )
        for n in range(40)
    ]
    return {
        "story": GanttContent(
            "Improvement plan, Maple Street School", bars, first + 95 * day, "Two goals for the year"
        ),
        "forty-bars": GanttContent("Forty actions over three years", many, first + 400 * day),
        "one-day": GanttContent("One day", [PlanBar("a", "Visit", first, first)]),
        "empty": GanttContent("Nothing planned", []),
    }
