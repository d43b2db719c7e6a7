"""The audit: what changed, by whom; append-only; a removed text is gone everywhere."""

import pytest
from sqlalchemy import select

from nic.kernel import audit
from nic.kernel.database import db
from nic.kernel.outbox import OutgoingMail, queue_mail
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.organizations.models import Network, Team


def _newest() -> audit.AuditEntry:
    return db.session.scalars(select(audit.AuditEntry).order_by(audit.AuditEntry.id.desc()).limit(1)).one()


def test_a_change_is_told_with_the_values_before_and_after(context, world, scope_for) -> None:
    scope = scope_for("lead")
    with unit_of_work():
        team = db.session.get_one(Team, world["elm_team"])
        team.name = "Grade 6 team"
        audit.record(scope, "renamed", team)
    entry = _newest()
    assert (entry.before, entry.after) == ({"name": "Elm team"}, {"name": "Grade 6 team"})
    assert entry.actor_id == world["person_lead"]
    assert entry.agency_id == world["agency"]


def test_a_new_row_has_only_an_after(context, world) -> None:
    with unit_of_work():
        network = Network(name="Writing network", agency_id=world["agency"])
        audit.record(System("test"), "made", network, details={"from": "a test"})
    entry = _newest()
    assert entry.subject_id == network.id
    assert entry.before == {}
    assert entry.after == {"name": "Writing network", "from": "a test"}
    assert entry.actor_label == "test"


def test_an_entry_can_be_neither_changed_nor_removed(context, world) -> None:
    with unit_of_work():
        team = db.session.get_one(Team, world["elm_team"])
        team.name = "Other"
        audit.record(System("test"), "renamed", team)
    for spoil in (lambda e: setattr(e, "verb", "never"), db.session.delete):
        with pytest.raises(RuntimeError, match="append-only"), unit_of_work():
            spoil(db.session.scalars(select(audit.AuditEntry)).first())


def test_redact_blanks_the_text_in_the_row_the_audit_and_the_mail(context, world, scope_for) -> None:
    secret = "a name that must not stand here"
    with unit_of_work():
        network = db.session.get_one(Network, world["network"])
        network.purpose = secret
        audit.record(scope_for("hub"), "described", network)
        network.purpose = f"{secret}, again"
        audit.record(scope_for("hub"), "described", network)
        queue_mail("a@test.example", "News", secret, subject_kind="network", subject_id=network.id)
    with unit_of_work():
        network = db.session.get_one(Network, world["network"])
        audit.redact(scope_for("admin"), network, "purpose", "it named a student")
    db.session.expire_all()
    entries = audit.entries_for("network", world["network"])
    everything = str([(e.before, e.after) for e in entries]) + network.purpose
    everything += str(db.session.scalars(select(OutgoingMail.body)).all())
    assert secret not in everything
    assert entries[0].reason == "it named a student"


def test_only_texts_that_the_kind_offers_can_be_removed(context, world) -> None:
    network = db.session.get_one(Network, world["network"])
    with pytest.raises(ValueError, match="no text called name"):
        audit.redact(System("test"), network, "name", "why not")
