"""Example theories to begin from: written for practice, in our own words, of no real school."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nic.theory.exchange import indented
from nic.theory.plain import PlainTheory


@dataclass(frozen=True, slots=True)
class Example:
    """An example: its key, what it is about, and the theory."""

    key: str
    title: str
    about: str
    theory: PlainTheory


_TITLES = {
    "attendance": ("Attendance", "How students come to be in school every day."),
    "early_literacy": ("Early literacy", "How first-graders come to read with ease."),
    "ninth_grade_on_track": ("Ninth grade on track", "How ninth-graders keep the courses they need."),
}


@cache
def all_examples() -> tuple[Example, ...]:
    """The examples, in the order of the page."""
    folder = files(__package__)
    found = []
    for key, (title, about) in _TITLES.items():
        reading = indented.read(folder.joinpath(f"{key}.txt").read_text(encoding="utf-8"))
        assert reading.theory is not None  # noqa: S101  the tests read each of them
        found.append(Example(key, title, about, reading.theory))
    return tuple(found)
