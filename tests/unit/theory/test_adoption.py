"""Teams adopt parts of a network's theory, keep their own, and the hub takes these in or leaves them."""

import pytest

from nic.kernel.audit import REDACTED, entries_for, redact
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope
from nic.kernel.intent import Intent, declare
from nic.kernel.scope import System
from nic.organizations.queries import load_team
from nic.theory import operations as theories
from nic.theory.adoption import operations, queries
from nic.theory.graph import in_order
from nic.theory.models import NodeKind
from nic.theory.queries import load_node, load_theory, theory_of_team
from nic.theory.versions.operations import publish_version
from tests.world import CAST


@pytest.fixture
def peer(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("peer")


def adopt(scope, world, *names, team="oak_team"):
    offer = queries.offer_of(scope, world[team], world["network"])
    return operations.adopt_parts(scope, offer, [world[name] for name in names])


def words_of(theory):
    return [node.text for node in in_order(theory)]


def part_of(scope, world, theory, name, team="oak_team"):
    parts = queries.shared_parts(scope, load_team(scope, world[team]), theory)
    return next(part for part in parts if part.adopted.shared_node_id == world[name])


def test_an_idea_brings_the_drivers_above_it(peer, world):
    theory = adopt(peer, world, "network_shared_idea")
    assert words_of(theory) == [
        "Reading network: students explain their reasoning aloud",
        "Students have words and pictures to reason with",
        "Language is visible in the room",
        "talk partners chosen by card",
    ]
    assert set(queries.origins_of(peer, theory).values()) == {"from the network"}
    more = adopt(peer, world, "network_other_primary")
    shared = next(node for node in more.nodes if node.text == "talk partners chosen by card")
    assert len(shared.parent_ids) == 1, (
        "the team chooses its own links; a driver that comes later takes none along"
    )


def test_a_part_with_the_same_words_becomes_the_adopted_one(scope_for, world):
    with declare(Intent.WRITE):
        teacher = scope_for("teacher")
        before = len(load_theory(teacher, world["elm_theory"]).nodes)
        theory = adopt(teacher, world, "network_secondary", team="elm_team")
        adopted = {each.node_id for each in queries.adopted_in(teacher, theory.id)}
        assert world["elm_secondary"] in adopted
        assert len(theory.nodes) <= before + 1


def test_choosing_nothing_is_told(peer, world):
    with pytest.raises(DomainError, match="Choose at least one part"):
        adopt(peer, world)
    with pytest.raises(DomainError, match="Choose at least one part"):
        adopt(peer, world, "network_draft")


def test_the_team_is_told_when_the_network_rewords_and_chooses(peer, scope_for, world):
    hub = scope_for("hub")
    theory = adopt(peer, world, "network_idea", "network_shared_idea")
    assert not part_of(peer, world, theory, "network_idea").is_reworded
    theories.reword_node(hub, load_node(hub, world["network_idea"]), None, "starters in two languages")
    db.session.flush()
    assert not part_of(peer, world, theory, "network_idea").is_reworded, "a draft is not told"
    publish_version(hub, load_theory(hub, world["network_theory"]), "Two languages are spoken.")
    part = part_of(peer, world, theory, "network_idea")
    assert part.is_reworded
    assert part.adopted.node.text == "sentence starters of Reading network"
    operations.keep_our_words(peer, part.adopted, part.words)
    assert not part_of(peer, world, theory, "network_idea").is_reworded
    operations.take_new_words(peer, part.adopted, part.words)
    assert part.adopted.node.text == "starters in two languages"


def test_what_the_network_takes_out_stays_with_the_team(peer, scope_for, world):
    hub = scope_for("hub")
    theory = adopt(peer, world, "network_idea")
    theories.archive_node(hub, load_node(hub, world["network_idea"]))
    publish_version(hub, load_theory(hub, world["network_theory"]), "It was never tested.")
    part = part_of(peer, world, theory, "network_idea")
    assert part.is_gone
    assert not part.adopted.node.is_archived


def local_idea(scope, world, theory, text="quiet corner cards"):
    driver = next(node for node in theory.nodes if node.text == "Language is visible in the room")
    return theories.add_node(
        scope, theory, kind=NodeKind.CHANGE_IDEA, text=text, parent_ids=[driver.id], note="From our room."
    )


def test_the_hub_accepts_an_addition_and_the_teams_part_stands_for_it(peer, scope_for, world):
    hub = scope_for("hub")
    theory = adopt(peer, world, "network_idea")
    idea = local_idea(peer, world, theory)
    assert queries.origins_of(peer, theory)[idea.id] == "ours"
    db.session.flush()
    addition = queries.load_addition(hub, world["network"], idea.id)
    parents = queries.shared_parents(hub, addition)
    assert parents == {world["network_secondary"]}
    shared = operations.accept_addition(hub, addition, text=idea.text, parent_ids=parents)
    assert shared.theory_id == world["network_theory"]
    assert shared.parent_ids == {world["network_secondary"]}
    assert shared.note == "From our room."
    assert queries.origins_of(peer, theory)[idea.id] == "from the network"
    assert idea.id not in [each.node.id for each in queries.additions_of(hub, addition.network)]
    part = next(
        each
        for each in queries.shared_parts(peer, load_team(peer, world["oak_team"]), theory)
        if each.adopted.node_id == idea.id
    )
    assert (part.words, part.is_gone, part.is_reworded) == (None, False, False)
    publish_version(hub, load_theory(hub, world["network_theory"]), "Oak found this.")
    assert queries.offer_of(peer, world["oak_team"], world["network"]).taken >= {shared.id}


def test_the_hub_declines_with_a_word_and_may_think_again(peer, scope_for, world):
    hub = scope_for("hub")
    theory = adopt(peer, world, "network_idea")
    idea = local_idea(peer, world, theory)
    db.session.flush()
    addition = queries.load_addition(hub, world["network"], idea.id)
    with pytest.raises(DomainError, match="Say why"):
        operations.decline_addition(hub, addition, " ")
    operations.decline_addition(hub, addition, "Let us see two more cycles.")
    assert queries.answers_to(peer, [idea.id])[0].word == "Let us see two more cycles."
    again = queries.load_addition(hub, world["network"], idea.id)
    assert again.answer.answer.value == "declined"
    operations.accept_addition(hub, again, text="quiet corner cards")
    assert queries.answers_to(peer, [idea.id])[0].answer.value == "accepted"


def test_only_the_hub_sees_what_teams_added(peer, scope_for, world):
    theory = adopt(peer, world, "network_idea")
    idea = local_idea(peer, world, theory)
    db.session.flush()
    sees = []
    for name in CAST:
        scope = scope_for(name)
        try:
            queries.load_addition(scope, world["network"], idea.id)
        except NotFoundInScope:
            continue
        sees.append(name)
    assert sees == ["hub", "peer"], (
        "the team itself reads its own part; the page asks for the hub's permission"
    )


def test_a_team_without_adopted_parts_has_no_additions(scope_for, world):
    hub = scope_for("hub")
    from nic.organizations.queries import load_network

    assert all(
        each.team.id != world["oak_team"]
        for each in queries.additions_of(hub, load_network(hub, world["network"]))
    )


def test_a_text_taken_out_of_the_shared_part_is_taken_out_of_what_teams_keep(peer, scope_for, world):
    theory = adopt(peer, world, "network_idea")
    node = load_node(System("a test"), world["network_idea"])
    words = node.text
    redact(scope_for("admin"), node, "text", "It named a student.")
    (adopted,) = (
        each for each in queries.adopted_in(peer, theory.id) if each.shared_node_id == world["network_idea"]
    )
    assert adopted.seen_text == REDACTED
    told = entries_for("adopted_node", adopted.id)
    assert told
    assert not any(words in str([entry.before, entry.after]) for entry in told)


def test_adopting_is_one_step_and_its_undo_takes_it_back(peer, scope_for, world):
    from nic.theory.diagrams.undoing.operations import undo_last

    adopt(peer, world, "network_idea")
    theory = theory_of_team(peer, world["oak_team"])
    undo_last(peer, theory)
    theory = theory_of_team(peer, world["oak_team"])
    assert len(words_of(theory)) == 1
    assert (
        queries.shared_parts(peer, load_team(peer, world["oak_team"]), theory)[0].adopted.node.kind
        is NodeKind.AIM
    )
    again = adopt(peer, world, "network_idea")
    assert "sentence starters of Reading network" in words_of(again)
