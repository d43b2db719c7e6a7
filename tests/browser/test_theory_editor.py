"""The editor of a theory in a browser: by keys alone, by pointer, by thumb, and two people at once."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Enter
from tests.browser.keyboard import tab_to
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

AIM = "Nobody misses a day for want of a ride"
DRIVERS = {
    "Families hear from us early": {
        "The first absence gets an answer": ("a text on the first morning", "a call by a known adult"),
        "Families know what a day is worth": ("a postcard with days missed",),
    },
    "Somebody notices every student": {
        "Each student is greeted by name": ("two adults at the door", "a check-in on Mondays"),
        "Friends ask where you were": ("a buddy for each student",),
    },
    "Getting to school is possible": {
        "We know what stands in the way": ("a home visit after three days", "one question on the bus"),
        "There is a ride": ("a walking bus", "a spare bus pass"),
    },
}


def line(visitor: Visitor, words: str) -> Locator:
    """The line of the outline with these words, where it stands in full."""
    return visitor.page.locator(f'.outline .node[data-text="{words}"]:not([data-again]) textarea')


def in_picture(visitor: Visitor, words: str) -> Locator:
    """The box in the picture of a line."""
    row = line(visitor, words).locator("xpath=ancestor::div[@data-node]")
    return visitor.page.locator(f"[data-picture] [data-node='{row.get_attribute('data-node')}']")


def lines(visitor: Visitor) -> list[tuple[str, str]]:
    """Kind and words of every line, as the outline reads; what stands again is left out."""
    rows = visitor.page.locator(".outline .node[data-node]:not([data-again])")
    told = rows.evaluate_all("rows => rows.map(row => [row.dataset.kind, row.dataset.text])")
    return [(kind, text) for kind, text in told]


def saved(visitor: Visitor) -> None:
    """Waits until everything that was done is saved, and drawn."""
    expect(visitor.page.locator("[data-said]")).to_have_text(re.compile("^(Saved|Undone|Done again)"))
    expect(visitor.page.locator(".outline .pending")).to_have_count(0)
    expect(visitor.page.locator("[data-picture]")).to_have_attribute("aria-busy", "false")


def leave(visitor: Visitor) -> None:
    """Goes to the line above."""
    visitor.page.keyboard.press("Control+Home")
    visitor.page.keyboard.press("ArrowUp")


def opened(enter: Enter, account: str, width: int = 1280, **options: str) -> Visitor:
    """Somebody on the page of the Grade 6 team's theory."""
    visitor = enter(width, **options)
    visitor.sign_in(account)
    visitor.open("/teams/1/theory")
    visitor.arrives_at("Theory of improvement")
    return visitor


def test_a_theory_is_built_by_keys_alone(enter: Enter) -> None:
    visitor = enter(1280)
    visitor.sign_in("teacher")
    visitor.open("/teams/7/theory/begin")
    keys = visitor.page.keyboard
    tab_to(visitor, visitor.field("What will be different?"))
    keys.type(AIM)
    tab_to(visitor, visitor.button("Save the aim"))
    keys.press("Enter")
    visitor.arrives_at("Theory of improvement")
    tab_to(visitor, line(visitor, AIM))
    keys.press("Enter")
    written = [("aim", AIM), *type_drivers(visitor)]
    keys.press("Escape")
    saved(visitor)
    assert lines(visitor) == written
    share_with_next(visitor, "a call by a known adult", "Each student is greeted by name")
    share_with_next(visitor, "a spare bus pass", "The first absence gets an answer")
    expect(visitor.page.locator(".diagram [data-node]")).to_have_count(20)
    visitor.check()
    visitor.open("/teams/7/theory")
    assert [kind for kind, _ in lines(visitor)].count("change_idea") == 10
    expect(visitor.page.locator("[data-again]")).to_have_count(2)


def type_drivers(visitor: Visitor) -> list[tuple[str, str]]:
    """Types all drivers and ideas: Enter begins a line, Tab and Shift+Tab change its level."""
    keys = visitor.page.keyboard
    written = []
    for primary, secondaries in DRIVERS.items():
        written.append(("primary_driver", primary))
        keys.type(primary)
        keys.press("Enter")
        keys.press("Tab")
        for secondary, ideas in secondaries.items():
            written.append(("secondary_driver", secondary))
            keys.type(secondary)
            keys.press("Enter")
            keys.press("Tab")
            for idea in ideas:
                written.append(("change_idea", idea))
                keys.type(idea)
                keys.press("Enter")
            keys.press("Shift+Tab")
        keys.press("Shift+Tab")
    return written


def share_with_next(visitor: Visitor, idea: str, driver: str) -> None:
    """Lets an idea serve one more driver, by the arrows and Alt+L."""
    keys = visitor.page.keyboard
    if not visitor.page.locator(".outline textarea:focus").count():
        tab_to(visitor, visitor.page.locator(".outline textarea[tabindex='0']"))
    for _ in range(40):
        keys.press("ArrowUp")
    for _ in range(40):
        if line(visitor, idea).evaluate("element => element === document.activeElement"):
            break
        keys.press("ArrowDown")
    keys.press("Alt+l")
    dialog = visitor.page.get_by_role("dialog")
    tab_to(visitor, dialog.get_by_label(re.compile(re.escape(driver))))
    keys.press("Space")
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    saved(visitor)


