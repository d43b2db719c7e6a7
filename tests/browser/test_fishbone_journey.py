"""By keyboard alone: a problem chosen by votes, a fishbone with twelve causes, a root cause turned into a driver."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.keyboard import keys, tab_to
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
PROBLEM = "Students listen to the teacher and not to each other."
DRIVER = "Every answer is taken up by somebody"


def go(visitor: Visitor, name: str | re.Pattern[str]) -> None:
    """To a link or button with the Tab key, and Enter."""
    target = visitor.link(name).or_(visitor.page.get_by_role("button", name=name, exact=True)).first
    expect(target).to_be_visible()
    tab_to(visitor, target)
    keys(visitor, "Enter")


def fill(visitor: Visitor, label: str | re.Pattern[str], words: str) -> None:
    tab_to(visitor, visitor.field(label).first)
    keys(visitor, "Control+A")
    visitor.page.keyboard.type(words)


def arrow_to(visitor: Visitor, name: str | re.Pattern[str]) -> None:
    """Through the list of causes with the arrow keys, from its beginning."""
    keys(visitor, "Home")
    row = visitor.page.get_by_role("treeitem", name=name)
    for _ in range(40):
        if row.evaluate("element => element === document.activeElement"):
            return
        keys(visitor, "ArrowDown")
    raise AssertionError(f"the arrows do not reach {name}")


def causes(visitor: Visitor) -> list[str]:
    """The list as it stands, one dash for each level below the category."""
    script = """
    () => [...document.querySelectorAll('[data-causes] li[data-cause]')].map(row => {
      let depth = 0;
      for (let up = row.parentElement.closest('li'); up; up = up.parentElement.closest('li')) depth += 1;
      return '-'.repeat(depth) + row.querySelector('.cause-words').textContent.trim();
    })
    """
    return list(visitor.page.evaluate(script.strip()))


def test_from_a_vote_to_a_driver_by_keyboard_alone(enter: Enter) -> None:
    lead = enter(1280)
    lead.sign_in("lead")
    _a_problem_is_chosen(lead, enter)
    go(lead, "Begin the fishbone")
    lead.arrives_at("Begin the fishbone")
    lead.check()
    go(lead, "Begin")
    lead.arrives_at("Fishbone")
    _twelve_causes(lead)
    lead.check()
    _the_root_becomes_a_driver(lead)


def _a_problem_is_chosen(lead: Visitor, enter: Enter) -> None:
    lead.open("/teams")
    go(lead, "Grade 6 team")
    go(lead, "Problems of practice")
    lead.arrives_at("Problems of practice")
    go(lead, "Propose a problem")
    fill(lead, "What is the problem?", PROBLEM)
    go(lead, "Propose")
    lead.arrives_at(PROBLEM)
    lead.check()
    go(lead, "Place your dots")
    lead.arrives_at("What do we take up next?")
    fill(lead, re.compile(re.escape(PROBLEM)), "3")
    lead.reads("0 dots left")
    lead.check()
    go(lead, "Save my dots")
    lead.reads(re.compile("2 people have placed dots"))
    assert lead.page.get_by_text(re.compile("from 1 person")).count() == 0
    colleague = enter(390)
    colleague.sign_in("teacher")
    colleague.open(lead.page.url.removeprefix(lead.site.address))
    fill(colleague, re.compile(re.escape(PROBLEM)), "2")
    go(colleague, "Save my dots")
    colleague.reads(re.compile("3 people have placed dots"))
    colleague.check()
    go(lead, "Close the round")
    lead.reads("5 dots")
    lead.check()
    go(lead, "Problems of practice")
    go(lead, f"Choose it : {PROBLEM}")
    lead.reads("This problem is now chosen.")


def _twelve_causes(lead: Visitor) -> None:
    """Enter for the next, Tab for why, Shift and Tab back out; F2 rewords, Alt and an arrow moves."""
    page = lead.page
    rows = page.get_by_role("treeitem")
    expect(rows.first).to_be_visible()
    tab_to(lead, rows.first)
    keys(lead, "Enter")
    page.keyboard.type("They see backs, not faces")
    keys(lead, "Enter", "Tab")
    page.keyboard.type("Tables stand in rows")
    keys(lead, "Enter", "Tab")
    page.keyboard.type("The room is used for tests")
    keys(lead, "Enter", "Shift+Tab", "Shift+Tab")
    page.keyboard.type("Answers go to the teacher")
    for number in range(5, 11):
        keys(lead, "Enter")
        page.keyboard.type(f"Cause {number}")
    keys(lead, "Enter", "Escape")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    keys(lead, "y")
    page.keyboard.type("Nobody asks for a second voice")
    keys(lead, "Enter")
    page.keyboard.type("A wrong answer is corrected by us")
    keys(lead, "Enter", "Enter")
    expect(page.locator("li.pending")).to_have_count(0)
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    found = causes(lead)
    assert found[:5] == [
        "Student",
        "-They see backs, not faces",
        "--Tables stand in rows",
        "---The room is used for tests",
        "-Answers go to the teacher",
    ]
    assert found[10:13] == [
        "-Cause 10",
        "--Nobody asks for a second voice",
        "--A wrong answer is corrected by us",
    ]
    assert sum(line.startswith("-") for line in found) == 12
    lead.reads("12 causes. C: within our control. E: backed by evidence. A number: dots.")


def _the_root_becomes_a_driver(lead: Visitor) -> None:
    page = lead.page
    arrow_to(lead, "Nobody asks for a second voice")
    keys(lead, "F2")
    page.keyboard.type("Nobody takes up an answer")
    keys(lead, "Enter")
    row = page.get_by_role("treeitem", name=re.compile("^Nobody takes up an answer"))
    expect(row).to_be_focused()
    keys(lead, "Alt+ArrowDown")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert causes(lead)[12] == "--Nobody takes up an answer"
    keys(lead, "u")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    keys(lead, "r")
    expect(page.get_by_role("treeitem", name=re.compile("second|answer, root cause"))).to_be_visible()
    keys(lead, "c")
    expect(row).to_have_accessible_name("Nobody takes up an answer, root cause, in our control")
    keys(lead, "d")
    lead.arrives_at("Make it a driver")
    lead.check()
    fill(lead, "What must change?", DRIVER)
    go(lead, "Make it a driver")
    lead.arrives_at(DRIVER)
    lead.reads("The root cause it answers")
    lead.check()
    go(lead, "Nobody takes up an answer")
    lead.reads("The driver that answers it")
    lead.check()


def test_without_a_script_the_list_is_edited_by_forms(enter: Enter) -> None:
    teacher = enter(390, java_script_enabled=False)
    teacher.sign_in("teacher")
    teacher.open("/teams")
    teacher.tap(teacher.link("Grade 6 team"))
    teacher.tap(teacher.link("Problems of practice"))
    teacher.tap(teacher.link(re.compile("^Fishbone")).first)
    teacher.arrives_at("Fishbone")
    teacher.check()
    teacher.tap(teacher.link(re.compile("why.*: Lessons are 40 minutes long")))
    teacher.type("Why does it happen?", "Seven lessons must fit")
    teacher.press("Add")
    teacher.arrives_at("Fishbone")
    teacher.tap(teacher.link("Seven lessons must fit").last)
    teacher.press("It is a root cause")
    teacher.reads("root cause")
    teacher.press("Archive")
    teacher.reads(re.compile("^Archived"))
    teacher.press("Restore")
    teacher.check()


def test_two_people_on_one_cause_lose_nothing(enter: Enter) -> None:
    one, two = enter(1280), enter(1280)
    for visitor, account in ((one, "lead"), (two, "teacher")):
        visitor.sign_in(account)
        visitor.open("/problems/3/fishbone")
        visitor.arrives_at("Fishbone")
    one.expects_refusal = True
    _reword(two, "The book leaves no time to talk", "The book is long")
    expect(two.page.locator("[data-saved]")).to_contain_text("Saved")
    _reword(one, "The book leaves no time to talk", "The book fills each lesson")
    one.reads("Meanwhile it reads “The book is long”. Enter saves yours, Esc keeps that.")
    expect(one.page.locator(".typing input")).to_have_value("The book fills each lesson")
    keys(one, "Escape")
    expect(one.page.get_by_role("treeitem", name="The book is long")).to_be_focused()
    one.context.set_offline(True)
    keys(one, "Enter")
    one.page.keyboard.type("It was bought for another course")
    keys(one, "Enter")
    one.reads(re.compile("Not saved yet: no network"))
    one.context.set_offline(False)
    expect(one.page.locator("[data-saved]")).to_contain_text("Saved")
    assert "-It was bought for another course" in causes(one)


def test_what_another_changes_appears_while_somebody_types(enter: Enter) -> None:
    one, two, reader = enter(1280), enter(1280), enter(1280)
    for visitor, account in ((one, "lead"), (two, "teacher"), (reader, "hub")):
        visitor.sign_in(account)
        visitor.open("/problems/3/fishbone")
        visitor.arrives_at("Fishbone")
    one.page.get_by_role("treeitem", name="Whoever raises a hand first gives the answer").focus()
    keys(one, "Enter")
    one.page.keyboard.type("We call on the same")
    _reword(two, "Families ask to see finished pages", "Families see only finished pages")
    expect(two.page.locator("[data-saved]")).to_contain_text("Saved")
    for visitor in (one, reader):
        expect(visitor.page.locator("[data-causes]")).to_contain_text(
            "Families see only finished", timeout=15_000
        )
        visitor.reads("Somebody else changed the fishbone.")
    one.page.keyboard.type(" students")
    keys(one, "Enter", "Escape")
    expect(one.page.get_by_role("treeitem", name="We call on the same students")).to_be_visible()
    _reword(one, "Families see only finished pages", "Families see the end of the work")
    keys(two, "F2")
    two.page.keyboard.type("Families see no drafts")
    told = two.page.get_by_text("Meanwhile it reads “Families see the end of the work”.")
    expect(told).to_be_visible(timeout=15_000)
    expect(two.page.locator(".typing input")).to_have_value("Families see no drafts")
    expect(two.page.locator(".typing input")).to_be_focused()


def test_every_change_is_undone_the_last_one_first(enter: Enter) -> None:
    lead = enter(1280)
    lead.sign_in("lead")
    lead.open("/problems/3/fishbone")
    page = lead.page
    row = page.get_by_role("treeitem", name=re.compile("^A wrong answer ends the talk"))
    expect(row).to_be_visible()
    before = causes(lead), row.get_attribute("aria-label")
    row.focus()
    for pressed in ("Alt+ArrowLeft", "Alt+ArrowUp", "Alt+ArrowUp", "Alt+ArrowRight", "Alt+ArrowDown", "c"):
        keys(lead, pressed)
        expect(page.locator("[data-saved]")).to_contain_text("Saved")
        expect(row).to_be_focused()
    keys(lead, "y")
    page.keyboard.type("It is graded")
    keys(lead, "Enter", "Escape")
    expect(page.get_by_role("treeitem", name="It is graded")).to_be_visible()
    row.focus()
    keys(lead, "Delete")
    lead.reads(re.compile("^Archived: A wrong answer ends the talk"))
    assert causes(lead) != before[0]
    for _ in range(8):
        page.get_by_role("treeitem").first.focus()
        keys(lead, "u")
        expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert (causes(lead), row.get_attribute("aria-label")) == before


def _reword(visitor: Visitor, cause: str, words: str) -> None:
    visitor.page.get_by_role("treeitem", name=cause).focus()
    keys(visitor, "F2")
    visitor.page.keyboard.type(words)
    keys(visitor, "Enter")
