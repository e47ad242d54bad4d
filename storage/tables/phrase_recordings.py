"""Somebody's own voice for a house: whose it is, that they said yes, and which phrases they read out."""

from sqlalchemy import Column, Float, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

phrase_voices = Table(
    "phrase_voices",
    metadata,
    id_column(),
    link("house_id", "houses", index=True),
    # Who speaks, as staff and people know them.
    Column("name", String(60), nullable=False),
    # They said yes to it then, to this member of staff.
    Column("agreed_at", UtcTime, nullable=False),
    link("agreed_with_id", "staff"),
    # They took it back: from then on nothing of their voice is kept.
    Column("ended_at", UtcTime),
    link("ended_by_id", "staff", required=False),
)

phrase_recordings = Table(
    "phrase_recordings",
    metadata,
    id_column(),
    link("voice_id", "phrase_voices"),
    # Exactly as it is shown: where the catalogue says it in other words now, this recording says nothing any more.
    Column("text", Text, nullable=False),
    # A response in which it stood, to find the words that came in its place.
    Column("response", String(100), nullable=False),
    # In the media folder.
    Column("file_name", String(32), nullable=False, unique=True),
    # Of the sound as it was made here, not as it lies encrypted.
    Column("digest", String(64), nullable=False),
    Column("seconds", Float, nullable=False),
    link("staff_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("voice_id", "text"),
)
