"""Fixed phrases in somebody's own voice, for each house."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.create_table(
        "phrase_voices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_with_id", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        link("phrase_voices", "house_id", "houses"),
        link("phrase_voices", "agreed_with_id", "staff"),
        link("phrase_voices", "ended_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase_voices")),
    )
    op.create_index("ix_phrase_voices_house_id", "phrase_voices", ["house_id"])
    op.create_table(
        "phrase_recordings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("voice_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("response", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("phrase_recordings", "voice_id", "phrase_voices"),
        link("phrase_recordings", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase_recordings")),
        sa.UniqueConstraint("file_name", name=op.f("uq_phrase_recordings_file_name")),
        sa.UniqueConstraint("voice_id", "text", name=op.f("uq_phrase_recordings_voice_id_text")),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
