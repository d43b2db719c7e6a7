"""A page's number of statements does not depend on its number of rows."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nic.kernel.transactions import unit_of_work
from tests.client import counted_statements
from tests.rules.growth import PAGES, Grow
from tests.world import World


def _statements(client: FlaskClient, address: str) -> list[str]:
    with counted_statements() as sent:
        assert client.get(address).status_code == 200, address
    return [statement for statement in sent if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize(
    ("address", "who", "growths"), PAGES, ids=[f"{page[0]} as {page[1]}" for page in PAGES]
)
def test_thirty_rows_take_as_many_statements_as_one(
    app: Flask,
    world: World,
    client_for: Callable[[str], FlaskClient],
    address: str,
    who: str,
    growths: tuple[Grow, ...],
) -> None:
    client, address = client_for(who), address.format(**world)
    few = _statements(client, address)
    with app.app_context(), unit_of_work():
        for grow in growths:
            grow(world)
    many = _statements(client, address)
    extra = [statement for statement in many if many.count(statement) > few.count(statement)]
    assert len(many) == len(few), f"load these for all rows at once, in queries.py: {sorted(set(extra))}"
