"""What is typed on "Log this week" is not lost: not with the page, not with the session, and it is saved once."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
WORDS = "Used them in four of five lessons."


def last_figure(teacher: Visitor) -> Locator:
    return teacher.page.locator("input[name^='value-']").last


def kept(teacher: Visitor) -> int:
    return int(
        teacher.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nic-kept-')).length")
    )


def reading_count(site: Site) -> tuple[int, int]:
    return site.count("observation"), site.count("log_entry")


def lose_the_reply(route: Route) -> None:
    """The server has it; the device does not hear so."""
    route.fetch()
    route.abort()


def test_what_is_typed_is_saved_when_its_field_is_left_and_changed_when_it_is_changed(
    enter: Enter, site: Site
) -> None:
    teacher = enter(390)
    before = reading_count(site)
    teacher.sign_in("teacher")
    last_figure(teacher).fill("15")
    teacher.reads(re.compile(r"^On this device only since \d+:\d\d$"))
    teacher.field("What happened?").first.fill(WORDS)
    teacher.field("What happened?").first.blur()
    teacher.reads(re.compile(r"^Saved \d+:\d\d$"))
    assert kept(teacher) == 0
    last_figure(teacher).fill("16")
    last_figure(teacher).blur()
    teacher.reads(re.compile(r"^Saved \d+:\d\d$"))
    assert reading_count(site) == (before[0] + 1, before[1] + 1)
    teacher.press("Save the week")
    teacher.reads("16 min")
    teacher.reads(WORDS)
    assert reading_count(site) == (before[0] + 1, before[1] + 1)
    teacher.check()


def test_a_session_that_ends_in_mid_typing_loses_nothing(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    before = reading_count(site)
    teacher.sign_in("teacher")
    last_figure(teacher).fill("15")
    site.end_sessions("teacher")
    teacher.field("What happened?").first.fill(WORDS)
    teacher.field("What happened?").first.blur()
    teacher.reads("You are signed out. On this device only since")
    teacher.check()
    teacher.tap(teacher.link("Sign in to send it"))
    teacher.fill_sign_in("teacher")
    teacher.arrives_at("Log this week")
    expect(last_figure(teacher)).to_have_value("15")
    expect(teacher.field("What happened?").first).to_have_value(WORDS)
    teacher.reads(re.compile(r"^Saved \d+:\d\d$"))
    assert reading_count(site) == (before[0] + 1, before[1] + 1)
    assert kept(teacher) == 0


def test_a_reply_that_is_lost_after_the_commit_doubles_nothing(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    before = reading_count(site)
    teacher.sign_in("teacher")

    teacher.context.route("**/device/parcels/week", lose_the_reply)
    last_figure(teacher).fill("15")
    teacher.press("Save the week")
    teacher.reads("It is sent when there is a network.")
    assert reading_count(site) == (before[0] + 1, before[1])
    teacher.context.unroute("**/device/parcels/week")
    teacher.page.evaluate("window.dispatchEvent(new Event('online'))")
    teacher.reads(re.compile(r"^Saved \d+:\d\d$"))
    teacher.open("/this-week")
    teacher.reads("15 min")
    assert reading_count(site) == (before[0] + 1, before[1])
    assert kept(teacher) == 0


def test_a_reply_is_lost_and_so_is_the_page(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    before = reading_count(site)
    teacher.sign_in("teacher")
    teacher.context.route("**/device/parcels/week", lose_the_reply)
    last_figure(teacher).fill("15")
    teacher.press("Save the week")
    teacher.reads("It is sent when there is a network.")
    teacher.page.reload()
    teacher.reads("15 min")
    assert kept(teacher) == 0
    assert reading_count(site) == (before[0] + 1, before[1])


def test_an_hour_without_a_network(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    teacher.page.clock.install(time=datetime(2027, 3, 12, 10, 30, tzinfo=UTC))
    before = reading_count(site)
    teacher.sign_in("teacher")
    begun = teacher.page.evaluate(
        "`${new Date().getHours()}:${String(new Date().getMinutes()).padStart(2, '0')}`"
    )
    teacher.page.wait_for_selector("form[data-ready]")
    teacher.context.set_offline(True)
    last_figure(teacher).fill("15")
    teacher.field("What happened?").first.fill(WORDS)
    teacher.press("Save the week")
    teacher.reads(f"On this device only since {begun}. It is sent when there is a network.")
    teacher.page.clock.run_for(3_600_000)
    teacher.reads(f"On this device only since {begun}. It is sent when there is a network.")
    assert reading_count(site) == before
    teacher.context.set_offline(False)
    teacher.page.clock.run_for(301_000)
    later = f"{(int(begun.partition(':')[0]) + 1) % 24}:"
    teacher.reads(re.compile(rf"^Saved {later}\d\d$"))
    assert reading_count(site) == (before[0] + 1, before[1] + 1)
    teacher.press("Save the week")
    teacher.reads(WORDS)
    assert kept(teacher) == 0


def test_two_colleagues_with_different_values_for_one_week(enter: Enter, site: Site) -> None:
    teacher, lead = enter(390), enter(1280)
    before = reading_count(site)
    teacher.sign_in("teacher")
    name = last_figure(teacher).get_attribute("name")
    lead.sign_in("lead")
    theirs = lead.page.locator(f"input[name='{name}']")
    theirs.fill("9")
    theirs.blur()
    lead.reads(re.compile(r"^Saved \d+:\d\d$"))
    last_figure(teacher).fill("15")
    last_figure(teacher).blur()
    teacher.reads("A colleague’s value stands. Yours is kept beside it for the team to choose.")
    teacher.reads(re.compile(r"^Saved \d+:\d\d$"))
    teacher.check()
    teacher.press("Save the week")
    teacher.reads("Two values for Minutes of student talk")
    teacher.reads("by June Okafor")
    assert reading_count(site) == (before[0] + 2, before[1])


def test_another_person_on_the_same_device_sees_and_sends_nothing_of_it(enter: Enter, site: Site) -> None:
    teacher = enter(390)
    before = reading_count(site)
    teacher.sign_in("teacher")
    teacher.page.wait_for_selector("form[data-ready]")
    teacher.context.set_offline(True)
    last_figure(teacher).fill("15")
    teacher.press("Save the week")
    teacher.reads("It is sent when there is a network.")
    teacher.context.clear_cookies()
    teacher.context.set_offline(False)
    teacher.reads("You are signed out.")
    teacher.open("/this-week")
    teacher.fill_sign_in("lead")
    teacher.arrives_at("Log this week")
    expect(teacher.page.locator("[data-kept]")).to_be_hidden()
    assert kept(teacher) == 1
    assert reading_count(site) == before


def test_a_value_for_a_row_that_is_gone_can_still_be_sent(enter: Enter) -> None:
    teacher, lead = enter(390), enter(1280)
    teacher.sign_in("teacher")
    name = last_figure(teacher).get_attribute("name")
    teacher.context.set_offline(True)
    last_figure(teacher).fill("15")
    teacher.reads("On this device only since")
    lead.sign_in("lead")
    lead.page.locator(f"input[name='{name}']").fill("9")
    lead.press("Save the week")
    lead.reads("9 min")
    teacher.context.set_offline(False)
    teacher.page.reload()
    teacher.reads("(kept on this device)")
    expect(teacher.page.locator(f"input[name='{name}']")).to_have_value("15")
    teacher.press("Save the week")
    teacher.reads("Two values for Minutes of student talk")
    assert kept(teacher) == 0
