"""Every account of the demo follows the links of its pages: none is missing, none breaks, each page passes the lint."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from nic.demo.places import PEOPLE
from nic.kernel.application import Application
from tests.demo_story import signed_in
from tests.lint import complaints

PAGES_OF_A_KIND = 3
"""How many pages of one endpoint an account opens: enough for every state, few enough to be quick."""
MOST_PAGES = 300
NOT_FOLLOWED = ("/static/", "/pictures/")


@pytest.mark.parametrize("account", [plan.account for plan in PEOPLE])
def test_every_link_leads_somewhere(demo_app: Application, account: str) -> None:
    found = list(crawl(demo_app, signed_in(demo_app, account)))
    faults = [f"{address} (linked from {found_on}): {fault}" for address, found_on, fault in found if fault]
    assert not faults, f"{account}: open these pages of the demo and mend them:\n" + "\n".join(faults)
    assert len(found) >= 5, f"{account} finds only {len(found)} pages"


def crawl(app: Application, client: FlaskClient) -> Iterator[tuple[str, str, str]]:
    """Opens pages breadth first from the front door: (address, where the link stood, what is wrong with it)."""
    waiting = deque([("/", "the front door")])
    known, kinds = {"/"}, Counter[str]()
    while waiting and kinds.total() < MOST_PAGES:
        address, found_on = waiting.popleft()
        kind = endpoint_of(app, address)
        if kinds[kind] >= PAGES_OF_A_KIND:
            continue
        kinds[kind] += 1
        response = client.get(address, follow_redirects=True, lint=False, buffered=True)
        is_page = response.mimetype == "text/html"
        text = response.get_data(as_text=True) if is_page else ""
        wrong = complaints(text) if is_page else []
        yield (
            address,
            found_on,
            f"answers {response.status_code}" if response.status_code != 200 else "; ".join(wrong),
        )
        for link in links(text, response.request.path) if is_page else ():
            if link not in known:
                known.add(link)
                waiting.append((link, address))


def endpoint_of(app: Application, address: str) -> str:
    """The endpoint of an address, and its query's names: "cycles.cycle", "organizations.networks?search"."""
    parts = urlsplit(address)
    endpoint, _ = app.url_map.bind("localhost").match(parts.path, "GET")
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return f"{endpoint}?{names}"


def links(page: str, address: str) -> Iterator[str]:
    """The links of a page that stay on the site, without their fragments."""
    for link in html.document_fromstring(page).xpath("//a/@href"):
        parts = urlsplit(urljoin(f"http://localhost{address}", link))
        if parts.netloc == "localhost" and not parts.path.startswith(NOT_FOLLOWED):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
