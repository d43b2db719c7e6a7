"""The second `make demo` starts at once: what is installed is known by the lock's own content."""

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout with both locks and something that looks like a virtual environment."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "environment.py").write_text((ROOT / "scripts" / "environment.py").read_text())
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    return tmp_path


def load(checkout: Path) -> dict[str, Any]:
    return runpy.run_path(str(checkout / "scripts" / "environment.py"))


def install(checkout: Path, lock: str) -> None:
    """Does as if a lock had just been installed."""
    script = load(checkout)
    script["_stamp"](lock).write_text(script["_fingerprint"](lock))


def done(checkout: Path, lock: str) -> bool:
    is_done: bool = load(checkout)["_is_done"](lock)
    return is_done


def test_an_installed_lock_is_done_until_it_changes(checkout: Path) -> None:
    assert not done(checkout, "requirements.lock")
    install(checkout, "requirements.lock")
    assert done(checkout, "requirements.lock")
    (checkout / "requirements.lock").write_text("newer")
    assert not done(checkout, "requirements.lock")


def test_what_tests_need_includes_what_the_demo_needs(checkout: Path) -> None:
    install(checkout, "requirements-dev.lock")
    assert done(checkout, "requirements.lock")


def test_what_the_demo_needs_is_not_enough_for_tests(checkout: Path) -> None:
    install(checkout, "requirements.lock")
    assert not done(checkout, "requirements-dev.lock")


def test_a_removed_environment_is_made_again(checkout: Path) -> None:
    install(checkout, "requirements.lock")
    (checkout / ".venv" / "bin" / "python").unlink()
    assert not done(checkout, "requirements.lock")
