"""What is logged of a failure: the trace, under the number on the page, and nothing that somebody typed."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from nic.kernel.database import db
from nic.kernel.logs import configure_logs
from nic.theory.problems import operations
from tests.world import World


def test_a_failure_is_one_line_with_its_number_and_no_parameters(
    app: Flask,
    client_for: Callable[[str], FlaskClient],
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, statement: str, **__: object) -> None:
        db.session.execute(text("SELECT :statement FROM nowhere"), {"statement": statement})

    monkeypatch.setattr(operations, "propose_problem", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "TESTING", False)
    address = f"/teams/{world['elm_team']}/problems/new"
    answer = client_for("teacher").post(address, data={"statement": "Mia K. cried in class."})
    assert answer.status_code == 500
    told = capsys.readouterr()
    assert "Mia" not in told.out + told.err
    lines = [json.loads(line) for line in told.out.splitlines() if line.startswith("{")]
    assert lines[0]["request_id"] in answer.get_data(as_text=True)


def test_a_refused_sign_in_is_one_line_that_names_nobody(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("WARNING")
    client.post("/sign-in", data={"email": "mia@example.org", "password": "a guess at random"})
    configure_logs("ERROR")
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if "sign-in refused" in line]
    assert "mia" not in told
    assert "guess" not in told


def test_an_error_of_the_program_is_told_with_its_trace(
    app: Flask,
    client_for: Callable[[str], FlaskClient],
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr(operations, "propose_problem", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client_for("teacher").post(f"/teams/{world['elm_team']}/problems/new", data={"statement": "One"})
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "trace" in line.lower()]
    assert line["request_id"] in answer.get_data(as_text=True)
    assert "no such thing" in line["exception"]
