"""Syntheses: drafts are the hub's, published ones the network's; each rests on shared cycles and says its limits."""

import pytest

from nic.cycles import operations as cycles
from nic.cycles.models import Cycle
from nic.kernel.audit import entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.learning import operations, queries
from nic.learning.models import Synthesis
from nic.organizations.operations import remove_team
from nic.organizations.queries import load_network, load_team
from tests.world import CAST

READERS = {"hub", "coach", "lead", "teacher", "admin", "agency", "district", "school", "peer", "host"}


@pytest.fixture(autouse=True)
def _writing(context):
    with declare(Intent.WRITE):
        yield


def reads(scope, key):
    try:
        return queries.load_synthesis(scope, key) is not None
    except NotFoundInScope:
        return False


def test_who_reads_what(world, scope_for):
    for name in CAST:
        scope = scope_for(name)
        assert reads(scope, world["synthesis"]) == (name in READERS), name
        assert reads(scope, world["synthesis_draft"]) == (name == "hub"), name
        if name in READERS:
            seen = {each.synthesis.id for each in queries.learned_in(scope, world["network"])}
            drafts = {world["synthesis_draft"]} if name == "hub" else set()
            assert seen == {world["synthesis"]} | drafts, name


def test_it_rests_on_shared_cycles_of_the_network_only(world, scope_for):
    hub = scope_for("hub")
    network = load_network(hub, world["network"])
    for key in ("elm_cycle_closed", "elm_cycle_doing", "oak_cycle_doing"):
        with pytest.raises(DomainError, match="not shared with this network"):
            operations.draft_synthesis(hub, network, topic="cards", cycle_ids=[world[key]])
    cycles.share_cycle(scope_for("lead"), db.session.get_one(Cycle, world["elm_cycle_closed"]))
    made = operations.draft_synthesis(hub, network, topic="cards", cycle_ids=[world["elm_cycle_closed"]])
    assert [cycle.id for cycle in queries.cited_cycles(hub, made)] == [world["elm_cycle_closed"]]


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ({"claim": ""}, "Write what you learned"),
        ({"not_for": ""}, "Write for whom it did not work, or that nobody has seen that yet"),
        ({"cycle_ids": []}, "Choose at least one cycle"),
    ],
)
def test_what_is_published_says_what_it_rests_on_and_its_limits(world, scope_for, missing, why):
    hub = scope_for("hub")
    draft = queries.load_synthesis(hub, world["synthesis_draft"])
    texts = {name: getattr(draft, name) for name in operations.TEXTS}
    given = {"cycle_ids": draft.cycle_ids} | texts | missing
    operations.edit_synthesis(hub, draft, None, **given)
    with pytest.raises(DomainError, match=why):
        operations.publish_synthesis(hub, draft)
    published = queries.load_synthesis(hub, world["synthesis"])
    with pytest.raises(DomainError, match=why):
        operations.edit_synthesis(hub, published, None, **given)


def test_a_stale_form_is_refused_also_where_only_the_cycles_changed(world, scope_for):
    hub = scope_for("hub")
    draft = queries.load_synthesis(hub, world["synthesis_draft"])
    seen = draft.version
    operations.edit_synthesis(hub, draft, seen, cycle_ids=[], topic=draft.topic)
    db.session.flush()
    assert draft.version > seen
    with pytest.raises(StaleVersion):
        operations.edit_synthesis(hub, draft, seen, cycle_ids=[], topic="other")


def test_a_cycle_of_a_team_that_left_stays_cited(world, scope_for):
    hub = scope_for("hub")
    before = queries.load_synthesis(hub, world["synthesis"]).cycle_ids
    assert before == [world["elm_cycle_shared"]]
    network, team = load_network(hub, world["network"]), load_team(hub, world["elm_team"])
    remove_team(scope_for("admin"), network, team)
    db.session.expire_all()
    synthesis = queries.load_synthesis(hub, world["synthesis"])
    offered = {cycle.id for cycle in queries.citable_cycles(hub, network, synthesis.cycle_ids)}
    assert world["elm_cycle_shared"] not in offered
    operations.edit_synthesis(hub, synthesis, None, cycle_ids=[], topic="cards, still")
    assert synthesis.cycle_ids == before


def test_taken_back_put_away_and_brought_back(world, scope_for):
    hub, peer = scope_for("hub"), scope_for("peer")
    synthesis = queries.load_synthesis(hub, world["synthesis"])
    operations.archive_synthesis(hub, synthesis)
    assert not reads(peer, synthesis.id)
    operations.restore_synthesis(hub, synthesis)
    assert reads(peer, synthesis.id)
    operations.withdraw_synthesis(hub, synthesis)
    assert not reads(peer, synthesis.id)
    told = [entry.verb for entry in entries_for("synthesis", synthesis.id)]
    assert told == ["took back", "restored", "archived", "published", "drafted"]


def test_nobody_else_sees_a_draft_in_the_showcase(world, scope_for):
    hub = scope_for("hub")
    view = queries.showcase(hub, load_network(hub, world["network"]))
    assert [each.synthesis.id for each in view.learned] == [world["synthesis"]]
    assert db.session.get_one(Synthesis, world["synthesis_draft"]).published_at is None
