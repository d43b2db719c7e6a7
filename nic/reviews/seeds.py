"""An example framework and example visit forms: a start to be edited, not any state's own words."""

from dataclasses import dataclass
from typing import Any

from nic.reviews.models import SourceKind

NAME = "Example framework for field reviews"
EDITION = "2025"


@dataclass(frozen=True, slots=True)
class SeedDomain:
    """A domain, the question it answers, and its criteria with what to look for."""

    name: str
    question: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeedForm:
    """A visit form."""

    name: str
    source_kind: SourceKind
    questions: list[dict[str, Any]]


DOMAINS = (
    SeedDomain(
        "Academic Proficiency",
        "Do students get the chances they need to build knowledge and skills for college and career?",
        (
            (
                "Proficiency-based learning",
                "Students can say what they are learning and how they will show it.",
            ),
            (
                "Graduation requirements",
                "Families and students know what graduating takes, and where they stand.",
            ),
            (
                "Curriculum coordination",
                "What is taught connects from grade to grade and from school to school.",
            ),
            (
                "Transferable skills",
                "Communication, problem solving and the like are taught and looked at on purpose.",
            ),
            ("Instructional practices", "Students do the thinking; teachers adjust to what they see."),
            (
                "Local assessment system",
                "Assessments fit together, and their results change what is taught next.",
            ),
        ),
    ),
    SeedDomain(
        "Personalization",
        "Are students authentically engaged, and do they shape their own learning?",
        (
            (
                "Personalized learning plans",
                "Students use their plan, and can tell what has changed because of it.",
            ),
            (
                "Flexible pathways",
                "There is more than one way to learn and to show it, and students know the ways.",
            ),
            ("Student voice and agency", "Students make choices that count, in class and in the school."),
        ),
    ),
    SeedDomain(
        "Safe, Healthy Schools",
        "Do students feel healthy, safe and supported?",
        (
            ("Multi-tiered supports", "Help comes early, fits the need, and is looked at again."),
            ("School climate", "Students and adults feel that they belong and are treated fairly."),
            (
                "Facilities and learning environment",
                "Rooms are sound, light, warm and fit for what happens in them.",
            ),
            ("Access to materials", "Every class has the books, devices and tools that it needs."),
            (
                "Inclusion",
                "Students with disabilities and those learning English take part in the whole day.",
            ),
        ),
    ),
    SeedDomain(
        "High Quality Staffing",
        "Are educators well trained and qualified for the needs of all students?",
        (
            ("Leadership", "Leaders know the work in classrooms and make room to improve it."),
            (
                "Licensed and mentored staff",
                "Positions are filled with licensed people; new ones have a mentor.",
            ),
            ("Needs-based professional learning", "Learning time answers what students and staff need now."),
            ("Staff evaluation", "Evaluation is regular and leads to a conversation that helps."),
        ),
    ),
    SeedDomain(
        "Investment Priorities",
        "Do schools give quality at a price the community finds appropriate?",
        (
            (
                "Resources matched to priorities",
                "Money, time and people follow what the district says matters.",
            ),
            ("Improvement plan", "The plan is known, used, and changed when the data say so."),
            ("Reporting to the community", "Families and taxpayers can find and understand how schools do."),
        ),
    ),
)

SETTING = {
    "key": "setting",
    "label": "Where were you?",
    "help": "Grade and subject, or the room. No teacher's name.",
}

FORMS = (
    SeedForm(
        "Classroom observation",
        SourceKind.OBSERVATION,
        [
            SETTING,
            {
                "key": "grouping",
                "label": "How were students working?",
                "kind": "choice",
                "choices": ["Whole class", "Small groups", "Pairs", "Alone", "Several of these"],
            },
            {
                "key": "doing",
                "label": "What were students doing?",
                "help": "What they said, wrote or made, not what was meant to happen.",
            },
            {"key": "adults", "label": "What were adults doing?"},
            {
                "key": "goal",
                "label": "Could students say what they were learning, and why?",
                "kind": "choice",
                "choices": ["Did not ask", "None I asked", "Some I asked", "All I asked"],
            },
        ],
    ),
    SeedForm(
        "Interview or focus group",
        SourceKind.INTERVIEW,
        [
            {
                "key": "group",
                "label": "Who did you talk with?",
                "kind": "choice",
                "choices": ["Students", "Teachers", "Families", "Support staff", "Leaders", "Others"],
            },
            {"key": "people", "label": "How many people were there?", "kind": "number"},
            {"key": "proud", "label": "What are they proud of?"},
            {"key": "help", "label": "When somebody needs help, what happens?"},
            {
                "key": "widely",
                "label": "How widely was this said?",
                "kind": "choice",
                "choices": ["One person", "A few", "Several", "Nearly all"],
            },
        ],
    ),
    SeedForm(
        "Document",
        SourceKind.DOCUMENT,
        [
            {"key": "title", "label": "Which document is it?", "help": "Title and date."},
            {"key": "says", "label": "What does it say?"},
            {
                "key": "used",
                "label": "Is there a sign that it is used?",
                "kind": "choice",
                "choices": ["No sign", "Some sign", "Clear signs"],
            },
        ],
    ),
    SeedForm(
        "Tour led by students",
        SourceKind.TOUR,
        [
            {"key": "seen", "label": "What did they show you first, and last?"},
            {"key": "said", "label": "What did they say about it?"},
        ],
    ),
)
