"""channels and messages to them; when a message went, and when a case is to be looked at"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    moment = sqlmodel.sql.sqltypes.UTCDateTime
    op.create_table(
        "channels",
        sa.Column("id", text(), nullable=False),
        sa.Column("school_id", text(), nullable=False),
        sa.Column("conversation_id", text(), nullable=False),
        sa.Column("service_url", text(), nullable=False),
        sa.Column("tenant_id", text(), nullable=False),
        sa.Column("bot_id", text(), nullable=False),
        sa.Column("receives", text(), nullable=False),
        sa.Column("bound_at", moment(), nullable=False),
        sa.Column("dead_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_channels_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("school_id", "conversation_id", name=op.f("uq_channels_school_id_conversation_id")),
    )
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("recipient_id", existing_type=text(), nullable=True)
        outbox.add_column(sa.Column("channel_id", text(), nullable=True))
        outbox.add_column(sa.Column("began_at", moment(), nullable=True))
        outbox.create_index(op.f("ix_outbox_began_at"), ["began_at"])
        outbox.create_foreign_key(op.f("fk_outbox_channel_id_channels"), "channels", ["channel_id"], ["id"])
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("due_on", sa.Date(), nullable=False, server_default="0001-01-01"))
        cases.create_index(op.f("ix_cases_school_id_cases_is_open_cases_due_on"), ["school_id", "is_open", "due_on"])


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.drop_index(op.f("ix_cases_school_id_cases_is_open_cases_due_on"))
        cases.drop_column("due_on")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index(op.f("ix_outbox_began_at"))
        outbox.drop_column("began_at")
        outbox.drop_constraint(op.f("fk_outbox_channel_id_channels"), type_="foreignkey")
        outbox.drop_column("channel_id")
        outbox.alter_column("recipient_id", existing_type=sqlmodel.sql.sqltypes.AutoString(), nullable=False)
    op.drop_table("channels")
