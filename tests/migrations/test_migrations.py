"""Migrations: the models are what they make, and they go up, down and up again with data in the tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from nic import create_app
from nic.cycles.events import CycleShared
from nic.cycles.models import Cycle, CycleData, CycleQuestion
from nic.kernel.application import Application
from nic.kernel.database import db
from nic.kernel.schema import current_revision, is_ours, is_up_to_date, migration_config
from nic.kernel.transactions import unit_of_work
from nic.learning.full_text import FULL_TEXT
from nic.learning.jobs import keep_shared_words
from nic.learning.models import CycleText
from nic.settings import load_settings
from tests.databases import TestDatabase
from tests.world import build_world


@pytest.fixture
def empty(tmp_path: Path, worker_id: str) -> Iterator[Application]:
    """An app on a database without any table."""
    database = TestDatabase(tmp_path, f"{worker_id}_migrations")
    app = create_app(
        load_settings(
            {},
            environment="test",
            data_dir=tmp_path / "instance",
            database_url=database.url,
            secret_key="x" * 40,
            https=False,
            log_level="ERROR",
        )
    )
    with app.app_context():
        yield app
    database.drop(app)


def _tables() -> set[str]:
    names = inspect(db.engine).get_table_names()
    return {name for name in names if is_ours(None, name)} - {"alembic_version"}


def _counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(db.select(db.func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }


def test_the_models_are_what_the_migrations_make(empty: Application) -> None:
    upgrade()
    assert is_up_to_date()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_ours}
        )
        differences = compare_metadata(context, db.metadata)
    assert not differences, f"write a migration ('nic db revision TITLE'): {differences}"


def test_down_and_up_again_with_data_in_the_tables(empty: Application) -> None:
    upgrade()
    with unit_of_work():
        build_world()
    counts = _counts()
    assert counts["person"] > 10
    steps = list(ScriptDirectory.from_config(migration_config()).walk_revisions())
    for step in steps[:-1]:
        downgrade(revision=step.down_revision)
        below = _tables()
        upgrade()
        found = _counts()
        lost = {name for name in below if found[name] != counts[name]}
        assert not lost, f"{step.revision} loses rows on its way down and up"
        counts = found
    downgrade(revision="base")
    assert _tables() == set()
    upgrade()
    assert set(_counts().values()) == {0}


def test_the_search_in_full_text_is_what_the_migration_makes(empty: Application) -> None:
    script = ScriptDirectory.from_config(migration_config()).get_revision("0009")
    assert script is not None
    assert script.module.FULL_TEXT == FULL_TEXT


def _kept_words() -> dict[int, tuple[str, list[str]]]:
    with db.engine.connect() as connection:
        rows = connection.execute(db.select(CycleText.cycle_id, CycleText.idea, CycleText.words)).all()
    return {cycle_id: (idea, sorted(words.split())) for cycle_id, idea, words in rows}


def test_the_words_of_cycles_that_were_shared_before_are_kept(empty: Application) -> None:
    upgrade()
    with unit_of_work():
        world = build_world()
        cycle = db.session.get_one(Cycle, world["elm_cycle_shared"])
        for number in (1, 2):
            asked = CycleQuestion(cycle=cycle, question=f"Who speaks? {number}", position=number)
            db.session.add_all([asked, CycleData(cycle=cycle, what=f"tally {number}", position=number)])
        db.session.flush()
        keep_shared_words(CycleShared(cycle.id))
    kept = _kept_words()
    assert {"tally", "speaks?"} <= set(kept[world["elm_cycle_shared"]][1])
    downgrade(revision="0008")
    upgrade()
    assert _kept_words() == kept


def test_migrations_stand_in_one_line(empty: Application) -> None:
    scripts = ScriptDirectory.from_config(migration_config())
    assert len(scripts.get_heads()) == 1
    numbers = sorted(step.revision for step in scripts.walk_revisions())
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
    assert current_revision() is None
