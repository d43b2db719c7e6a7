"""Names in a network."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_team_archived",
        "team",
        ["id"],
        sqlite_where=sa.text("archived_at IS NOT NULL"),
        postgresql_where=sa.text("archived_at IS NOT NULL"),
    )
    with op.batch_alter_table("network_team") as batch_op:
        batch_op.add_column(sa.Column("school_name", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("team_name", sa.String(length=200), nullable=True))
    op.execute(
        """
        UPDATE network_team SET
          school_name = (
            SELECT organization.name FROM team JOIN organization ON organization.id = team.school_id
            WHERE team.id = network_team.team_id
          ),
          team_name = (SELECT team.name FROM team WHERE team.id = network_team.team_id)
        """
    )
    with op.batch_alter_table("network_team") as batch_op:
        batch_op.alter_column("school_name", existing_type=sa.String(length=200), nullable=False)
        batch_op.alter_column("team_name", existing_type=sa.String(length=200), nullable=False)
    op.create_index(
        "ix_network_team_by_name",
        "network_team",
        ["network_id", "school_name", "team_name", "team_id"],
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_network_team_by_name", table_name="network_team")
    with op.batch_alter_table("network_team") as batch_op:
        batch_op.drop_column("team_name")
        batch_op.drop_column("school_name")
    op.drop_index("ix_team_archived", table_name="team")
