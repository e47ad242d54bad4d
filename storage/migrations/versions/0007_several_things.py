"""Several things said in one message, each a row of its own, and what the reading heard."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("is_tapped", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Until now nobody but the person could say how it was.
    op.execute(sa.text("UPDATE drafts SET is_tapped = :yes WHERE outcome IS NOT NULL").bindparams(yes=True))
    op.add_column("draft_words", sa.Column("heard", sa.JSON()))
    op.add_column("feedback", sa.Column("topics", sa.JSON()))
    op.add_column("feedback", sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
    # In SQL: alembic would make the table anew on SQLite, and its triggers refuse that.
    _add_link("first_id", "feedback")
    _add_link("whole_id", "contents")
    op.create_index("ix_feedback_first_id", "feedback", ["first_id"])


def _add_link(name: str, to: str) -> None:
    op.execute(
        f"ALTER TABLE feedback ADD COLUMN {name} VARCHAR(32) CONSTRAINT fk_feedback_{name}_{to} REFERENCES {to} (id)"
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
