"""Comments, attachments, and what networks learned."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("comment", "question", "answer", name="commentkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("wonder", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("circle_only", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'answer') = (answers_id IS NOT NULL)", name=op.f("ck_comment_answers_something")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["organization.id"], name=op.f("fk_comment_agency_id_organization")),
        sa.ForeignKeyConstraint(["answers_id"], ["comment.id"], name=op.f("fk_comment_answers_id_comment")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_comment_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_comment_client_uuid")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_subject_kind_subject_id_id"), ["subject_kind", "subject_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_comment_team_id_kind_answered_at"), ["team_id", "kind", "answered_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_comment_answers_id"), ["answers_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("stored", sa.String(length=200), nullable=True),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("circle_only", sa.Boolean(), nullable=False),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("link = '' OR stored IS NULL", name=op.f("ck_attachment_a_link_or_a_file")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_attachment_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_attachment_author_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_attachment_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_attachment_client_uuid")),
        sa.UniqueConstraint("stored", name=op.f("uq_attachment_stored")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_subject_kind_subject_id_id"),
            ["subject_kind", "subject_id", "id"],
            unique=False,
        )

    op.create_table(
        "synthesis",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("not_for", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_synthesis_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_synthesis_author_id_person")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_synthesis_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis")),
    )
    with op.batch_alter_table("synthesis", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_synthesis_network_id_published_at"), ["network_id", "published_at"], unique=False
        )
    op.create_table(
        "synthesis_cycle",
        sa.Column("synthesis_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_synthesis_cycle_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["synthesis_id"], ["synthesis.id"], name=op.f("fk_synthesis_cycle_synthesis_id_synthesis")
        ),
        sa.PrimaryKeyConstraint("synthesis_id", "cycle_id", name=op.f("pk_synthesis_cycle")),
    )
    with op.batch_alter_table("synthesis_cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_synthesis_cycle_cycle_id"), ["cycle_id"], unique=False)
    op.create_table(
        "cycle_text",
        sa.Column("cycle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_text_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_cycle_text")),
    )
    dialect = op.get_bind().dialect.name
    for statement in FULL_TEXT[dialect]:
        op.execute(statement)
    joined = "group_concat" if dialect == "sqlite" else "string_agg"
    op.execute(KEEP_WORDS.format(line="\n", joined=joined))


FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE cycle_text_fts USING fts5(idea, words, content='cycle_text',"
        " content_rowid='cycle_id', tokenize='porter unicode61 remove_diacritics 2')",
        "INSERT INTO cycle_text_fts(cycle_text_fts, rank) VALUES('rank', 'bm25(4.0, 1.0)')",
        "CREATE TRIGGER cycle_text_fts_added AFTER INSERT ON cycle_text BEGIN"
        " INSERT INTO cycle_text_fts(rowid, idea, words) VALUES (new.cycle_id, new.idea, new.words); END",
        "CREATE TRIGGER cycle_text_fts_removed AFTER DELETE ON cycle_text BEGIN"
        " INSERT INTO cycle_text_fts(cycle_text_fts, rowid, idea, words)"
        " VALUES ('delete', old.cycle_id, old.idea, old.words); END",
        "CREATE TRIGGER cycle_text_fts_changed AFTER UPDATE ON cycle_text BEGIN"
        " INSERT INTO cycle_text_fts(cycle_text_fts, rowid, idea, words)"
        " VALUES ('delete', old.cycle_id, old.idea, old.words);"
        " INSERT INTO cycle_text_fts(rowid, idea, words) VALUES (new.cycle_id, new.idea, new.words); END",
    ),
    "postgresql": (
        "CREATE INDEX ix_cycle_text_fts ON cycle_text USING gin"
        " ((setweight(to_tsvector('english', idea), 'A') || setweight(to_tsvector('english', words), 'B')))",
    ),
}
KEEP_WORDS = (
    "INSERT INTO cycle_text (cycle_id, idea, words) SELECT id, idea_text, scale || '{line}' || test_description"
    " || '{line}' || goal || '{line}' || how_we_will_know || '{line}' || prediction || '{line}' || what_happened"
    " || '{line}' || what_surprised || '{line}' || results || '{line}' || learned || '{line}' || decision_detail"
    " || '{line}' || coalesce((SELECT {joined}(question || '{line}' || cycle_question.prediction || '{line}'"
    " || data_to_collect || '{line}' || result, '{line}') FROM cycle_question"
    " WHERE cycle_question.cycle_id = cycle.id AND cycle_question.removed_at IS NULL), '')"
    " || '{line}' || coalesce((SELECT {joined}(what, '{line}') FROM cycle_data"
    " WHERE cycle_data.cycle_id = cycle.id AND cycle_data.removed_at IS NULL), '')"
    " FROM cycle WHERE shared_at IS NOT NULL"
)
"""The words of the cycles that are shared already."""


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE cycle_text_fts")
    for name in ("cycle_text", "synthesis_cycle", "synthesis"):
        op.drop_table(name)
    op.drop_table("attachment")
    op.drop_table("comment")
