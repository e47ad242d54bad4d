"""What matters to a person, and what is linked to the things that matter most to them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.create_table(
        "what_matters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("response", sa.String(length=60), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=True),
        sa.Column("voice", sa.String(length=20), nullable=False),
        sa.Column("route", sa.String(length=20), nullable=True),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("helped_by", sa.String(length=20), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("picture_id", sa.String(length=32), nullable=True),
        sa.Column("replaces_id", sa.String(length=32), nullable=True),
        sa.Column("entered_by_id", sa.String(length=32), nullable=True),
        sa.Column("present", sa.String(length=20), nullable=True),
        sa.Column("helper", sa.String(length=120), nullable=True),
        sa.Column("source_id", sa.String(length=60), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended", sa.String(length=20), nullable=True),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        link("what_matters", "person_id", "people"),
        link("what_matters", "content_id", "contents"),
        link("what_matters", "picture_id", "pictures"),
        link("what_matters", "replaces_id", "what_matters"),
        *(link("what_matters", name, "staff") for name in ("entered_by_id", "ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_what_matters")),
        sa.UniqueConstraint("source_id", name=op.f("uq_what_matters_source_id")),
    )
    for name in ("person_id", "content_id"):
        op.create_index(f"ix_what_matters_{name}", "what_matters", [name])
    op.create_table(
        "priority_links",
        sa.Column("linked_to", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("what_matters_id", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("priority_links", "what_matters_id", "what_matters"),
        link("priority_links", "by_id", "staff"),
        sa.PrimaryKeyConstraint("linked_to", "subject_id", name=op.f("pk_priority_links")),
    )
    op.create_index("ix_priority_links_what_matters_id", "priority_links", ["what_matters_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
