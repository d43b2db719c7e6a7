"""The last line of ``make test`` says what ran and what did not, and a gate that did not run is a failure."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def run() -> Iterator[ModuleType]:
    """scripts/test.py as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        spec = importlib.util.spec_from_file_location("test_run", ROOT / "scripts" / "test.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, "test_run", module)
        spec.loader.exec_module(module)
        yield module


def part(run: ModuleType, name: str, missing: str = "") -> object:
    return run.Part(name, name.capitalize(), (), {}, missing)


def test_the_line_counts_everything_and_names_what_did_not_run(run: ModuleType) -> None:
    outcomes = [
        run.Outcome(part(run, "sqlite"), True, 10, 0, 1),
        run.Outcome(part(run, "postgres", "no server was found")),
        run.Outcome(part(run, "browser"), False, 2, 1, 0),
    ]
    assert run.closing_line(outcomes) == (
        "12 passed, 1 failed, 1 skipped. Ran: Sqlite (10), Browser (2). "
        "Did not run: Postgres (no server was found)."
    )


def test_a_part_that_ended_before_any_test_is_told_as_such(run: ModuleType) -> None:
    line = run.closing_line([run.Outcome(part(run, "sqlite"), ended_well=False)])
    assert line.endswith("Sqlite ended early.")


def test_a_part_without_a_selected_test_did_not_run(run: ModuleType) -> None:
    assert run.Outcome(part(run, "browser"), True).missing == "no test was selected"


@pytest.mark.parametrize(
    ("required", "missing", "code"),
    [
        ("", "no server", 0),
        ("postgres", "no server", 1),
        ("postgres, browser", "", 0),
        ("browser", "no server", 0),
    ],
)
def test_what_is_required_has_to_run(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, required: str, missing: str, code: int
) -> None:
    monkeypatch.setenv("NIC_TEST_REQUIRE", required)
    parts = [part(run, "sqlite"), part(run, "postgres", missing), part(run, "browser")]
    monkeypatch.setattr(run, "parts", lambda: iter(parts))
    monkeypatch.setattr(run, "run", lambda ours, _: run.Outcome(ours, True, 1))
    assert run.main([]) == code


def test_a_failed_part_fails_the_run(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIC_TEST_REQUIRE", raising=False)
    monkeypatch.setattr(run, "parts", lambda: iter([part(run, "sqlite")]))
    monkeypatch.setattr(run, "run", lambda ours, _: run.Outcome(ours, False, 5, 1))
    assert run.main([]) == 1
