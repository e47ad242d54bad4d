"""Voices that come after their words, and sounds that a channel holds already."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.add_column("addresses", sa.Column("voice_refused_at", sa.DateTime(), nullable=True))
    op.add_column("addresses", sa.Column("no_sound_told_at", sa.DateTime(), nullable=True))
    op.create_table(
        "voices_owed",
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("outbox_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        link("voices_owed", "address_id", "addresses"),
        link("voices_owed", "outbox_id", "outbox"),
        sa.PrimaryKeyConstraint("address_id", "outbox_id", name=op.f("pk_voices_owed")),
    )
    op.create_table(
        "uploaded_voices",
        sa.Column("bot", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=250), nullable=False),
        sa.Column("voice_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("uploaded_voices", "voice_id", "phrase_voices"),
        sa.PrimaryKeyConstraint("bot", "digest", name=op.f("pk_uploaded_voices")),
    )
    op.create_index(op.f("ix_uploaded_voices_voice_id"), "uploaded_voices", ["voice_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
