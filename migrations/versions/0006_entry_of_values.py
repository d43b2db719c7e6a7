"""Entry of values: what a grid saved, links for one value, files of values."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grid_save",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_grid_save_team_id_team")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name=op.f("fk_grid_save_saved_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_save")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_grid_save_client_uuid")),
    )
    op.create_index(op.f("ix_grid_save_team_id_saved_by_id_id"), "grid_save", ["team_id", "saved_by_id", "id"])
    op.create_table(
        "value_link",
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("observation_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_value_link_series_id_series")),
        sa.ForeignKeyConstraint(["part_id"], ["series_part.id"], name=op.f("fk_value_link_part_id_series_part")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_value_link_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_value_link_observation_id_observation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_value_link_secret_hash")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_value_link_client_uuid")),
    )
    op.create_index(op.f("ix_value_link_series_id_id"), "value_link", ["series_id", "id"])
    op.create_index(op.f("ix_value_link_observation_id"), "value_link", ["observation_id"])
    op.create_table(
        "value_file",
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("sent", "waiting", "loaded", "dropped", name="filestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("beside", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(team_id IS NULL) <> (network_id IS NULL)", name=op.f("ck_value_file_one_owner")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["person.id"], name=op.f("fk_value_file_uploaded_by_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_value_file_team_id_team")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_value_file_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_file")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_value_file_client_uuid")),
    )
    op.create_index(op.f("ix_value_file_team_id_id"), "value_file", ["team_id", "id"])
    op.create_index(op.f("ix_value_file_network_id_id"), "value_file", ["network_id", "id"])


def downgrade() -> None:
    op.drop_table("value_file")
    op.drop_table("value_link")
    op.drop_table("grid_save")
