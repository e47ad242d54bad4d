"""Check-ins a person chose, their own quiet times, and pauses."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.add_column("people", sa.Column("paused_at", sa.DateTime(), nullable=True))
    op.add_column("people", sa.Column("paused_until", sa.DateTime(), nullable=True))
    op.add_column("people", sa.Column("quiet_before", sa.Time(), nullable=True))
    op.add_column("people", sa.Column("quiet_after", sa.Time(), nullable=True))
    op.add_column("people", sa.Column("check_ins_a_day", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "check_in_things",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("sign", sa.String(length=100), nullable=True),
        sa.Column("added_by_id", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("check_in_things", "person_id", "people"),
        link("check_in_things", "added_by_id", "staff"),
        link("check_in_things", "ended_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_things")),
    )
    op.create_index("ix_check_in_things_person_id", "check_in_things", ["person_id"])
    op.create_table(
        "check_ins",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.String(length=32), nullable=True),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("chosen_with_id", sa.String(length=32), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        link("check_ins", "person_id", "people"),
        link("check_ins", "thing_id", "check_in_things"),
        link("check_ins", "content_id", "contents"),
        link("check_ins", "chosen_with_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
    )
    op.create_index("ix_check_ins_person_id", "check_ins", ["person_id"])
    op.create_table(
        "check_in_askings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("check_in_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("question_id", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("nudged_at", sa.DateTime(), nullable=True),
        link("check_in_askings", "check_in_id", "check_ins"),
        link("check_in_askings", "person_id", "people"),
        link("check_in_askings", "question_id", "questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_askings")),
        sa.UniqueConstraint("check_in_id", "day", name=op.f("uq_check_in_askings_check_in_id_day")),
    )
    op.create_index("ix_check_in_askings_status_day", "check_in_askings", ["status", "day"])
    op.create_index("ix_check_in_askings_person_id_day", "check_in_askings", ["person_id", "day"])
    # In SQL: alembic would make the tables anew on SQLite, and the triggers of one refuse that.
    for table in ("drafts", "feedback"):
        name = f"fk_{table}_asking_id_check_in_askings"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN asking_id VARCHAR(32) CONSTRAINT {name} REFERENCES check_in_askings (id)"
        )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
