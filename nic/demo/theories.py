"""What the networks and teams of the story think: problems of practice, aims, drivers, ideas and measures."""

from dataclasses import dataclass, field

from nic.demo.places import ATTENDANCE, MAPLE, MAPLE_ATTENDANCE, REASONING
from nic.measures.models import Direction, Family, MeasureKind

PARKED_BECAUSE = "It may solve itself once students explain their steps. We look again next year."

PROBLEMS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        REASONING,
        "Most students give an answer in mathematics without saying why it is so.",
        "In 40 observed lessons 34 % of students explained a step aloud; in writing, explanations stop after one line.",
        "Students in grades 5 to 8, most of all those who are still learning English.",
        "in_work",
    ),
    (
        ATTENDANCE,
        "One student in six misses a school day every two weeks, and we learn of it too late to help.",
        "Attendance by week since last year; calls home are made after the fifth absence.",
        "Students of every grade; the first weeks after a holiday are the worst.",
        "in_work",
    ),
    (
        MAPLE,
        "In our sixth grade the same five students do the talking.",
        "Tally of who speaks in three lessons: five students gave 70 % of the contributions.",
        "The quiet half of both classes.",
        "in_work",
    ),
    (
        MAPLE,
        "Homework in mathematics comes back copied.",
        "Identical mistakes in 12 of 23 papers, twice in October.",
        "About half of the sixth grade.",
        "parked",
    ),
    (
        MAPLE_ATTENDANCE,
        "Fridays before a holiday are half empty in two classes.",
        "Attendance on the last Friday before each break, last year: 71 to 78 %.",
        "Families who travel, and students with long bus rides.",
        "chosen",
    ),
    (
        "Birch Hollow School / Grade 5 team",
        "Students write the answer and leave the “how do you know” line empty.",
        "Exit tickets of six weeks: 58 % of the lines were empty.",
        "All of grade 5.",
        "in_work",
    ),
    (
        "Millbrook School / Ninth-grade team",
        "Ninth-graders who miss the first week stay behind in it all year.",
        "Last year 19 of the 24 students who missed it failed a course.",
        "Students who move to Millbrook from another town.",
        "proposed",
    ),
)


@dataclass(frozen=True, slots=True)
class TheoryPlan:
    """A theory: the aim, then primary drivers with secondary drivers with change ideas."""

    what: str
    for_whom: str
    how_much: str
    drivers: dict[str, dict[str, tuple[str, ...]]]
    also_serves: tuple[tuple[str, str], ...] = field(default=())
    baseline: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)


