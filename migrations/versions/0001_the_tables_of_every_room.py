"""The tables of every room."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=True),
        sa.Column("verb", sa.String(length=200), nullable=False),
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("request_id", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_subject_kind_subject_id_id"),
            ["subject_kind", "subject_id", "id"],
            unique=False,
        )

    op.create_table(
        "framework",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("findings_per_kind", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("name", "edition", name=op.f("uq_framework_name_edition")),
    )
    op.create_table(
        "job",
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_done_at_run_at"), ["done_at", "run_at"], unique=False)

    op.create_table(
        "organization",
        sa.Column(
            "kind",
            sa.Enum("agency", "district", "school", name="organizationkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "district_kind",
            sa.Enum(
                "supervisory union",
                "supervisory district",
                "district",
                name="districtkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'agency') = (parent_id IS NULL)", name=op.f("ck_organization_only_agencies_stand_alone")
        ),
        sa.CheckConstraint(
            "kind IN ('agency', 'district', 'school')", name=op.f("ck_organization_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_organization_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organization.id"], name=op.f("fk_organization_parent_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint(
            "agency_id", "kind", "source_id", name=op.f("uq_organization_agency_id_kind_source_id")
        ),
        sa.UniqueConstraint("parent_id", "name", name=op.f("uq_organization_parent_id_name")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_path"), ["path"], unique=False)
        batch_op.create_index(
            "uq_organization_agency_name",
            ["name"],
            unique=True,
            sqlite_where=sa.text("kind = 'agency'"),
            postgresql_where=sa.text("kind = 'agency'"),
        )

    op.create_table(
        "outgoing_mail",
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", "kept", name="mailstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("subject_kind", sa.String(length=200), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_mail_state_id"), ["state", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_subject_kind_subject_id"),
            ["subject_kind", "subject_id"],
            unique=False,
        )

    op.create_table(
        "person",
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_person_fs_uniquifier")),
    )
    op.create_table(
        "rate_bucket",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("refilled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_bucket")),
        sa.UniqueConstraint("key", name=op.f("uq_rate_bucket_key")),
    )
    op.create_table(
        "sent_form",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_form")),
    )
    op.create_table(
        "agency_totals",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("networks", sa.Integer(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column("active_teams", sa.Integer(), nullable=False),
        sa.Column("running_cycles", sa.Integer(), nullable=False),
        sa.Column("closed_cycles", sa.Integer(), nullable=False),
        sa.Column("adopted", sa.Integer(), nullable=False),
        sa.Column("adapted", sa.Integer(), nullable=False),
        sa.Column("abandoned", sa.Integer(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("series_better", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_agency_totals_agency_id_organization")
        ),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_agency_totals")),
    )
    op.create_table(
        "domain",
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_domain_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_domain_framework_id_position")),
    )
    op.create_table(
        "holiday",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_holiday_in_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_holiday_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
    )
    with op.batch_alter_table("holiday", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_holiday_organization_id_starts_on"), ["organization_id", "starts_on"], unique=False
        )

    op.create_table(
        "instrument",
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "source_kind",
            sa.Enum(
                "document",
                "interview",
                "observation",
                "tour",
                name="sourcekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_instrument_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint(
            "framework_id", "name", "edition", name=op.f("uq_instrument_framework_id_name_edition")
        ),
    )
    op.create_table(
        "network",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_network_agency_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_network_agency_id_name")),
    )
    op.create_table(
        "review",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("visit_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "preparing",
                "visiting",
                "draft",
                "draft_final",
                "published",
                name="reviewstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_review_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["organization.id"], name=op.f("fk_review_district_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_review_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_agency_id_visit_on"), ["agency_id", "visit_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_review_district_id"), ["district_id"], unique=False)

    op.create_table(
        "school_year",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_school_year_in_order")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_school_year_agency_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_year")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_school_year_agency_id_name")),
    )
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_secret_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_person_id_ended_at"), ["person_id", "ended_at"], unique=False
        )

    op.create_table(
        "sign_in_link",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_link_secret_hash")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_team_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organization.id"], name=op.f("fk_team_school_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_team_school_id_name")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_agency_id_name"), ["agency_id", "name"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_path"), ["path"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("look_for", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_criterion_domain_id_domain")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("domain_id", "position", name=op.f("uq_criterion_domain_id_position")),
    )
    op.create_table(
        "evidence_item",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=True),
        sa.Column(
            "source_kind",
            sa.Enum(
                "document",
                "interview",
                "observation",
                "tour",
                name="sourcekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("observer_id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "rating IS NULL OR rating BETWEEN 1 AND 4", name=op.f("ck_evidence_item_rating_range")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_evidence_item_instrument_id_instrument")
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"], ["person.id"], name=op.f("fk_evidence_item_observer_id_person")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_evidence_item_review_id_review")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organization.id"], name=op.f("fk_evidence_item_school_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_item")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_evidence_item_client_uuid")),
    )
    with op.batch_alter_table("evidence_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_item_review_id_school_id"), ["review_id", "school_id"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("commendation", "recommendation", name="findingkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_finding_domain_id_domain")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_finding_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_review_id"), ["review_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "agency_admin",
                "agency_staff",
                "district_lead",
                "school_lead",
                "team_lead",
                "team_member",
                "coach",
                "hub_facilitator",
                "reviewer",
                "review_lead",
                "host_coordinator",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_code_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["person.id"], name=op.f("fk_invitation_accepted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["from_code_id"], ["invitation.id"], name=op.f("fk_invitation_from_code_id_invitation")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_invitation_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_invitation_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_invitation_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invitation_secret_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_team_id"), ["team_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "agency_admin",
                "agency_staff",
                "district_lead",
                "school_lead",
                "team_lead",
                "team_member",
                "coach",
                "hub_facilitator",
                "reviewer",
                "review_lead",
                "host_coordinator",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN organization_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN network_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_membership_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_membership_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_membership_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_membership_network_id_ended_on"), ["network_id", "ended_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_membership_organization_id_ended_on"),
            ["organization_id", "ended_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_membership_person_id_ended_on"), ["person_id", "ended_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_membership_team_id_ended_on"), ["team_id", "ended_on"], unique=False
        )
        batch_op.create_index(
            "uq_membership_now_network_id",
            ["person_id", "role", "network_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL AND network_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND network_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_membership_now_organization_id",
            ["person_id", "role", "organization_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL AND organization_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND organization_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_membership_now_team_id",
            ["person_id", "role", "team_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL AND team_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND team_id IS NOT NULL"),
        )

    op.create_table(
        "network_team",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_team_network_id_network")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_network_team_team_id_team")),
        sa.PrimaryKeyConstraint("network_id", "team_id", name=op.f("pk_network_team")),
    )
    with op.batch_alter_table("network_team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_team_team_id"), ["team_id"], unique=False)

    op.create_table(
        "network_totals",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("active_teams", sa.Integer(), nullable=False),
        sa.Column("running_cycles", sa.Integer(), nullable=False),
        sa.Column("closed_cycles", sa.Integer(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_totals_network_id_network")
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_totals")),
    )
    op.create_table(
        "problem",
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("how_we_know", sa.Text(), nullable=False),
        sa.Column("whom_it_affects", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "chosen",
                "in_work",
                "parked",
                "solved",
                name="problemstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parked_because", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(team_id IS NULL) <> (network_id IS NULL)", name=op.f("ck_problem_one_owner")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_problem_network_id_network")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_problem_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_team_id"), ["team_id"], unique=False)

    op.create_table(
        "review_member",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "agency_admin",
                "agency_staff",
                "district_lead",
                "school_lead",
                "team_lead",
                "team_member",
                "coach",
                "hub_facilitator",
                "reviewer",
                "review_lead",
                "host_coordinator",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_member_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_member_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_member")),
        sa.UniqueConstraint("review_id", "person_id", name=op.f("uq_review_member_review_id_person_id")),
    )
    with op.batch_alter_table("review_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "review_school",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_school_review_id_review")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organization.id"], name=op.f("fk_review_school_school_id_organization")
        ),
        sa.PrimaryKeyConstraint("review_id", "school_id", name=op.f("pk_review_school")),
    )
    op.create_table(
        "theory",
        sa.Column("aim_for_whom", sa.Text(), nullable=False),
        sa.Column("aim_how_much", sa.Text(), nullable=False),
        sa.Column("aim_by_when", sa.Date(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(team_id IS NULL) <> (network_id IS NULL)", name=op.f("ck_theory_one_owner")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_theory_network_id_network")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_theory_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory")),
        sa.UniqueConstraint("network_id", name=op.f("uq_theory_network_id")),
        sa.UniqueConstraint("team_id", name=op.f("uq_theory_team_id")),
    )
    op.create_table(
        "evidence_criterion",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_evidence_criterion_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence_item.id"],
            name=op.f("fk_evidence_criterion_evidence_id_evidence_item"),
        ),
        sa.PrimaryKeyConstraint("evidence_id", "criterion_id", name=op.f("pk_evidence_criterion")),
    )
    with op.batch_alter_table("evidence_criterion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_criterion_criterion_id"), ["criterion_id"], unique=False
        )

    op.create_table(
        "finding_evidence",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_item.id"], name=op.f("fk_finding_evidence_evidence_id_evidence_item")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_evidence_finding_id_finding")
        ),
        sa.PrimaryKeyConstraint("finding_id", "evidence_id", name=op.f("pk_finding_evidence")),
    )
    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_evidence_evidence_id"), ["evidence_id"], unique=False
        )

    op.create_table(
        "node",
        sa.Column("theory_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "aim",
                "primary_driver",
                "secondary_driver",
                "change_idea",
                name="nodekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["theory_id"], ["theory.id"], name=op.f("fk_node_theory_id_theory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node")),
    )
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_theory_id"), ["theory_id"], unique=False)

    op.create_table(
        "cycle",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change_idea_id", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "doing",
                "studying",
                "acting",
                "closed",
                "paused",
                "stopped",
                name="cyclestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "paused_from",
            sa.Enum(
                "planned",
                "doing",
                "studying",
                "acting",
                "closed",
                "paused",
                "stopped",
                name="cyclestate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stopped_because", sa.Text(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idea_text", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("test_description", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("how_we_will_know", sa.Text(), nullable=False),
        sa.Column("prediction", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("study_due_on", sa.Date(), nullable=True),
        sa.Column("act_due_on", sa.Date(), nullable=True),
        sa.Column("risk_right_problem", sa.Text(), nullable=False),
        sa.Column("risk_readiness", sa.Text(), nullable=False),
        sa.Column("risk_costs", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "carried_out_as_planned",
            sa.Enum("yes", "partly", "no", "unclear", name="answer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("what_surprised", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column(
            "matched_prediction",
            sa.Enum("yes", "partly", "no", "unclear", name="answer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("adopt", "adapt", "abandon", name="decision", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("decision_detail", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (decision IS NOT NULL)", name=op.f("ck_cycle_closed_with_a_decision")
        ),
        sa.CheckConstraint("shared_at IS NULL OR state = 'closed'", name=op.f("ck_cycle_shared_once_closed")),
        sa.CheckConstraint(
            "state = 'planned' OR state = 'stopped' OR prediction <> ''",
            name=op.f("ck_cycle_predicted_before_do"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organization.id"], name=op.f("fk_cycle_agency_id_organization")
        ),
        sa.ForeignKeyConstraint(["change_idea_id"], ["node.id"], name=op.f("fk_cycle_change_idea_id_node")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["person.id"], name=op.f("fk_cycle_locked_by_id_person")),
        sa.ForeignKeyConstraint(["previous_id"], ["cycle.id"], name=op.f("fk_cycle_previous_id_cycle")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cycle_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_cycle_client_uuid")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_cycle_team_id_number")),
    )
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_agency_id_state"), ["agency_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_change_idea_id"), ["change_idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_previous_id"), ["previous_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_team_id_state"), ["team_id", "state"], unique=False)

    op.create_table(
        "measure_definition",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("operational_definition", sa.Text(), nullable=False),
        sa.Column(
            "family",
            sa.Enum(
                "outcome",
                "driver",
                "process",
                "balancing",
                "pdsa",
                name="family",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "count",
                "proportion",
                "average",
                "rating",
                "minutes",
                name="measurekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("higher", "lower", "neutral", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "cadence",
            sa.Enum(
                "daily", "weekly", "fortnightly", "monthly", name="cadence", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("goal_value", sa.Float(), nullable=True),
        sa.Column("goal_by", sa.Date(), nullable=True),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("unknown_n_counts_as_large", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(team_id IS NULL) <> (network_id IS NULL)", name=op.f("ck_measure_definition_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_measure_definition_network_id_network")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_measure_definition_node_id_node")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_measure_definition_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_definition")),
        sa.UniqueConstraint("network_id", "name", name=op.f("uq_measure_definition_network_id_name")),
        sa.UniqueConstraint("team_id", "name", name=op.f("uq_measure_definition_team_id_name")),
    )
    with op.batch_alter_table("measure_definition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_definition_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_definition_team_id"), ["team_id"], unique=False)

    op.create_table(
        "node_link",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> child_id", name=op.f("ck_node_link_not_itself")),
        sa.ForeignKeyConstraint(["child_id"], ["node.id"], name=op.f("fk_node_link_child_id_node")),
        sa.ForeignKeyConstraint(["parent_id"], ["node.id"], name=op.f("fk_node_link_parent_id_node")),
        sa.PrimaryKeyConstraint("parent_id", "child_id", name=op.f("pk_node_link")),
    )
    with op.batch_alter_table("node_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_link_child_id"), ["child_id"], unique=False)

    op.create_table(
        "cycle_task",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("place_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_task_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_task")),
    )
    with op.batch_alter_table("cycle_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_task_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "log_entry",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("what_surprised", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_log_entry_author_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_log_entry_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_log_entry_client_uuid")),
    )
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_log_entry_cycle_id_week_start"), ["cycle_id", "week_start"], unique=False
        )

    op.create_table(
        "network_week",
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("median", sa.Float(), nullable=True),
        sa.Column("lower_quartile", sa.Float(), nullable=True),
        sa.Column("upper_quartile", sa.Float(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["measure_definition.id"],
            name=op.f("fk_network_week_definition_id_measure_definition"),
        ),
        sa.PrimaryKeyConstraint("definition_id", "week_start", name=op.f("pk_network_week")),
    )
    with op.batch_alter_table("network_week", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_week_stale"), ["stale"], unique=False)

    op.create_table(
        "series",
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["measure_definition.id"],
            name=op.f("fk_series_definition_id_measure_definition"),
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_series_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("definition_id", "team_id", name=op.f("uq_series_definition_id_team_id")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_team_id"), ["team_id"], unique=False)

    op.create_table(
        "cycle_data",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("data_type", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("process", "outcome", name="datakind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_data_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_cycle_data_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_data")),
    )
    with op.batch_alter_table("cycle_data", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_data_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_data_series_id"), ["series_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("log", "import", "demo", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_uuid", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "denominator IS NULL OR denominator > 0", name=op.f("ck_observation_denominator_positive")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_observation_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_observation_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_observation_beside",
            ["series_id", "period_start"],
            unique=False,
            sqlite_where=sa.text("standing = 0"),
            postgresql_where=sa.text("NOT standing"),
        )
        batch_op.create_index(
            "uq_observation_client_uuid",
            ["client_uuid"],
            unique=True,
            sqlite_where=sa.text("client_uuid IS NOT NULL"),
            postgresql_where=sa.text("client_uuid IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_observation_standing",
            ["series_id", "period_start"],
            unique=True,
            sqlite_where=sa.text("standing = 1"),
            postgresql_where=sa.text("standing"),
        )

    op.create_table(
        "series_state",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("median", sa.Float(), nullable=True),
        sa.Column("last_value", sa.Float(), nullable=True),
        sa.Column("last_n", sa.Integer(), nullable=True),
        sa.Column("last_period", sa.Date(), nullable=True),
        sa.Column(
            "signal",
            sa.Enum(
                "too_early",
                "steady",
                "better",
                "worse",
                "changed",
                name="seriessignal",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("signal_since", sa.Date(), nullable=True),
        sa.Column("run_length", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_state_series_id_series")),
        sa.PrimaryKeyConstraint("series_id", name=op.f("pk_series_state")),
    )


def downgrade() -> None:
    op.drop_table("series_state")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_observation_standing", sqlite_where=sa.text("standing = 1"), postgresql_where=sa.text("standing")
        )
        batch_op.drop_index(
            "uq_observation_client_uuid",
            sqlite_where=sa.text("client_uuid IS NOT NULL"),
            postgresql_where=sa.text("client_uuid IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_observation_beside",
            sqlite_where=sa.text("standing = 0"),
            postgresql_where=sa.text("NOT standing"),
        )

    op.drop_table("observation")
    with op.batch_alter_table("cycle_data", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_data_series_id"))
        batch_op.drop_index(batch_op.f("ix_cycle_data_cycle_id"))

    op.drop_table("cycle_data")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_team_id"))

    op.drop_table("series")
    with op.batch_alter_table("network_week", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_week_stale"))

    op.drop_table("network_week")
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_entry_cycle_id_week_start"))

    op.drop_table("log_entry")
    with op.batch_alter_table("cycle_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_task_cycle_id"))

    op.drop_table("cycle_task")
    with op.batch_alter_table("node_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_link_child_id"))

    op.drop_table("node_link")
    with op.batch_alter_table("measure_definition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_definition_team_id"))
        batch_op.drop_index(batch_op.f("ix_measure_definition_network_id"))

    op.drop_table("measure_definition")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_team_id_state"))
        batch_op.drop_index(batch_op.f("ix_cycle_previous_id"))
        batch_op.drop_index(batch_op.f("ix_cycle_change_idea_id"))
        batch_op.drop_index(batch_op.f("ix_cycle_agency_id_state"))

    op.drop_table("cycle")
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_node_theory_id"))

    op.drop_table("node")
    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_evidence_evidence_id"))

    op.drop_table("finding_evidence")
    with op.batch_alter_table("evidence_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_criterion_criterion_id"))

    op.drop_table("evidence_criterion")
    op.drop_table("theory")
    op.drop_table("review_school")
    with op.batch_alter_table("review_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_member_person_id"))

    op.drop_table("review_member")
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_team_id"))
        batch_op.drop_index(batch_op.f("ix_problem_network_id"))

    op.drop_table("problem")
    op.drop_table("network_totals")
    with op.batch_alter_table("network_team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_team_team_id"))

    op.drop_table("network_team")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_now_team_id",
            sqlite_where=sa.text("ended_on IS NULL AND team_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND team_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_membership_now_organization_id",
            sqlite_where=sa.text("ended_on IS NULL AND organization_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND organization_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_membership_now_network_id",
            sqlite_where=sa.text("ended_on IS NULL AND network_id IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NULL AND network_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membership_team_id_ended_on"))
        batch_op.drop_index(batch_op.f("ix_membership_person_id_ended_on"))
        batch_op.drop_index(batch_op.f("ix_membership_organization_id_ended_on"))
        batch_op.drop_index(batch_op.f("ix_membership_network_id_ended_on"))

    op.drop_table("membership")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_team_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_organization_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_review_id"))

    op.drop_table("finding")
    with op.batch_alter_table("evidence_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_item_review_id_school_id"))

    op.drop_table("evidence_item")
    op.drop_table("criterion")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_path"))
        batch_op.drop_index(batch_op.f("ix_team_agency_id_name"))

    op.drop_table("team")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id_ended_at"))

    op.drop_table("sign_in")
    op.drop_table("school_year")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_district_id"))
        batch_op.drop_index(batch_op.f("ix_review_agency_id_visit_on"))

    op.drop_table("review")
    op.drop_table("network")
    op.drop_table("instrument")
    with op.batch_alter_table("holiday", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holiday_organization_id_starts_on"))

    op.drop_table("holiday")
    op.drop_table("domain")
    op.drop_table("agency_totals")
    op.drop_table("sent_form")
    op.drop_table("rate_bucket")
    op.drop_table("person")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_subject_kind_subject_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_state_id"))

    op.drop_table("outgoing_mail")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_organization_agency_name",
            sqlite_where=sa.text("kind = 'agency'"),
            postgresql_where=sa.text("kind = 'agency'"),
        )
        batch_op.drop_index(batch_op.f("ix_organization_path"))

    op.drop_table("organization")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_done_at_run_at"))

    op.drop_table("job")
    op.drop_table("framework")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_kind_subject_id_id"))

    op.drop_table("audit_entry")
