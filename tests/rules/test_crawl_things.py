"""The history of every kind of thing, what is said on it, and every kind of picture, x the whole cast: as expected.

The addresses take a kind and a key, so the crawl of all addresses cannot know them. A picture is asked for by an old
address: whoever may see it is led to the present one (302).
"""

from collections.abc import Callable, Iterator

from flask import Flask
from flask.testing import FlaskClient

from nic.attachments import store
from nic.attachments.models import Attachment
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from tests.rules.snapshots import matches
from tests.world import CAST, World

OF_KIND: dict[str, tuple[str, ...]] = {
    "adopted_node": ("adopted",),
    "attachment": ("attachment", "attachment_of_circle", "attachment_unshared", "attachment_link"),
    "comment": ("comment_before", "comment", "comment_question"),
    "ballot": ("ballot",),
    "cause": ("root_cause", "network_cause"),
    "cycle": ("elm_cycle_doing", "elm_cycle_shared"),
    "cycle_data": ("cycle_data",),
    "cycle_question": ("cycle_question",),
    "cycle_task": ("cycle_task",),
    "evidence": ("evidence",),
    "evidence_note": ("evidence_note",),
    "finding": ("finding",),
    "fishbone": ("elm_fishbone", "network_fishbone"),
    "framework": ("framework",),
    "holiday": ("holiday",),
    "hub_answer": ("hub_answer",),
    "huddle_decision": ("elm_decision",),
    "invitation": ("invitation",),
    "log_entry": ("elm_log_entry",),
    "edition": ("edition",),
    "marking": ("marking",),
    "measure": ("definition", "team_definition"),
    "membership": ("membership_teacher", "membership_hub", "membership_district", "membership_foreign"),
    "network": ("network", "far_network"),
    "notice_setting": ("notice_setting",),
    "node": ("elm_idea", "network_idea", "network_draft"),
    "observation": ("observation",),
    "organization": ("elm", "north", "agency", "lake"),
    "part_value": ("part_value",),
    "person": ("person_teacher",),
    "problem": ("elm_problem", "network_problem"),
    "review": ("review",),
    "review_member": ("review_member",),
    "school_year": ("agency_year",),
    "series": ("series", "team_series"),
    "sign_in": ("sign_in",),
    "sign_in_link": ("sign_in_link",),
    "synthesis": ("synthesis", "synthesis_draft"),
    "skipped_period": ("skipped_period",),
    "team": ("elm_team", "pine_team"),
    "team_year": ("team_year",),
    "theory": ("elm_theory", "network_theory"),
    "theory_version": ("version_2", "elm_version"),
    "vote_round": ("round", "closed_round"),
    "value_file": ("value_file", "network_value_file"),
    "value_link": ("value_link",),
}
"""The world's things with which each kind's history is tried."""

TALKED_OF = {"cycle", "node", "problem", "synthesis"}
"""The kinds of which people talk."""

REMOVED_FROM = {"cycle"}
"""The kinds with a page on which words are removed for good."""

PICTURES = {
    "measure-chart": ("series", "team_series"),
    "measure-chart-all": ("series",),
    "ramp": ("elm_cycle", "elm_cycle_shared"),
    "pooled": ("definition", "team_definition"),
    "run-chart": ("series", "team_series"),
    "run-chart-all": ("series",),
    "sparkline": ("series", "team_series"),
    "theory": ("elm_theory", "network_theory"),
    "theory-changes": ("version_pair",),
    "theory-version": ("version_2", "elm_version"),
}


def _addresses(world: World) -> Iterator[tuple[str, str]]:
    for kind, names in sorted(OF_KIND.items()):
        for name in names:
            yield f"history of {kind} {name}", f"/history/{kind}/{world[name]}"
    for kind in sorted(TALKED_OF):
        for name in OF_KIND[kind]:
            yield f"comments on {kind} {name}", f"/comments/{kind}/{world[name]}"
            yield f"files of {kind} {name}", f"/attachments/{kind}/{world[name]}"
            yield f"asking on {kind} {name}", f"/comments/{kind}/{world[name]}/ask"
    for kind in sorted(REMOVED_FROM):
        for name in OF_KIND[kind]:
            yield f"removal of words of {kind} {name}", f"/removal/{kind}/{world[name]}"
    for name in OF_KIND["attachment"]:
        yield f"download of {name}", f"/attachments/{world[name]}/download"
    for kind, names in sorted(PICTURES.items()):
        for name in names:
            yield f"{kind} of {name}", f"/pictures/{kind}/{world[name]}/wide/light/{'0' * 20}.svg"


def test_everybody_gets_exactly_the_histories_and_pictures_that_are_theirs(
    app: Flask, world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    house = app.extensions["house"]
    assert {key for key, kind in house.subjects.items() if kind.talk is not None} == TALKED_OF
    assert {key for key, kind in house.subjects.items() if kind.removal is not None} == REMOVED_FROM
    untried = (house.subjects.keys() - OF_KIND.keys()) | (house.pictures.keys() - PICTURES.keys())
    assert not untried, f"name things of the test world for the new kinds, in this file: {sorted(untried)}"
    with app.app_context(), unit_of_work():
        _write_files()
        world["sign_in_link"] = _link(world["person_teacher"])
    clients = {name: client_for(name) for name in CAST}
    addresses = list(_addresses(world))
    width = max(len(name) for name, _ in addresses)
    lines = [f"{'':<{width}} " + " ".join(f"{name:>8}" for name in ("nobody", *clients)) + "\n"]
    for name, address in addresses:
        answers = [
            client.get(address, buffered=True).status_code
            for client in (app.test_client(), *clients.values())
        ]
        lines.append(f"{name:<{width}} " + " ".join(f"{answer:>8}" for answer in answers) + "\n")
    matches("crawl_things.txt", "".join(lines), "Somebody sees another history or picture than before.")


def _write_files() -> None:
    """The files of which the world has only the rows."""
    for row in db.session.query(Attachment).where(Attachment.stored.is_not(None)):
        path = store.path_of(row.stored)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-")


def _link(person_id: int) -> int:
    from nic.accounts.models import SignInLink

    link = SignInLink(person_id=person_id, secret_hash="z" * 64, expires_at=clock.now())
    db.session.add(link)
    db.session.flush()
    return link.id
