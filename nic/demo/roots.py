"""How the grade 6 team of Maple Street School chose its problem by dots, and looked for its causes on a fishbone."""

from dataclasses import dataclass, field

from nic.demo.places import MAPLE
from nic.demo.stage import Stage
from nic.theory.evidence import operations as evidence
from nic.theory.fishbones import operations as fishbones
from nic.theory.fishbones.models import CategorySet, Cause
from nic.theory.fishbones.votes import booth_of as booth_of_causes
from nic.theory.problems import operations as problems
from nic.theory.problems.models import Problem
from nic.theory.problems.votes import booth_of
from nic.votes import operations as votes

QUESTION = "Which problems shall we work on?"
OTHERS = (
    ("The quiet half of the class never comes to the board.", "Sam Delgado"),
    ("Students do not refer to what a classmate has just said.", "Nora Feld"),
    ("Lessons end before anybody looks back at what was learned.", "Sam Delgado"),
    ("Group work ends in one student's notebook.", "Nora Feld"),
)
FIRST_DOTS = {"June Okafor": (2, 0, 1, 0, 0), "Sam Delgado": (1, 1, 0, 1, 0), "Nora Feld": (2, 0, 1, 0, 0)}
"""Who placed how many dots on the problem that was chosen and on the others, in their order."""
SIZES = {"seen": "yes", "ours": "yes", "one_year": "yes", "matters": "yes"}


@dataclass(frozen=True, slots=True)
class Why:
    """A cause of the story with the causes below it. ``driver`` answers it; ``seen`` is its evidence."""

    text: str
    below: tuple["Why", ...] = ()
    root: bool = False
    ours: bool = False
    driver: str = ""
    seen: str = ""
    dots: dict[str, int] = field(default_factory=dict)


BONES: dict[str, tuple[Why, ...]] = {
    "Student": (
        Why(
            "Many have never said a full sentence about mathematics",
            (
                Why(
                    "Nobody rehearses before speaking",
                    root=True,
                    ours=True,
                    driver="Students rehearse in pairs first",
                    dots={"June Okafor": 1, "Nora Feld": 2},
                ),
            ),
        ),
        Why(
            "Some are still learning English",
            (
                Why(
                    "The words they need stand nowhere in the room",
                    root=True,
                    ours=True,
                    driver="Language is visible in the room",
                    seen="Bare walls in both rooms; six students asked for a word list in October.",
                    dots={"Sam Delgado": 2, "June Okafor": 1},
                ),
            ),
        ),
    ),
    "Instruction": (
        Why(
            "Whoever raises a hand first gives the answer",
            (
                Why(
                    "We wait less than two seconds",
                    (Why("We fear to lose the lesson's pace"),),
                    ours=True,
                    seen="Timed in three lessons: 1.4 seconds on average.",
                ),
            ),
        ),
        Why(
            "We praise the right answer and move on",
            (
                Why(
                    "A wrong answer ends the talk",
                    root=True,
                    ours=True,
                    dots={"June Okafor": 1, "Sam Delgado": 1, "Nora Feld": 1},
                ),
            ),
        ),
    ),
    "Curriculum": (
        Why(
            "Most tasks have one answer and one way",
            root=True,
            ours=True,
            driver="Tasks have more than one way",
            seen="31 of 40 tasks in unit 3.",
        ),
        Why("The book leaves no time to talk"),
    ),
    "Family and community": (
        Why("At home, mathematics is quiet work"),
        Why("Families ask to see finished pages"),
    ),
    "School organization": (
        Why("Lessons are 40 minutes long", (Why("The timetable follows the buses"),)),
        Why("Classes get new partners every term"),
    ),
}


def vote_on_problems(stage: Stage, problem: Problem) -> None:
    """The first round, in which the team chose what to work on; one proposal said the same and was merged."""
    team = stage.teams[MAPLE]
    with stage.at(stage.first_week, weekday=1, hour=13):
        others = [
            problems.propose_problem(stage.scope(name), team, statement=statement)
            for statement, name in OTHERS
        ]
        head = stage.lead(MAPLE)
        words = {
            "scope_note": "Both sixth grades, in mathematics lessons; not homework.",
            "right_size": SIZES,
        }
        problems.edit_problem(head, problem, None, **words)
    with stage.at(stage.first_week, weekday=1, hour=14):
        opened = votes.open_round(head, booth_of(team), question=QUESTION, dots_each=3)
    with stage.at(stage.first_week, weekday=4, hour=15):
        for name, dots in FIRST_DOTS.items():
            placed = zip((problem, *others), dots, strict=True)
            votes.place_dots(stage.scope(name), opened, {each.id: number for each, number in placed})
        problems.merge_problem(head, others[0], problem.id)
        votes.close_round(head, opened)
    stage.problems[MAPLE] = problem


def build_fishbone(stage: Stage) -> None:
    """The fishbone of that problem, the dots on its causes, and a round that is open now."""
    problem, head = stage.problems[MAPLE], stage.lead(MAPLE)
    with stage.at(stage.first_week + 1, weekday=2, hour=14):
        fishbone = fishbones.begin_fishbone(head, problem, CategorySet.SCHOOL)
        categories = {cause.text: cause for cause in fishbone.causes}
        placed: list[tuple[Why, Cause]] = []
        for name, whys in BONES.items():
            for why in whys:
                _add(stage, categories[name], why, placed)
    with stage.at(stage.first_week + 1, weekday=3, hour=14):
        opened = votes.open_round(
            head, booth_of_causes(fishbone), question="Which causes matter most?", dots_each=3
        )
        for name in FIRST_DOTS:
            given = {cause.id: why.dots[name] for why, cause in placed if name in why.dots}
            votes.place_dots(stage.scope(name), opened, given)
        votes.close_round(head, opened)
    with stage.at(stage.first_week + 1, weekday=4, hour=14):
        for why, cause in placed:
            if why.driver:
                fishbones.link_driver(head, cause, stage.nodes[MAPLE, why.driver].id)
    with stage.at(-1, weekday=3):
        series = stage.series["Explain their reasoning", MAPLE]
        evidence.add_evidence(head, problem, source=("series", series.id))
        again = votes.open_round(
            head, booth_of(stage.teams[MAPLE]), question="What do we take up next?", dots_each=3
        )
        choices = [each for each in again.booth.kind.choices(head, again.booth.ground) if each.open]
        votes.place_dots(stage.scope("Nora Feld"), again, {choices[0].id: 2, choices[1].id: 1})


def _add(stage: Stage, above: Cause, why: Why, placed: list[tuple[Why, Cause]]) -> None:
    scope = stage.lead(MAPLE)
    cause = fishbones.add_cause(scope, above, why.text, stage.mark(f"cause {why.text}"))
    placed.append((why, cause))
    if why.root or why.ours:
        fishbones.mark_cause(scope, cause, is_root=why.root, within_control=why.ours)
    if why.seen:
        evidence.add_evidence(scope, cause, text=why.seen)
    for below in why.below:
        _add(stage, cause, below, placed)
