"""The fields of the worksheet, by the step that writes them. No database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nic.cycles.models import CycleData, CycleQuestion, CycleTask, DataKind, Reach
from nic.measures.models import Family, Series

PLAN_TEXTS = (
    "goal",
    "test_description",
    "scale",
    "participants",
    "context",
    "how_we_will_know",
    "prediction",
    "risk_right_problem",
    "risk_readiness",
    "risk_costs",
)
PLAN_DATES = ("starts_on", "study_due_on", "act_due_on")
PLAN_FIELDS = (*PLAN_TEXTS, *PLAN_DATES, "reach")
STUDY_FIELDS = (
    "carried_out_as_planned",
    "what_happened",
    "what_surprised",
    "results",
    "matched_prediction",
    "learned",
)
COPIED = tuple(name for name in (*PLAN_TEXTS, "reach") if name != "prediction")
"""What the next cycle takes over. A prediction is made anew for every test."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row in the plan: its table, its texts, the sentence for one whose first text is missing.

    ``attribute`` holds such rows of a cycle, those taken out among them.
    """

    key: str
    model: type[Any]
    texts: tuple[str, ...]
    missing: str
    attribute: str
    others: tuple[str, ...] = ()

    @property
    def main(self) -> str:
        """The text that no row can do without."""
        return self.texts[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is written in the plan."""
        return (*self.texts, *self.others)


ROW_KINDS = {
    kind.key: kind
    for kind in (
        RowKind(
            "question",
            CycleQuestion,
            ("question", "prediction", "data_to_collect"),
            "Write the question that this row answers.",
            "all_questions",
        ),
        RowKind(
            "task",
            CycleTask,
            ("task", "who", "due", "place_text"),
            "Write what is to be done.",
            "all_tasks",
        ),
        RowKind(
            "data",
            CycleData,
            ("what", "data_type", "tool"),
            "Write which data you collect, or choose a measure.",
            "all_data",
            ("kind", "series_id"),
        ),
    )
}
"""The rows of the worksheet by kind."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row should say; a new one where ``key`` is None. A row without words is taken out.

    ``name`` is what the names of its fields begin with, for errors beside them.
    """

    kind: str
    key: int | None
    values: Mapping[str, Any]
    name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        texts = ROW_KINDS[self.kind].texts
        return (
            texts[0] in self.values
            and not any(self.values.get(name) for name in texts)
            and not self.values.get("series_id")
        )


def all_rows(cycle: Any, kind: str) -> list[Any]:
    """The rows of a kind in a plan, those taken out among them."""
    rows: list[Any] = getattr(cycle, ROW_KINDS[kind].attribute)
    return rows


def row_name(kind: str, key: int | str) -> str:
    """What the names of a row's fields begin with."""
    return f"{kind}-{key}-"


def values_of_row(kind: str, row: Any) -> dict[str, Any]:
    """What stands in a row, by name; nothing in one that was taken out."""
    if row.removed_at is not None:
        return dict.fromkeys(ROW_KINDS[kind].texts, "")
    return {name: getattr(row, name) for name in ROW_KINDS[kind].names}


def as_measured(series: Series) -> dict[str, Any]:
    """The texts of a row of data on a measure: an outcome, a driver and a balancing measure tell what came of it."""
    definition = series.definition
    done = definition.family in (Family.PROCESS, Family.PDSA)
    return {
        "what": definition.name,
        "data_type": definition.kind.label,
        "kind": DataKind.PROCESS if done else DataKind.OUTCOME,
    }


_REACHES = (
    (Reach.SCHOOLS, r"schools\b|network"),
    (Reach.SCHOOL, r"\bschool\b|school-wide|schoolwide"),
    (Reach.GRADE, r"\bgrades?\b|department"),
    (Reach.CLASSES, r"\bclasses\b|sections|homerooms"),
    (Reach.CLASS, r"\bclass\b|homeroom|classroom|section|lesson"),
    (Reach.GROUP, r"group|students?\b|famil|pair|table|person|people"),
)


def reach_in(scale: str) -> Reach | None:
    """How far a test reaches, as its scale is written: "one class, three weeks"; None where the words do not say."""
    words = scale.lower()
    if re.search(r"\bone group\b", words):
        return Reach.GROUP
    return next((reach for reach, pattern in _REACHES if re.search(pattern, words)), None)


def trimmed(value: Any) -> Any:
    """A text without white space at its ends; anything else, a choice among it, as it is."""
    return value.strip() if type(value) is str else value
