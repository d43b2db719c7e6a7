"""The demo story as it stands in the database."""

import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nic import create_app
from nic.accounts.models import Invitation, Person
from nic.cycles.models import Cycle, CycleState
from nic.cycles.queries import ideas_tested
from nic.demo.build import build
from nic.demo.places import PEOPLE, REASONING
from nic.demo.stage import DEMO
from nic.kernel import clock
from nic.kernel.application import Application
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.intent import Intent, declare
from nic.kernel.outbox import OutgoingMail
from nic.measures import totals
from nic.measures.models import MeasureDefinition, NetworkWeek, Observation
from nic.organizations.models import Network, Organization, OrganizationKind, Team
from nic.reviews.models import EvidenceItem, Finding, Review, ReviewStatus
from nic.settings import load_settings

RANDOM = {"secret_hash", "body", "password"}
"""Columns that differ from one build to the next."""
OF_SIGN_IN = {"sign_in", "sign_in_link", "rate_bucket"}


@pytest.fixture
def story(demo_app: Application) -> Iterator[Application]:
    with demo_app.app_context():
        yield demo_app
        db.session.remove()


def count(model: type[Any], *conditions: Any) -> int:
    return db.session.query(model).filter(*conditions).count()


def test_places_and_people(story: Application) -> None:
    kinds = Counter(row.kind for row in db.session.query(Organization))
    assert kinds == {OrganizationKind.AGENCY: 1, OrganizationKind.DISTRICT: 3, OrganizationKind.SCHOOL: 9}
    assert (count(Team), count(Network)) == (12, 2)
    assert {person.email for person in db.session.query(Person).filter(Person.password.is_not(None))} == {
        f"{plan.account}@demo.example" for plan in PEOPLE
    }


def test_forty_cycles_in_all_states(story: Application) -> None:
    states = Counter(cycle.state for cycle in db.session.query(Cycle))
    assert states.total() == 40
    assert set(states) == set(CycleState)


def test_a_teams_own_words_of_an_idea_stand_with_the_networks(story: Application) -> None:
    network = db.session.query(Network).filter_by(name=REASONING).one()
    ideas = {idea.text: idea for idea in ideas_tested(DEMO, network.id)}
    texts = [text.casefold() for text in ideas]
    assert len(texts) == len(set(texts))
    tested = ideas["sentence starters on every table"]
    assert tested.node is not None
    assert {"Grade 5 team", "Grade 6 team"} <= {tests.team.name for tests in tested.tests}


def test_nothing_happened_after_today_began(story: Application) -> None:
    now = clock.now()
    assert count(AuditEntry, AuditEntry.created_at > now) == 0
    assert count(Observation, Observation.recorded_at > now) == 0
    assert count(Cycle, Cycle.started_on > clock.today()) == 0


def test_totals_are_those_of_the_values(story: Application) -> None:
    for definition in db.session.query(MeasureDefinition):
        assert totals.differences(definition.id) == []
    assert count(NetworkWeek, NetworkWeek.stale) == 0
    assert count(Observation) > 700
    assert count(Observation, ~Observation.standing, Observation.set_aside_at.is_(None)) == 1


def test_the_review_is_in_draft(story: Application) -> None:
    assert db.session.query(Review).one().status is ReviewStatus.DRAFT
    assert (count(EvidenceItem), count(Finding)) == (60, 2)
    names = {person.name.split()[-1] for person in db.session.query(Person)}
    for item in db.session.query(EvidenceItem):
        assert not names & set(item.narrative.replace(",", " ").split()), "evidence names nobody"


def test_doors_are_open_and_mail_waits(story: Application) -> None:
    assert count(Invitation, Invitation.accepted_at.is_(None), Invitation.expires_at > clock.now()) == 3
    assert count(OutgoingMail, OutgoingMail.subject_kind == "invitation") == 2


def test_two_builds_on_a_day_are_the_same(story: Application, tmp_path: Path) -> None:
    first = content()
    settings = load_settings(
        {}, environment="test", data_dir=tmp_path, secret_key=secrets.token_hex(32), log_level="ERROR"
    )
    other = create_app(settings)
    with other.app_context():
        with declare(Intent.WRITE):
            db.create_all()
        build("another password")
        second = content()
        db.session.remove()
        db.engine.dispose()
    assert first.keys() == second.keys()
    for table in first:
        assert first[table] == second[table], table


def content() -> dict[str, list[str]]:
    """Every table's rows as texts, but for what is random."""
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name in OF_SIGN_IN:
            continue
        columns = [column for column in table.columns if column.name not in RANDOM]
        rows = db.session.execute(table.select().with_only_columns(*columns)).mappings()
        found[table.name] = sorted(repr(sorted(row.items())) for row in rows)
    return found


def test_mail_and_audit_carry_the_instants_of_the_story(story: Application) -> None:
    planned = db.session.query(AuditEntry).filter_by(verb="planned").order_by(AuditEntry.id).all()
    for entry in planned:
        cycle = db.session.get_one(Cycle, entry.subject_id)
        assert entry.created_at == cycle.created_at
    invited = db.session.query(OutgoingMail).filter_by(subject_kind="invitation")
    assert len({mail.created_at for mail in invited}) == 2
    asked = db.session.query(OutgoingMail).filter_by(subject_kind="comment")
    assert {mail.recipient for mail in asked} >= {"coach@demo.example"}
