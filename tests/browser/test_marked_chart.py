"""A team marks its chart: a phase by pointer, the baseline and a value left out by keyboard alone; all undone."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
MEASURE = "Explain their reasoning"
UNDONE = "Undone. The chart is as it was."


def open_measure(lead: Visitor) -> str:
    """The page of the measure, and what its chart says."""
    lead.open("/teams/1/measures")
    lead.tap(lead.link(MEASURE).first)
    lead.arrives_at(MEASURE)
    return says(lead)


def says(lead: Visitor) -> str:
    """The sentence below the heading."""
    return lead.page.locator(".page-head .lead").inner_text()


def mark_by_keyboard(lead: Visitor, kind: str, at: Locator) -> None:
    """From a value's own link to what is set there, with keys only; the cursor then stands in the first field."""
    at.focus()
    lead.page.keyboard.press("Enter")
    lead.arrives_at("Mark the chart")
    chosen = lead.page.get_by_role("radio", name=kind)
    chosen.focus()
    lead.page.keyboard.press("Space")
    expect(chosen).to_be_checked()


def write_reason_and_send(lead: Visitor, reason: str) -> None:
    lead.field(re.compile("^Why")).focus()
    lead.page.keyboard.type(reason)
    lead.page.keyboard.press("Tab")
    expect(lead.button("Set it")).to_be_focused()
    lead.page.keyboard.press("Enter")
    lead.arrives_at(MEASURE)
    lead.reads(reason)


def value_links(lead: Visitor) -> Locator:
    """The ways to mark a value, in the table, newest first."""
    return lead.page.get_by_role("link", name=re.compile(r"^Mark the value of"))


def undo_by_keyboard(lead: Visitor) -> None:
    lead.button("Undo").focus()
    lead.page.keyboard.press("Enter")
    lead.reads(UNDONE)


def test_a_phase_is_begun_at_a_point_of_the_chart_and_undone(enter: Enter, width: int) -> None:
    lead = enter(width)
    lead.sign_in("lead")
    before = open_measure(lead)
    overlay = ".point-links.on-phone" if width < 640 else ".point-links.on-wide"
    lead.page.locator(f"{overlay} a").nth(-8).locator("rect").click()
    lead.arrives_at("Mark the chart")
    lead.check()
    lead.choose("A new phase")
    lead.type(re.compile("^Words on the chart"), "talk partners")
    lead.type(re.compile("^Why"), "Since then partners are chosen by card.")
    lead.press("Set it")
    lead.arrives_at(MEASURE)
    lead.reads("Not enough data yet in this phase: 8 of 10 points.")
    lead.check()
    lead.press("Undo")
    lead.reads(UNDONE)
    assert says(lead) == before
    lead.check()


def test_baseline_and_a_value_left_out_by_keyboard_alone(enter: Enter) -> None:
    lead = enter(1280)
    lead.sign_in("lead")
    before = open_measure(lead)
    mark_by_keyboard(lead, "Leave this value out", value_links(lead).first)
    write_reason_and_send(lead, "Half of the class was away.")
    expect(lead.page.get_by_text("The value is left out, week of")).to_be_visible()
    undo_by_keyboard(lead)
    assert says(lead) == before
    lead.page.locator("summary", has_text="Earlier values").focus()
    lead.page.keyboard.press("Enter")
    mark_by_keyboard(lead, "The baseline", value_links(lead).last)
    until = lead.field(re.compile("^Up to which value"))
    until.focus()
    for _ in range(20):
        lead.page.keyboard.press("ArrowDown")
    write_reason_and_send(lead, "Before the first cycle.")
    lead.reads("baseline median")
    lead.check()
    lead.link(re.compile(r"^Take back\s+baseline")).focus()
    lead.page.keyboard.press("Enter")
    lead.arrives_at("Take back the baseline")
    lead.field("Why do you take it back?").focus()
    lead.page.keyboard.type("The first weeks were no ordinary ones.")
    lead.button("Take it back").focus()
    lead.page.keyboard.press("Enter")
    lead.reads("Taken back. You can set it again below.")
    assert says(lead) == before
