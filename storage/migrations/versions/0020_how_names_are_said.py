"""How names are said to a person."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.create_table(
        "respellings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("written", sa.String(length=60), nullable=False),
        sa.Column("written_key", sa.String(length=120), nullable=False),
        sa.Column("said", sa.String(length=100), nullable=False),
        sa.Column("added_by_id", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("respellings", "person_id", "people"),
        link("respellings", "added_by_id", "staff"),
        link("respellings", "ended_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respellings")),
    )
    is_held = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_respellings_person_id_written_key",
        "respellings",
        ["person_id", "written_key"],
        unique=True,
        sqlite_where=is_held,
        postgresql_where=is_held,
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
