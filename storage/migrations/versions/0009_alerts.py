"""Who is told of concerns, when each of them is there, who may not know, and every alert with every try."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def upgrade() -> None:
    is_test = sa.Column("is_test", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("concerns", is_test)
    op.add_column("strangers", text("worry_post", 20, nullable=True))
    op.add_column("strangers", sa.Column("worry_is_read", sa.Boolean(), nullable=True))
    op.create_table(
        "safeguarding_contacts",
        text("staff_id", 32),
        text("post", 20),
        sa.Column("also_called", sa.JSON(), nullable=False),
        sa.Column("sealed_direct", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        link("safeguarding_contacts", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_safeguarding_contacts")),
    )
    op.create_table(
        "rota_shifts",
        text("id", 32),
        text("staff_id", 32),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        link("rota_shifts", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_shifts")),
    )
    op.create_index("ix_rota_shifts_staff_id", "rota_shifts", ["staff_id"])
    op.create_table(
        "concern_exclusions",
        text("concern_id", 32),
        text("staff_id", 32),
        text("why", 20),
        text("by_id", 32, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("concern_exclusions", "concern_id", "concerns"),
        link("concern_exclusions", "staff_id", "staff"),
        link("concern_exclusions", "by_id", "staff"),
        sa.PrimaryKeyConstraint("concern_id", "staff_id", name=op.f("pk_concern_exclusions")),
    )
    op.create_table(
        "alerts",
        text("id", 32),
        text("once", 80),
        text("kind", 20),
        text("tier", 10),
        text("concern_id", 32, nullable=True),
        text("part", 30),
        text("reference", 20),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        text("accepted_post", 20, nullable=True),
        sa.Column("still_trying_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        text("acknowledged_by_id", 32, nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("alerts", "concern_id", "concerns"),
        link("alerts", "acknowledged_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("once", name=op.f("uq_alerts_once")),
    )
    op.create_index("ix_alerts_concern_id", "alerts", ["concern_id"])
    op.create_index("ix_alerts_ended_at", "alerts", ["ended_at"])
    op.create_table(
        "alert_messages",
        text("id", 32),
        text("alert_id", 32),
        text("staff_id", 32, nullable=True),
        text("channel", 20),
        sa.Column("step", sa.Integer(), nullable=False),
        text("status", 20),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        link("alert_messages", "alert_id", "alerts"),
        link("alert_messages", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_messages")),
        sa.UniqueConstraint(
            "alert_id", "staff_id", "channel", "step", name=op.f("uq_alert_messages_alert_id_staff_id_channel_step")
        ),
    )
    op.create_index("ix_alert_messages_status_next_try_at", "alert_messages", ["status", "next_try_at"])
    op.create_table(
        "alert_attempts",
        text("id", 32),
        text("message_id", 32),
        sa.Column("at", sa.DateTime(), nullable=False),
        text("outcome", 20),
        text("error", 40, nullable=True),
        link("alert_attempts", "message_id", "alert_messages"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_attempts")),
    )
    op.create_index("ix_alert_attempts_message_id", "alert_attempts", ["message_id"])
    op.create_table(
        "service_marks",
        text("name", 40),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_marks")),
    )
    forbid_changes("concern_exclusions")
    forbid_changes("alert_attempts")


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
