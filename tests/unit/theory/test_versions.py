"""Versions: published whole, with a reason, never changed; drafts stay with those who write them."""

from uuid import uuid4

import pytest

from nic.cycles.operations import plan_cycle
from nic.kernel.audit import REDACTED, entries_for, redact
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope
from nic.kernel.intent import Intent, declare
from nic.kernel.scope import System
from nic.organizations.queries import load_team
from nic.theory import operations as theories
from nic.theory.plain import plain_of
from nic.theory.queries import load_node, load_theory
from nic.theory.versions import operations, published, queries
from tests.world import CAST

READERS = ["admin", "agency", "district", "school", "hub", "coach", "lead", "teacher", "peer", "host"]


@pytest.fixture
def hub(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("hub")


def test_a_version_keeps_the_theory_as_it_was(hub, world):
    theory = load_theory(hub, world["network_theory"])
    version = operations.publish_version(hub, theory, "We know more.")
    assert version.number == 3
    assert queries.content_of(version) == plain_of(theory)
    kept = plain_of(theory)
    theories.reword_node(hub, load_node(hub, world["network_idea"]), None, "other words")
    theories.archive_node(hub, load_node(hub, world["network_secondary"]))
    db.session.flush()
    db.session.expire_all()
    assert queries.content_of(queries.load_version(hub, version.id)) == kept
    assert entries_for("theory_version", version.id)[0].reason == "We know more."


def test_a_revision_needs_a_reason_and_something_new(hub, world):
    theory = load_theory(hub, world["network_theory"])
    with pytest.raises(DomainError, match="Say why you revised it"):
        operations.publish_version(hub, theory, "  ")
    operations.publish_version(hub, theory, "The draft is ready.")
    with pytest.raises(DomainError, match="Nothing has changed since version 3"):
        operations.publish_version(hub, theory, "Again.")


def test_what_a_device_sends_twice_is_published_once(hub, world):
    theory = load_theory(hub, world["network_theory"])
    mark = uuid4()
    first = operations.publish_version(hub, theory, "Once.", mark)
    assert operations.publish_version(hub, theory, "Once.", mark).id == first.id


def test_what_changed_is_counted_when_it_is_published(hub, world):
    assert queries.load_version(hub, world["version_2"]).changes == "1 reworded."
    assert queries.load_version(hub, world["version_1"]).changes == ""


@pytest.mark.parametrize("name", sorted(CAST))
def test_a_draft_is_never_seen_outside_the_circle_and_the_published_version_is(scope_for, world, name):
    scope = scope_for(name)
    for draft in ("network_draft",):
        if name == "hub":
            assert load_node(scope, world[draft]).text == "A thought of the hub alone"
            continue
        with pytest.raises(NotFoundInScope):
            published.load_node(scope, world[draft])
    if name not in READERS:
        with pytest.raises(NotFoundInScope):
            queries.load_version(scope, world["version_2"])
        return
    content = queries.content_of(queries.load_version(scope, world["version_2"]))
    assert world["network_draft"] not in content.nodes
    assert content.nodes[world["network_primary"]].text == "Students have words and pictures to reason with"


def test_a_reworded_draft_is_read_as_it_was_published(hub, scope_for, world):
    idea = load_node(hub, world["network_idea"])
    before = idea.text
    theories.reword_node(hub, idea, None, "words of the draft")
    db.session.flush()
    team = load_team(scope_for("teacher"), world["elm_team"])
    offered = {node.id: node.text for node in queries.change_ideas(scope_for("teacher"), team)}
    assert offered[idea.id] == before
    assert dict(queries.published_words(world["network"]))[idea.id] == before
    db.session.expire_all()
    draft = load_node(hub, world["network_draft"])
    assert queries.in_readable_words(scope_for("peer"), [draft]) == {draft.id: False}
    assert draft.text == "(not published)"


def test_a_cycle_remembers_the_version_it_was_planned_on(hub, scope_for, world):
    teacher = scope_for("teacher")
    team = load_team(teacher, world["elm_team"])
    idea = next(node for node in queries.change_ideas(teacher, team) if node.id == world["network_idea"])
    planned = plan_cycle(teacher, team, change_idea=idea)
    assert planned.theory_version_id == world["version_2"]
    assert plan_cycle(teacher, team, idea_text="our own words").theory_version_id == world["elm_version"]
    operations.publish_version(hub, load_theory(hub, world["network_theory"]), "A third.")
    assert planned.theory_version_id == world["version_2"]


def test_a_text_that_is_taken_out_is_taken_out_of_every_version(hub, world):
    scope = System("a test")
    redact(scope, load_node(scope, world["network_primary"]), "text", "It named a student.")
    db.session.flush()
    for name in ("version_1", "version_2"):
        rows = {row.node_id: row.text for row in queries.load_version(scope, world[name]).nodes}
        assert rows[world["network_primary"]] == REDACTED


def test_a_teams_versions_stay_in_its_circle(scope_for, world):
    readers = []
    for name in CAST:
        try:
            queries.load_version(scope_for(name), world["elm_version"])
        except NotFoundInScope:
            continue
        readers.append(name)
    assert readers == ["hub", "coach", "lead", "teacher"]
