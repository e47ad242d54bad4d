"""What staff are told of, when, and who stands in for them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pending_actions", sa.Column("first_due_on", sa.Date(), nullable=True))
    _handovers()
    _absences()
    _notice_choices()
    _notifications()


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=32), nullable=nullable)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _handovers() -> None:
    op.create_table(
        "handovers",
        _id("id"),
        _id("pending_action_id"),
        _id("by_id"),
        _id("from_owner_id"),
        _id("to_owner_id"),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("handovers", "pending_action_id", "pending_actions"),
        _to("handovers", "by_id", "staff"),
        _to("handovers", "from_owner_id", "staff"),
        _to("handovers", "to_owner_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_pending_action_id"), "handovers", ["pending_action_id"])


def _absences() -> None:
    op.create_table(
        "staff_absences",
        _id("id"),
        _id("staff_id"),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        _id("cover_id", nullable=True),
        _id("entered_by_id"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("announced_at", sa.DateTime(), nullable=True),
        _to("staff_absences", "staff_id", "staff"),
        _to("staff_absences", "cover_id", "staff"),
        _to("staff_absences", "entered_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_absences")),
    )
    op.create_index(op.f("ix_staff_absences_staff_id"), "staff_absences", ["staff_id"])
    op.create_index("ix_staff_absences_to_day", "staff_absences", ["to_day"])


def _notice_choices() -> None:
    op.create_table(
        "notice_choices",
        _id("staff_id"),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        _to("notice_choices", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_notice_choices")),
    )


def _notifications() -> None:
    op.create_table(
        "notifications",
        _id("id"),
        sa.Column("once", sa.String(length=200), nullable=False),
        _id("staff_id", nullable=True),
        _id("house_id"),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=100), nullable=False),
        sa.Column("is_digest", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=False),
        _id("message_id", nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", sa.DateTime(), nullable=True),
        sa.Column("reached", sa.JSON(), nullable=False),
        sa.Column("last_error", sa.String(length=40), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        _to("notifications", "staff_id", "staff"),
        _to("notifications", "house_id", "houses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("once", name=op.f("uq_notifications_once")),
    )
    op.create_index(op.f("ix_notifications_message_id"), "notifications", ["message_id"])
    op.create_index("ix_notifications_status_next_try_at", "notifications", ["status", "next_try_at"])
    op.create_index("ix_notifications_staff_id_created_at", "notifications", ["staff_id", "created_at"])
    op.create_index("ix_notifications_subject_id_kind", "notifications", ["subject_id", "kind"])
