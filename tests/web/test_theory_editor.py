"""The editor of a theory as the page's script and as people without it use it: small acts, conflicts, undo, polling."""

import re
import uuid

import pytest
from sqlalchemy import event

from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures.models import MeasureDefinition
from nic.theory import operations
from nic.theory.adoption.models import AdoptedNode
from nic.theory.models import Node, NodeKind
from nic.theory.queries import load_theory
from nic.theory.versions.operations import publish_version
from nic.web import pictures
from tests.filling import press
from tests.pages import words
from tests.world import scope_of


@pytest.fixture
def steps(world):
    """Sends an act as the page's script does."""

    def send(client, act, **fields):
        sent = {"act": act, "client_uuid": str(uuid.uuid4())} | fields
        return client.post(f"/theories/{world['elm_theory']}/steps", data=sent)

    return send


def now(client, world, since=-1):
    return client.get(f"/theories/{world['elm_theory']}/now?since={since}")


def version_of(client, world, node):
    """The version of a node as the page has it."""
    page = client.get(f"/teams/{world['elm_team']}/theory").get_data(as_text=True)
    return page.split(f'data-node="{world[node]}" data-version="')[1].split('"')[0]


def test_a_line_is_added_reworded_moved_and_archived(client_for, world, steps):
    teacher = client_for("teacher")
    added = steps(
        teacher,
        "add",
        kind="change_idea",
        parent_id=world["elm_secondary"],
        beside_id=world["elm_idea"],
        text="to test train staff",
    ).get_json()
    assert "reads like a task" in added["hint"]
    outline = added["outline"]
    assert outline.index("sentence starters") < outline.index("train staff") < outline.index("talk partners")
    node = {"node_id": added["node"], "parent_id": world["elm_secondary"]}
    version = steps(teacher, "reword", **node, version=added["version"], text="cards").get_json()["version"]
    moved = steps(teacher, "place", **node, version=version, beside_id=world["elm_idea"]).get_json()
    assert moved["outline"].index("cards") < moved["outline"].index("sentence starters")
    lifted = steps(teacher, "out", **node, version=moved["version"]).get_json()
    assert 'data-kind="secondary_driver" data-label="secondary driver" data-text="cards"' in lifted["outline"]
    gone = steps(teacher, "archive", **node, version=lifted["version"]).get_json()
    assert "cards" not in gone["outline"]
    back = steps(teacher, "undo").get_json()
    assert back["said"] == "Undone: archived “cards”"
    assert "cards" in back["outline"]
    assert "cards" not in steps(teacher, "redo").get_json()["outline"]


def test_what_is_sent_twice_is_done_once(client_for, world, steps):
    teacher, mark = client_for("teacher"), str(uuid.uuid4())
    sent = {"kind": "primary_driver", "text": "Time is kept", "client_uuid": mark}
    first, second = (steps(teacher, "add", **sent).get_json() for _ in range(2))
    assert first["node"] == second["node"]
    assert second["outline"].count("Time is kept") == first["outline"].count("Time is kept")


def test_two_on_different_lines_both_win(client_for, world, steps):
    teacher, lead = client_for("teacher"), client_for("lead")
    versions = [version_of(teacher, world, name) for name in ("elm_idea", "elm_secondary")]
    one = steps(teacher, "reword", node_id=world["elm_idea"], version=versions[0], text="cards on tables")
    other = steps(lead, "reword", node_id=world["elm_secondary"], version=versions[1], text="Words hang here")
    assert (one.status_code, other.status_code) == (200, 200)
    outline = now(teacher, world).get_json()["outline"]
    assert "cards on tables" in outline
    assert "Words hang here" in outline


def test_the_later_on_the_same_line_is_shown_both(client_for, world, steps):
    teacher, lead = client_for("teacher"), client_for("lead")
    version = version_of(teacher, world, "elm_idea")
    sent = {"node_id": world["elm_idea"], "version": version}
    steps(teacher, "reword", **sent, text="cards on tables")
    refused = steps(lead, "reword", **sent, text="starters on paper")
    assert refused.status_code == 409
    told = refused.get_json()
    assert told["text"] == "cards on tables"
    assert "starters on paper" not in now(lead, world).get_json()["outline"]
    chosen = steps(lead, "reword", **sent | {"version": told["version"]}, text="starters on paper")
    assert "starters on paper" in chosen.get_json()["outline"]


