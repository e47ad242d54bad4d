"""What leads decide about a concern: stages, duties, whom it is about, what the person wants; and who is under 18."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# A record is added to, never changed (R18, R20, R21).
APPEND_ONLY = ("concern_steps", "concern_duties", "concern_subjects", "concern_outcomes")
ORIGINAL = (
    *("id", "source_id", "content_id", "said_at", "raised_at", "person_id", "raised_by_id", "kind", "reasons"),
    "rules_version",
)


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def about_a_concern(table: str, *columns: sa.Column | sa.ForeignKeyConstraint, by_staff: bool) -> None:
    """One of the tables of which each row is about a concern, with when it was written and by whom."""
    op.create_table(
        table,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *columns,
        sa.Column("staff_id", sa.String(length=32), nullable=not by_staff),
        sa.Column("at", sa.DateTime(), nullable=False),
        link(table, "concern_id", "concerns"),
        link(table, "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("concern_id", "number", name=op.f(f"uq_{table}_concern_id_number")),
    )


def upgrade() -> None:
    op.add_column("people", sa.Column("is_under_18", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("concern_notes", sa.Column("is_opinion", sa.Boolean(), nullable=True))
    about_a_concern(
        "concern_steps",
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        by_staff=False,
    )
    about_a_concern(
        "concern_duties",
        sa.Column("duty", sa.String(length=30), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(length=120), nullable=True),
        by_staff=True,
    )
    about_a_concern(
        "concern_subjects",
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("about_staff", sa.Boolean(), nullable=False),
        sa.Column("abuse_types", sa.JSON(), nullable=False),
        by_staff=True,
    )
    about_a_concern(
        "concern_outcomes",
        sa.Column("asked", sa.String(length=20), nullable=True),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("met", sa.String(length=20), nullable=True),
        link("concern_outcomes", "content_id", "contents"),
        by_staff=False,
    )
    for table in APPEND_ONLY:
        forbid_changes(table)
    forbid_changes("concerns", ORIGINAL)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
