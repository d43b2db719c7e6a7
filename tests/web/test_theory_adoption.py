"""Shared parts as people meet them."""

import pytest

from tests.filling import follow, press
from tests.pages import words


@pytest.fixture
def adopted(client_for, world):
    """Oak has adopted an idea with what it serves."""
    peer = client_for("peer")
    theory = peer.get(f"/teams/{world['oak_team']}/theory")
    choose = follow(peer, theory, "Adopt parts of it")
    return press(peer, choose, "Adopt what you chose", {"to test talk partners chosen by card": "yes"})


def test_a_team_adopts_parts_and_reads_what_is_shared(client_for, world, adopted):
    assert "Adopted, with the drivers above." in words(adopted)
    assert "talk partners chosen by card" in words(adopted)
    peer = client_for("peer")
    form = peer.get(f"/teams/{world['oak_team']}/theory/adopt/{world['network']}")
    assert "talk partners chosen by card adopted" in words(form)
    refused = press(peer, form, "Adopt what you chose")
    assert "Choose at least one part." in words(refused)
    shared = words(follow(peer, adopted, "What we share with the network"))
    assert "talk partners chosen by card the same words" in shared


def test_the_hub_accepts_and_declines_what_a_team_added(client_for, world, adopted):
    peer, hub = client_for("peer"), client_for("hub")
    for text in ("quiet corner cards", "a word of the day"):
        form = follow(
            peer, peer.get(f"/teams/{world['oak_team']}/theory"), "+ idea below Language is visible"
        )
        theory = press(peer, form, "Add", {"To test …": text})
    assert "quiet corner cards ours" in words(theory)
    added = hub.get(f"/networks/{world['network']}/theory/additions")
    assert "Oak · Oak team" in words(added)
    accept = follow(hub, added, "quiet corner cards")
    after = press(hub, accept, "Accept it")
    assert "Accepted into the draft." in words(after)
    assert "quiet corner cards" not in words(after)
    decline = follow(hub, after, "a word of the day")
    refused = press(hub, decline, "Leave it with the team")
    assert "Say why, in a word to the team." in words(refused)
    left = press(hub, refused, "Leave it with the team", {"Why not now?": "Two more cycles first."})
    assert "Left with their teams (2)" in words(left)
    shared = words(peer.get(f"/teams/{world['oak_team']}/theory/shared"))
    assert "quiet corner cards accepted, not published yet" in shared
    assert "The hub: Two more cycles first." in shared
    assert "quiet corner cards" in words(hub.get(f"/networks/{world['network']}/theory"))
    assert "quiet corner cards" not in words(peer.get(f"/networks/{world['network']}/theory"))


def test_a_reworded_part_is_told_and_taken(client_for, world, adopted):
    peer, hub = client_for("peer"), client_for("hub")
    form = hub.get(f"/theory/nodes/{world['network_shared_idea']}/edit")
    press(hub, form, "Save", {"To test …": "talk partners by lot"})
    publish = hub.get(f"/theories/{world['network_theory']}/publish")
    press(hub, publish, "Publish this version", {"Revised because": "Cards got lost."})
    theory = peer.get(f"/teams/{world['oak_team']}/theory")
    assert "The network has reworded 1 part since." in words(theory)
    shared = follow(peer, theory, "What we share with the network")
    assert "The network now says: talk partners by lot" in words(shared)
    taken = words(press(peer, shared, "Take the new words talk partners chosen by card"))
    assert "words now." in taken
    assert "talk partners by lot the same words" in taken


@pytest.mark.parametrize("name", ["teacher", "agency", "district", "school", "neighbor", "coach"])
def test_others_do_not_see_what_a_team_shares(client_for, world, adopted, name):
    client = client_for(name)
    assert client.get(f"/teams/{world['oak_team']}/theory/shared").status_code in (403, 404)
    assert client.get(f"/networks/{world['network']}/theory/additions").status_code in (403, 404)
