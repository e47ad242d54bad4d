"""What leads decide about the part of a concern that may be a complaint."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "concern_complaints"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("feedback_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{column}_{target}"))
            for column, target in (("concern_id", "concerns"), ("feedback_id", "feedback"), ("staff_id", "staff"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("concern_id", "number", name=op.f(f"uq_{TABLE}_concern_id_number")),
    )
    op.create_index(op.f(f"ix_{TABLE}_feedback_id"), TABLE, ["feedback_id"])
    # A record is added to, never changed (R18).
    forbid_changes(TABLE)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
