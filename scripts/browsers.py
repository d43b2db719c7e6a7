"""Looks for a Chromium for the browser tests, and installs one where there is none."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser: its path and what it calls itself."""

    path: str
    version: str


def find_chromium() -> Browser | None:
    """The browser that NIC_TEST_CHROMIUM names; else one that is there; else one that can be installed."""
    return _present() or _from_apt() or _from_playwright()


def _present() -> Browser | None:
    given = os.environ.get("NIC_TEST_CHROMIUM")
    if given:
        return _ask(given)
    paths = [shutil.which(name) for name in NAMES] + [_playwright_path()]
    return next((browser for path in paths if path and (browser := _ask(path))), None)


def _ask(path: str) -> Browser | None:
    """The browser at a path, None where it does not start."""
    if not Path(path).exists():
        return None
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    name, _, rest = told.stdout.strip().partition(" ")
    return Browser(path, f"{name} {rest.split()[0]}" if rest else name)


def _from_apt() -> Browser | None:
    """Debian's and Ubuntu's package, where we are root."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium"],
    ):
        if subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode != 0:
            return None
    return _present()


def _from_playwright() -> Browser | None:
    """The one that Playwright downloads into the person's own folder."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False).returncode != 0:
        return None
    return _present()


def _playwright_path() -> str:
    """Where Playwright's own browser stands or would stand."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