def test_a_line_that_was_moved_meanwhile_is_not_moved_again_unseen(client_for, world, steps):
    teacher, lead = client_for("teacher"), client_for("lead")
    sent = {
        "node_id": world["elm_idea"],
        "parent_id": world["elm_secondary"],
        "version": version_of(teacher, world, "elm_idea"),
    }
    assert steps(teacher, "under", **sent, to_id=world["elm_other_primary"]).status_code == 200
    refused = steps(lead, "under", **sent, to_id=world["elm_primary"])
    assert refused.status_code == 409
    assert refused.get_json()["parents"] == [world["elm_other_primary"]]


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("under", {"node": "elm_primary", "to": "elm_secondary"}, "would go round in a circle"),
        ("in", {"node": "elm_idea", "parent": "elm_secondary"}, "Nothing stands above it"),
        ("out", {"node": "elm_primary", "parent": "elm_aim"}, "stands the aim only"),
        ("link", {"node": "elm_idea", "to": "elm_shared_idea"}, "cannot serve the change idea"),
        ("archive", {"node": "elm_aim"}, "cannot be archived"),
        ("serve", {"node": "elm_primary"}, "serves the aim and nothing else"),
        ("add", {}, "Say on which level"),
        ("reword", {"node": "network_idea"}, "not there any more"),
        ("undo everything", {}, "not known here"),
    ],
)
def test_what_the_rules_refuse_is_told_in_a_sentence(client_for, world, steps, act, fields, sentence):
    keys = {f"{name}_id": world[value] for name, value in fields.items()}
    refused = steps(client_for("teacher"), act, **keys, text="words")
    assert refused.status_code == 422
    assert sentence in refused.get_json()["said"]


def test_who_only_reads_takes_no_step(client_for, world, steps):
    assert steps(client_for("coach"), "undo").status_code == 403
    assert (
        "data-node="
        not in client_for("coach")
        .get(f"/teams/{world['elm_team']}/theory")
        .get_data(as_text=True)
        .split("data-picture")[0]
    )


def test_the_page_asks_what_changed_and_gets_little_where_nothing_did(client_for, world, steps):
    teacher, lead = client_for("teacher"), client_for("lead")
    revision = now(lead, world).get_json()["revision"]
    assert now(lead, world, revision).status_code == 204
    steps(teacher, "reword", node_id=world["elm_idea"], text="cards on tables")
    told = now(lead, world, revision).get_json()
    assert told["said"] == ["Teacher Person reworded “cards on tables”"]
    assert f'data-node="{world["elm_idea"]}"' in told["picture"]
    assert "cards on" in told["picture"]


def test_undo_and_redo_without_a_script(client_for, world):
    teacher = client_for("teacher")
    node = teacher.get(f"/theory/nodes/{world['elm_idea']}")
    press(teacher, node, "Archive")
    page = teacher.get(f"/teams/{world['elm_team']}/theory")
    undone = press(teacher, page, "Undo")
    assert "Undone: archived “sentence starters of Elm team”" in words(undone)
    assert "Archived (1)" not in words(undone)
    assert "Done again" in words(press(teacher, undone, "Redo"))
    lead = client_for("lead")
    page = lead.get(f"/teams/{world['elm_team']}/theory")
    assert "There is nothing of yours to undo." in words(press(lead, page, "Undo"))
    taken_back = press(lead, page, "Undo archived “sentence starters of Elm team”")
    assert "Undone: archived" in words(taken_back)
    assert "undone" in words(taken_back)


def test_an_idea_becomes_a_driver_without_a_script(client_for, world):
    teacher = client_for("teacher")
    page = press(
        teacher, teacher.get(f"/theory/nodes/{world['elm_shared_idea']}"), "Make it a secondary driver"
    )
    assert "This is a secondary driver now." in words(page)
    assert "Tertiary driver" in words(page)


def test_two_who_link_the_same_node_meet_the_conflict_page(client_for, world):
    teacher, lead = client_for("teacher"), client_for("lead")
    address = f"/theory/nodes/{world['elm_idea']}"
    first, second = teacher.get(address), lead.get(address)
    press(teacher, first, "Unlink from Language is visible in the room")
    refused = press(lead, second, "Link", {"It is safe to be wrong": "yes"})
    assert refused.status_code == 409
    assert "Link" in words(lead.get(address))


def test_the_aim_says_where_it_starts(client_for, world):
    lead = client_for("lead")
    form = lead.get(f"/theories/{world['elm_theory']}/aim")
    page = press(lead, form, "Save the aim", {"Where do you start?": "34% in September", "How much?": "60%"})
    assert "60%" in words(page)
    assert "(we started at 34% in September)" in words(page)


