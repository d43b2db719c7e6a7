"""One commit, in one place."""

import pytest
from sqlalchemy import func, select

from nic.kernel import transactions
from nic.kernel.database import db
from nic.kernel.errors import DomainError, SlowWorkInTransaction, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.organizations.models import Network, Team


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Network)) or 0


def test_a_unit_of_work_keeps_all_or_nothing(context, world) -> None:
    before = count()
    with pytest.raises(KeyError), transactions.unit_of_work():
        db.session.add(Network(name="A", agency_id=world["agency"]))
        transactions.flush()
        raise KeyError
    assert count() == before
    with transactions.unit_of_work():
        db.session.add(Network(name="A", agency_id=world["agency"]))
    assert count() == before + 1


def test_a_broken_constraint_becomes_the_sentence_registered_for_it(app, context, world) -> None:
    app.extensions["house"].add_constraint(
        "uq_network_agency_id_name", "name", "Another network has this name."
    )
    with pytest.raises(DomainError, match="Another network") as caught, transactions.unit_of_work():
        db.session.add(Network(name="Reading network", agency_id=world["agency"]))
        transactions.flush()
    assert caught.value.field == "name"


def test_a_stale_version_is_refused_with_the_stored_texts(context, world) -> None:
    team = db.session.get_one(Team, world["elm_team"])
    transactions.check_version(team, team.version, {})
    transactions.check_version(team, None, {})
    with pytest.raises(StaleVersion) as caught:
        transactions.check_version(team, team.version - 1, {"name": team.name})
    assert caught.value.current == {"name": "Elm team"}


def test_slow_work_is_refused_only_while_a_write_is_open(context) -> None:
    transactions.refuse_slow_work("drawing")
    with declare(Intent.READ):
        count()
    transactions.refuse_slow_work("drawing")
    db.session.rollback()
    with pytest.raises(SlowWorkInTransaction, match="hashing"), transactions.unit_of_work():
        count()
        transactions.refuse_slow_work("hashing")


def test_a_read_ends_before_slow_work_and_keeps_what_it_loaded(context, world) -> None:
    with transactions.reading():
        team = db.session.get_one(Team, world["elm_team"])
    assert not db.session().in_transaction()
    assert team.name == "Elm team"


def test_pause_never_splits_a_write(context, world) -> None:
    with transactions.unit_of_work():
        count()
        transactions.pause()
        db.session.add(Network(name="B", agency_id=world["agency"]))
        with pytest.raises(RuntimeError, match="two transactions"):
            transactions.pause()
        transactions.flush()
        with pytest.raises(RuntimeError, match="two transactions"):
            transactions.pause()
        with pytest.raises(RuntimeError, match="two transactions"), transactions.reading():
            count()
