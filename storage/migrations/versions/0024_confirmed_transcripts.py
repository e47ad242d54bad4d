"""What staff say of a transcript, apart from what its person says, and why its words may be a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("transcripts", sa.Column("signs", sa.JSON(), nullable=True))
    op.add_column("transcripts", sa.Column("staff_answer", sa.String(length=20), nullable=True))
    op.add_column("transcripts", sa.Column("staff_answer_by_id", sa.String(length=32), nullable=True))
    op.add_column("transcripts", sa.Column("staff_answered_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