def test_evidence_stands_on_the_page_of_a_node(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(f"/theory/nodes/{world['elm_secondary']}/edit")
    page = press(teacher, form, "Save", {"What speaks for it?": "A tally in three lessons."})
    assert "A tally in three lessons." in words(page)


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_diagram_is_taken_away(client_for, world, kind, begins):
    answer = client_for("coach").get(f"/theories/{world['elm_theory']}/diagram?format={kind}")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert f"driver-diagram.{kind}" in answer.headers["Content-Disposition"]


def test_another_format_is_not_there(client_for, world):
    assert client_for("coach").get(f"/theories/{world['elm_theory']}/diagram?format=exe").status_code == 404


# ---- eighty nodes ----


def grown(world, size=80):
    """The Elm theory with so many nodes, some of them shared."""
    scope = scope_of(world, "teacher")
    theory = load_theory(scope, world["elm_theory"])
    drivers = [
        operations.add_node(
            scope,
            theory,
            kind=NodeKind.SECONDARY_DRIVER,
            text=f"driver {number}",
            parent_ids=[world["elm_primary"]],
        )
        for number in range(20)
    ]
    for number in range(size - len(theory.nodes)):
        served = {drivers[number % 20].id, drivers[number * 7 % 20].id}
        operations.add_node(
            scope, theory, kind=NodeKind.CHANGE_IDEA, text=f"idea number {number}", parent_ids=served
        )
    return theory


@pytest.fixture
def drawn(monkeypatch):
    """The files of the pictures that are drawn from now on."""
    paths = []
    keep = pictures._keep
    monkeypatch.setattr(pictures, "_keep", lambda path, draw: (paths.append(path), keep(path, draw)))
    return paths


@pytest.fixture
def statements(app):
    """The statements that are sent to the database."""
    found = []

    def count(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    yield found
    event.remove(engine, "before_cursor_execute", count)


def test_eighty_nodes_open_in_fifteen_queries_and_are_drawn_once(client_for, world, app, drawn, statements):
    teacher = client_for("teacher")
    with app.app_context(), unit_of_work():
        assert len(grown(world).nodes) == 80
    for _ in range(2):
        statements.clear()
        page = teacher.get(f"/teams/{world['elm_team']}/theory")
        assert page.get_data(as_text=True).count('data-node="') > 160
        assert len(statements) <= 15, "\n".join(statements)
    assert len(drawn) == 1
    again = teacher.get(f"/theories/{world['elm_theory']}/now?since=-1").get_json()
    assert again["picture"].count("data-node=") == 80
    assert len(drawn) == 1


def test_eighty_published_nodes_open_in_fifteen_queries_and_are_drawn_once(
    client_for, world, app, drawn, statements
):
    teacher = client_for("teacher")
    with app.app_context(), unit_of_work():
        version = publish_version(scope_of(world, "teacher"), grown(world), "It has grown.")
        version_id, before = version.id, version.number - 1
    for address in (f"/theory/versions/{version_id}", f"/theory/versions/{version_id}/compare/{before}"):
        drawn.clear()
        for _ in range(2):
            statements.clear()
            page = teacher.get(address).get_data(as_text=True)
            assert page.count("idea number") >= 60
            assert len(statements) <= 15, "\n".join(statements)
            picture = re.search(r'"(/pictures/[^"]+/wide/light/[^"]+)"', page)[1]
            assert teacher.get(picture).status_code == 200
        assert len(drawn) == 1


def test_a_node_shows_the_measures_that_show_it(client_for, world, app):
    with app.app_context(), unit_of_work():
        db.session.get_one(MeasureDefinition, world["team_definition"]).node_id = world["elm_secondary"]
    page = words(client_for("teacher").get(f"/theory/nodes/{world['elm_secondary']}"))
    assert "Measures" in page


def test_what_a_team_adopted_and_its_aim_show_the_networks_measures(client_for, world, app):
    with app.app_context(), unit_of_work():
        definition = db.session.get_one(MeasureDefinition, world["definition"])
        shared = db.session.get_one(Node, world["network_primary"])
        db.session.add(
            AdoptedNode(node_id=world["elm_primary"], shared_node_id=shared.id, seen_text=shared.text)
        )
        definition.node_id = shared.id
        name, network_aim = definition.name, load_theory(scope_of(world, "hub"), shared.theory_id).aim.id
        elm_aim = load_theory(scope_of(world, "teacher"), world["elm_theory"]).aim.id
    teacher = client_for("teacher")
    assert name in words(teacher.get(f"/theory/nodes/{world['elm_primary']}"))
    assert name not in words(teacher.get(f"/theory/nodes/{world['elm_secondary']}"))
    assert name not in words(teacher.get(f"/theory/nodes/{elm_aim}"))
    with app.app_context(), unit_of_work():
        db.session.get_one(MeasureDefinition, world["definition"]).node_id = network_aim
    shown = words(teacher.get(f"/theory/nodes/{elm_aim}"))
    assert name in shown
    assert "Where it starts" in shown
