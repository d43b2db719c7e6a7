"""The two addresses for whoever watches the servers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from nic.web import health


def test_the_program_is_alive_and_ready(client: FlaskClient) -> None:
    assert (client.get("/health").status_code, client.get("/ready").status_code) == (200, 200)


def test_a_database_that_was_not_upgraded_is_not_ready(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nic.kernel.schema.needed_revision", lambda: "9999")
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200


def test_a_database_that_does_not_answer_is_not_ready(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(health, "is_up_to_date", away)
    answer = client.get("/ready")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.\n")


def test_over_https_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    secure = client.get("/health", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/health").headers
