"""A theory written and read again is the same theory: as an indented list, as rows, as JSON."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.theory.exchange import indented, json_form, rows
from nic.theory.exchange.reading import Reading
from nic.theory.models import NodeKind
from nic.theory.plain import PlainRow, PlainTheory, outline_of
from tests.unit.theory.plain_theories import plain_theories

FORMS = {"indented": indented, "rows": rows, "json": json_form}


def said(theory: PlainTheory):
    """A theory without its keys: which node stands where, in order, and which nodes are one."""
    numbers: dict = {}

    def row_of(row: PlainRow):
        node = row.node
        number = numbers.setdefault(node.id, len(numbers))
        words = (node.kind, node.text, node.note, node.evidence)
        return number, words, row.again, [row_of(child) for child in row.children]

    rows = [row_of(root) for root in outline_of(theory)]
    roots = sorted(rows[1:], key=lambda row: [*NodeKind].index(row[1][0]))
    return [rows[0], *roots], theory.for_whom, theory.how_much, theory.by_when, theory.baseline


def read_again(reading: Reading) -> PlainTheory:
    assert reading.problems == ()
    assert reading.theory is not None
    return reading.theory


@pytest.mark.parametrize("form", FORMS)
@given(theory=plain_theories())
def test_what_is_written_reads_as_the_same_theory(form, theory):
    text = FORMS[form].write(theory)
    again = read_again(FORMS[form].read(text))
    assert said(again) == said(theory)
    assert FORMS[form].write(again) == text or form == "json"


@given(plain_theories())
def test_json_keeps_every_key(theory):
    assert read_again(json_form.read(json_form.write(theory))) == theory


@given(plain_theories())
def test_no_cell_is_a_formula(theory):
    for row in csv.reader(io.StringIO(rows.write(theory), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("form", FORMS)
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_refused_with_messages(form, text):
    reading = FORMS[form].read(text)
    assert (reading.theory is None) == bool(reading.problems)


LIST = """
Students are in school every day
    by when: 2027-06-12
    • Families hear from us early
        • The first absence gets an answer
            • a text message on the first morning
            • to test a call by an adult
        note: Kindly.
    • Somebody notices every student
        • to test a call by an adult
"""


def test_a_list_as_people_write_it():
    theory = read_again(indented.read(LIST))
    assert theory.aim.text == "Students are in school every day"
    assert theory.by_when.year == 2027
    kinds = [(node.kind.level, node.text) for node in theory.nodes.values()]
    assert kinds == [
        (0, "Students are in school every day"),
        (1, "Families hear from us early"),
        (2, "The first absence gets an answer"),
        (3, "a text message on the first morning"),
        (3, "a call by an adult"),
        (1, "Somebody notices every student"),
    ]
    call = next(node.id for node in theory.nodes.values() if node.text == "a call by an adult")
    assert len(theory.parents()[call]) == 2
    assert "one part that serves" in indented.read(LIST).hints[0].words


def test_a_list_of_drivers_takes_the_aim_that_stands():
    text = "Families hear from us\n\tto test a postcard\nSomebody notices"
    assert (
        indented.read(text).problems[0].words == "Line 1: Begin with the aim, and write the drivers below it."
    )
    reading = indented.read(text, "Students are in school")
    assert reading.theory.aim.text == "Students are in school"
    assert not reading.has_aim
    assert len(reading.theory.below[reading.theory.aim.id]) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is nothing to read yet."),
        (
            "Aim\n  Driver\n    to test cards\n      to test more",
            "Line 4: Nothing stands below a change idea.",
        ),
        ("Aim\n  by when: soon", "Line 2: “soon” is not a day."),
        ("Aim\n  Driver\n    how much: 3", "Line 3: “how much:” belongs below the aim."),
        ("note: lost\nAim", "Line 1: “note:” tells of the line above it."),
        ("Aim\n  to test cards", "Line 1: Begin with the aim, and write the drivers below it."),
        ("aim: Aim\n  to test cards", "Line 2: A change idea cannot serve the aim “Aim” directly."),
        ("Aim\n  A\n    B\n      C\n        driver: D", "Line 5: Drivers stand in three levels"),
        ("Aim\n  A\n    B\n      driver: C\n  D\n    C\n      driver: B", "Line 7: “C” already"),
        ("Aim\n  " + "long " * 500, "Line 2: Keep it under 2,000 characters."),
        ("Aim\n  driver:", "Line 2: There are no words."),
    ],
)
def test_what_is_wrong_is_said_by_line(text, message):
    assert message in " ".join(problem.words for problem in indented.read(text).problems)


def test_rows_as_people_copy_them_blank_cells_meaning_as_above():
    text = (
        "Every day\tFamilies hear early\tFirst absence\ttext message\r\n"
        "\t\t\ta call\r\n"
        "\tSomebody notices\tAn adult greets\ttwo adults at the door\r\n"
        "\tSomebody notices\tAn adult greets\ta call\r\n"
    )
    theory = read_again(rows.read(text))
    assert [node.text for node in theory.nodes.values()] == [
        *("Every day", "Families hear early", "First absence", "text message", "a call"),
        *("Somebody notices", "An adult greets", "two adults at the door"),
    ]
    call = next(node.id for node in theory.nodes.values() if node.text == "a call")
    assert len(theory.parents()[call]) == 2


def test_rows_without_an_aim_take_the_one_that_stands():
    text = "Primary driver,Change idea\nFamilies,a postcard\n,a call\n"
    reading = rows.read(text, "Every day")
    assert [len(children) for children in reading.theory.below.values()] == [2, 1]


def test_rows_with_a_strange_heading_say_which():
    problems = rows.read("Primary driver\tChange idea\tOwner\nA\tB\tC").problems
    assert problems[0].words.startswith("Line 1: There is no column “Owner”. Use: Aim, Primary driver")


def test_eighty_nodes_go_round():
    lines = ["Aim"]
    for primary in range(4):
        lines.append(f"  Primary {primary}")
        for secondary in range(3):
            lines.append(f"    Secondary {primary}{secondary}")
            lines += [f"      to test idea {primary}{secondary}{idea}" for idea in range(6)]
    lines.append("  Shared")
    lines += ["    Also shared", "      to test idea 000"]
    theory = read_again(indented.read("\n".join(lines)))
    assert len(theory.nodes) > 80
    for form in FORMS.values():
        assert said(read_again(form.read(form.write(theory)))) == said(theory)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Line 1: This is not JSON"),
        ("[1]", "is not a theory that was taken away"),
        ('{"format": "nic-theory", "edition": 9}', "another edition"),
        ('{"format": "nic-theory", "edition": 1}', "is missing"),
        ('{"format": "nic-theory", "edition": 1, "aim": {}, "nodes": [], "links": []}', "one aim"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_none_of_ours_is_refused(text, message):
    assert message in json_form.read(text).problems[0].words
