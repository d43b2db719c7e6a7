"""Published versions of theories, what teams adopt from networks, the version that a cycle was planned on.

Every network's theory is published as it stands: its teams read it until now, and go on reading it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "aim",
    "primary_driver",
    "secondary_driver",
    "change_idea",
    name="nodekind",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    _versions()
    _adoption()
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theory_version_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_cycle_theory_version_id_theory_version"), "theory_version", ["theory_version_id"], ["id"]
        )
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("example", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.alter_column("example", existing_type=sa.String(length=200), server_default=None)
    _publish_what_networks_read()


def _versions() -> None:
    op.create_table(
        "theory_version",
        sa.Column("theory_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", sa.String(length=200), nullable=False),
        sa.Column("aim_for_whom", sa.Text(), nullable=False),
        sa.Column("aim_how_much", sa.Text(), nullable=False),
        sa.Column("aim_by_when", sa.Date(), nullable=True),
        sa.Column("aim_baseline", sa.Text(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theory_id"], ["theory.id"], name=op.f("fk_theory_version_theory_id_theory")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_theory_version_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_version")),
        sa.UniqueConstraint("theory_id", "number", name=op.f("uq_theory_version_theory_id_number")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_theory_version_client_uuid")),
    )
    op.create_table(
        "theory_version_node",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["theory_version.id"], name=op.f("fk_theory_version_node_version_id_theory_version")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_theory_version_node_node_id_node")),
        sa.PrimaryKeyConstraint("version_id", "node_id", name=op.f("pk_theory_version_node")),
    )
    with op.batch_alter_table("theory_version_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theory_version_node_node_id"), ["node_id"], unique=False)
    op.create_table(
        "theory_version_link",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["theory_version.id"], name=op.f("fk_theory_version_link_version_id_theory_version")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["node.id"], name=op.f("fk_theory_version_link_parent_id_node")),
        sa.ForeignKeyConstraint(["child_id"], ["node.id"], name=op.f("fk_theory_version_link_child_id_node")),
        sa.PrimaryKeyConstraint("version_id", "parent_id", "child_id", name=op.f("pk_theory_version_link")),
    )


def _adoption() -> None:
    op.create_table(
        "adopted_node",
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("shared_node_id", sa.Integer(), nullable=False),
        sa.Column("seen_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_adopted_node_node_id_node")),
        sa.ForeignKeyConstraint(["shared_node_id"], ["node.id"], name=op.f("fk_adopted_node_shared_node_id_node")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adopted_node")),
        sa.UniqueConstraint("node_id", name=op.f("uq_adopted_node_node_id")),
    )
    with op.batch_alter_table("adopted_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adopted_node_shared_node_id"), ["shared_node_id"], unique=False)
    op.create_table(
        "hub_answer",
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("accepted", "declined", name="answer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer = 'accepted' OR word <> ''", name=op.f("ck_hub_answer_declined_with_a_word")),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_hub_answer_node_id_node")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_hub_answer_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_answer")),
        sa.UniqueConstraint("node_id", "network_id", name=op.f("uq_hub_answer_node_id_network_id")),
    )
    with op.batch_alter_table("hub_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hub_answer_network_id"), ["network_id"], unique=False)


def _publish_what_networks_read() -> None:
    op.execute(
        """
        INSERT INTO theory_version
            (theory_id, number, reason, changes, aim_for_whom, aim_how_much, aim_by_when, aim_baseline, created_at)
        SELECT id, 1, '', '', aim_for_whom, aim_how_much, aim_by_when, aim_baseline, CURRENT_TIMESTAMP
        FROM theory WHERE network_id IS NOT NULL
        """
    )
    op.execute(
        """
        INSERT INTO theory_version_node (version_id, node_id, kind, text, note, evidence)
        SELECT theory_version.id, node.id, node.kind, node.text, node.note, node.evidence
        FROM theory_version JOIN node ON node.theory_id = theory_version.theory_id
        WHERE node.archived_at IS NULL
        """
    )
    op.execute(
        """
        INSERT INTO theory_version_link (version_id, parent_id, child_id, position)
        SELECT above.version_id, node_link.parent_id, node_link.child_id, node_link.position
        FROM node_link
        JOIN theory_version_node AS above ON above.node_id = node_link.parent_id
        JOIN theory_version_node AS beneath
            ON beneath.node_id = node_link.child_id AND beneath.version_id = above.version_id
        """
    )


def downgrade() -> None:
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.drop_column("example")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cycle_theory_version_id_theory_version"), type_="foreignkey")
        batch_op.drop_column("theory_version_id")
    with op.batch_alter_table("hub_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hub_answer_network_id"))
    op.drop_table("hub_answer")
    with op.batch_alter_table("adopted_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adopted_node_shared_node_id"))
    op.drop_table("adopted_node")
    op.drop_table("theory_version_link")
    with op.batch_alter_table("theory_version_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theory_version_node_node_id"))
    op.drop_table("theory_version_node")
    op.drop_table("theory_version")
