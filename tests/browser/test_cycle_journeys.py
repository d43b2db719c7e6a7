"""A cycle from its plan to the next one: by thumb, by keyboard alone, and by two people at once."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
IDEA = "a question wall beside the door"
PREDICTION = "Ten questions hang there by Friday."
CARDS = "Fourteen cards, from nine students."


def test_planned_in_twelve_taps_run_studied_and_adapted_on_a_phone(enter: Enter) -> None:
    lead = enter(390)
    lead.sign_in("lead")
    lead.tap(lead.link("My teams"))
    lead.tap(lead.link("Grade 6 team"))
    lead.tap(lead.link("Plan a cycle"))
    fields = {
        re.compile("Or write your own"): IDEA,
        "Where, and with whom?": "The second period, all week.",
        "What do you predict?": PREDICTION,
        "How will you know?": "Count the cards on Friday.",
    }
    for label, text in fields.items():
        lead.type(label, text)
    lead.choose("One class, one week")
    lead.press("Start the test")
    lead.arrives_at(f"To test {IDEA}")
    assert lead.taps <= 12
    assert len(fields) <= 4
    expect(lead.page.get_by_text(re.compile(r"^locked \d+ \w+.* by June Okafor$"))).to_be_visible()
    lead.type("What happened?", "Six cards by Wednesday.")
    lead.press("Save the note")
    lead.reads("Six cards by Wednesday.")
    lead.tap(lead.link("Study and close"))
    lead.reads(PREDICTION)
    lead.type("What were the results?", CARDS)
    lead.choose("As predicted")
    lead.type("What did you learn?", "Quiet students write more than they say.")
    lead.choose("Adapt")
    lead.type("How, or why?", "A wall in both classes.")
    lead.press("Close the cycle")
    lead.arrives_at(re.compile("^Plan of cycle"))
    lead.reads("Adapt: A wall in both classes.")
    assert lead.field("How will you know?").input_value() == "Count the cards on Friday."
    lead.choose("Several classes")
    lead.type("What do you predict?", "Twenty cards in both classes.")
    lead.check()
    lead.press("Start the test")
    lead.arrives_at(f"To test {IDEA}")
    lead.tap(lead.link("The ramp"))
    lead.arrives_at(re.compile("^The ramp"))
    lead.reads(re.compile("2 cycles, from one class to several classes: 1 adapted"))
    expect(lead.page.get_by_role("img", name=re.compile("^Ramp of the cycles"))).to_be_visible()
    lead.check()


def go(visitor: Visitor, where: Locator, key: str = "Enter") -> None:
    """Presses Tab until a control has the focus, then a key."""
    target = where.first
    expect(target).to_be_visible()
    for _ in range(150):
        if target.evaluate("each => each === document.activeElement"):
            break
        visitor.page.keyboard.press("Tab")
    else:
        raise AssertionError(f"the keyboard does not reach {target}")
    if key:
        visitor.page.keyboard.press(key)


def write(visitor: Visitor, label: str | re.Pattern[str], text: str) -> None:
    """Reaches a field and types into it."""
    go(visitor, visitor.field(label), "")
    visitor.page.keyboard.type(text)


def test_the_same_by_keyboard_alone(enter: Enter) -> None:
    lead = enter(1280)
    lead.sign_in("lead")
    go(lead, lead.link("My teams"))
    go(lead, lead.link("Grade 6 team"))
    go(lead, lead.link("Plan a cycle"))
    lead.arrives_at("Plan a cycle")
    write(lead, re.compile("Or write your own"), IDEA)
    write(lead, "Where, and with whom?", "The second period.")
    write(lead, "What do you predict?", PREDICTION)
    write(lead, "How will you know?", "Count the cards.")
    go(lead, lead.button("Start the test"))
    lead.arrives_at(f"To test {IDEA}")
    go(lead, lead.link("Study and close"))
    lead.arrives_at(re.compile("^Close cycle"))
    write(lead, "What were the results?", CARDS)
    go(lead, lead.page.get_by_label("As predicted", exact=True), "Space")
    write(lead, "What did you learn?", "Quiet students write.")
    go(lead, lead.page.get_by_label(re.compile("^Adopt")), "Space")
    lead.page.keyboard.press("ArrowRight")
    write(lead, "How, or why?", "A wall in both classes.")
    go(lead, lead.button("Close the cycle"))
    lead.arrives_at(re.compile("^Plan of cycle"))
    write(lead, "What do you predict?", "Twenty cards.")
    go(lead, lead.button("Start the test"))
    lead.arrives_at(f"To test {IDEA}")
    go(lead, lead.link("The ramp"))
    lead.arrives_at(re.compile("^The ramp"))


def test_two_who_edit_one_plan_lose_nothing(enter: Enter) -> None:
    lead, teacher = enter(1280), enter(390)
    for each, account in ((lead, "lead"), (teacher, "teacher")):
        each.sign_in(account)
        each.open("/teams/1/cycles/7")
        each.tap(each.link("Edit the plan"))
        each.arrives_at(re.compile("^Plan of cycle"))
    teacher.type(re.compile("^The goal it serves"), "Every student is heard each week.")
    teacher.type(re.compile("^What do you predict will happen"), "Ten students report a thought.")
    teacher.press("Save the plan")
    teacher.reads("Plan saved.")
    lead.type(re.compile("^What do you predict will happen"), "Twelve students report a thought.")
    lead.type(re.compile("^In which context"), "The lesson after lunch.")
    lead.expects_refusal = True
    lead.press("Save the plan")
    lead.arrives_at("Someone else changed this meanwhile")
    lead.reads("Ten students report a thought.")
    prediction = lead.field(re.compile("^Yours: What do you predict"))
    expect(prediction).to_have_value("Twelve students report a thought.")
    expect(lead.field(re.compile("^To keep: The goal it serves"))).to_have_value(
        "Every student is heard each week."
    )
    lead.check()
    prediction.fill("Ten to twelve students report a thought.")
    lead.press("Save")
    for told in (
        "Ten to twelve students report a thought.",
        "Every student is heard each week.",
        "The lesson after lunch.",
    ):
        lead.reads(told)
