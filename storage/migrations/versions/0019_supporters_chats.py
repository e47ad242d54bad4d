"""Supporters prepare choices in a chat of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.add_column("supporter_chats", sa.Column("linked_at", sa.DateTime(), nullable=True))
    op.add_column("supporter_chats", sa.Column("blocked_at", sa.DateTime(), nullable=True))
    op.create_index("ix_supporter_chats_channel_address", "supporter_chats", ["channel", "address"])
    op.create_table(
        "supporter_messages",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("supporter_id", sa.String(length=32), nullable=True),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("choice_set_id", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("sent_after", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("supporter_messages", "supporter_id", "supporters"),
        link("supporter_messages", "choice_set_id", "choice_sets"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_supporter_messages")),
        sa.UniqueConstraint("id", name=op.f("uq_supporter_messages_id")),
        sa.UniqueConstraint("source_id", "part", name=op.f("uq_supporter_messages_source_id_part")),
    )
    op.create_index("ix_supporter_messages_supporter_id", "supporter_messages", ["supporter_id"])
    op.create_index("ix_supporter_messages_status_position", "supporter_messages", ["status", "position"])
    op.create_index("ix_supporter_messages_address", "supporter_messages", ["channel", "address"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
