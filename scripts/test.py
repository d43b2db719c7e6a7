"""What `make test` does: the suite on SQLite, on PostgreSQL and in a browser, and a last line that says what ran.

    python scripts/test.py [arguments for pytest]

Environment: NIC_TEST_POSTGRES_URL (a server on which databases may be made; else the local socket, else 127.0.0.1),
NIC_TEST_CHROMIUM (a browser's path; else one that is found or can be installed), NIC_TEST_REQUIRE (for example
"postgres,browser": what has to run; exit code 1 where it did not).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from browsers import find_chromium
from postgres import find_server

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5
TOGETHER = ("-n", "2", "--dist", "worksteal", "-m", "not browser")
WITHOUT_A_DATABASE = (
    "tests/unit/analysis",
    "tests/unit/drawing",
    "tests/unit/look",
    "tests/unit/scripts",
    "tests/test_wheel.py",
)
"""Not run again on PostgreSQL: these never open a database of the test's choice."""
ONCE_IS_ENOUGH = (
    "tests/rules/test_crawl.py",
    "tests/rules/test_crawl_things.py",
    "tests/web/test_hostile_words.py",
    "tests/web/test_demo_links.py",
)
"""Not run again on PostgreSQL: these open every page for everybody, and the pages themselves are tested on both."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the run: its names, its pytest arguments and environment; ``missing`` says why it cannot run."""

    name: str
    label: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part."""

    part: Part
    ended_well: bool = True
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def missing(self) -> str:
        """Why nothing ran; empty where something did."""
        idle = self.ended_well and not self.passed + self.failed
        return self.part.missing or ("no test was selected" if idle else "")


def parts() -> Iterator[Part]:
    """The parts in the order in which they run; each looks for what it needs when its turn comes."""
    yield Part("sqlite", "SQLite", TOGETHER, {"NIC_TEST_DATABASE": "sqlite"})
    server = find_server()
    if server is None:
        yield Part("postgres", "PostgreSQL", (), {}, "no server was found")
    else:
        there = {"NIC_TEST_DATABASE": "postgres", "NIC_TEST_POSTGRES_URL": server.url}
        apart = tuple(f"--ignore={path}" for path in (*WITHOUT_A_DATABASE, *ONCE_IS_ENOUGH))
        yield Part("postgres", f"PostgreSQL {server.version}", (*TOGETHER, *apart), there)
    browser = find_chromium()
    if browser is None:
        yield Part("browser", "browser", (), {}, "no Chromium was found or could be installed")
    else:
        there = {"NIC_TEST_DATABASE": "sqlite", "NIC_TEST_CHROMIUM": browser.path}
        yield Part("browser", browser.version, ("-m", "browser"), there)


def run(part: Part, arguments: Sequence[str]) -> Outcome:
    """Runs one part and counts."""
    print(f"\n== {part.label} ==", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *part.arguments, *arguments]
        code = subprocess.run(command, cwd=ROOT, env=os.environ | part.environment, check=False).returncode
        if not report.exists():
            return Outcome(part, ended_well=False)
        suites = list(ElementTree.parse(report).iter("testsuite"))  # noqa: S314  our own report
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return Outcome(part, code in (0, NO_TESTS), tests - failed - skipped, failed, skipped)


def closing_line(outcomes: Sequence[Outcome]) -> str:
    """What ran and what did not, in one line."""
    passed, failed, skipped = (
        sum(getattr(o, name) for o in outcomes) for name in ("passed", "failed", "skipped")
    )
    ran = [f"{o.part.label} ({o.passed})" for o in outcomes if not o.missing]
    missing = [f"{o.part.label} ({o.missing})" for o in outcomes if o.missing]
    broken = [f"{o.part.label} ended early" for o in outcomes if not o.ended_well and not o.failed]
    return " ".join(
        (
            f"{passed} passed, {failed} failed, {skipped} skipped.",
            f"Ran: {', '.join(ran) or 'nothing'}.",
            f"Did not run: {', '.join(missing) or 'nothing'}.",
            *(f"{text}." for text in broken),
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Runs all parts, prints the closing line and returns the exit code."""
    required = {name.strip() for name in os.environ.get("NIC_TEST_REQUIRE", "").split(",")} - {""}
    outcomes = [Outcome(part) if part.missing else run(part, arguments) for part in parts()]
    unmet = sorted(required & {outcome.part.name for outcome in outcomes if outcome.missing})
    print(f"\n{closing_line(outcomes)}")
    if unmet:
        print(f"Required, but did not run: {', '.join(unmet)}.", file=sys.stderr)
    return 1 if unmet or not all(outcome.ended_well for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
