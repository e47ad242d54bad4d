"""Complaints: what may be one, its steps, whom it is about, and what its person is told of it."""

import secrets
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    _complaints()
    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("complaint_steps", "complaint_id", "complaints"),
        link("complaint_steps", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_steps")),
        sa.UniqueConstraint("complaint_id", "position", name=op.f("uq_complaint_steps_complaint_id_position")),
    )
    op.create_table(
        "complaint_staff",
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("is_about", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("complaint_staff", "complaint_id", "complaints"),
        link("complaint_staff", "staff_id", "staff"),
        link("complaint_staff", "by_id", "staff"),
        sa.PrimaryKeyConstraint("complaint_id", "staff_id", name=op.f("pk_complaint_staff")),
    )
    op.create_index("ix_complaint_staff_staff_id", "complaint_staff", ["staff_id"])
    # In SQL: alembic would make the table anew on SQLite.
    op.execute(
        "ALTER TABLE updates ADD COLUMN complaint_id VARCHAR(32) "
        "CONSTRAINT fk_updates_complaint_id_complaints REFERENCES complaints (id)"
    )
    op.create_index("ix_updates_complaint_id", "updates", ["complaint_id"])
    _take_over()
    forbid_changes("complaint_steps")


def _complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("told_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("handler_id", sa.String(length=32), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("is_council_funded", sa.Boolean(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_how", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("learning", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("told_how", sa.String(length=20), nullable=True),
        sa.Column("checked_by_id", sa.String(length=32), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("words_left_out", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("left_out", sa.String(length=20), nullable=True),
        *(link("complaints", name, "feedback") for name in ("feedback_id", "told_id")),
        *(link("complaints", name, "staff") for name in ("handler_id", "checked_by_id")),
        link("complaints", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_complaints_feedback_id")),
    )
    for name in ("told_id", "person_id", "state", "handler_id"):
        op.create_index(f"ix_complaints_{name}", "complaints", [name])


def _take_over() -> None:
    """What staff took as a complaint so far waits for somebody who handles it. Whoever has not heard of that yet hears
    that it was read: the acknowledgement says the rest."""
    op.execute(
        "UPDATE updates SET response = 'utter_update_noted' "
        "WHERE response = 'utter_update_complaint' AND status = 'approved'"
    )
    words = ("id", "feedback_id", "told_id", "person_id", "state")
    complaints = sa.table(
        "complaints",
        *(sa.column(name, sa.String) for name in words),
        sa.column("signs", sa.JSON),
        *(sa.column(name, sa.Date) for name in ("received_on", "acknowledge_by")),
    )
    steps = sa.table(
        "complaint_steps",
        *(sa.column(name, sa.String) for name in ("id", "complaint_id", "step", "by_id")),
        sa.column("position", sa.Integer),
        sa.column("at", sa.DateTime),
    )
    staff = sa.table(
        "complaint_staff",
        *(sa.column(name, sa.String) for name in ("complaint_id", "staff_id", "by_id")),
        sa.column("is_about", sa.Boolean),
        sa.column("at", sa.DateTime),
    )
    found = sa.text(
        "SELECT f.id, f.first_id, f.person_id, f.kept_at, u.decided_at, u.decided_by_id, u.about_staff_id "
        "FROM feedback f JOIN feedback_follow_ups u ON u.feedback_id = f.id WHERE u.decision = 'complaint'"
    ).columns(kept_at=sa.DateTime, decided_at=sa.DateTime)
    for row in op.get_bind().execute(found).all():
        complaint_id, day = _new_id(), row.kept_at.date()
        about = {"id": complaint_id, "feedback_id": row.id, "told_id": row.first_id or row.id}
        days = {"received_on": day, "acknowledge_by": _three_working_days_after(day)}
        made = {**about, **days, "person_id": row.person_id, "state": "confirmed", "signs": ["staff_say_so"]}
        op.execute(complaints.insert().values(**made))
        by = {"complaint_id": complaint_id, "by_id": row.decided_by_id, "at": row.decided_at}
        op.execute(steps.insert().values(id=_new_id(), position=1, step="confirmed", **by))
        if row.about_staff_id is not None:
            op.execute(staff.insert().values(staff_id=row.about_staff_id, is_about=True, **by))


def _new_id() -> str:
    return secrets.token_hex(11)


def _three_working_days_after(day: date) -> date:
    """Without bank holidays, which a migration does not know: it may come out a day early."""
    for _ in range(3):
        day += timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    return day


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