THEORIES: dict[str, TheoryPlan] = {
    REASONING: TheoryPlan(
        "Students explain their reasoning aloud in every mathematics lesson",
        "middle-school students in the teams' classrooms",
        "to 60 %",
        {
            "Students have words to reason with": {
                "Language is visible in the room": (
                    "sentence starters on every table",
                    "a word wall made with students",
                ),
                "Students rehearse in pairs first": ("talk partners chosen by card",),
            },
            "Tasks are worth talking about": {
                "Tasks have more than one way": ("one open task a week",),
                "Time is kept for talk": ("ten protected minutes for discussion",),
            },
            "It is safe to be wrong": {
                "Mistakes are studied, not marked": ("“my favorite mistake” as a warm-up",),
                "Every voice is asked for": ("peer interviews after the task", "equity sticks"),
            },
        },
        (
            ("talk partners chosen by card", "Every voice is asked for"),
            ("peer interviews after the task", "Students rehearse in pairs first"),
        ),
        "34 % in 40 observed lessons",
        {
            "Students have words to reason with": "Many know why, and have never said it in a full sentence.",
            "Tasks have more than one way": "A task with one way has one explanation, and the first student gives it.",
            "ten protected minutes for discussion": "The ten minutes come from the review of homework.",
        },
        {
            "Language is visible in the room": "In 31 of 40 observed lessons no word for reasoning stood anywhere.",
            "It is safe to be wrong": "In talks with 24 students, 15 said they wait until they are sure.",
        },
    ),
    ATTENDANCE: TheoryPlan(
        "Students are in school every day",
        "all students of the five schools",
        "to 93 % a week",
        {
            "Families hear from us early, and kindly": {
                "The first absence gets an answer": (
                    "a text message on the first morning",
                    "a call by an adult the family knows",
                ),
                "Families know what a day is worth": ("a postcard with days missed, not percentages",),
            },
            "Somebody notices every student": {
                "Each student has an adult who greets them": (
                    "two adults at the door by name",
                    "a two-minute check-in on Mondays",
                ),
            },
            "Getting to school is possible": {
                "We know what stands in the way": (
                    "a home visit after the third absence",
                    "a bus buddy for younger students",
                ),
            },
        },
        (("a two-minute check-in on Mondays", "The first absence gets an answer"),),
        "89 % on average in the first eight weeks",
        {"Families hear from us early, and kindly": "Early is the first morning; kindly is without rules."},
        {
            "The first absence gets an answer": "Last year the first call came after the fifth absence.",
            "We know what stands in the way": "Of 30 families we asked, 11 named the bus, 9 named illness.",
        },
    ),
    MAPLE: TheoryPlan(
        "Our sixth-graders explain their reasoning aloud in every mathematics lesson",
        "the two sixth grades of Maple Street School",
        "to 60 %",
        {
            "Students have words to reason with": {
                "Language is visible in the room": (
                    "sentence starters on every table",
                    "a word wall made with students",
                ),
                "Students rehearse in pairs first": ("talk partners chosen by card",),
            },
            "Tasks are worth talking about": {
                "Tasks have more than one way": ("one open task a week",),
            },
            "It is safe to be wrong": {
                "Mistakes are studied, not marked": ("“my favorite mistake” as a warm-up",),
                "Every voice is asked for": ("peer interviews after the task",),
            },
        },
        (("talk partners chosen by card", "Every voice is asked for"),),
        "34 % in September",
        {
            "Students rehearse in pairs first": "One minute with a neighbor, before anybody is asked in front of all.",
            "one open task a week": "On Wednesdays, when both classes have the long lesson.",
        },
        {
            "Language is visible in the room": "Three posters hang in our rooms, none with a word to argue with.",
            "Every voice is asked for": "Tally of three lessons: five students gave 70 % of the contributions.",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """A measure of a network or of one team, and the level, noise and shift of its values.

    The outcome of a network has the level and shift of each :class:`~nic.demo.places.TeamPlan` instead.
    ``late_weeks`` are weeks before this one that nobody has logged.
    """

    owner: str
    name: str
    definition: str
    family: Family
    kind: MeasureKind
    unit: str
    direction: Direction
    goal: float | None
    node: str | None
    start: float
    noise: float
    effect: float = 0
    from_week: int | None = None
    late_weeks: int = 0


EXPLAIN = "Explain their reasoning"
ATTEND = "Weekly attendance"

MEASURES: tuple[MeasurePlan, ...] = (
    MeasurePlan(
        REASONING,
        EXPLAIN,
        "In one lesson a week, count the students who explain a step aloud; out of all students present.",
        Family.OUTCOME,
        MeasureKind.PROPORTION,
        "%",
        Direction.HIGHER,
        60,
        "Students explain their reasoning aloud in every mathematics lesson",
        35,
        4,
    ),
    MeasurePlan(
        REASONING,
        "Minutes of student talk",
        "In the same lesson, minutes in which students talk mathematics with each other.",
        Family.DRIVER,
        MeasureKind.MINUTES,
        "min",
        Direction.HIGHER,
        15,
        "Tasks are worth talking about",
        8,
        1.4,
    ),
    MeasurePlan(
        ATTENDANCE,
        ATTEND,
        "Days attended in the week, out of all days of enrolled students.",
        Family.OUTCOME,
        MeasureKind.PROPORTION,
        "%",
        Direction.HIGHER,
        93,
        "Students are in school every day",
        89,
        0.8,
    ),
    MeasurePlan(
        MAPLE,
        "Exit tickets handed in",
        "Exit tickets handed in on Thursday, out of students present.",
        Family.PROCESS,
        MeasureKind.PROPORTION,
        "%",
        Direction.HIGHER,
        None,
        "Mistakes are studied, not marked",
        83,
        4,
    ),
    MeasurePlan(
        MAPLE,
        "Lesson plan done in time",
        "How the week's plan fitted into our planning time: 1 not at all, 5 easily. One answer of the team.",
        Family.BALANCING,
        MeasureKind.RATING,
        "",
        Direction.HIGHER,
        None,
        None,
        3.4,
        0.9,
    ),
    MeasurePlan(
        MAPLE_ATTENDANCE,
        "Families reached on the first day",
        "Families of absent students who answered us on the first day of the absence.",
        Family.DRIVER,
        MeasureKind.COUNT,
        "families",
        Direction.HIGHER,
        None,
        "The first absence gets an answer",
        6,
        1.3,
        effect=4,
        from_week=-14,
        late_weeks=1,
    ),
)