def test_two_people_on_one_diagram_lose_nothing(enter: Enter) -> None:
    teacher, lead = opened(enter, "teacher"), opened(enter, "lead")
    line(teacher, "one open task a week").fill("two open tasks a week")
    line(lead, "a word wall made with students").fill("a word wall that students fill")
    for visitor in (teacher, lead):
        leave(visitor)
        saved(visitor)
    for visitor in (teacher, lead):
        expect(line(visitor, "two open tasks a week")).to_be_visible()
        expect(line(visitor, "a word wall that students fill")).to_be_visible()
    expect(in_picture(teacher, "a word wall that students fill")).to_contain_text("fill")

    both = "sentence starters on every table"
    asking = re.compile(r"/now\?")
    lead.page.route(asking, lambda route: route.fulfill(status=204))
    line(teacher, both).fill("starters on the wall")
    leave(teacher)
    expect(line(teacher, "starters on the wall")).to_be_visible()
    lead.expects_refusal = True
    line(lead, both).fill("starters on paper strips")
    leave(lead)
    choice = lead.page.locator(".collision")
    expect(choice).to_contain_text("starters on the wall")
    mine = lead.page.locator(".node:has(.collision) textarea")
    expect(mine).to_have_value("starters on paper strips")
    lead.check()
    lead.page.unroute(asking)
    mine.fill("starters on paper strips and on the wall")
    lead.tap(lead.button("Keep mine", choice))
    expect(line(teacher, "starters on paper strips and on the wall")).to_be_visible()
    expect(lead.page.locator(".collision")).to_have_count(0)


def test_what_another_changes_appears_while_somebody_types(enter: Enter) -> None:
    teacher, lead = opened(enter, "teacher"), opened(enter, "lead")
    line(teacher, "one open task a week").fill("three open tasks a week, not yet")
    line(lead, "Students rehearse in pairs first").fill("Students rehearse with a friend")
    leave(lead)
    saved(lead)
    expect(line(teacher, "Students rehearse with a friend")).to_be_visible()
    typed = teacher.page.locator(".outline textarea:focus")
    expect(typed).to_have_value("three open tasks a week, not yet")
    teacher.page.keyboard.type(" either")
    leave(teacher)
    expect(line(lead, "three open tasks a week, not yet either")).to_be_visible()


def test_the_picture_is_edited_by_pointer(enter: Enter) -> None:
    visitor = opened(enter, "teacher")
    words = visitor.field("Its words")
    visitor.tap(in_picture(visitor, "one open task a week"))
    expect(words).to_have_value("one open task a week")
    words.fill("one puzzle a week")
    words.press("Enter")
    saved(visitor)
    idea, driver = "one puzzle a week", "Students rehearse in pairs first"
    expect(in_picture(visitor, idea)).to_contain_text("puzzle")
    in_picture(visitor, idea).drag_to(in_picture(visitor, driver))
    row = visitor.page.locator(f'.node[data-text="{idea}"]')
    key = line(visitor, driver).locator("xpath=ancestor::div[@data-node]").get_attribute("data-node")
    expect(row).to_have_attribute("data-parent", key or "")
    saved(visitor)
    order = [text for kind, text in lines(visitor) if kind == "primary_driver"]
    box = in_picture(visitor, order[0]).bounding_box()
    assert box is not None
    in_picture(visitor, order[2]).drag_to(
        in_picture(visitor, order[0]), target_position={"x": box["width"] / 2, "y": 3}
    )
    expect(visitor.page.locator(".outline .primary").first).to_have_attribute("data-text", order[2])
    for _ in range(2):
        visitor.press("Undo")
        expect(visitor.page.locator("[data-said]")).to_contain_text("Undone: moved")
    expect(visitor.page.locator(".outline .primary").first).to_have_attribute("data-text", order[0])
    visitor.check()


def test_a_session_that_ends_loses_no_words(enter: Enter, site: Site) -> None:
    visitor = opened(enter, "teacher")
    key = line(visitor, "one open task a week").locator("xpath=ancestor::div[@data-node]")
    node = key.get_attribute("data-node")
    words = visitor.page.locator(f'.outline .node[data-node="{node}"]:not([data-again]) textarea')
    words.fill("two open tasks a week")
    visitor.expects_refusal = True
    site.end_sessions("teacher")
    leave(visitor)
    visitor.reads("You are signed out.")
    expect(words).to_have_value("two open tasks a week")
    Visitor(visitor.context, site, "another window").sign_in("teacher")
    words.press("End")
    leave(visitor)
    saved(visitor)
    expect(line(visitor, "two open tasks a week")).to_be_visible()
    visitor.check()


def test_a_thumb_does_the_same_with_the_tools(enter: Enter) -> None:
    visitor = opened(enter, "teacher", 390, color_scheme="dark")
    visitor.tap(in_picture(visitor, "It is safe to be wrong"))
    visitor.press("Up")
    expect(visitor.page.locator(".outline .primary").nth(1)).to_have_attribute(
        "data-text", "It is safe to be wrong"
    )
    saved(visitor)
    visitor.press("Add a driver below")
    visitor.page.keyboard.type("Wrong answers are kept")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Escape")
    expect(line(visitor, "Wrong answers are kept")).to_be_visible()
    saved(visitor)
    visitor.check()


def test_without_a_script_the_outline_edits_by_forms(enter: Enter) -> None:
    visitor = opened(enter, "teacher", 390, java_script_enabled=False)
    visitor.tap(visitor.page.get_by_role("link", name="+ idea below Language is visible in the room"))
    visitor.arrives_at("Add a change idea")
    visitor.field(re.compile("^To test …")).fill("a picture dictionary")
    visitor.press("Add")
    visitor.reads("Added: a picture dictionary")
    visitor.press("Undo")
    visitor.reads("Undone: added “a picture dictionary”")
    visitor.check()
