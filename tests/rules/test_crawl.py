"""Every address x the whole cast, with own and foreign things: exactly the expected status.

The specification is a table: an address a line, a person a column. An anonymous reader is always sent to sign in (302).
404 means "not in this person's scope", 403 "seen, but not allowed".
"""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from nic.kernel import transactions
from nic.kernel.database import db
from tests.rules.snapshots import matches
from tests.world import CAST, World

VALUES: dict[str, tuple[str, ...]] = {
    "team_id": ("elm_team",),
    "network_id": ("network",),
    "organization_id": ("elm", "north"),
    "agency_id": ("agency",),
    "problem_id": ("elm_problem", "network_problem"),
    "theory_id": ("elm_theory", "network_theory"),
    "step_id": ("elm_step", "network_step"),
    "node_id": ("elm_idea", "network_idea"),
    "cycle_id": ("elm_cycle", "elm_cycle_doing", "elm_cycle_closed", "elm_cycle_shared"),
    "series_id": ("series", "team_series"),
    "definition_id": ("definition", "team_definition"),
    "synthesis_id": ("synthesis", "synthesis_draft"),
    "person_id": ("person_teacher",),
    "version_id": ("version_2", "elm_version"),
    "number": ("first_number",),
    "adopted_id": ("adopted",),
    "round_id": ("round", "closed_round"),
    "fishbone_id": ("elm_fishbone", "network_fishbone"),
    "cause_id": ("elm_cause", "root_cause", "network_cause"),
    "vote_kind": ("team-problems", "network-problems", "fishbone-causes"),
    "ground_id": ("elm_team", "network", "elm_fishbone"),
    "file_format": ("svg", "pdf"),
    "view": ("quick", "idea", "test", "prediction", "data", "tasks", "risks"),
}
"""For each argument the names of the world's things with which it is tried; others are called as the argument is."""

PICTURE = re.compile(r"/pictures/[^\" ]+\.svg")
LEFT_OUT = {"static", "security.logout"}
"""Files of the app itself; and signing out, which would leave the next address without a person."""


def _addresses(app: Flask, world: World, method: str) -> Iterator[tuple[str, str]]:
    """(name, address) of every rule that answers the method, for every thing it is tried with."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            if method not in (rule.methods or set()) or rule.endpoint in LEFT_OUT:
                continue
            for label, values in _values(rule, world):
                yield f"{rule.endpoint}{label}", adapter.build(rule.endpoint, values, method=method)


def _values(rule: Rule, world: World) -> Iterator[tuple[str, dict[str, object]]]:
    variants = max((len(VALUES.get(name, ())) for name in rule.arguments), default=1) or 1
    for number in range(variants):
        values: dict[str, object] = {}
        for name in rule.arguments:
            names = VALUES.get(name, (name.removesuffix("_id"),))
            chosen = names[min(number, len(names) - 1)]
            if name.endswith("_id") and name != "subject_id":
                assert chosen in world, f"add “{chosen}” to tests/world.py, or {name} to VALUES: {rule.rule}"
            values[name] = world.get(
                chosen, 1 if name.endswith("_id") else chosen if name in VALUES else "none"
            )
        yield (f"[{number}]" if variants > 1 else ""), values


def _table(app: Flask, world: World, client_for: Callable[[str], FlaskClient], method: str) -> str:
    clients = {name: client_for(name) for name in CAST}
    addresses = list(_addresses(app, world, method))
    width = max(len(name) for name, _ in addresses)
    lines = [f"{'':<{width}} " + " ".join(f"{name:>8}" for name in ("nobody", *clients)) + "\n"]
    shown: set[tuple[str, str]] = set()
    for name, address in addresses:
        cells = [app.test_client().open(address, method=method).status_code]
        for person, client in clients.items():
            answer = client.open(address, method=method)
            cells.append(answer.status_code)
            if answer.mimetype == "text/html":
                shown |= {(person, picture) for picture in PICTURE.findall(answer.text)}
        lines.append(f"{name:<{width}} " + " ".join(f"{cell:>8}" for cell in cells) + "\n")
    denied = _pictures_denied(app, clients, shown)
    assert not denied, denied
    return "".join(lines)


def _flush_and_forget() -> None:
    """In place of the commit: what one address does must not change what the next one answers."""
    db.session.flush()
    db.session.rollback()


def _pictures_denied(app: Flask, clients: dict[str, FlaskClient], shown: set[tuple[str, str]]) -> list[str]:
    """Pictures that a page showed to somebody who may not see them.

    A picture that a page has just shown is given without asking again; so the page must have asked.
    """
    app.extensions.pop("just_seen", None)
    return [f"{name}: {address}" for name, address in sorted(shown) if _status(clients[name], address) != 200]


def _status(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_gets_exactly_the_expected_answer(
    app: Flask,
    world: World,
    client_for: Callable[[str], FlaskClient],
    method: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transactions, "_commit", _flush_and_forget)
    text = _table(app, world, client_for, method)
    assert " 500" not in text, text
    matches(f"crawl_{method.lower()}.txt", text, "Somebody gets another answer than before.")
