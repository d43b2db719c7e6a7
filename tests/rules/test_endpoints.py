"""Every address of the app: guarded, well formed, and not removed by accident."""

import re

from flask import Flask

from nic.kernel.permissions import guard_of
from tests.rules.snapshots import matches

OWN_SHAPE = {"static", "security"}
"""Addresses whose shape a library decides."""


def rules(app: Flask) -> list[tuple[str, str, str]]:
    """(address, methods, endpoint) of every URL rule, ordered."""
    return sorted(
        (rule.rule, ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})), rule.endpoint)
        for rule in app.url_map.iter_rules()
    )


def test_every_endpoint_has_a_permission_or_stands_on_the_public_list(app: Flask) -> None:
    open_doors = [endpoint for _, _, endpoint in rules(app) if guard_of(app, endpoint) is None]
    assert not open_doors, (
        f"add @requires(Permission.X, load=...) or @public(reason) to {open_doors}; for a library's endpoint "
        "call permissions.make_public(endpoint, reason)"
    )


def test_addresses_are_kebab_case_and_typed(app: Flask) -> None:
    wrong = []
    for address, _, endpoint in rules(app):
        if endpoint.split(".")[0] in OWN_SHAPE:
            continue
        plain = re.sub(r"<[^>]+>", "x", address)
        if not re.fullmatch(r"[a-z0-9/.\-]+", plain):
            wrong.append(f"{address}: kebab-case in lower case")
        wrong += [f"{address}: <int:{name}>" for name in re.findall(r"<(\w+_id)>", address)]
    assert not wrong, wrong


def test_no_address_disappears_unnoticed(app: Flask) -> None:
    width = max(len(address) for address, _, _ in rules(app))
    text = "".join(
        f"{address:<{width}}  {methods:<9}  {endpoint}\n" for address, methods, endpoint in rules(app)
    )
    matches("addresses.txt", text, "People keep bookmarks: an address was added, moved or removed.")
