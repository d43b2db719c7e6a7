"""The lock files pin everything that pyproject.toml asks for, with hashes, and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, set[str]]:
    """Name to pinned versions; a package may have one for each range of Python versions."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([a-z0-9.\-]+)(?:\[[^]]+\])?==([^ ]+) ", (ROOT / name).read_text(), re.M
    ):
        found.setdefault(package, set()).add(version)
    return found


def wanted(*requirements: str) -> set[str]:
    return {re.match(r"[A-Za-z0-9.\-]+", requirement)[0].lower() for requirement in requirements}  # type: ignore[index]


def test_everything_that_is_asked_for_is_pinned() -> None:
    runtime = wanted(*PROJECT["project"]["dependencies"])
    development = wanted(*(r for group in PROJECT["dependency-groups"].values() for r in group))
    assert not runtime - pins("requirements.lock").keys(), "run 'make lock'"
    assert not (runtime | development) - pins("requirements-dev.lock").keys(), "run 'make lock'"


def test_what_is_tested_is_what_is_deployed() -> None:
    tested = pins("requirements-dev.lock")
    assert not {name: pinned for name, pinned in pins("requirements.lock").items() if tested[name] != pinned}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_hashes_and_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text.strip()) if entry]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|file:", text)
