"""Plain theories for properties: any graph that the rules allow, with words that people and spreadsheets find hard."""

from hypothesis import strategies as st

from nic.theory.models import NodeKind
from nic.theory.plain import Draft, PlainNode, PlainTheory

HARD = [
    "=1+1",
    "+49",
    "-2",
    "@here",
    "'=x",
    "a\tb",
    "two\nlines",
    '“quoted”, "so"',
    "to test it",
    "driver: x",
]
HARD += [
    "- dash",
    "1. one",
    "note: n",
    "x [2]",
    "(not linked)",
    "⏎",
    "a\\⏎b",
    "\\",
    "a\\nb",
    "ünï",
    "same words",
    "same words",
]
WORDS = st.one_of(st.sampled_from(HARD), st.text(min_size=1, max_size=12)).map(lambda text: _clean(text))
KINDS = [NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER, NodeKind.CHANGE_IDEA]


def _clean(text: str) -> str:
    """As a form would keep it."""
    kept = "".join(letter for letter in text if letter == "\n" or letter == "\t" or letter.isprintable())
    return kept.strip() or "x"


@st.composite
def plain_theories(draw: st.DrawFn, keys: int = 12) -> PlainTheory:
    """A theory with up to ``keys`` nodes beside the aim, its keys drawn from a small range, so that two share some."""
    made = Draft()
    made.nodes[0] = PlainNode(0, NodeKind.AIM, draw(WORDS), draw(st.sampled_from(["", "a note"])))
    for key in draw(st.lists(st.integers(1, keys), unique=True, max_size=keys)):
        kind = draw(st.sampled_from(KINDS))
        note, evidence = draw(st.sampled_from(["", "why\nso"])), draw(st.sampled_from(["", "=seen"]))
        made.nodes[key] = PlainNode(key, kind, draw(WORDS), note, evidence)
        if kind is NodeKind.PRIMARY_DRIVER:
            made.link(0, key)
    for parent, child in draw(
        st.lists(st.tuples(st.integers(1, keys), st.integers(1, keys)), max_size=3 * keys)
    ):
        if parent in made.nodes and child in made.nodes and made.why_not(parent, child) == "":
            made.link(parent, child)
    return made.finished(
        for_whom=draw(st.sampled_from(["", "all students"])),
        how_much=draw(st.sampled_from(["", "from 1 to 2", "=3"])),
        by_when=draw(st.one_of(st.none(), st.dates())),
        baseline=draw(st.sampled_from(["", "34 %"])),
    )
