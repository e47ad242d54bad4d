"""Photos of a person's own: what each shows, and which file it is."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from storage.tables.base import UtcTime, id_column, link, metadata

pictures = Table(
    "pictures",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    # In short words: read out to whoever does not see it.
    Column("shows", String(60), nullable=False),
    # In the media folder; the small one beside it has the same name with an ending.
    Column("file_name", String(32), nullable=False, unique=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    # Of the photo as it was made here, not as it lies encrypted.
    Column("digest", String(64), nullable=False),
    # Who added it: a member of staff, or somebody the person chose.
    link("staff_id", "staff", required=False),
    Column("supporter_id", String(32)),
    Column("at", UtcTime, nullable=False),
    # From then on it is shown nowhere, and its files are gone.
    Column("ended_at", UtcTime),
    CheckConstraint("(staff_id IS NULL) <> (supporter_id IS NULL)", name="by_one"),
)
