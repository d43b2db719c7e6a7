"""Two versions compared: the difference gives the other version, and reads in words."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from nic.drawing.driver_diagram import driver_diagram_pages
from nic.theory.models import NodeKind
from nic.theory.plain import Draft, PlainNode, nodes_in_order
from nic.theory.versions import words
from nic.theory.versions.comparison import Comparison, apply, changes_of, compare, summary
from nic.theory.versions.pictures import both, diagram_of_changes
from tests.unit.theory.plain_theories import plain_theories

AIM, PRIMARY, OTHER, SECONDARY, IDEA = range(5)


def a_theory():
    made = Draft()
    for key, kind, text in (
        (AIM, NodeKind.AIM, "Students explain"),
        (PRIMARY, NodeKind.PRIMARY_DRIVER, "Words"),
        (OTHER, NodeKind.PRIMARY_DRIVER, "Safety"),
        (SECONDARY, NodeKind.SECONDARY_DRIVER, "Language is visible"),
        (IDEA, NodeKind.CHANGE_IDEA, "sentence starters"),
    ):
        made.nodes[key] = PlainNode(key, kind, text)
    for link in ((AIM, PRIMARY), (AIM, OTHER), (PRIMARY, SECONDARY), (SECONDARY, IDEA)):
        made.link(*link)
    return made


@given(plain_theories(), plain_theories())
def test_the_difference_makes_the_later_version_of_the_earlier_one(before, after):
    difference = compare(before, after)
    assert apply(before, difference) == after
    assert apply(after, compare(after, before)) == before
    assert difference.is_empty == (before == after)


@given(plain_theories())
def test_a_version_does_not_differ_from_itself(theory):
    assert compare(theory, theory) == Comparison()
    assert summary(theory, theory) == "Nothing changed."
    assert words.changes(theory, theory).is_empty


@given(plain_theories(keys=6), plain_theories(keys=6))
def test_every_change_is_told_and_drawn(before, after):
    told = words.changes(before, after)
    assert told.is_empty == (before == after)
    drawn = diagram_of_changes(before, after)
    marked = changes_of(before, after)
    assert {node.id: node.changes for node in drawn.nodes if node.changes} == {
        str(key): changes for key, changes in marked.items()
    }
    assert {node.id for node in drawn.nodes} == {str(key) for key in before.nodes.keys() | after.nodes.keys()}
    assert {
        node.id for node in nodes_in_order(both(before, after))
    } == before.nodes.keys() | after.nodes.keys()


def test_what_changed_in_words():
    before = a_theory().finished(how_much="to 60 %", by_when=date(2027, 6, 12))
    made = a_theory()
    made.nodes[IDEA] = replace(made.nodes[IDEA], text="sentence starters on every table")
    made.link(OTHER, IDEA)
    made.below[SECONDARY].remove(IDEA)
    made.nodes[5] = PlainNode(5, NodeKind.CHANGE_IDEA, "talk partners")
    made.link(PRIMARY, 5)
    del made.nodes[SECONDARY]
    made.below[PRIMARY].remove(SECONDARY)
    made.below[AIM] = [OTHER, PRIMARY]
    after = made.finished(how_much="to 70 %", by_when=date(2027, 6, 12))
    told = words.changes(before, after)
    assert told.summary == "1 added, 1 removed, 2 reworded, 1 rewired, another order."
    assert told.added == ("Change idea: “to test talk partners”, for “Words”",)
    assert told.removed == ("Secondary driver: “Language is visible”, for “Words”",)
    assert [each.of for each in told.reworded] == ["How much", "Change idea"]
    assert told.reworded[0].pieces == (("same", "to "), ("gone", "60 "), ("new", "70 "), ("same", "%"))
    assert told.reworded[1].pieces == (("same", "sentence starters "), ("new", "on every table"))
    assert told.rewired == (
        "“to test sentence starters on every table” now serves “Safety”, no longer “Language is visible”.",
        "Another order below “Students explain”.",
    )


def test_the_picture_names_each_change_beside_its_color():
    before, made = a_theory().finished(), a_theory()
    made.nodes[5] = PlainNode(5, NodeKind.CHANGE_IDEA, "talk partners")
    made.link(OTHER, 5)
    after = made.finished()
    for size in ("wide", "phone"):
        page = driver_diagram_pages(diagram_of_changes(before, after), size=size)[0]
        assert "+ added" in repr(page.shapes)
    assert "talk partners [added] (serves: Safety)" in page.description
