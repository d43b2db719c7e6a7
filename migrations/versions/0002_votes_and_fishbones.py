"""Votes and fishbones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _grow_problems()
    _make_votes()
    _make_fishbones()


def _grow_problems() -> None:
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.alter_column(
            "parked_because", new_column_name="status_reason", existing_type=sa.Text(), existing_nullable=False
        )
        batch_op.add_column(sa.Column("scope_note", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("right_size", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("proposed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.alter_column("scope_note", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        batch_op.alter_column("right_size", server_default=None, existing_type=sa.JSON(), existing_nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_problem_proposed_by_id_person"), "person", ["proposed_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_problem_merged_into_id_problem"), "problem", ["merged_into_id"], ["id"]
        )
        batch_op.create_check_constraint(batch_op.f("ck_problem_not_into_itself"), "merged_into_id <> id")
        batch_op.create_index(batch_op.f("ix_problem_merged_into_id"), ["merged_into_id"], unique=False)


def _make_votes() -> None:
    op.create_table(
        "vote_round",
        sa.Column("vote_kind", sa.String(length=200), nullable=False),
        sa.Column("ground_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("dots_each", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots_each BETWEEN 1 AND 20", name=op.f("ck_vote_round_some_dots")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_vote_round_agency_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_round")),
    )
    with op.batch_alter_table("vote_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vote_round_vote_kind_ground_id"), ["vote_kind", "ground_id"], unique=False
        )
        batch_op.create_index(
            "uq_vote_round_open",
            ["vote_kind", "ground_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
    op.create_table(
        "ballot",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ballot_person_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_ballot_round_id_vote_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_ballot_round_id_person_id")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_person_id"), ["person_id"], unique=False)
    op.create_table(
        "ballot_dots",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_ballot_dots_at_least_one")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_dots_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "subject_id", name=op.f("pk_ballot_dots")),
    )
    with op.batch_alter_table("ballot_dots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_dots_subject_id"), ["subject_id"], unique=False)


def _make_fishbones() -> None:
    op.create_table(
        "fishbone",
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column(
            "category_set",
            sa.Enum("school", "work", "own", name="categoryset", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_fishbone_problem_id_problem")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fishbone")),
        sa.UniqueConstraint("problem_id", name=op.f("uq_fishbone_problem_id")),
    )
    op.create_table(
        "cause",
        sa.Column("fishbone_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Double(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_root", sa.Boolean(), nullable=False),
        sa.Column("within_control", sa.Boolean(), nullable=False),
        sa.Column("driver_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_cause_not_itself")),
        sa.ForeignKeyConstraint(["driver_id"], ["node.id"], name=op.f("fk_cause_driver_id_node")),
        sa.ForeignKeyConstraint(["fishbone_id"], ["fishbone.id"], name=op.f("fk_cause_fishbone_id_fishbone")),
        sa.ForeignKeyConstraint(["parent_id"], ["cause.id"], name=op.f("fk_cause_parent_id_cause")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_cause_client_uuid")),
    )
    with op.batch_alter_table("cause", schema=None) as batch_op:
        for column in ("driver_id", "fishbone_id", "parent_id"):
            batch_op.create_index(batch_op.f(f"ix_cause_{column}"), [column], unique=False)
    op.create_table(
        "evidence_note",
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("cause_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.String(length=200), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(problem_id IS NULL) <> (cause_id IS NULL)", name=op.f("ck_evidence_note_about_one_thing")
        ),
        sa.CheckConstraint(
            "(source_kind IS NULL) = (source_id IS NULL)", name=op.f("ck_evidence_note_whole_source")
        ),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_evidence_note_cause_id_cause")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_evidence_note_problem_id_problem")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_note")),
    )
    with op.batch_alter_table("evidence_note", schema=None) as batch_op:
        for column in ("cause_id", "problem_id"):
            batch_op.create_index(batch_op.f(f"ix_evidence_note_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("evidence_note", "cause", "fishbone", "ballot_dots", "ballot", "vote_round"):
        op.drop_table(table)
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_merged_into_id"))
        batch_op.drop_constraint(batch_op.f("ck_problem_not_into_itself"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_problem_merged_into_id_problem"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_problem_proposed_by_id_person"), type_="foreignkey")
        for column in ("merged_at", "merged_into_id", "proposed_by_id", "right_size", "scope_note"):
            batch_op.drop_column(column)
        batch_op.alter_column(
            "status_reason", new_column_name="parked_because", existing_type=sa.Text(), existing_nullable=False
        )
