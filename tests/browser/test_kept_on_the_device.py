"""What is typed on "Log this week" is not lost: not with the page, not with the session, and it is saved once."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
WORDS = "Used them in four of five lessons."


def last_figure(teacher: Visitor) -> Locator:
    return teacher.page.locator("input[name^='value-']").last


def kept(teacher: Visitor) -> int:
    return int(
        teacher.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nic-week-')).length")
    )


def test_typed_values_come_back_after_a_lost_session_and_are_saved_once(enter: Enter) -> None:
    teacher = enter(390)
    teacher.sign_in("teacher")
    teacher.arrives_at("Log this week")
    last_figure(teacher).fill("15")
    teacher.field("What happened?").first.fill(WORDS)
    teacher.reads("Kept on this device until it is saved.")
    teacher.page.reload()
    expect(last_figure(teacher)).to_have_value("15")
    expect(teacher.field("What happened?").first).to_have_value(WORDS)
    marks = teacher.page.locator("input[name^='mark-']").evaluate_all("all => all.map(each => each.value)")
    teacher.context.clear_cookies()
    teacher.open("/this-week")
    teacher.fill_sign_in("teacher")
    teacher.arrives_at("Log this week")
    teacher.reads("Brought back from this device. Not saved yet.")
    expect(last_figure(teacher)).to_have_value("15")
    again = teacher.page.locator("input[name^='mark-']").evaluate_all("all => all.map(each => each.value)")
    assert len(set(marks) & set(again)) == 2
    teacher.check()
    teacher.press("Save the week")
    teacher.reads(WORDS)
    assert kept(teacher) == 0


def test_another_person_on_the_same_device_sees_nothing_of_it(enter: Enter) -> None:
    teacher = enter(390)
    teacher.sign_in("teacher")
    last_figure(teacher).fill("15")
    teacher.reads("Kept on this device until it is saved.")
    teacher.context.clear_cookies()
    teacher.open("/this-week")
    teacher.fill_sign_in("lead")
    teacher.arrives_at("Log this week")
    expect(teacher.page.locator("[data-kept]")).to_be_hidden()
    assert kept(teacher) == 1


def test_a_value_for_a_row_that_is_gone_can_still_be_sent(enter: Enter) -> None:
    teacher, lead = enter(390), enter(1280)
    teacher.sign_in("teacher")
    last_figure(teacher).fill("15")
    teacher.reads("Kept on this device until it is saved.")
    name = last_figure(teacher).get_attribute("name")
    lead.sign_in("lead")
    lead.page.locator(f"input[name='{name}']").fill("9")
    lead.press("Save the week")
    lead.reads("by June Okafor")
    teacher.page.reload()
    teacher.reads("(kept on this device)")
    expect(teacher.page.locator(f"input[name='{name}']")).to_have_value("15")
    teacher.check()
    teacher.press("Save the week")
    teacher.reads("Two values for Minutes of student talk")
    assert kept(teacher) == 0
