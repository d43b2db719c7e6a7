"""Theory operations: each change of a theory as one step that can be undone; evidence of nodes, baseline of aims."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aim_baseline", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.alter_column("aim_baseline", existing_type=sa.Text(), server_default=None)
        batch_op.alter_column("revision", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.alter_column("evidence", existing_type=sa.Text(), server_default=None)
        batch_op.alter_column("is_withdrawn", existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        "theory_step",
        sa.Column("theory_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=True),
        sa.Column("verb", sa.String(length=200), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theory_id"], ["theory.id"], name=op.f("fk_theory_step_theory_id_theory")),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_theory_step_node_id_node")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_step")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_theory_step_client_uuid")),
    )
    with op.batch_alter_table("theory_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theory_step_theory_id_id"), ["theory_id", "id"], unique=False)

    with op.batch_alter_table("measure_definition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_definition_node_id"), ["node_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("measure_definition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_definition_node_id"))
    with op.batch_alter_table("theory_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theory_step_theory_id_id"))
    op.drop_table("theory_step")
    # What was withdrawn never counted; without the mark it stays archived, as it was.
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.drop_column("is_withdrawn")
        batch_op.drop_column("evidence")
    with op.batch_alter_table("theory", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("aim_baseline")
