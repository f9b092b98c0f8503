"""The tables, and that events are only ever added: the database itself refuses to change or delete one (law 5)."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversation_references",
        sa.Column("entra_object_id", AutoString(), nullable=False),
        sa.Column("service_url", AutoString(), nullable=False),
        sa.Column("tenant_id", AutoString(), nullable=False),
        sa.Column("bot_id", AutoString(), nullable=False),
        sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("conversation_id", AutoString(), nullable=True),
        sa.Column("language", AutoString(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("dead_at", UTCDateTime(), nullable=True),
        sa.Column("mac", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("entra_object_id", "service_url", name=op.f("pk_conversation_references")),
    )
    op.create_table(
        "asked",
        sa.Column("entra_object_id", AutoString(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("entra_object_id", name=op.f("pk_asked")),
    )
    op.create_table(
        "rosters",
        sa.Column("conversation_id", AutoString(), nullable=False),
        sa.Column("service_url", AutoString(), nullable=False),
        sa.Column("tenant_id", AutoString(), nullable=False),
        sa.Column("bot_id", AutoString(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("mac", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_rosters")),
    )
    op.create_table(
        "schools",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("people_version", sa.Integer(), nullable=False),
        sa.Column("people_since", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
    )
    op.create_table(
        "cases",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("reference_digest", AutoString(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("due", sa.LargeBinary(), nullable=False),
        sa.Column("pupil_digest", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_cases_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("school_id", "reference_digest", name=op.f("uq_cases_school_id_reference_digest")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_school_id_cases_is_open"), ["school_id", "is_open"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cases_school_id_cases_pupil_digest"), ["school_id", "pupil_digest"], unique=False
        )

    op.create_table(
        "channels",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("conversation_id", AutoString(), nullable=False),
        sa.Column("service_url", AutoString(), nullable=False),
        sa.Column("tenant_id", AutoString(), nullable=False),
        sa.Column("bot_id", AutoString(), nullable=False),
        sa.Column("team_id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("receives", AutoString(), nullable=False),
        sa.Column("bound_at", UTCDateTime(), nullable=False),
        sa.Column("dead_at", UTCDateTime(), nullable=True),
        sa.Column("mac", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_channels_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("school_id", "conversation_id", name=op.f("uq_channels_school_id_conversation_id")),
    )
    op.create_table(
        "people",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("entra_object_id", AutoString(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_people_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("school_id", "entra_object_id", name=op.f("uq_people_school_id_entra_object_id")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_entra_object_id"), ["entra_object_id"], unique=False)

    op.create_table(
        "pupils",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("external_digest", AutoString(), nullable=False),
        sa.Column("class_digest", AutoString(), nullable=False),
        sa.Column("base_digest", AutoString(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_pupils_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupils")),
        sa.UniqueConstraint("school_id", "external_digest", name=op.f("uq_pupils_school_id_external_digest")),
    )
    with op.batch_alter_table("pupils", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pupils_school_id_pupils_base_digest"), ["school_id", "base_digest"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pupils_school_id_pupils_class_digest"), ["school_id", "class_digest"], unique=False
        )

    _keys_and_links()
    op.create_table(
        "school_plans",
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("version", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("mac", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_school_plans_school_id_schools")),
        sa.PrimaryKeyConstraint("school_id", "version", name=op.f("pk_school_plans")),
    )
    op.create_table(
        "sweeps_done",
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("sweep", AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mac", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_sweeps_done_school_id_schools")),
        sa.PrimaryKeyConstraint("school_id", "sweep", "day", name=op.f("pk_sweeps_done")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("draft_id", AutoString(), nullable=False),
        sa.Column("reporter_digest", AutoString(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_alerts_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("school_id", "draft_id", name=op.f("uq_alerts_school_id_draft_id")),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_reporter_digest"), ["reporter_digest"], unique=False)

    _who_may_see()

    op.create_table(
        "calendar_links",
        sa.Column("person_digest", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("digest", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_calendar_links_school_id_schools")),
        sa.PrimaryKeyConstraint("person_digest", "kind", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("id", name=op.f("uq_calendar_links_id")),
    )
    op.create_table(
        "downloads",
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("browser", AutoString(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_downloads_school_id_schools")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_downloads")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("owner_digest", AutoString(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_drafts_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "form_drafts",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("owner_digest", AutoString(), nullable=False),
        sa.Column("case_digest", AutoString(), nullable=True),
        sa.Column("sealed_case", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_form_drafts_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_drafts")),
    )
    with op.batch_alter_table("form_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_drafts_case_digest"), ["case_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_form_drafts_owner_digest"), ["owner_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_form_drafts_place"), ["place"], unique=False)

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_owner_digest"), ["owner_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_started_at"), ["started_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("business_key", AutoString(), nullable=False),
        sa.Column("about_digest", AutoString(), nullable=False),
        sa.Column("updates", AutoString(), nullable=True),
        sa.Column("recipient_digest", AutoString(), nullable=True),
        sa.Column("channel_id", AutoString(), nullable=True),
        sa.Column("sealed_place", sa.LargeBinary(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("began_at", UTCDateTime(), nullable=True),
        sa.Column("error", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_outbox_channel_id_channels")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_outbox_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("business_key", name=op.f("uq_outbox_business_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_began_at"), ["began_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outbox_state_outbox_urgency_outbox_due_at"), ["state", "urgency", "due_at"], unique=False
        )

    op.create_table(
        "alert_cases",
        sa.Column("alert_id", AutoString(), nullable=False),
        sa.Column("case_id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_cases_alert_id_alerts")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_alert_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_alert_cases_school_id_schools")),
        sa.PrimaryKeyConstraint("alert_id", "case_id", name=op.f("pk_alert_cases")),
    )
    with op.batch_alter_table("alert_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_cases_case_id"), ["case_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("case_id", AutoString(), nullable=True),
        sa.Column("alert_id", AutoString(), nullable=True),
        sa.Column("pupil_digest", AutoString(), nullable=True),
        sa.Column("sealed_by", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("sealed_kind", AutoString(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_events_alert_id_alerts")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_events_case_id_cases")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_events_school_id_schools")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_events_seq_is_positive")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_alert_id"), ["alert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_events_school_id_events_sealed_kind"), ["school_id", "sealed_kind"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_events_school_id_events_pupil_digest"), ["school_id", "pupil_digest"], unique=False
        )

    op.create_table(
        "probes",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("filler", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probes")),
    )
    _refuse_change()


_DIGESTS = ("case_members", "measure_carriers", "case_numbers")


def _who_may_see() -> None:
    for name in _DIGESTS:
        op.create_table(
            name,
            sa.Column("id", AutoString(), nullable=False),
            sa.Column("school_id", AutoString(), nullable=False),
            sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f(f"fk_{name}_school_id_schools")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )


def downgrade() -> None:
    _allow_change()
    op.drop_table("probes")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_school_id_events_pupil_digest"))
        batch_op.drop_index(batch_op.f("ix_events_school_id_events_sealed_kind"))
        batch_op.drop_index(batch_op.f("ix_events_case_id"))
        batch_op.drop_index(batch_op.f("ix_events_alert_id"))

    op.drop_table("events")
    with op.batch_alter_table("alert_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_cases_case_id"))

    op.drop_table("alert_cases")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state_outbox_urgency_outbox_due_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_began_at"))

    op.drop_table("outbox")
    with op.batch_alter_table("form_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_drafts_place"))
        batch_op.drop_index(batch_op.f("ix_form_drafts_owner_digest"))
        batch_op.drop_index(batch_op.f("ix_form_drafts_case_digest"))

    op.drop_table("form_drafts")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_started_at"))
        batch_op.drop_index(batch_op.f("ix_drafts_owner_digest"))

    op.drop_table("drafts")
    op.drop_table("downloads")
    op.drop_table("calendar_links")
    for name in _DIGESTS:
        op.drop_table(name)
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_reporter_digest"))

    op.drop_table("alerts")
    op.drop_table("sweeps_done")
    op.drop_table("school_plans")
    with op.batch_alter_table("pupils", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pupils_school_id_pupils_class_digest"))
        batch_op.drop_index(batch_op.f("ix_pupils_school_id_pupils_base_digest"))

    op.drop_table("pupils")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_entra_object_id"))

    op.drop_table("people")
    op.drop_table("channels")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_school_id_cases_pupil_digest"))
        batch_op.drop_index(batch_op.f("ix_cases_school_id_cases_is_open"))

    op.drop_table("cases")
    for last in ("paused", "links", "keys", "schools"):
        op.drop_table(last)
    op.drop_table("rosters")
    op.drop_table("asked")
    op.drop_table("conversation_references")


def _keys_and_links() -> None:
    op.create_table(
        "paused",
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("reason", name=op.f("pk_paused")),
    )
    op.create_table(
        "keys",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("school_id", AutoString(), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_keys_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
    )
    with op.batch_alter_table("keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keys_school_id"), ["school_id"], unique=False)

    op.create_table(
        "links",
        sa.Column("school_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("mac", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_links_school_id_schools")),
        sa.PrimaryKeyConstraint("school_id", "number", name=op.f("pk_links")),
    )


_KEPT = {"events": "seq = new.seq OR id = new.id", "links": "school_id = new.school_id AND number = new.number"}
"""The tables that are only added to, and what tells that a row of them is there."""


def _refuse_change() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% are append only', TG_TABLE_NAME; END $$"
        )
    for kept, there in _KEPT.items():
        if sqlite:
            _refuse_in_sqlite(kept, there)
            continue
        for name, verbs in (("append_only", "UPDATE OR DELETE"), ("no_truncate", "TRUNCATE")):
            op.execute(
                f"CREATE TRIGGER {kept}_{name} BEFORE {verbs} ON {kept} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            )
            # Also of a session that says it only replicates.
            op.execute(f"ALTER TABLE {kept} ENABLE ALWAYS TRIGGER {kept}_{name}")


def _refuse_in_sqlite(kept: str, there: str) -> None:
    """SQLite's REPLACE deletes what is in the way, and tells no trigger unless the connection asked for it.

    Who tries again when a key is taken knows it by the words of the constraint.
    """
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {kept}_no_{verb.lower()} BEFORE {verb} ON {kept} "
            f"BEGIN SELECT RAISE(ABORT, '{kept} are append only'); END"
        )
    op.execute(
        f"CREATE TRIGGER {kept}_no_replace BEFORE INSERT ON {kept} "  # noqa: S608  (our own words)
        f"WHEN EXISTS (SELECT 1 FROM {kept} WHERE {there}) "
        f"BEGIN SELECT RAISE(ABORT, '{kept} are append only: UNIQUE constraint failed'); END"
    )


def _allow_change() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for kept in _KEPT:
            for name in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER {kept}_no_{name}")
        return
    for kept in _KEPT:
        for name in ("append_only", "no_truncate"):
            op.execute(f"DROP TRIGGER {kept}_{name} ON {kept}")
    op.execute("DROP FUNCTION append_only()")
