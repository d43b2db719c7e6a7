"""A team's lead plans a cycle, starts it, closes it and shares it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
IDEA = "a question wall beside the door"
PREDICTION = "Ten questions hang there by Friday, from ten different students."


def test_a_lead_plans_a_cycle_starts_closes_and_shares_it(enter: Enter, width: int) -> None:
    lead = enter(width)
    lead.sign_in("lead")
    lead.tap(lead.link("My teams"))
    lead.tap(lead.link("Grade 6 team"))
    lead.arrives_at("Grade 6 team")
    lead.check()
    lead.tap(lead.link("Plan a cycle"))
    lead.arrives_at("Plan a cycle")
    for question in ("What will you try?", "When, where", "What do you predict", "Could it harm anyone?"):
        expect(lead.heading(re.compile(re.escape(question)), level=2)).to_be_visible()
    lead.check()
    lead.type(re.compile("Or write your own"), IDEA)
    lead.choose("One class, one week")
    lead.type("Where, and with whom?", "The second period, all week.")
    lead.type("What do you predict?", PREDICTION)
    lead.type("How will you know?", "Count the cards on Friday.")
    lead.tap(lead.page.get_by_text("Three short questions"))
    lead.type(re.compile("right problem"), "Yes: silence is the problem.")
    lead.press("Start the test")
    lead.arrives_at(f"To test {IDEA}")
    expect(lead.page.get_by_text(re.compile(r"^locked \d+ \w+.* by June Okafor$"))).to_be_visible()
    lead.reads(PREDICTION)
    lead.check()
    lead.tap(lead.link("Edit the plan"))
    assert lead.field("What do you predict will happen?").count() == 0
    lead.reads(PREDICTION)
    lead.check()
    lead.tap(lead.link(re.compile("Go back")))
    lead.tap(lead.link("Study and close"))
    lead.arrives_at(re.compile("Close cycle"))
    lead.reads(PREDICTION)
    lead.check()
    lead.type("What were the results?", "Fourteen cards, from nine students.")
    lead.choose("Not as predicted")
    lead.type("What did you learn?", "Quiet students write more than they say.")
    lead.choose("Adopt")
    lead.type("How, or why?", "Both classes keep a wall.")
    lead.press("Close the cycle")
    lead.arrives_at(f"To test {IDEA}")
    lead.reads("Adopted")
    lead.check()
    lead.press("Share with the network")
    lead.reads(re.compile("Shared with the network"))
    lead.reads(re.compile("Seen by: the network's teams"))
    lead.check()
