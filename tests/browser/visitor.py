"""Somebody at a browser who finds their way by the words on the page, and what holds of every page they see."""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.site import PASSWORD, Site

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDER_THAN_THE_WINDOW = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const far = [...document.querySelectorAll('main *, header *, footer *')]
    .filter(each => each.getBoundingClientRect().right > width + 1)
    .map(each => each.tagName.toLowerCase() + '.' + each.className);
  return [`${document.documentElement.scrollWidth} px in ${width} px: ${far.slice(0, 4).join(', ')}`];
}
"""
BROKEN_PICTURES = """
async () => {
  const pictures = [...document.images];
  pictures.forEach(picture => (picture.loading = 'eager'));
  await Promise.allSettled(pictures.map(picture => picture.decode()));
  return pictures.filter(picture => !picture.naturalWidth).map(picture => picture.currentSrc);
}
"""


class Visitor:
    """One person with one browser window.

    ``check()`` is called on every page of a journey; ``expects_refusal`` says that answers of the 400s are meant.
    Set NIC_TEST_SCREENSHOTS to a folder to keep a picture of each page.
    """

    def __init__(self, context: BrowserContext, site: Site, name: str, has_script: bool = True) -> None:
        self.context, self.site, self.name, self.has_script = context, site, name, has_script
        self.page: Page = context.new_page()
        self.taps = 0
        self.expects_refusal = False
        self._complaints: list[str] = []
        self._seen = 0
        context.on("console", self._listen)
        context.on("weberror", lambda error: self._complaints.append(f"script: {error.error}"))
        context.on("request", self._watch)

    def _listen(self, message: ConsoleMessage) -> None:
        refused = self.expects_refusal and "the server responded with a status of 4" in message.text
        if message.type in ("error", "warning") and not refused:
            self._complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site.address}/", "blob:")):
            self._complaints.append(f"another host: {request.url}")

    # ---- finding one's way ----

    def open(self, path: str = "/") -> None:
        """Types an address."""
        self.page.goto(f"{self.site.address}{path}")
        self._wait_for_scripts()

    def sign_in(self, account: str) -> None:
        """From the front door to the first page of the account."""
        self.open()
        self.tap(self.link("Sign in").first)
        self.fill_sign_in(account)
        self.taps = 0

    def fill_sign_in(self, account: str) -> None:
        """Fills the form that is shown."""
        self.field("Mail address").fill(f"{account}@demo.example")
        self.field("Password").fill(PASSWORD)
        with self.page.expect_navigation():
            self.press("Sign in")
        self._wait_for_scripts()

    def _wait_for_scripts(self) -> None:
        """The page of the week keeps what is typed as soon as its script is there, which no person is too quick for."""
        if not self.has_script:
            return
        self.page.wait_for_load_state("load")
        if self.page.locator("#week-kept").count():
            self.page.wait_for_selector("form[data-ready]", state="attached")

    def link(self, words: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        """A link by its words, all of them."""
        return (within or self.page).get_by_role("link", name=words, exact=True)

    def button(self, words: str, within: Locator | None = None) -> Locator:
        """A button by its words, all of them."""
        return (within or self.page).get_by_role("button", name=words, exact=True)

    def field(self, label: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        """A control by its label."""
        controls = self.page.locator("input, textarea, select")
        return (within or self.page).get_by_label(label, exact=True).and_(controls)

    def heading(self, words: str | re.Pattern[str], level: int = 1) -> Locator:
        """A heading by its words."""
        return self.page.get_by_role("heading", name=words, level=level)

    def tap(self, what: Locator) -> None:
        """One tap."""
        self.taps += 1
        what.click()

    def press(self, words: str) -> None:
        """One tap on a button."""
        self.tap(self.button(words).first)

    def choose(self, words: str) -> None:
        """One tap on one of the large choices."""
        self.tap(self.page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")).first)

    def type(self, label: str | re.Pattern[str], text: str) -> None:
        """One tap into a field, and words."""
        self.tap(self.field(label).first)
        self.field(label).first.fill(text)

    def arrives_at(self, words: str | re.Pattern[str]) -> None:
        """Waits for the page with this heading."""
        expect(self.heading(words)).to_be_visible()

    def reads(self, words: str | re.Pattern[str]) -> None:
        """Waits until these words are on the page, seen."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    # ---- what holds of every page ----

    def check(self) -> None:
        """No complaint of the browser, no other host, no broken picture, nothing wider than the window, no barrier.

        A window without a script cannot be asked about the last three.
        """
        self.page.wait_for_load_state("load")
        found = [*self._complaints]
        if self.has_script:
            found += [f"picture: {address}" for address in self.page.evaluate(BROKEN_PICTURES.strip())]
            found += [f"wider: {told}" for told in self.page.evaluate(WIDER_THAN_THE_WINDOW.strip())]
            found += self._barriers()
        self._keep_picture()
        assert not found, f"{self.page.url} ({self.name})\n" + "\n".join(found)

    def _barriers(self) -> list[str]:
        """What axe finds at WCAG 2.2 AA."""
        options = {"runOnly": WCAG_22_AA, "resultTypes": ["violations"]}
        result = Axe().run(self.page, options=options).response
        assert result["passes"], "axe did not run"
        return [
            f"axe {violation['id']}: {violation['help']}: "
            + json.dumps([node["html"][:200] for node in violation["nodes"][:3]])
            for violation in result["violations"]
        ]

    def _keep_picture(self) -> None:
        folder = os.environ.get("NIC_TEST_SCREENSHOTS")
        if folder:
            self._seen += 1
            path = urlsplit(self.page.url).path.strip("/").replace("/", "-") or "front"
            self.photograph(Path(folder) / f"{self.name}-{self._seen:02}-{path}.png")

    def photograph(self, path: Path) -> Path:
        """The whole page as a picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=True)
        return path
