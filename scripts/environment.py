"""Makes `.venv` and installs what a lock file pins; quick where that has been done before.

    python3 scripts/environment.py requirements.lock

Runs on a bare Python 3.11 or newer with pip. Where Python comes without what `venv` needs, virtualenv does it: the one
that is installed, else one that pip puts into `.venv-maker`, a folder of our own.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
MAKER = ROOT / ".venv-maker"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"


def main(lock_name: str) -> None:
    """Brings `.venv` to the state that the lock file describes."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file is run by whatever Python there is
        sys.exit(
            f"NIC needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 ..."
        )
    if _is_done(lock_name):
        return
    if not _works():
        _make()
    print(f"Installing what {lock_name} pins into .venv (about a minute the first time) ...", flush=True)
    _pip("install", "--use-pep517", "--require-hashes", "--requirement", str(ROOT / lock_name))
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    for name in (RUNTIME, DEVELOPMENT):
        _stamp(name).unlink(missing_ok=True)
    _stamp(lock_name).write_text(_fingerprint(lock_name))


def _stamp(lock_name: str) -> Path:
    return VENV / f".{lock_name}.installed"


def _is_done(lock_name: str) -> bool:
    """Whether the lock, or the larger one that includes it, is installed as it stands now."""
    names = {lock_name, DEVELOPMENT}
    return PYTHON.exists() and any(
        _stamp(name).is_file() and _stamp(name).read_text() == _fingerprint(name) for name in names
    )


def _fingerprint(lock_name: str) -> str:
    """Changes with the lock, the package's metadata, the place of the checkout and Python's version."""
    content = (ROOT / lock_name).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + f"{ROOT} {sys.version_info[:2]}".encode()).hexdigest()


def _works() -> bool:
    """Whether `.venv` is there, has pip and has this version of Python."""
    if not PYTHON.exists():
        return False
    ask = "import sys, pip; print(sys.version_info[:2])"
    told = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    return told.stdout.strip() == str(sys.version_info[:2])


def _make() -> None:
    """Makes `.venv` by the first way that works. Exits with a sentence where none does."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        if _runs([sys.executable, "-m", "venv", str(VENV)]):
            return
        shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("virtualenv") and _runs(
        [sys.executable, "-m", "virtualenv", "--quiet", str(VENV)]
    ):
        return
    fetch = [sys.executable, "-m", "pip", "install", "--quiet", "--root-user-action=ignore", "--target"]
    fetch += [str(MAKER), "virtualenv"]
    paths = os.environ | {"PYTHONPATH": str(MAKER)}
    if _runs(fetch) and _runs([sys.executable, "-m", "virtualenv", "--quiet", str(VENV)], paths):
        return
    sys.exit("No virtual environment could be made. Install pip for this Python and try again.")


def _runs(command: list[str], environment: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, env=environment, check=False).returncode == 0


def _pip(*arguments: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore"]
    done = subprocess.run([PYTHON, "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=False)
    if done.returncode != 0:
        sys.exit("The dependencies could not be installed; pip says why above.")


if __name__ == "__main__":
    main(sys.argv[1])
