"""The field review of the story: who visits, and what they read, heard and saw (``texts/evidence.toml``)."""

from dataclasses import dataclass

from nic.demo.texts import read_text
from nic.kernel.identity import Role
from nic.reviews.models import FindingKind, SourceKind

DISTRICT = "Greenfield Supervisory Union"
SCHOOLS = ("Birch Hollow School", "Fern Creek School", "Maple Street School")
PURPOSE = "How students shape their own learning, and how help reaches those who need it."
SET_UP_WEEK, READING_WEEK, VISIT_WEEK, DRAFT_WEEK = -9, -4, -3, -2
"""School weeks: the review is set up, documents are read, the visit, and the first findings."""
VISIT_WEEKDAY = 2

CHAIR, NEIGHBOR = "Louise Tremblay", "Aiko Brandt"

PARTS: tuple[tuple[str, Role], ...] = (
    (CHAIR, Role.REVIEW_LEAD),
    (NEIGHBOR, Role.REVIEWER),
    ("Hana Suzuki", Role.REVIEWER),
    ("Carl Jensen", Role.REVIEWER),
    ("Ruth Abara", Role.REVIEWER),
    ("Gwen Sato", Role.REVIEWER),
    ("Victor Nyberg", Role.HOST_COORDINATOR),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence. ``answers`` are those to the form of its kind of source, by the question's key."""

    observer: str
    school: str
    kind: SourceKind
    criteria: tuple[str, ...]
    narrative: str
    answers: dict[str, str | int]
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class FindingPlan:
    """A draft finding. It cites items of ``kinds`` that speak to any of ``criteria`` with a rating in ``ratings``."""

    author: str
    domain: str
    kind: FindingKind
    text: str
    criteria: frozenset[str]
    kinds: frozenset[SourceKind]
    ratings: frozenset[int]

    def cites(self, item: Item) -> bool:
        """Whether the finding rests on an item."""
        speaks = not self.criteria.isdisjoint(item.criteria)
        return speaks and item.kind in self.kinds and item.rating in self.ratings


FINDINGS: tuple[FindingPlan, ...] = (
    FindingPlan(
        CHAIR,
        "Personalization",
        FindingKind.COMMENDATION,
        f"{DISTRICT} should be commended for students' part in planning their own learning, seen in all three schools.",
        frozenset({"Student voice and agency", "Personalized learning plans"}),
        frozenset(SourceKind),
        frozenset({3, 4}),
    ),
    FindingPlan(
        NEIGHBOR,
        "Safe, Healthy Schools",
        FindingKind.RECOMMENDATION,
        f"{DISTRICT} should consider making the way to ask for help the same in every classroom.",
        frozenset({"Multi-tiered supports"}),
        frozenset({SourceKind.INTERVIEW}),
        frozenset({1, 2}),
    ),
)


def items() -> tuple[Item, ...]:
    """Every piece of evidence: documents first, then what was heard and seen, school by school."""
    rows = read_text("evidence.toml")["item"]
    plain = [row | {"kind": SourceKind(row["kind"]), "criteria": tuple(row["criteria"])} for row in rows]
    return tuple(
        sorted((Item(**row) for row in plain), key=lambda item: item.kind is not SourceKind.DOCUMENT)
    )
