"""What signs mean for a person, how they communicate, and how well the chat understands."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    need = sa.Column("communication_need", sa.String(length=30), nullable=False, server_default="not_known")
    op.add_column("people", need)
    op.create_table(
        "meanings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sign", sa.String(length=100), nullable=False),
        sa.Column("sign_key", sa.String(length=100), nullable=False),
        sa.Column("means", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("added_by_id", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("meanings", "person_id", "people"),
        link("meanings", "added_by_id", "staff"),
        link("meanings", "ended_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meanings")),
    )
    is_held = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_meanings_person_id_sign_key",
        "meanings",
        ["person_id", "sign_key"],
        unique=True,
        sqlite_where=is_held,
        postgresql_where=is_held,
    )
    op.create_table(
        "readings",
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("communication_need", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.String(length=20), nullable=False),
        link("readings", "content_id", "contents"),
        link("readings", "person_id", "people"),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_day", "readings", ["day"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
