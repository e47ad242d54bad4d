"""The audit trail and review meetings."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text

from storage.tables.base import UtcTime, id_column, link, metadata

# Append-only, each row sealed with the one before (R69). Ids and salted digests only: it survives every purge.
audit_events = Table(
    "audit_events",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor_kind", String(10), nullable=False),
    Column("actor_id", String(32)),
    Column("verb", String(60), nullable=False),
    Column("subject_kind", String(30), nullable=False),
    Column("subject_id", String(64), nullable=False),
    Column("detail", String(200)),
    Column("digest", String(64)),
    Column("previous", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

# The end of the chain: cutting off its last rows shows here. One row.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("held_on", Date),
    Column("next_on", Date),
    link("held_by_id", "staff", required=False),
    Column("created_at", UtcTime, nullable=False),
)

review_items = Table(
    "review_items",
    metadata,
    link("review_id", "reviews", primary_key=True),
    link("feedback_id", "feedback", primary_key=True),
    # The person decides what is shared at the meeting (R45).
    Column("is_included", Boolean, nullable=False),
)

review_decisions = Table(
    "review_decisions",
    metadata,
    id_column(),
    link("review_id", "reviews", index=True),
    Column("decision", Text, nullable=False),
    Column("who_does_it", String(120), nullable=False),
    Column("by_day", Date),
    Column("created_at", UtcTime, nullable=False),
)
