"""Measures grown up: wordings of a definition, parts and groups of a series, what is set on its chart.

Way down: the new tables and columns go, with what they hold; every value stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIVE = {"sqlite_where": sa.text("archived_at IS NULL"), "postgresql_where": sa.text("archived_at IS NULL")}
INSTANT = sa.DateTime(timezone=True)


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


ORIGIN = _kind("origin", "log", "grid", "file", "link", "api", "parts", "import", "demo")


def upgrade() -> None:
    _columns()
    _editions()
    _parts()
    _markings()
    _part_values()


def _columns() -> None:
    """New columns of known tables; each is filled for the rows that are there, and has no default afterwards."""
    added = {
        "measure_definition": [("population", sa.Text(), ""), ("edition", sa.Integer(), "1")],
        "series": [
            ("version", sa.Integer(), "1"),
            ("parts_by", _kind("partsby", "nobody", "member", "class"), "nobody"),
            ("breakdown", _kind("breakdown", "none", "grade", "student_group"), "none"),
            ("edition", sa.Integer(), "1"),
        ],
        "series_state": [("markings", sa.JSON(), "[]"), ("stale", sa.Boolean(), sa.false())],
    }
    for table, columns in added.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind, filled in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=filled))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind, _ in columns:
                batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    with op.batch_alter_table("series_state", schema=None) as batch_op:
        batch_op.create_index(
            "ix_series_state_stale",
            ["series_id"],
            unique=False,
            sqlite_where=sa.text("stale = 1"),
            postgresql_where=sa.text("stale"),
        )


def _editions() -> None:
    op.create_table(
        "definition_edition",
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operational_definition", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["measure_definition.id"],
            name=op.f("fk_definition_edition_definition_id_measure_definition"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_definition_edition_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition_edition")),
        sa.UniqueConstraint(
            "definition_id", "number", name=op.f("uq_definition_edition_definition_id_number")
        ),
    )


def _parts() -> None:
    op.create_table(
        "series_part",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("purpose", _kind("partpurpose", "sum", "group"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "person_id IS NULL OR purpose = 'sum'", name=op.f("ck_series_part_groups_are_not_people")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_series_part_person_id_person")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_part_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_part")),
    )
    with op.batch_alter_table("series_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_part_series_id"), ["series_id"], unique=False)
        batch_op.create_index(
            "uq_series_part_live", ["series_id", "purpose", "name"], unique=True, **LIVE
        )


def _markings() -> None:
    op.create_table(
        "series_marking",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _kind("markingkind", "baseline", "phase", "exclusion", "note", "kept"),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(kind = 'baseline') = (ends_on IS NOT NULL)", name=op.f("ck_series_marking_only_baselines_end")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_marking_series_id_series")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name=op.f("fk_series_marking_set_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_marking")),
    )
    with op.batch_alter_table("series_marking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_marking_series_id"), ["series_id"], unique=False)
        batch_op.create_index(
            "uq_series_marking_live", ["series_id", "kind", "starts_on"], unique=True, **LIVE
        )


def _part_values() -> None:
    op.create_table(
        "part_value",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("origin", ORIGIN, nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("set_aside_at", INSTANT, nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "denominator IS NULL OR denominator > 0", name=op.f("ck_part_value_denominator_positive")
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["series_part.id"], name=op.f("fk_part_value_part_id_series_part")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_part_value_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_part_value_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_value")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_part_value_client_uuid")),
    )
    with op.batch_alter_table("part_value", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_part_value_series_id_period_start"), ["series_id", "period_start"], unique=False
        )
        batch_op.create_index(
            "uq_part_value_standing",
            ["part_id", "period_start"],
            unique=True,
            sqlite_where=sa.text("standing = 1"),
            postgresql_where=sa.text("standing"),
        )


def downgrade() -> None:
    op.execute("UPDATE observation SET origin = 'log' WHERE origin NOT IN ('log', 'import', 'demo')")
    for table in ("part_value", "series_marking", "series_part", "definition_edition"):
        op.drop_table(table)
    with op.batch_alter_table("series_state", schema=None) as batch_op:
        batch_op.drop_index("ix_series_state_stale")
        batch_op.drop_column("stale")
        batch_op.drop_column("markings")
    with op.batch_alter_table("series", schema=None) as batch_op:
        for name in ("edition", "breakdown", "parts_by", "version"):
            batch_op.drop_column(name)
    with op.batch_alter_table("measure_definition", schema=None) as batch_op:
        for name in ("edition", "population"):
            batch_op.drop_column(name)
