"""Sound that a person sent: their own words, kept beside the content that it is."""

from sqlalchemy import Column, Float, Integer, LargeBinary, String, Table

from storage.tables.base import link, metadata

recordings = Table(
    "recordings",
    metadata,
    link("content_id", "contents", primary_key=True),
    Column("media_type", String(60), nullable=False),
    Column("seconds", Float, nullable=False),
    # Of the sound as it was sent; what is kept is longer.
    Column("size", Integer, nullable=False),
    # Encrypted with a key that is not in the database.
    Column("sound", LargeBinary, nullable=False),
)
