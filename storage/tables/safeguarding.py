"""Concerns. Only safeguarding leads may know that a row exists (R13)."""

from sqlalchemy import JSON, Boolean, Column, String, Table, Text

from storage.tables.base import UtcTime, id_column, link, metadata

concerns = Table(
    "concerns",
    metadata,
    id_column(),
    # None where somebody told of harm whom we do not know.
    link("person_id", "people", required=False, index=True),
    Column("tier", String(10), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("rules_version", String(40), nullable=False),
    link("content_id", "contents", required=False),
    Column("source_id", String(64), nullable=False, unique=True),
    link("raised_by_id", "staff", required=False),
    Column("status", String(30), nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("acknowledged_at", UtcTime),
    link("acknowledged_by_id", "staff", required=False),
    Column("told_person_at", UtcTime),
    # A drill: invented words that go the whole way, so that a way that has rotted is found (R28).
    Column("is_test", Boolean, nullable=False, default=False),
)

# What came after: "do not tell", the answer to "Are you OK?", an acknowledgement. Added to, never changed (R10, R18).
concern_notes = Table(
    "concern_notes",
    metadata,
    id_column(),
    link("concern_id", "concerns", index=True),
    Column("kind", String(30), nullable=False),
    link("content_id", "contents", required=False),
    link("staff_id", "staff", required=False),
    Column("note", Text),
    Column("at", UtcTime, nullable=False),
)
