"""What holds of single pages: in the dark, on paper, and how much a first visit weighs."""

from pathlib import Path

import pytest

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
MOST_BYTES = 60_000
MAIN_PAGES = {
    "nobody": ["/", "/sign-in", "/who-can-see-what", "/not-a-page"],
    "teacher": [
        "/this-week",
        "/teams",
        "/teams/1",
        "/teams/1/theory",
        "/teams/1/measures/1",
        "/teams/1/cycles/1",
        "/account",
    ],
    "lead": ["/teams/1/cycles/new", "/teams/1/people", "/teams/1/problems"],
    "agency": ["/agencies/1", "/networks/1", "/networks/1/theory"],
    "chair": ["/reviews/1", "/reviews/1/board", "/reviews/1/evidence", "/reviews/1/findings", "/districts"],
}


@pytest.mark.parametrize("account", list(MAIN_PAGES))
def test_the_main_pages_are_for_everybody_in_the_dark_too(enter: Enter, account: str) -> None:
    visitor = enter(1280, color_scheme="dark")
    if account == "nobody":
        visitor.expects_refusal = True
    else:
        visitor.sign_in(account)
    for number, path in enumerate(MAIN_PAGES[account]):
        visitor.page.set_viewport_size({"width": (1280, 390)[number % 2], "height": 900})
        visitor.open(path)
        visitor.check()


def test_a_first_visit_of_this_week_is_light(enter: Enter) -> None:
    known = enter(390)
    known.sign_in("teacher")
    teacher = enter(390, storage_state=known.context.storage_state())
    wire = teacher.context.new_cdp_session(teacher.page)
    wire.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.responseReceived",
        lambda told: addresses.update({told["requestId"]: told["response"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]})
    )
    teacher.open("/this-week")
    teacher.arrives_at("Log this week")
    teacher.page.wait_for_load_state("networkidle")
    weights = {addresses.get(key, key): round(size) for key, size in sizes.items()}
    assert any("this-week.js" in address for address in weights), weights
    assert sum(weights.values()) <= MOST_BYTES, weights


def test_a_cycle_on_paper_shows_its_words_and_no_buttons(enter: Enter, tmp_path: Path) -> None:
    lead = enter(1280)
    lead.sign_in("lead")
    lead.open("/teams/1/cycles/5")
    lead.page.emulate_media(media="print", color_scheme="dark")
    for words in ("We predicted", "Week by week", "What this cycle has"):
        assert lead.page.get_by_text(words).first.is_visible(), words
    for control in ("Sign out", "Pause", "Start Study"):
        assert not lead.page.get_by_role("button", name=control).is_visible(), control
    assert not lead.link("My teams").is_visible()
    ink, paper = lead.page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    sheets = lead.page.pdf(path=tmp_path / "cycle.pdf", format="Letter", prefer_css_page_size=True)
    assert sheets.startswith(b"%PDF")
    assert sheets.count(b"/Type /Page\n") <= 3
