"""links to documents"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    moment = sqlmodel.sql.sqltypes.UTCDateTime
    op.create_table(
        "downloads",
        sa.Column("digest", text(), nullable=False),
        sa.Column("school_id", text(), nullable=False),
        sa.Column("person_id", text(), nullable=False),
        sa.Column("case_id", text(), nullable=False),
        sa.Column("kind", text(), nullable=False),
        sa.Column("hide_staff", sa.Boolean(), nullable=False),
        sa.Column("expires_at", moment(), nullable=False),
        sa.Column("used_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_downloads_school_id_schools")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_downloads_person_id_people")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_downloads_case_id_cases")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_downloads")),
    )


def downgrade() -> None:
    op.drop_table("downloads")
