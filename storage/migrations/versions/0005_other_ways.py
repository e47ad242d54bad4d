"""What is said face to face, on paper or through an advocate, and plans for an emergency."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Originals, as the rows beside which they stand (R18).
APPEND_ONLY = ("feedback_entries", "tellings_in_person", "outcome_entries", "emergency_plans")


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.create_table(
        "feedback_entries",
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("entered_by_id", sa.String(length=32), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("present", sa.String(length=20), nullable=False),
        sa.Column("helper", sa.String(length=120), nullable=True),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("feedback_entries", "feedback_id", "feedback"),
        link("feedback_entries", "entered_by_id", "staff"),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_feedback_entries")),
        sa.UniqueConstraint("source_id", name=op.f("uq_feedback_entries_source_id")),
    )
    op.create_table(
        "tellings_in_person",
        sa.Column("update_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by_id", sa.String(length=32), nullable=True),
        sa.Column("told_by", sa.String(length=120), nullable=True),
        sa.Column("entered_by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("tellings_in_person", "update_id", "updates"),
        link("tellings_in_person", "told_by_id", "staff"),
        link("tellings_in_person", "entered_by_id", "staff"),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_tellings_in_person")),
    )
    op.create_table(
        "outcome_entries",
        sa.Column("outcome_id", sa.String(length=32), nullable=False),
        sa.Column("voice", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.String(length=32), nullable=True),
        sa.Column("asked_by", sa.String(length=120), nullable=True),
        sa.Column("entered_by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("outcome_entries", "outcome_id", "outcomes"),
        link("outcome_entries", "asked_by_id", "staff"),
        link("outcome_entries", "entered_by_id", "staff"),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_outcome_entries")),
    )
    op.create_table(
        "staff_aliases",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("alias", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("staff_aliases", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("staff_id", "alias", name=op.f("pk_staff_aliases")),
    )
    op.create_table(
        "emergency_plans",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trusts", sa.Text(), nullable=False),
        sa.Column("can_phone", sa.String(length=20), nullable=False),
        sa.Column("text_to_999", sa.String(length=20), nullable=False),
        sa.Column("practised_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=False),
        sa.Column("kept_by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("emergency_plans", "person_id", "people"),
        link("emergency_plans", "kept_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_plans")),
        sa.UniqueConstraint("person_id", "version", name=op.f("uq_emergency_plans_person_id_version")),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
