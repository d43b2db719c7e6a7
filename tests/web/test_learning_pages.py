"""What networks learned, as people meet it: syntheses, the change package, who tried this, search, showcase."""

import pytest

from nic.cycles import operations as cycles
from nic.cycles.models import Cycle, Decision
from nic.cycles.queries import load_cycle_in_circle
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Observation
from tests.filling import follow, press
from tests.pages import words
from tests.world import scope_of

READERS = ("hub", "coach", "lead", "peer", "district", "school", "host", "agency", "admin")


def of_network(world, page):
    return f"/networks/{world['network']}/{page}"


def test_the_hub_writes_publishes_and_takes_back_a_synthesis(client_for, world):
    hub, peer = client_for("hub"), client_for("peer")
    form = follow(hub, hub.get(of_network(world, "learned")), "Write a synthesis")
    refused = press(hub, form, "Save the draft", {"What did you learn?": "Cards help."})
    assert "Write what you learned about." in words(refused)
    assert "Cards help." in refused.text
    page = press(hub, refused, "Save the draft", {"What did you learn about?": "word cards"})
    assert "Only the hub sees it until you publish it." in words(page)
    refused = press(hub, page, "Publish to the network")
    assert refused.status_code == 422
    assert "Write for whom it did not work, or that nobody has seen that yet." in words(refused)
    assert "word cards" not in words(peer.get(of_network(world, "learned")))
    form = follow(hub, refused, "Edit")
    fields = {"For whom did it not work?": "Newcomers.", "To test talk partners": "yes"}
    page = press(hub, form, "Save", fields)
    page = press(hub, page, "Publish to the network")
    assert "Published. The network reads it now." in words(page)
    page = follow(peer, peer.get(of_network(world, "learned")), "What we learned about word cards")
    assert "Newcomers." in words(page)
    assert "Elm, Elm team · one class, one week “Words that students chose are used.”" in words(page)
    assert "Edit" not in words(page)
    page = press(peer, page, "Send the comment", {"I wonder …": "And in writing?"})
    assert "And in writing?" in words(page)
    address = page.request.path
    press(hub, hub.get(address), "Make it a draft again")
    assert peer.get(address).status_code == 404


def test_an_empty_network_teaches(client_for, world):
    page = words(client_for("foreign").get(f"/networks/{world['far_network']}/learned"))
    assert "The hub has not published what the network learned yet." in page
    page = words(client_for("foreign").get(f"/networks/{world['far_network']}/change-package"))
    assert "No team has shared a cycle yet." in page
    assert client_for("foreign").get(f"/networks/{world['far_network']}/showcase").status_code == 200


def abandon_another(app, world):
    """Elm shares the cycle that it had adapted; Oak abandons the network's idea and shares that."""
    with app.app_context(), unit_of_work():
        cycles.share_cycle(scope_of(world, "lead"), db.session.get_one(Cycle, world["elm_cycle_closed"]))
        peer = scope_of(world, "peer")
        cycle = load_cycle_in_circle(peer, world["oak_cycle_doing"])
        fields = {"results": "Three of 24.", "learned": "Cards alone change nothing."}
        abandon = {"decision": Decision.ABANDON, "decision_detail": "Nobody used them."}
        cycles.finish_cycle(peer, cycle, None, **abandon, **fields)
        cycles.share_cycle(peer, cycle)


def test_the_change_package_shows_failures_beside_successes(app, client_for, world):
    abandon_another(app, world)
    for who in READERS:
        page = words(client_for(who).get(of_network(world, "change-package")))
        assert "To test talk partners chosen by card 1 team: 1 adopted, 1 adapted, 0 abandoned." in page, who
        assert (
            "To test sentence starters of Reading network 1 team: 0 adopted, 0 adapted, 1 abandoned." in page
        )
        assert "“Cards alone change nothing.”" in page
        assert "1 more cycle not shared" in page
        assert ("Explain their reasoning: " in page) == (who != "host"), who
    hub = client_for("hub")
    page = press_filter(hub, world, decision="abandon")
    assert "sentence starters of Reading network" in page
    assert "talk partners" not in page
    assert "talk partners" in press_filter(hub, world, school=world["elm"])
    assert "No idea has all of this." in press_filter(hub, world, school=world["elm"], search="nothing")
    assert "talk partners" not in press_filter(hub, world, search="change nothing")


def press_filter(client, world, **asked):
    return words(client.get(of_network(world, "change-package"), query_string=asked))


@pytest.mark.parametrize("who", ["neighbor", "chair", "outsider", "foreign"])
def test_others_open_none_of_it(client_for, world, who):
    client = client_for(who)
    for page in ("learned", "change-package", "who-tried?idea=x", "showcase"):
        assert client.get(of_network(world, page)).status_code == 404
    assert client.get(f"/syntheses/{world['synthesis']}").status_code == 404
    assert "No cycle that was shared with you" in words(client.get("/search?search=partners"))


def test_a_small_group_is_not_told_in_the_change_package(app, client_for, world):
    with app.app_context(), unit_of_work():
        for observation in db.session.query(Observation).filter_by(series_id=world["series"]):
            observation.denominator = 9
            observation.n = 9
    told = "Explain their reasoning: values from 10 or fewer people are not shown outside the team."
    assert told in words(client_for("agency").get(of_network(world, "change-package")))
    assert told not in words(client_for("teacher").get(of_network(world, "change-package")))


def test_who_tried_this_is_reached_from_the_idea(app, client_for, world):
    peer = client_for("peer")
    page = follow(peer, peer.get(f"/theory/nodes/{world['network_shared_idea']}"), "Who tried this in")
    assert "To test talk partners chosen by card 1 team, by school: 1 adopted" in words(page)
    assert "Elm, Elm team" in words(page)
    untold = words(peer.get(of_network(world, "who-tried?idea=sentence starters of Reading network")))
    assert "Nobody has shared a cycle on this idea yet. There are 2 that are not shared." in untold
    page = peer.get(of_network(world, "who-tried?idea=word walls"))
    assert "with exactly these words: “word walls”" in words(page)


def test_search_finds_and_filters(client_for, world):
    peer = client_for("peer")
    assert "Type what you would like to try" in words(peer.get("/search"))
    page = words(peer.get("/search?search=talking+partner"))
    assert "No cycle that was shared with you has all of these words: “talking partner”." not in page
    assert "1 shared cycle, those that say it most first. To test talk partners" in page
    assert "No cycle that was shared" in words(peer.get("/search?search=partner&decision=abandon"))
    assert "1 shared cycle" in words(peer.get(f"/search?search=partner&network={world['network']}"))
    for odd in ("?search=%00&network=x&decision=y", "?search=%27%22%28&network=99999999999999"):
        assert peer.get(f"/search{odd}").status_code == 200


def test_the_showcase_says_what_was_learned_and_tried_and_no_draft(app, client_for, world):
    abandon_another(app, world)
    for who in READERS:
        page = words(client_for(who).get(of_network(world, "showcase")))
        assert "About starters (synthesis)" in page
        assert "starters (synthesis draft)" not in page
        assert "For whom it did not work. Newcomers: two classes saw no difference." in page
        assert "What we tried: 1 adopted, 1 adapted, 1 abandoned" in page
