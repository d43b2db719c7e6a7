"""A revision of a theory, published and compared, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
MOST_STEPS = 160
FOCUSED = "() => (document.activeElement.textContent || '').replace(/\\s+/g, ' ').trim()"
LABELLED = "() => [...(document.activeElement.labels || [])].map(each => each.textContent.trim()).join(' ')"


def walk_to(visitor: Visitor, words: str, ask: str = FOCUSED) -> None:
    """Presses Tab until the focus is on the control with these words, as somebody without a pointer does."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(ask).startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach “{words}” on {visitor.page.url}")


def press_enter(visitor: Visitor) -> None:
    """Follows the link or sends the form that has the focus."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def go(visitor: Visitor, words: str) -> None:
    """Follows a link or presses a button by keyboard."""
    walk_to(visitor, words)
    press_enter(visitor)


def write(visitor: Visitor, label: str, text: str) -> None:
    """Replaces what stands in a field by keyboard."""
    walk_to(visitor, label, LABELLED)
    visitor.page.keyboard.press("ControlOrMeta+a")
    visitor.page.keyboard.type(text)


def test_a_revision_is_published_and_compared_by_keyboard(enter: Enter, width: int) -> None:
    lead = enter(width)
    lead.sign_in("lead")
    go(lead, "My teams")
    go(lead, "Grade 6 team")
    lead.arrives_at("Grade 6 team")
    go(lead, "Open the theory")
    lead.arrives_at("Theory of improvement")
    go(lead, "Reword the aim")
    lead.arrives_at("What do you want to reach?")
    write(lead, "How much?", "from 34 % to 65 %")
    press_enter(lead)
    lead.arrives_at("Theory of improvement")
    lead.check()
    go(lead, "Publish this version")
    lead.arrives_at("Publish version 2")
    lead.check()
    write(lead, "Revised because", "Sixty was reached in October.")
    go(lead, "Publish this version")
    lead.arrives_at("Version 2")
    lead.reads("Revised because: Sixty was reached in October.")
    lead.check()
    go(lead, "What changed since version 1")
    lead.arrives_at("What changed from version 1 to 2")
    reworded = lead.page.locator("li.change").filter(has_text="How much:")
    expect(reworded).to_contain_text("65")
    expect(lead.page.locator("main").get_by_text("reworded").first).to_be_visible()
    lead.check()


def test_the_network_reads_what_the_hub_revised(enter: Enter, width: int) -> None:
    teacher = enter(width)
    teacher.sign_in("teacher")
    teacher.open("/networks")
    teacher.tap(teacher.link("Reasoning network"))
    teacher.tap(teacher.link("Open the theory"))
    teacher.arrives_at("Theory of improvement")
    teacher.check()
    teacher.tap(teacher.link("All versions"))
    teacher.tap(teacher.link(re.compile("Compare with version 1")))
    teacher.arrives_at("What changed from version 1 to 2")
    teacher.reads("Added")
    teacher.check()
