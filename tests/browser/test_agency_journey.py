"""Agency staff read what the networks learn."""

import re

import pytest

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser


def test_agency_staff_read_the_summary_and_a_network(enter: Enter, width: int) -> None:
    staff = enter(width)
    staff.sign_in("agency")
    staff.arrives_at("Are the networks learning?")
    staff.reads(re.compile(r"\d+ of \d+\s+teams have logged something"))
    staff.reads(re.compile(r"\d+ of \d+\s+measures of teams show a change for the better"))
    staff.check()
    staff.tap(staff.link("Reasoning network").first)
    staff.arrives_at("Reasoning network")
    staff.reads("What we are testing")
    assert staff.page.get_by_role("img", name="median and middle half of the teams").count() >= 1
    staff.check()
    staff.type("Find a school or team", "Lakeside")
    staff.press("Find")
    staff.reads(re.compile("1 team found for"))
    staff.check()
    staff.tap(staff.link("Networks").first)
    staff.arrives_at("Networks")
    staff.check()
