"""No page reads a table that grows from end to end: each of its statements finds its rows by an index."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from nic.kernel.database import db
from tests.rules.growth import PAGES
from tests.world import World

GROWING = frozenset(
    {
        "attachment",
        "audit_entry",
        "comment",
        "ballot",
        "ballot_dots",
        "cause",
        "cycle",
        "cycle_author",
        "cycle_data",
        "cycle_question",
        "cycle_task",
        "evidence_criterion",
        "evidence_item",
        "evidence_note",
        "finding",
        "finding_evidence",
        "grid_save",
        "invitation",
        "log_entry",
        "measure_definition",
        "membership",
        "network_week",
        "node",
        "node_link",
        "observation",
        "person",
        "problem",
        "review_member",
        "review_school",
        "series_state",
        "sign_in",
        "theory",
        "value_file",
        "value_link",
        "vote_round",
    }
)
MORE_PAGES = (
    ("/teams/{elm_team}/cycles/{elm_cycle_doing}", "teacher"),
    ("/teams/{elm_team}/cycles/{elm_cycle_shared}", "peer"),
    ("/teams/{elm_team}/cycles/{elm_cycle_shared}/worksheet", "peer"),
    ("/teams/{elm_team}/cycles/{elm_cycle}/edit", "teacher"),
    ("/teams/{elm_team}/measures/{series}", "teacher"),
    ("/teams/{elm_team}/measures/{series}", "peer"),
    ("/measures/{definition}", "peer"),
    ("/problems/{elm_problem}", "teacher"),
    ("/causes/{root_cause}", "teacher"),
    ("/votes/{round}", "teacher"),
    ("/votes/{closed_round}", "teacher"),
    ("/theory/nodes/{elm_idea}", "teacher"),
    ("/reviews/{review}/evidence/{evidence}", "chair"),
    ("/reviews/{review}/findings/{finding}", "chair"),
    ("/organizations/{elm}", "district"),
)


@pytest.mark.parametrize(
    ("address", "who"), [*dict.fromkeys((address, who) for address, who, _ in PAGES), *MORE_PAGES]
)
def test_no_page_reads_a_growing_table_from_end_to_end(
    app: Flask, world: World, client_for: Callable[[str], FlaskClient], address: str, who: str
) -> None:
    if db_is_a_server(app):
        pytest.skip("the planner of a server chooses by the size of the table")
    client, sent = client_for(who), list[tuple[str, Any]]()

    def remember(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        assert client.get(address.format(**world)).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
    with app.app_context():
        whole = {
            (table, statement)
            for statement, parameters in sent
            if statement.startswith("SELECT")
            for table in _read_whole(statement, parameters)
        }
    assert not whole, f"add an index, or ask in another way: {sorted(whole)}"


def db_is_a_server(app: Flask) -> bool:
    with app.app_context():
        return db.engine.dialect.name != "sqlite"


def _read_whole(statement: str, parameters: Any) -> list[str]:
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    scans = (re.fullmatch(r"SCAN (\w+)", row.detail) for row in plan)
    return [scan[1] for scan in scans if scan is not None and scan[1] in GROWING]
