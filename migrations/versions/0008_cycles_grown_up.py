"""Cycles: learning questions, co-authors, how far a test reaches, and rows that stay when they are taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REACHES = sa.Enum(
    "group", "class", "classes", "grade", "school", "schools", name="reach", native_enum=False, length=40
)
ANSWERS = sa.Enum("yes", "partly", "no", "unclear", name="answer", native_enum=False, length=40)
IN_WORDS = (
    ("schools", "%schools%"),
    ("school", "%school%"),
    ("grade", "%grade%"),
    ("classes", "%classes%"),
    ("class", "%class%"),
    ("class", "%homeroom%"),
    ("group", "%group%"),
    ("group", "%students%"),
    ("group", "%families%"),
)
"""How far a test reached, as its scale was written; the first that fits."""


def upgrade() -> None:
    with op.batch_alter_table("cycle", schema=None) as batch:
        batch.add_column(sa.Column("cloned_from_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reach", REACHES, nullable=True))
        batch.add_column(sa.Column("participants", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("context", sa.Text(), nullable=False, server_default=""))
        batch.create_foreign_key(op.f("fk_cycle_cloned_from_id_cycle"), "cycle", ["cloned_from_id"], ["id"])
        batch.create_index(op.f("ix_cycle_cloned_from_id"), ["cloned_from_id"], unique=False)
    with op.batch_alter_table("cycle", schema=None) as batch:
        batch.alter_column("participants", server_default=None)
        batch.alter_column("context", server_default=None)
    cycle = sa.table("cycle", sa.column("reach", sa.String()), sa.column("scale", sa.Text()))
    for reach, words in IN_WORDS:
        fits = sa.func.lower(cycle.c.scale).like(words)
        op.execute(cycle.update().where(cycle.c.reach.is_(None), fits).values(reach=reach))
    for table in ("cycle_task", "cycle_data"):
        with op.batch_alter_table(table, schema=None) as batch:
            batch.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "cycle_author",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_author_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cycle_author_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_author")),
        sa.UniqueConstraint("cycle_id", "person_id", name=op.f("uq_cycle_author_cycle_id_person_id")),
    )
    with op.batch_alter_table("cycle_author", schema=None) as batch:
        batch.create_index(op.f("ix_cycle_author_person_id"), ["person_id"], unique=False)
    op.create_table(
        "cycle_question",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("prediction", sa.Text(), nullable=False),
        sa.Column("data_to_collect", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("matched", ANSWERS, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_question_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_question")),
    )
    with op.batch_alter_table("cycle_question", schema=None) as batch:
        batch.create_index(op.f("ix_cycle_question_cycle_id"), ["cycle_id"], unique=False)


def downgrade() -> None:
    op.drop_table("cycle_question")
    op.drop_table("cycle_author")
    for table in ("cycle_task", "cycle_data"):
        with op.batch_alter_table(table, schema=None) as batch:
            batch.drop_column("removed_at")
    with op.batch_alter_table("cycle", schema=None) as batch:
        batch.drop_index(op.f("ix_cycle_cloned_from_id"))
        batch.drop_constraint(op.f("fk_cycle_cloned_from_id_cycle"), type_="foreignkey")
        for name in ("context", "participants", "reach", "cloned_from_id"):
            batch.drop_column(name)
