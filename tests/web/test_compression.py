"""What is compressed on the way, and what is not."""

import gzip
import re

from flask.testing import FlaskClient

from tests.conftest import ClientFor
from tests.world import World

STYLE = "/static/css/nic.css"
ASKS = {"Accept-Encoding": "gzip, deflate, br"}


def test_styles_travel_compressed_where_the_browser_asks_for_it(client: FlaskClient) -> None:
    with client.get(STYLE) as plain, client.get(STYLE, headers=ASKS) as packed:
        assert plain.content_encoding is None
        assert packed.content_encoding == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 3
        assert packed.content_length == len(packed.data)
        assert "Accept-Encoding" in plain.vary
        assert "Accept-Encoding" in packed.vary


def test_a_style_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    with client.get(STYLE, headers=ASKS) as packed:
        known = ASKS | {"If-None-Match": packed.headers["ETag"]}
    with client.get(STYLE, headers=known) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_pictures_travel_compressed(client_for: ClientFor, world: World) -> None:
    teacher = client_for("teacher")
    page = teacher.get(f"/teams/{world['elm_team']}/measures/{world['series']}").get_data(as_text=True)
    address = re.search(r'src="(/pictures/[^"]+)"', page)
    assert address
    with teacher.get(address[1], headers=ASKS) as picture:
        assert b"<svg" in gzip.decompress(picture.data)


def test_pages_are_not_compressed(client_for: ClientFor) -> None:
    assert client_for("teacher").get("/teams", headers=ASKS).content_encoding is None
