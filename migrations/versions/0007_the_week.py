"""The week."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_address", sa.Text(), nullable=True))

    op.create_table(
        "notice_setting",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind("noticekind", "reminder", "digest"), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6 AND hour BETWEEN 0 AND 23", name=op.f("ck_notice_setting_day_and_hour")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_setting_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_setting")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_notice_setting_person_id_kind")),
    )
    op.create_table(
        "notice_turn",
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome", _kind("outcome", "waiting", "sent", "nothing", "quiet", "stopped"), nullable=False
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["setting_id"], ["notice_setting.id"], name=op.f("fk_notice_turn_setting_id_notice_setting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_turn")),
        sa.UniqueConstraint("setting_id", "week_start", name=op.f("uq_notice_turn_setting_id_week_start")),
    )
    op.create_table(
        "received_parcel",
        sa.Column("mark", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_version", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_received_parcel_person_id_person")
        ),
        sa.PrimaryKeyConstraint("mark", "person_id", name=op.f("pk_received_parcel")),
    )
    with op.batch_alter_table("received_parcel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_received_parcel_person_id"), ["person_id"], unique=False)

    op.create_table(
        "skipped_period",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("reason", _kind("skipreason", "holiday", "not_measured"), nullable=False),
        sa.Column("skipped_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_skipped_period_series_id_series")
        ),
        sa.ForeignKeyConstraint(
            ["skipped_by_id"], ["person.id"], name=op.f("fk_skipped_period_skipped_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skipped_period")),
    )
    with op.batch_alter_table("skipped_period", schema=None) as batch_op:
        batch_op.create_index(
            "uq_skipped_period_now",
            ["series_id", "period_start"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "huddle_decision",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_huddle_decision_team_id_team")),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_huddle_decision_noted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_huddle_decision")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_huddle_decision_client_uuid")),
    )
    with op.batch_alter_table("huddle_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_huddle_decision_team_id_decided_on"), ["team_id", "decided_on"], unique=False
        )

    op.create_table(
        "team_year",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_year_team_id_team")),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["person.id"], name=op.f("fk_team_year_begun_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_year")),
        sa.UniqueConstraint("team_id", "starts_on", name=op.f("uq_team_year_team_id_starts_on")),
    )


def downgrade() -> None:
    for table in (
        "team_year",
        "huddle_decision",
        "skipped_period",
        "received_parcel",
        "notice_turn",
        "notice_setting",
    ):
        op.drop_table(table)
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_column("stop_address")
