"""On a phone: a coach answers and comments, the lead adds a photo without its place, and looks for who tried it."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
PHONE = 390
STARTERS = re.compile("sentence starters on every table")


def photo() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (44.0, 15.0, 36.0)})
    target = BytesIO()
    Image.new("RGB", (400, 300), "#d8cfb8").save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_coach_answers_what_waits_and_comments(enter: Enter) -> None:
    coach = enter(PHONE)
    coach.sign_in("coach")
    coach.arrives_at("My teams")
    coach.reads(re.compile("Is it enough to count at two tables"))
    coach.check()
    coach.tap(coach.link(re.compile("^Cycle 5: to test")))
    coach.tap(coach.link("Answer June Okafor").last)
    coach.arrives_at("Answer June Okafor")
    coach.check()
    coach.type("Your answer", "Two tables are enough where they are the same ones each week.")
    coach.press("Send the answer")
    coach.reads("Two tables are enough where they are the same ones each week.")
    expect(coach.page.get_by_text("waiting for an answer")).to_have_count(0)
    coach.tap(coach.page.get_by_text("Comment as a critical friend"))
    coach.type("I notice …", "The tally has one hand.")
    coach.type("I wonder …", "Who else could count?")
    coach.press("Send the comment")
    coach.reads("Who else could count?")
    coach.check()
    coach.tap(coach.link("My teams"))
    coach.reads(re.compile("No team waits for you"))


def test_a_lead_adds_a_photo_and_finds_who_tried_the_idea(enter: Enter) -> None:
    lead = enter(PHONE)
    lead.sign_in("lead")
    lead.tap(lead.link("My teams"))
    lead.tap(lead.link("Grade 6 team"))
    lead.tap(lead.page.get_by_role("link", name=STARTERS).last)
    lead.tap(lead.page.get_by_text("Add a file"))
    lead.reads(re.compile("No student names: not in the file"))
    lead.expects_refusal = True
    lead.field("File").set_input_files(
        {"name": "wall.png", "mimeType": "image/png", "buffer": b"<script>alert(1)</script>"}
    )
    lead.press("Add the file")
    lead.reads(re.compile("is not a picture"))
    lead.check()
    lead.field("File").set_input_files({"name": "wall 6b.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    lead.press("Add the file")
    lead.reads("“wall 6b.jpg” stands here now.")
    lead.check()
    with lead.page.expect_download() as download:
        lead.tap(lead.link("wall 6b.jpg"))
    with Image.open(download.value.path()) as again:
        assert not dict(again.getexif())
    lead.tap(lead.link("My teams"))
    lead.tap(lead.link("Search shared cycles"))
    lead.type("Words", "starter write")
    lead.press("Search")
    lead.reads(re.compile("shared cycles?, those that say it most first"))
    lead.check()
    lead.open("/networks/1/change-package")
    lead.check()
    lead.open("/networks/1/showcase")
    lead.check()
