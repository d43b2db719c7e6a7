"""Whatever people write stays words: on every page, for everybody, and in every picture."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Enum, String, inspect

from nic.kernel import audit
from nic.kernel.database import Base, db
from nic.kernel.transactions import unit_of_work
from tests.rules.test_crawl import _addresses
from tests.world import World

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}]]>&lt;b&gt;"
NOT_WORDS = {
    "email", "edition", "fs_uniquifier", "password", "path", "prediction", "secret_hash", "source_id", "time_zone",
    "unit", "verb", "subject_kind", "actor_label", "request_id", "recipient", "device",
    "stored", "link", "media_type",
}  # fmt: skip
READERS = ("teacher", "agency", "admin", "hub", "chair", "district")


def _write_everywhere() -> None:
    for mapper in Base.registry.mappers:
        names = [name for name, column in mapper.columns.items() if _holds_words(name, column.type)]
        for row in db.session.query(mapper.class_):
            for name in names:
                if getattr(row, name):
                    setattr(row, name, f"{HOSTILE}{inspect(row).identity[0]}")


def _holds_words(name: str, kind: Any) -> bool:
    return isinstance(kind, String) and not isinstance(kind, Enum) and name not in NOT_WORDS


def test_what_people_write_is_never_taken_for_anything_else(
    app: Flask, world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    clients = {name: client_for(name) for name in READERS}
    with app.app_context(), unit_of_work(), db.session.no_autoflush, audit._redacting():
        _write_everywhere()
        db.session.flush()
    db_words = 0
    pictures: set[tuple[str, str]] = set()
    for _, address in _addresses(app, world, "GET"):
        for who, client in clients.items():
            answer = client.get(address)
            if answer.mimetype == "text/html":
                db_words += answer.text.count("alert(1)")
                _is_harmless(address, answer.text)
                pictures |= {(who, found) for found in re.findall(r"/pictures/[^\" ]+\.svg", answer.text)}
    assert db_words > 500
    assert pictures
    for who, address in sorted(pictures):
        answer = clients[who].get(address, buffered=True)
        if answer.status_code == 200:
            _is_harmless(address, answer.text)


def _is_harmless(address: str, text: str) -> None:
    for found in ("<script>alert", "<img src=x", "49]]", "onerror=alert(2)>"):
        assert found not in text, f"{address} trusts what somebody wrote: {found}"
