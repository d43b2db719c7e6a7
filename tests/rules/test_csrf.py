"""An unsafe request without its token is refused, whoever sends it and wherever."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.rules.test_crawl import _addresses
from tests.world import World


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The app as it is in production: the token is asked for."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_every_unsafe_address_asks_for_the_token(
    guarded: Flask, world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    client = client_for("lead")
    accepted = [
        name
        for name, address in _addresses(guarded, world, "POST")
        if client.post(address, data={"anything": "x"}).status_code < 400
    ]
    assert not accepted, f"these took a request from another site: {accepted}"
