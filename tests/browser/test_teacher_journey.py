"""A teacher logs the week: by thumb, without a script, twice by mistake, and after the session was lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
MEASURE, SINGLE = "Explain their reasoning", "Minutes of student talk"
HAPPENED = "Four of five tables used the starters without being told."


def figure(teacher: Visitor, measure: str) -> re.Pattern[str]:
    """The label of a measure's field for the present week."""
    return re.compile(rf"^{measure}, week of")


def write_the_week(teacher: Visitor) -> int:
    """Two figures and a note; returns how many values these are."""
    teacher.type(figure(teacher, MEASURE), "14")
    teacher.type(figure(teacher, SINGLE), "16")
    teacher.type("What happened?", HAPPENED)
    return 3


def is_saved(teacher: Visitor) -> None:
    """The page that follows, with the chart of what was logged and its sentence."""
    expect(teacher.heading(re.compile(r"^(Saved\.|Done for this week\.)"), level=2)).to_be_visible()
    picture = teacher.page.get_by_role("img", name=f"Run chart: {MEASURE}")
    expect(picture).to_be_visible()
    drawn = teacher.page.get_by_role("figure").filter(has=picture)
    expect(drawn.get_by_text(re.compile(r"\w+.*\.$"))).to_be_visible()
    row = teacher.page.get_by_role("listitem").filter(has_text=MEASURE).last
    expect(row.get_by_text("by Sam Delgado")).to_be_visible()


def test_a_teacher_logs_the_week_and_sees_the_chart(enter: Enter, width: int) -> None:
    teacher = enter(width)
    teacher.open()
    teacher.check()
    teacher.tap(teacher.link("Sign in").first)
    teacher.arrives_at("Sign in")
    teacher.check()
    teacher.fill_sign_in("teacher")
    teacher.arrives_at("Log this week")
    teacher.check()
    teacher.taps = 0
    values = write_the_week(teacher)
    teacher.press("Save the week")
    is_saved(teacher)
    assert teacher.taps <= 2 + values
    teacher.check()
    teacher.tap(teacher.link(re.compile(f"^{MEASURE}")).first)
    teacher.arrives_at(MEASURE)
    teacher.check()
    teacher.tap(teacher.link("Add a value"))
    teacher.check()


def test_a_figure_that_cannot_be_is_told_beside_its_field(enter: Enter) -> None:
    teacher = enter(390)
    teacher.sign_in("teacher")
    teacher.type(figure(teacher, SINGLE), "many")
    teacher.type("What happened?", HAPPENED)
    teacher.press("Save the week")
    teacher.reads("is not a number")
    teacher.reads("It cannot be saved as it is.")
    field = teacher.field(figure(teacher, SINGLE))
    assert field.get_attribute("aria-invalid") == "true"
    assert teacher.field("What happened?").first.input_value() == HAPPENED
    expect(field).to_be_focused()
    teacher.check()


def test_the_week_is_logged_without_a_script(enter: Enter, site: Site) -> None:
    teacher = enter(390, java_script_enabled=False)
    before = site.count("observation"), site.count("log_entry")
    teacher.sign_in("teacher")
    write_the_week(teacher)
    teacher.press("Save the week")
    is_saved(teacher)
    assert (site.count("observation"), site.count("log_entry")) == (before[0] + 2, before[1] + 1)


def tap_twice(teacher: Visitor) -> None:
    """An impatient thumb."""
    teacher.button("Save the week").dblclick()


def tap_and_go_back(teacher: Visitor) -> None:
    """Saved, back, and saved again where there is something to save."""
    teacher.press("Save the week")
    is_saved(teacher)
    teacher.page.go_back()
    teacher.arrives_at("Log this week")
    teacher.expects_refusal = True
    teacher.press("Save the week")
    teacher.reads("There is nothing to save yet")
    teacher.open("/this-week")


@pytest.mark.parametrize("send", [tap_twice, tap_and_go_back])
def test_sending_twice_saves_once(enter: Enter, site: Site, send: Callable[[Visitor], None]) -> None:
    teacher = enter(390)
    before = site.count("observation"), site.count("log_entry")
    teacher.sign_in("teacher")
    write_the_week(teacher)
    send(teacher)
    expect(teacher.page.get_by_text("by Sam Delgado").first).to_be_visible()
    assert (site.count("observation"), site.count("log_entry")) == (before[0] + 2, before[1] + 1)
    assert teacher.page.evaluate("Object.keys(localStorage).length") == 0


def test_what_was_typed_is_kept_on_the_device_when_the_session_is_lost(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    teacher.sign_in("teacher")
    site.end_sessions("teacher")
    write_the_week(teacher)
    teacher.reads("You are signed out. On this device only since")
    teacher.page.reload()
    teacher.arrives_at("Sign in")
    teacher.fill_sign_in("teacher")
    teacher.arrives_at("Log this week")
    teacher.reads("On this device only since")
    assert teacher.field(figure(teacher, MEASURE)).input_value() == "14"
    assert teacher.field("What happened?").first.input_value() == HAPPENED
    teacher.check()
    teacher.press("Save the week")
    is_saved(teacher)
    assert teacher.page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_sign_in_carries_what_was_sent_after_the_session_was_lost(
    enter: Enter, site: Site, script: bool
) -> None:
    teacher = enter(390, java_script_enabled=script)
    before = site.count("observation")
    teacher.sign_in("teacher")
    write_the_week(teacher)
    site.end_sessions("teacher")
    teacher.expects_refusal = True
    teacher.press("Save the week")
    teacher.arrives_at("You were signed out")
    teacher.check()
    teacher.fill_sign_in("teacher")
    teacher.arrives_at("You typed this before you were signed out")
    for words in (figure(teacher, MEASURE), "14 of 22", re.compile(r"^Cycle \d+: what happened$"), HAPPENED):
        teacher.reads(words)
    teacher.check()
    teacher.press("Save it")
    is_saved(teacher)
    assert site.count("observation") == before + 2
