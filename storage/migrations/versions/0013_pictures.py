"""A person's own photos, and messages that show them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("shows", sa.String(length=60), nullable=False),
        sa.Column("file_name", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("supporter_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("pictures", "person_id", "people"),
        link("pictures", "staff_id", "staff"),
        sa.CheckConstraint("(staff_id IS NULL) <> (supporter_id IS NULL)", name=op.f("ck_pictures_by_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("file_name", name=op.f("uq_pictures_file_name")),
    )
    op.create_index("ix_pictures_person_id", "pictures", ["person_id"])
    op.add_column("outbox", sa.Column("picture_id", sa.String(length=32), nullable=True))
    op.add_column("deliveries", sa.Column("picture_id", sa.String(length=32), nullable=True))
    _give_options_a_place_for_a_photo()


def _give_options_a_place_for_a_photo() -> None:
    outbox = sa.table("outbox", sa.column("position", sa.Integer), sa.column("options", sa.JSON))
    connection = op.get_bind()
    for position, options in connection.execute(sa.select(outbox.c.position, outbox.c.options)).all():
        if options:
            with_photos = [[token, label, None] for token, label in options]
            connection.execute(sa.update(outbox).where(outbox.c.position == position).values(options=with_photos))


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
