"""Telegram chats, what was sent to each, and concerns of nobody we know."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("contents", "concerns"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("person_id", existing_type=sa.String(32), nullable=True)
    op.add_column("addresses", sa.Column("settled_to", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("addresses", sa.Column("blocked_at", sa.DateTime()))
    op.add_column("outbox", sa.Column("channel", sa.String(20)))
    op.add_column("inbox", sa.Column("removed_at", sa.DateTime()))
    to_remove = sa.text("is_hidden AND removed_at IS NULL")
    op.create_index(
        "ix_inbox_to_remove", "inbox", ["channel", "received_at"], sqlite_where=to_remove, postgresql_where=to_remove
    )
    op.create_table(
        "deliveries",
        sa.Column("address_id", sa.String(32), nullable=False),
        sa.Column("outbox_id", sa.String(32), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("sent_after", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("remove_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_deliveries_address_id_addresses"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_deliveries_outbox_id_outbox"),
        sa.PrimaryKeyConstraint("address_id", "outbox_id", "piece", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_message_id", "deliveries", ["message_id"])
    to_take_off = sa.text("remove_at IS NOT NULL")
    op.create_index(
        "ix_deliveries_remove_at", "deliveries", ["remove_at"], sqlite_where=to_take_off, postgresql_where=to_take_off
    )
    op.create_table(
        "strangers",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address", sa.String(100), nullable=False),
        sa.Column("last_message_id", sa.String(80), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("owed", sa.String(80)),
        sa.PrimaryKeyConstraint("channel", "address", name="pk_strangers"),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
