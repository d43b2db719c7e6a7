"""Writes the lock files from the ranges in pyproject.toml: pinned versions with hashes, for every platform.

    make lock

Needs uv, which stands among the development dependencies.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")


def main() -> None:
    """Writes both files anew, with the newest versions that the ranges allow."""
    _compile("requirements-dev.lock", "--group", "build", "--group", "dev")
    _compile("requirements.lock", "--group", "build", "--constraint", "requirements-dev.lock")


def _compile(target: str, *options: str) -> None:
    """Compiles one file. The smaller is held to the versions of the larger, so that they agree."""
    command = [
        str(UV), "pip", "compile", "pyproject.toml", *options, "--output-file", target, "--upgrade", "--quiet",
        "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url",
        "--no-emit-find-links", "--no-annotate",
    ]  # fmt: skip
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        sys.exit(f"{target} could not be written.")
    print(target)


if __name__ == "__main__":
    main()
