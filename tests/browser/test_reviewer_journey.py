"""A reviewer of another district files what was seen, and finds it pooled."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
SCHOOL, DOMAIN, CRITERION = "Birch Hollow School", "Academic Proficiency", "Instructional practices"
SEEN = 'Students compare two ways on the board. "Ours is shorter, but hers you can see."'


def observations_on_the_board(reviewer: Visitor) -> int:
    """What the cell of our criterion and school says."""
    link = reviewer.link(f"Read the evidence: {CRITERION} at {SCHOOL}")
    counts = reviewer.page.get_by_role("cell").filter(has=link).get_by_role("listitem")
    found = re.search(r"\d+", counts.filter(has_text="observations").inner_text())
    assert found
    return int(found[0])


def test_a_reviewer_files_an_observation_and_sees_it_pooled(enter: Enter, width: int) -> None:
    neighbor = enter(width)
    neighbor.sign_in("neighbor")
    neighbor.tap(neighbor.link("Reviews"))
    neighbor.arrives_at("Reviews")
    neighbor.check()
    neighbor.tap(neighbor.link(re.compile("^Greenfield .* review")).first)
    neighbor.reads("Your evidence")
    neighbor.check()
    neighbor.tap(neighbor.link("Evidence board"))
    neighbor.arrives_at("Evidence board")
    neighbor.check()
    neighbor.tap(neighbor.link(DOMAIN).first)
    neighbor.check()
    before = observations_on_the_board(neighbor)
    neighbor.tap(neighbor.link("Add evidence").first)
    neighbor.arrives_at("Add evidence")
    neighbor.check()
    neighbor.choose(SCHOOL)
    neighbor.choose("Observation")
    neighbor.type("What did you see, hear or read?", SEEN)
    neighbor.tap(neighbor.page.get_by_text(DOMAIN))
    neighbor.choose(CRITERION)
    neighbor.choose("Established")
    neighbor.press("File this evidence")
    neighbor.reads("Ours is shorter, but hers you can see.")
    neighbor.check()
    neighbor.tap(neighbor.link(re.compile("^Greenfield .* review")).first)
    neighbor.tap(neighbor.link("Evidence board"))
    neighbor.tap(neighbor.link(DOMAIN).first)
    assert observations_on_the_board(neighbor) == before + 1
    neighbor.tap(neighbor.link(f"Read the evidence: {CRITERION} at {SCHOOL}"))
    expect(neighbor.page.get_by_text("Ours is shorter, but hers you can see.")).to_be_visible()
    neighbor.check()


def test_evidence_that_is_sent_twice_is_filed_once(enter: Enter, site: Site) -> None:
    neighbor = enter(390)
    before = site.count("evidence_item")
    neighbor.sign_in("neighbor")
    neighbor.tap(neighbor.link("Reviews"))
    neighbor.tap(neighbor.link(re.compile("^Greenfield .* review")).first)
    neighbor.tap(neighbor.link("Add evidence").first)
    neighbor.choose(SCHOOL)
    neighbor.choose("Document")
    neighbor.type("What did you see, hear or read?", SEEN)
    neighbor.tap(neighbor.page.get_by_text(DOMAIN))
    neighbor.choose(CRITERION)
    neighbor.button("File this evidence").dblclick()
    neighbor.reads("Ours is shorter, but hers you can see.")
    assert site.count("evidence_item") == before + 1
