"""For the tests in a real browser: one browser and one server per run, a fresh story and fresh windows per test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.site import Site, served
from tests.browser.visitor import Visitor

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MILLISECONDS = 15_000
WIDTHS = {"phone": 390, "laptop": 1280}
VISITORS = pytest.StashKey[list[Visitor]]()

Enter = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that NIC_TEST_CHROMIUM names, or one that is found."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("NIC_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(_served: Site) -> Site:
    """The served demo story, as on its first day."""
    _served.restore()
    return _served


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    """A phone's width, then a laptop's."""
    return WIDTHS[request.param]


@pytest.fixture
def enter(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Opens a window: ``enter(390)``, ``enter(1280, color_scheme="dark")``; the options are Playwright's."""
    visitors = request.node.stash.setdefault(VISITORS, [])

    def open_window(width: int = 390, **options: Any) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            reduced_motion="reduce",
            has_touch=width < 600,
            **options,
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        name = f"{request.node.name.partition('[')[0]}-{width}-{options.get('color_scheme', 'light')}"
        visitors.append(Visitor(context, site, name, options.get("java_script_enabled", True)))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keeps a picture of each open window of a test that failed, and says where."""
    report = yield
    if report.when == "call" and report.failed:
        folder = Path(item.config._tmp_path_factory.getbasetemp()) / "failed"  # type: ignore[attr-defined]
        for number, visitor in enumerate(item.stash.get(VISITORS, [])):
            path = visitor.photograph(folder / f"{visitor.name}-{number}.png")
            report.sections.append(("What the window showed", f"{visitor.page.url}\n{path}"))
    return report
