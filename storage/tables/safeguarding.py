"""Concerns. Only safeguarding leads may know that a row exists (R13)."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# What it was raised from, when, by whom and why is an original: triggers refuse to change it (R18).
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
    # Of what a lead wrote: an opinion, or a fact (R18). None of everything else.
    Column("is_opinion", Boolean),
    Column("at", UtcTime, nullable=False),
)

# Every stage it came to, and what was proposed on the way (R20). Added to, never changed, as are the tables below; the rows
# of a concern are numbered in each, so their order is sure, and two leads at once cannot both write the next one.
concern_steps = Table(
    "concern_steps",
    metadata,
    id_column(),
    link("concern_id", "concerns"),
    Column("number", Integer, nullable=False),
    Column("act", String(20), nullable=False),
    Column("step", String(30), nullable=False),
    Column("reason", Text),
    # None for what the service does by itself: to note that a lead was told.
    link("staff_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("concern_id", "number"),
)

# What was decided about each duty; the latest row of a duty holds (R21).
concern_duties = Table(
    "concern_duties",
    metadata,
    id_column(),
    link("concern_id", "concerns"),
    Column("number", Integer, nullable=False),
    Column("duty", String(30), nullable=False),
    Column("decision", String(20), nullable=False),
    Column("reason", Text),
    # When it was done, and by whom: anybody, by name.
    Column("done_at", UtcTime),
    Column("done_by", String(120)),
    link("staff_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("concern_id", "number"),
)

# Whom it is about and which types of abuse, as a lead sees it; the latest row holds (R26).
concern_subjects = Table(
    "concern_subjects",
    metadata,
    id_column(),
    link("concern_id", "concerns"),
    Column("number", Integer, nullable=False),
    Column("subject", String(20), nullable=False),
    Column("about_staff", Boolean, nullable=False),
    Column("abuse_types", JSON, nullable=False),
    link("staff_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("concern_id", "number"),
)

# What the person wants to happen (R09). A row says whether they were asked, with their words, or how far it was met.
concern_outcomes = Table(
    "concern_outcomes",
    metadata,
    id_column(),
    link("concern_id", "concerns"),
    Column("number", Integer, nullable=False),
    Column("asked", String(20)),
    link("content_id", "contents", required=False),
    Column("met", String(20)),
    # None for what the person answered in the chat.
    link("staff_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("concern_id", "number"),
)

# What was decided about the part of it that may be a complaint (R46); the latest row holds.
concern_complaints = Table(
    "concern_complaints",
    metadata,
    id_column(),
    link("concern_id", "concerns"),
    Column("number", Integer, nullable=False),
    Column("decision", String(20), nullable=False),
    # What the house has of it; None where there is no complaint in it, with the reason. Nothing of the house leads back.
    link("feedback_id", "feedback", required=False, index=True),
    Column("reason", Text),
    link("staff_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("concern_id", "number"),
)
