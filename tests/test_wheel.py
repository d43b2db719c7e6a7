"""``pip install .`` gives a working ``nic`` anywhere: a wheel in an empty environment serves pages."""

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import fetch, free_port

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ("templates", "static", "migrations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True)
    return next(folder.glob("nic-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel. Its dependencies are read from the running one, to save minutes."""
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    site = next(folder.glob("lib/python*/site-packages"))
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Variables of a machine that knows nothing of the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return kept | {"HOME": str(tmp_path), "NIC_ENVIRONMENT": "development", "NIC_HTTPS": "false"}


@pytest.fixture
def address(installed: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of pages served from the wheel."""
    nic = installed / "bin" / "nic"
    subprocess.run([nic, "db", "upgrade"], env=environment, cwd=tmp_path, check=True, capture_output=True)
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        command = [nic, "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def test_everything_that_stands_beside_the_package_travels_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix("nic/resources/") for name in archive.namelist()}
    paths = (path for folder in RESOURCES for path in (ROOT / folder).rglob("*") if path.is_file())
    wanted = {str(path.relative_to(ROOT)) for path in paths if path.suffix != ".pyc" and path.name[0] != "."}
    missing = wanted - packed
    assert not missing, (
        f"name them in pyproject.toml, [tool.hatch.build.targets.wheel.force-include]: {missing}"
    )


def test_the_wheel_is_what_is_imported(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    ask = "import nic; from nic.kernel.resources import resource_folder as f; print(nic.__file__, f('templates'))"
    told = subprocess.run(
        [installed / "bin" / "python", "-c", ask],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(path.startswith(str(installed)) for path in told.stdout.split())


def test_it_serves_pages_with_their_styles(address: str) -> None:
    with fetch(f"{address}/sign-in") as page:
        html = page.read().decode()
    assert "<h1" in html
    styles = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', html)
    assert styles
    for style in styles:
        with fetch(address + style) as answer:
            assert answer.headers.get_content_type() == "text/css"
    with fetch(f"{address}/ready") as answer:
        assert answer.status == 200
