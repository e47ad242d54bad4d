"""What a program heard in a voice message."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transcripts",
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("words_id", sa.String(length=32), nullable=True),
        sa.Column("engine", sa.String(length=20), nullable=True),
        sa.Column("model", sa.String(length=120), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_transcripts_content_id_contents")),
        sa.ForeignKeyConstraint(["words_id"], ["contents.id"], name=op.f("fk_transcripts_words_id_contents")),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_transcripts")),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
