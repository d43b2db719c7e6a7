"""What somebody without a pointer does: walk with the Tab key, press, type."""

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor

MOST_STEPS = 160


def tab_to(visitor: Visitor, target: Locator) -> None:
    """Walks with the Tab key until something has the focus, from where it is and once round the page."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {target} on {visitor.page.url}")


def keys(visitor: Visitor, *pressed: str) -> None:
    """Presses keys, one after another."""
    for key in pressed:
        visitor.page.keyboard.press(key)
