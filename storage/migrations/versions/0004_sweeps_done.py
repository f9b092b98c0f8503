"""what a sweep does once a day"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "sweeps_done",
        sa.Column("school_id", text(), nullable=False),
        sa.Column("sweep", text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_sweeps_done_school_id_schools")),
        sa.PrimaryKeyConstraint("school_id", "sweep", "day", name=op.f("pk_sweeps_done")),
    )


def downgrade() -> None:
    op.drop_table("sweeps_done")
