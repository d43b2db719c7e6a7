"""Three weeks logged on a phone: never more than two taps, and one for each value. The days go by for the server."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, expect
from werkzeug.serving import make_server

from nic import create_app
from nic.kernel import clock
from nic.settings import load_settings
from tests.browser.site import SECRET, Site
from tests.browser.visitor import Visitor
from tests.served import free_port

pytestmark = pytest.mark.browser
COUNT_TAPS = """
document.addEventListener("pointerdown", () => {
  sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps")) + 1);
}, true);
"""
A_GLANCE = 400
"""Milliseconds between two taps: two quicker ones at one place of the screen are a double tap, which swallows a key."""
SAVED = re.compile(r"^(Saved\.|Done for this week\.)")


@dataclass
class Moved:
    """A served copy of the demo story, and the instant at which it stands."""

    site: Site
    now: datetime


@pytest.fixture
def moved(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Moved]:
    """The story served from this process, so that its clock can be moved."""
    database = tmp_path / "nic.sqlite3"
    shutil.copy(site.first_day, database)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    app = create_app(
        load_settings(
            {},
            data_dir=tmp_path,
            secret_key=SECRET,
            https=False,
            demo=True,
            base_url=address,
            log_level="ERROR",
        )
    )
    story = Moved(Site(address, database, database), clock.now())
    monkeypatch.setattr(clock, "now", lambda: story.now)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield story
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def phone(browser: Browser, moved: Moved) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    context.add_init_script(COUNT_TAPS)
    with closing(context):
        yield Visitor(context, moved.site, "three-weeks")


def next_friday(instant: datetime) -> datetime:
    """Friday afternoon of the same week."""
    day = instant + timedelta(days=4 - clock.local(instant, "America/New_York").weekday())
    return day.replace(hour=20, minute=0)


def log_the_week(teacher: Visitor) -> tuple[int, int]:
    """Types a figure into every field that asks for one, and saves. Returns the values and the taps."""
    teacher.open("/this-week")
    teacher.arrives_at("Log this week")
    figures: Locator = teacher.page.locator("input[name^='value-']:not([type=hidden])")
    values = figures.count()
    if not values:
        return 0, 0
    teacher.page.evaluate("sessionStorage.setItem('taps', 0)")
    for number in range(values):
        figure = figures.nth(number)
        teacher.page.wait_for_timeout(A_GLANCE)
        figure.tap()
        expect(figure).to_be_focused()
        figure.press_sequentially("5")
        expect(figure).to_have_value("5")
    teacher.button("Save the week").first.tap()
    expect(teacher.heading(SAVED, 2)).to_be_visible()
    expect(figures).to_have_count(0)
    return values, int(teacher.page.evaluate("Number(sessionStorage.getItem('taps'))"))


def test_three_weeks_on_a_phone(moved: Moved, phone: Visitor) -> None:
    moved.now = next_friday(moved.now)
    phone.sign_in("teacher")
    before = moved.site.count("observation")
    weeks: list[tuple[int, int]] = []
    for _ in range(12):
        values, taps = log_the_week(phone)
        if values:
            weeks.append((values, taps))
            assert taps <= 2 + values, f"{taps} taps for {values} values"
            assert moved.site.count("observation") == before + sum(values for values, _ in weeks)
        if len(weeks) == 3:
            break
        moved.now += timedelta(days=7)
    assert len(weeks) == 3
    phone.check()
