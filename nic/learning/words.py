"""The words of a cycle that the search reads, and the words that somebody searches for. No database."""

import re

from nic.cycles.models import Cycle

SEARCHED = (
    "scale",
    "test_description",
    "goal",
    "how_we_will_know",
    "prediction",
    "what_happened",
    "what_surprised",
    "results",
    "learned",
    "decision_detail",
)
"""The texts of a shared cycle beside its idea: what its page shows to all who read it. Weekly notes are not shared."""
SEARCHED_IN_QUESTIONS = ("question", "prediction", "data_to_collect", "result")
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def words_of(cycle: Cycle, without: tuple[object, str] | None = None) -> tuple[str, str]:
    """(idea, all other words) of a cycle; ``without`` names a row and its text that is left out."""

    def text_of(row: object, name: str) -> str:
        is_out = without is not None and row is without[0] and name == without[1]
        return "" if is_out else str(getattr(row, name))

    texts = [text_of(cycle, name) for name in SEARCHED]
    texts += [text_of(row, name) for row in cycle.questions for name in SEARCHED_IN_QUESTIONS]
    texts += [text_of(row, "what") for row in cycle.data]
    return text_of(cycle, "idea_text"), "\n".join(text for text in texts if text)


def asked_words(typed: str) -> list[str]:
    """The words that are looked for, at most ``MOST_WORDS``; single letters only where there is nothing else."""
    words = _WORD.findall(typed.lower())[: 3 * MOST_WORDS]
    longer = [word for word in words if len(word) > 1]
    return list(dict.fromkeys(longer or words))[:MOST_WORDS]
