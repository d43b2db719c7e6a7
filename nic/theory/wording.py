"""How an aim, a change idea and its hints read. No database."""

import re
from datetime import date

_TO_TEST = re.compile(r"^\s*(?:we (?:want|plan) )?to test[\s:.…]+", re.IGNORECASE)
_TASK_WORDS = frozenset(
    {
        "analyze",
        "appoint",
        "arrange",
        "ask",
        "assign",
        "attend",
        "book",
        "buy",
        "call",
        "collect",
        "communicate",
        "conduct",
        "contact",
        "coordinate",
        "create",
        "design",
        "develop",
        "discuss",
        "distribute",
        "draft",
        "email",
        "ensure",
        "establish",
        "evaluate",
        "explore",
        "find",
        "finish",
        "form",
        "fund",
        "get",
        "hire",
        "hold",
        "identify",
        "implement",
        "improve",
        "increase",
        "inform",
        "install",
        "introduce",
        "invite",
        "launch",
        "meet",
        "monitor",
        "offer",
        "order",
        "organize",
        "plan",
        "prepare",
        "present",
        "print",
        "provide",
        "publish",
        "purchase",
        "raise",
        "recruit",
        "reduce",
        "remind",
        "research",
        "review",
        "roll",
        "schedule",
        "send",
        "share",
        "start",
        "survey",
        "teach",
        "train",
        "update",
        "visit",
        "write",
    }
)


def aim_sentence(
    what: str, for_whom: str = "", how_much: str = "", by_when: date | None = None, baseline: str = ""
) -> str:
    """The aim in one sentence: "Students explain: sixth-graders, 60%, by 12 June 2027 (we started at 34%)."

    Parts that are not written yet are left out.
    """
    parts = [part.strip().rstrip(".,;: ") for part in (for_whom, how_much)]
    if by_when is not None:
        parts.append(f"by {by_when.day} {by_when:%B} {by_when.year}")
    what = what.strip().rstrip(".,;:")
    rest = ", ".join(part for part in parts if part)
    start = f" (we started at {baseline.strip().rstrip('.,;')})" if baseline.strip() else ""
    return f"{what}: {rest}{start}." if rest else f"{what}{start}."


def missing_from_aim(for_whom: str, how_much: str, by_when: date | None) -> str:
    """What an aim does not say yet, in words such as "how much or by when"; empty where it says everything."""
    missing = [
        word
        for word, value in (
            ("for whom", for_whom.strip()),
            ("how much", how_much.strip()),
            ("by when", by_when),
        )
        if not value
    ]
    return " or ".join(filter(None, [", ".join(missing[:-1]), *missing[-1:]]))


def after_to_test(text: str) -> str:
    """A change idea without the words "to test" that the page writes before it, and without a full stop at its end."""
    text = _TO_TEST.sub("", text.strip()).strip()
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def hint_for_idea(text: str) -> str:
    """A gentle hint where a change idea begins like a task, such as "train staff"; otherwise empty."""
    first = re.match(r"[A-Za-z]+", text)
    if first is None or first.group().lower() not in _TASK_WORDS:
        return ""
    return (
        f"“To test {text[0].lower()}{text[1:]}” reads like a task. A change idea says what will be different for "
        "students, such as “sentence starters on every table”."
    )
