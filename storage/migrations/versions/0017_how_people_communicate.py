"""How people communicate: how their messages come, each version of their profile, and with whom it was shared."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def chosen(column: str, usual: str) -> sa.Column:
    """A column of what a person chose."""
    return sa.Column(column, sa.String(length=20), nullable=False, server_default=usual)


def upgrade() -> None:
    op.add_column("people", chosen("speed", "usual_speed"))
    op.add_column("people", chosen("pictures", "pictures_on"))
    op.add_column("outbox", sa.Column("applied", sa.JSON(), nullable=True))
    op.add_column("outbox", sa.Column("voiced_at", sa.DateTime(), nullable=True))
    op.add_column("questions", sa.Column("place", sa.Integer(), nullable=True))
    op.create_table(
        "communication_profiles",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=20), nullable=False) for name in ("sound", "speed", "pictures")),
        sa.Column("choices_form", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("other_format", sa.String(length=200), nullable=True),
        sa.Column("yes_no", sa.Text(), nullable=True),
        sa.Column("helps", sa.Text(), nullable=True),
        sa.Column("faces", sa.String(length=20), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("kept_by_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("communication_profiles", "person_id", "people"),
        link("communication_profiles", "kept_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_profiles")),
        sa.UniqueConstraint("person_id", "version", name=op.f("uq_communication_profiles_person_id_version")),
    )
    op.create_table(
        "communication_shares",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shared_with", sa.String(length=120), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("kept_by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("communication_shares", "person_id", "people"),
        link("communication_shares", "kept_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_shares")),
    )
    op.create_index("ix_communication_shares_person_id", "communication_shares", ["person_id"])
    for table in ("communication_profiles", "communication_shares"):
        forbid_changes(table)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
