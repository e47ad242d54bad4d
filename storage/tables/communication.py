"""How a person communicates: each version of the record, and with whom it was shared."""

from sqlalchemy import JSON, Column, Date, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# Each change is a row of its own; the newest holds (R50). Append-only.
communication_profiles = Table(
    "communication_profiles",
    metadata,
    id_column(),
    link("person_id", "people"),
    Column("version", Integer, nullable=False),
    # How messages came from then on. What comes now stands with the person.
    Column("sound", String(20), nullable=False),
    Column("speed", String(20), nullable=False),
    Column("pictures", String(20), nullable=False),
    Column("choices_form", String(20), nullable=False),
    # Pairs of a word of their own and what it means.
    Column("words", JSON, nullable=False),
    Column("formats", JSON, nullable=False),
    Column("other_format", String(200)),
    Column("yes_no", Text),
    Column("helps", Text),
    Column("faces", String(20), nullable=False),
    # Whose words it is in, and when they said it: None while nobody has asked for all of it.
    Column("said_by", String(20)),
    Column("said_on", Date),
    Column("next_review_on", Date),
    # None: the person changed it by themselves, in the chat.
    link("kept_by_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "version"),
)

# With whom it was shared, after the person said yes. Append-only.
communication_shares = Table(
    "communication_shares",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("version", Integer, nullable=False),
    Column("shared_with", String(120), nullable=False),
    Column("shared_on", Date, nullable=False),
    link("kept_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)
