"""The history of every kind of thing, and every kind of picture, x the whole cast: exactly the expected status.

The addresses take a kind and a key, so the crawl of all addresses cannot know them. A picture is asked for by an old
address: whoever may see it is led to the present one (302).
"""

from collections.abc import Callable, Iterator

from flask import Flask
from flask.testing import FlaskClient

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from tests.rules.snapshots import matches
from tests.world import CAST, World

OF_KIND: dict[str, tuple[str, ...]] = {
    "cycle": ("elm_cycle_doing", "elm_cycle_shared"),
    "evidence": ("evidence",),
    "finding": ("finding",),
    "framework": ("framework",),
    "holiday": ("holiday",),
    "invitation": ("invitation",),
    "log_entry": ("elm_log_entry",),
    "measure": ("definition", "team_definition"),
    "membership": ("membership_teacher", "membership_hub", "membership_district", "membership_foreign"),
    "network": ("network", "far_network"),
    "node": ("elm_idea", "network_idea"),
    "observation": ("observation",),
    "organization": ("elm", "north", "agency", "lake"),
    "person": ("person_teacher",),
    "problem": ("elm_problem", "network_problem"),
    "review": ("review",),
    "review_member": ("review_member",),
    "school_year": ("agency_year",),
    "series": ("series", "team_series"),
    "sign_in": ("sign_in",),
    "sign_in_link": ("sign_in_link",),
    "team": ("elm_team", "pine_team"),
    "theory": ("elm_theory", "network_theory"),
}
"""The world's things with which each kind's history is tried."""

PICTURES = {
    "pooled": ("definition", "team_definition"),
    "run-chart": ("series", "team_series"),
    "run-chart-all": ("series",),
    "sparkline": ("series", "team_series"),
}


def _addresses(world: World) -> Iterator[tuple[str, str]]:
    for kind, names in sorted(OF_KIND.items()):
        for name in names:
            yield f"history of {kind} {name}", f"/history/{kind}/{world[name]}"
    for kind, names in sorted(PICTURES.items()):
        for name in names:
            yield f"{kind} of {name}", f"/pictures/{kind}/{world[name]}/wide/light/{'0' * 20}.svg"


def test_everybody_gets_exactly_the_histories_and_pictures_that_are_theirs(
    app: Flask, world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    house = app.extensions["house"]
    untried = (house.subjects.keys() - OF_KIND.keys()) | (house.pictures.keys() - PICTURES.keys())
    assert not untried, f"name things of the test world for the new kinds, in this file: {sorted(untried)}"
    with app.app_context(), unit_of_work():
        world["sign_in_link"] = _link(world["person_teacher"])
    clients = {name: client_for(name) for name in CAST}
    addresses = list(_addresses(world))
    width = max(len(name) for name, _ in addresses)
    lines = [f"{'':<{width}} " + " ".join(f"{name:>8}" for name in ("nobody", *clients)) + "\n"]
    for name, address in addresses:
        answers = [client.get(address).status_code for client in (app.test_client(), *clients.values())]
        lines.append(f"{name:<{width}} " + " ".join(f"{answer:>8}" for answer in answers) + "\n")
    matches("crawl_things.txt", "".join(lines), "Somebody sees another history or picture than before.")


def _link(person_id: int) -> int:
    from nic.accounts.models import SignInLink

    link = SignInLink(person_id=person_id, secret_hash="z" * 64, expires_at=clock.now())
    db.session.add(link)
    db.session.flush()
    return link.id
