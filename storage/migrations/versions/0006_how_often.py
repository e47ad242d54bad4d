"""How often the bot asks a person, and voice messages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("asks", sa.String(length=20), nullable=False, server_default="every_day"))
    op.add_column("staff_requests", sa.Column("more", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "recordings",
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_recordings_content_id_contents")),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_recordings")),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
