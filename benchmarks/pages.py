"""How large a page is: what it asks the database, how many fields it has; and how long it takes, in CPU time."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks.floor import Size

Statement = tuple[str, Any]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """The statements that the block sends to the database, with their parameters."""
    sent: list[Statement] = []

    def remember(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", remember)


def size_of(statements: Sequence[Statement], database: Path, fields: int) -> Size:
    """The size of a page from what it sent: every select is run once more to count its rows, and a write of many rows
    counts each."""
    connection = sqlite3.connect(database)
    selects: list[int] = []
    writes = 0
    for statement, parameters in statements:
        verb = statement.lstrip().split(None, 1)[0].upper()
        if verb in ("SELECT", "WITH"):
            selects.append(len(connection.execute(statement, parameters).fetchall()))
        elif verb in ("INSERT", "UPDATE", "DELETE"):
            writes += len(parameters) if isinstance(parameters, list) else 1
    connection.close()
    return Size(tuple(selects), fields, writes)


def controls(text: str) -> dict[str, str]:
    """The named controls of a page's main part with their values, the token left out."""
    main = html.document_fromstring(text).find(".//main")
    found: dict[str, str] = {}
    for node in main.iter("input", "select", "textarea"):
        name = node.get("name")
        if name and name != "csrf_token":
            found[name] = ((node.text if node.tag == "textarea" else node.get("value")) or "").strip()
    return found


def milliseconds(requests: int, send: Callable[[], None], after: Callable[[], None] | None = None) -> float:
    """The mean CPU time of a request; ``after`` is run between requests and not counted."""
    spent = 0.0
    for _ in range(requests):
        began = time.process_time()
        send()
        spent += time.process_time() - began
        if after is not None:
            after()
    return spent / requests * 1000


def interleaved(ours: Callable[[], float], floor: Callable[[], float], runs: int) -> tuple[float, float]:
    """The medians of both in milliseconds, measured in turns."""
    pairs = [(ours(), floor()) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def floor_client(app: Any) -> FlaskClient:
    """A client of the floor, signed in."""
    client: FlaskClient = app.test_client()
    client.get("/sign-in")
    return client
