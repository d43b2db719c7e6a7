"""The grid as a spreadsheet: a pasted block of 40 weeks and 6 measures, and a week typed by keyboard alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from nic.kernel import clock
from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
MORE = ("Words read aloud", "Questions asked")
WEEKS = 40


def open_grid(teacher: Visitor, ways: str = "") -> None:
    """From the team's measures to the grid."""
    teacher.open("/teams/1/grid" + ways)
    teacher.arrives_at("Values in a grid")


def define(teacher: Visitor, name: str) -> None:
    """A count of the team, in a few taps."""
    teacher.open("/teams/1/measures/new")
    teacher.type("What do you measure?", name)
    for choice in ("Process", "Count", "Higher is better"):
        teacher.choose(choice)
    teacher.page.get_by_role("main").get_by_role("button").last.click()
    teacher.arrives_at(name)


def monday(weeks_ago: int = 0) -> str:
    """The Monday of a week, as the names of the cells say it."""
    start = clock.week_start(clock.today("America/New_York")) - timedelta(weeks=weeks_ago)
    return f"{start:%Y%m%d}"


def cell(teacher: Visitor, column: int, weeks_ago: int = 0):
    """A cell by its column and its week."""
    row = teacher.page.locator(f"tr:has(#w{monday(weeks_ago)})")
    return row.locator("input").nth(column)


def paste(teacher: Visitor, target, text: str) -> None:
    """What Ctrl+V does with a block from a spreadsheet."""
    target.focus()
    target.evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_forty_weeks_of_six_measures_are_pasted_looked_at_and_saved(enter: Enter, site: Site) -> None:
    teacher = enter(1280)
    teacher.sign_in("teacher")
    for name in MORE:
        define(teacher, name)
    open_grid(teacher, "?rows=40")
    names = teacher.page.locator("table.grid thead th span[id]").all_inner_texts()
    assert len(names) == 6, names
    parts = {"Exit tickets handed in", "Explain their reasoning"}
    block = [
        [
            "11/24" if name in parts else "46,5" if name.startswith("Minutes") else str(week % 5 + 1)
            for name in names
        ]
        for week in range(WEEKS)
    ]
    block[3][names.index("Exit tickets handed in")] = "30/24"
    block[4][0] = "n/a"
    text = "\r\n".join("\t".join(row) for row in block) + "\r\n"
    before = cell(teacher, names.index("Minutes of student talk"), 5).input_value()
    paste(teacher, cell(teacher, 0, WEEKS - 1), text)
    teacher.reads(re.compile(r"^Pasted 239 cells\. \d+ cells not saved yet\. 1 cannot be read\.$"))
    expect(cell(teacher, names.index("Minutes of student talk"), 5)).to_have_value("46.5")
    teacher.reads("This lies between 0 and 24.")
    teacher.check()
    assert site.count("grid_save") == 0
    teacher.press("Undo")
    teacher.reads("Taken back.")
    expect(cell(teacher, names.index("Minutes of student talk"), 5)).to_have_value(before)
    paste(teacher, cell(teacher, 0, WEEKS - 1), text.replace("30/24", "20/24"))
    teacher.reads(re.compile(r"^Pasted 239 cells\. \d+ cells not saved yet\.$"))
    teacher.press("Save the grid")
    teacher.reads(re.compile(r"^Saved: \d+ new, \d+ corrected\.$"))
    assert site.count("grid_save") == 1
    for name in MORE:
        expect(cell(teacher, names.index(name), 0)).to_have_value(str((WEEKS - 1) % 5 + 1))
    teacher.check()
    teacher.press("Undo it")
    teacher.reads(re.compile(r"^Undone: \d+ cells are as before\.$"))
    expect(cell(teacher, names.index(MORE[0]), 0)).to_have_value("")


def test_a_week_is_typed_by_keyboard_alone(enter: Enter, site: Site) -> None:
    teacher = enter(1280)
    teacher.sign_in("teacher")
    open_grid(teacher)
    keys = teacher.page.keyboard
    first = cell(teacher, 0, 1)
    first.focus()
    was = first.input_value()
    keys.press("ArrowDown")
    expect(cell(teacher, 0)).to_be_focused()
    keys.type("17/22")
    keys.press("Tab")
    expect(cell(teacher, 1)).to_be_focused()
    keys.type("50 of 22")
    keys.press("ArrowUp")
    expect(cell(teacher, 1, 1)).to_be_focused()
    teacher.reads("This lies between 0 and 22.")
    keys.press("ArrowDown")
    keys.type("12 of 22")
    keys.press("Enter")
    expect(teacher.button("Save the grid")).to_be_focused()
    expect(cell(teacher, 1)).to_have_value("12/22")
    cell(teacher, 0, 1).focus()
    keys.type("1/22")
    keys.press("Escape")
    expect(first).to_have_value(was)
    keys.press("Shift+Enter")
    expect(cell(teacher, 0, 2)).to_be_focused()
    keys.press("ArrowRight")
    expect(cell(teacher, 1, 2)).to_be_focused()
    teacher.button("Save the grid").focus()
    keys.press("Enter")
    teacher.reads("Saved: 2 new.")
    expect(cell(teacher, 0)).to_have_value("17/22")
    teacher.check()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_the_grid_on_a_phone(enter: Enter, site: Site, script: bool) -> None:
    teacher = enter(390, java_script_enabled=script)
    teacher.sign_in("teacher")
    open_grid(teacher)
    cell(teacher, 0).fill("17/22")
    teacher.press("Save the grid")
    teacher.reads("Saved: 1 new.")
    teacher.check()


def test_a_link_for_one_value_on_a_phone(enter: Enter, site: Site) -> None:
    lead = enter(390)
    lead.sign_in("lead")
    lead.open("/teams/1/measures/1/links")
    lead.type("For whom?", "Room 12")
    lead.check()
    lead.press("Make the link")
    lead.arrives_at("The link is made")
    lead.check()
    address = lead.field("The link").input_value()
    guest = enter(390)
    guest.page.goto(address)
    guest.check()
    if guest.field("How many").count():
        guest.type("How many", "14")
        guest.type("Out of how many", "22")
    else:
        guest.type("Value", "14")
    guest.press("Save this value")
    guest.arrives_at("Saved")
    guest.check()
    guest.expects_refusal = True
    guest.page.goto(address)
    guest.arrives_at("This link is closed")
    guest.check()


def test_a_file_of_values(enter: Enter, site: Site, tmp_path) -> None:
    teacher = enter(1280)
    teacher.sign_in("teacher")
    teacher.open("/teams/1/value-files")
    start = clock.week_start(clock.today("America/New_York")) - timedelta(weeks=520)
    lines = ["date;Minutes of student talk;Lesson plan done in time"]
    lines += [f"{start + timedelta(weeks=week)};{week % 20},5;{week % 5 + 1}" for week in range(8)]
    file = tmp_path / "values.csv"
    file.write_text("\n".join([*lines, "soon;1;2"]))
    teacher.field("File").set_input_files(file)
    teacher.check()
    teacher.press("Look at it")
    teacher.arrives_at("values.csv")
    teacher.press("Look at every row")
    teacher.reads("1 row cannot be loaded, so nothing can")
    teacher.check()
    teacher.tap(teacher.link("Send a mended file"))
    file.write_text("\n".join(lines))
    teacher.field("File").set_input_files(file)
    teacher.press("Look at it")
    teacher.press("Look at every row")
    teacher.reads("16 values can be loaded")
    teacher.check()
    teacher.press("Load 16 values")
    teacher.reads("16 new values")
    teacher.check()
