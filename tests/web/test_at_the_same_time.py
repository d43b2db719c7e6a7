"""Two who act at the same instant: no rule is broken between them. On PostgreSQL nothing but locks holds this."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nic.accounts.models import Membership
from nic.cycles.models import Cycle
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.reviews.models import ReviewMember
from nic.theory import operations as theory
from nic.theory.models import NodeKind, NodeLink
from nic.theory.queries import load_theory
from tests.world import World

ClientFor = Callable[[str], FlaskClient]
SCOPE = System("test")


def at_once(*posts: tuple[FlaskClient, str, dict[str, object]]) -> list[int]:
    """Sends all at the same instant; their answers."""
    answers: list[int] = []
    start = Barrier(len(posts))

    def send(client: FlaskClient, address: str, words: dict[str, object]) -> None:
        start.wait()
        answers.append(client.post(address, data=words).status_code)

    threads = [Thread(target=send, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def count(*where: object) -> int:
    return db.session.scalar(select(func.count()).where(*where)) or 0  # type: ignore[arg-type]


def test_one_next_cycle_is_planned(app: Flask, world: World, client_for: ClientFor) -> None:
    cycle = world["elm_cycle_closed"]
    address = f"/teams/{world['elm_team']}/cycles/{cycle}/plan-next"
    clients = [client_for(name) for name in ("teacher", "lead", "teacher")]
    assert at_once(*((client, address, {}) for client in clients)) == [302, 302, 302]
    with app.app_context():
        assert count(Cycle.previous_id == cycle) == 1


def test_two_links_never_go_round_in_a_circle(app: Flask, world: World, client_for: ClientFor) -> None:
    with app.app_context(), unit_of_work():
        graph = load_theory(SCOPE, world["elm_theory"])
        first, second = (
            theory.add_node(
                SCOPE, graph, kind=NodeKind.SECONDARY_DRIVER, text=text, parent_ids=[world["elm_primary"]]
            ).id
            for text in ("one", "other")
        )
    answers = at_once(
        (client_for("teacher"), f"/theory/nodes/{first}/link", {"parent_id": second}),
        (client_for("lead"), f"/theory/nodes/{second}/link", {"parent_id": first}),
    )
    assert answers == [302, 422]
    with app.app_context():
        assert count(NodeLink.child_id.in_((first, second)), NodeLink.parent_id.in_((first, second))) == 1


@pytest.mark.parametrize(("second", "answers"), [("elm_secondary", [200, 200]), ("elm_idea", [200, 409])])
def test_two_who_reword_both_win_or_the_later_is_asked(
    app: Flask, world: World, client_for: ClientFor, second: str, answers: list[int]
) -> None:
    """On two lines of a theory both win; on the same line one is shown the other's words. Each is a step of its own."""
    with app.app_context():
        revision = load_theory(SCOPE, world["elm_theory"]).revision
    address = f"/theories/{world['elm_theory']}/steps"
    posts = [
        (
            client_for(name),
            address,
            {
                "act": "reword",
                "node_id": world[node],
                "version": 1,
                "text": f"{name}'s",
                "client_uuid": uuid4(),
            },
        )
        for name, node in (("teacher", "elm_idea"), ("lead", second))
    ]
    assert at_once(*posts) == answers
    with app.app_context():
        graph = load_theory(SCOPE, world["elm_theory"])
        assert graph.revision == revision + answers.count(200)
        assert sum(node.text.endswith("'s") for node in graph.nodes) == answers.count(200)


@pytest.fixture
def two_leads(app: Flask, world: World) -> list[int]:
    """The keys of the memberships of the Elm team's two leads."""
    with app.app_context(), unit_of_work():
        second = Membership(
            person_id=world["person_peer"],
            team_id=world["elm_team"],
            role=Role.TEAM_LEAD,
            started_on=date(2020, 1, 1),
        )
        db.session.add(second)
        db.session.flush()
        return [world["membership_lead"], second.id]


def test_a_team_keeps_a_lead(app: Flask, world: World, client_for: ClientFor, two_leads: list[int]) -> None:
    leaving = zip(("lead", "peer"), two_leads, strict=True)
    at_once(*((client_for(name), f"/memberships/{key}/leave", {}) for name, key in leaving))
    with app.app_context():
        standing = (Membership.id.in_(two_leads), Membership.ended_on.is_(None))
        assert count(*standing) == 1


def test_a_review_keeps_a_lead(app: Flask, world: World, client_for: ClientFor) -> None:
    with app.app_context(), unit_of_work():
        db.session.get_one(ReviewMember, world["review_member_neighbor"]).role = Role.REVIEW_LEAD
    leads = [world["review_member_neighbor"], world["review_member_chair"]]
    people = f"/reviews/{world['review']}/people"
    at_once(
        *(
            (client_for(name), f"{people}/{key}/end", {})
            for name, key in zip(("agency", "admin"), leads, strict=True)
        )
    )
    with app.app_context():
        assert count(ReviewMember.id.in_(leads), ReviewMember.ended_on.is_(None)) == 1
