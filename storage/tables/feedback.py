"""Feedback: the draft being told, the row that never changes, and what staff decided about it."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Text, false

from storage.tables.base import UtcTime, id_column, link, metadata

drafts = Table(
    "drafts",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("outcome", String(20)),
    # Tapped or named by the person: no reading of their words changes it.
    Column("is_tapped", Boolean, nullable=False, default=False, server_default=false()),
    Column("visible_to", String(20), nullable=False, default="my_staff"),
    link("replaces_id", "feedback", required=False),
    Column("status", String(20), nullable=False, default="open"),
    # The check-in that it answers.
    link("asking_id", "check_in_askings", required=False),
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
)

draft_words = Table(
    "draft_words",
    metadata,
    link("draft_id", "drafts", primary_key=True),
    Column("part", Integer, primary_key=True),
    link("content_id", "contents"),
    # What the reading heard in these words (`storage.heard`): names and numbers only.
    Column("heard", JSON),
)

# Append-only: triggers in the migration refuse update and delete (R18). A correction is a new row with replaces_id.
feedback = Table(
    "feedback",
    metadata,
    id_column(),
    link("person_id", "people"),
    link("house_id", "houses"),
    Column("outcome", String(20), nullable=False),
    link("content_id", "contents", required=False),
    Column("voice", String(20), nullable=False),
    Column("route", String(20), nullable=False),
    Column("visible_to", String(20), nullable=False),
    link("replaces_id", "feedback", required=False),
    Column("said_at", UtcTime, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    # What it is about, as the computer read it; nobody has said so.
    Column("topics", JSON),
    # Of several things said at once each is a row: all of them name the first, their place, and the whole of the words.
    link("first_id", "feedback", required=False),
    Column("part", Integer, nullable=False, default=1, server_default="1"),
    link("whole_id", "contents", required=False),
    # The check-in that it answers: what the person had chosen to be asked about.
    link("asking_id", "check_in_askings", required=False),
    Index("ix_feedback_first_id", "first_id"),
    Index("ix_feedback_person_id_said_at", "person_id", "said_at"),
    Index("ix_feedback_house_id_said_at", "house_id", "said_at"),
    Index("ix_feedback_replaces_id", "replaces_id"),
)

# Asked after Send, so beside the row and not in it (R36, conversation rule 33).
feedback_help = Table(
    "feedback_help",
    metadata,
    link("feedback_id", "feedback", primary_key=True),
    Column("helped_by", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
)

# The staff side of one feedback row: this does change, and each change is in the audit trail.
feedback_follow_ups = Table(
    "feedback_follow_ups",
    metadata,
    link("feedback_id", "feedback", primary_key=True),
    Column("status", String(30), nullable=False, index=True),
    Column("triage_due_on", Date, nullable=False),
    Column("decision", String(30)),
    Column("decided_at", UtcTime),
    link("decided_by_id", "staff", required=False),
    link("pending_action_id", "pending_actions", required=False, index=True),
    # R46's question, answered by staff: is this dissatisfaction with the service, whatever word was used?
    Column("possible_complaint", Boolean, nullable=False, default=False),
    # Someone this is about never owns what follows (R39).
    link("about_staff_id", "staff", required=False),
    Column("note", Text),
    Column("told_at", UtcTime),
)
