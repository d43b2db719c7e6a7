"""The worksheet on paper: filled, empty, as a PDF, and where the server can make none."""

import builtins
import contextlib
import re
import zlib
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nic.web.pdf import HOST, own_file
from tests.pages import words
from tests.world import World

ClientFor = Callable[[str], FlaskClient]


def address(world: World, cycle: str, end: str = "") -> str:
    return f"/teams/{world['elm_team']}/cycles/{world[cycle]}/worksheet{end}"


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    whole = pdf
    for stream in streams:
        with contextlib.suppress(zlib.error):
            whole += zlib.decompress(stream)
    return len(re.findall(rb"/Type\s*/Page\b", whole))


def test_the_worksheet_has_the_record_and_the_lock(client_for: ClientFor, world: World) -> None:
    page = words(client_for("teacher").get(address(world, "elm_cycle_doing")))
    assert "Half the class uses a starter in each lesson." in page
    assert "Locked" in page
    assert "by Teacher Person" in page
    shared = words(client_for("agency").get(address(world, "elm_cycle_shared")))
    assert "17 of 24 used one." in shared
    assert "Teacher Person" not in shared


def test_the_pdf_is_one_and_the_empty_one_too(client_for: ClientFor, world: World) -> None:
    teacher = client_for("teacher")
    for where in (address(world, "elm_cycle", ".pdf"), f"/teams/{world['elm_team']}/cycles/worksheet.pdf"):
        answer = teacher.get(where)
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert 1 <= pages(answer.data) <= 2


@pytest.mark.parametrize(
    "error", [OSError("cannot load library libpango-1.0-0"), ImportError("no weasyprint")]
)
def test_without_its_libraries_the_page_offers_the_print_view_and_says_why(
    client_for: ClientFor, world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    real = builtins.__import__

    def refused(name: str, *arguments: object, **named: object) -> object:
        if name == "weasyprint":
            raise error
        return real(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refused)
    answer = client_for("teacher").get(address(world, "elm_cycle", ".pdf"))
    assert answer.status_code == 503
    page = words(answer)
    assert f"a library that it needs is missing ({error})" in page
    assert "Print this page instead" in page
    assert "Print the cards" in page


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/static/css/worksheet.css",
        "https://example.org/a.png",
        "file:///etc/passwd",
        f"file://{HOST}/static/css/worksheet.css",
        f"http://{HOST}/static/../pyproject.toml",
        f"http://{HOST}/static/%2e%2e/pyproject.toml",
        f"http://{HOST}/static//etc/passwd",
        f"http://{HOST}/static/js/nic.js",
        f"http://{HOST}/static/css/none.css",
        "data:text/css,body{}",
        "",
    ],
)
def test_a_pdf_loads_nothing_but_our_own_files(app: Flask, url: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match="own static files"):
        own_file(url)


def test_a_pdf_loads_our_style_sheet(app: Flask) -> None:
    with app.app_context():
        assert own_file(f"http://{HOST}/static/css/worksheet.css?v=1")[1] == "text/css"
