"""Pending actions: what will be different, who owns it, what the person was told, and whether it helped."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

pending_actions = Table(
    "pending_actions",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    link("house_id", "houses"),
    link("owner_id", "staff"),
    Column("what_changes", String(20), nullable=False),
    # In easy words: it is sent to the person when the action is agreed.
    Column("what_will_be_different", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    # The day first promised, once it was moved: a moved day counts as late.
    Column("first_due_on", Date),
    Column("status", String(20), nullable=False),
    # The sentence the person gets when it is done or cannot be done.
    Column("easy_words", Text),
    Column("agreed_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("finished_at", UtcTime),
    Column("told_at", UtcTime),
    Column("not_told_reason", Text),
    Column("ask_on", Date),
    Column("asked_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("reopened", Integer, nullable=False, default=0),
    # Set when the person said "No" twice: the manager must look (conversation rule 56).
    Column("escalated_at", UtcTime),
    Index("ix_pending_actions_house_id_status", "house_id", "status"),
)

# Each message about an action that goes to the person, and what became of it.
updates = Table(
    "updates",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    link("pending_action_id", "pending_actions", required=False, index=True),
    link("feedback_id", "feedback", required=False, index=True),
    link("complaint_id", "complaints", required=False, index=True),
    Column("response", String(80), nullable=False),
    Column("values", Text, nullable=False),
    Column("status", String(30), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("heard_at", UtcTime),
    Index("ix_updates_status_created_at", "status", "created_at"),
)

outcomes = Table(
    "outcomes",
    metadata,
    id_column(),
    link("pending_action_id", "pending_actions", index=True),
    link("person_id", "people"),
    Column("outcome", String(20), nullable=False),
    Column("question_id", String(32), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("question_id"),
)

# What a person asked of staff that is not feedback: a talk, a message nobody could handle, a message that never arrived.
staff_requests = Table(
    "staff_requests",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    link("house_id", "houses"),
    Column("kind", String(30), nullable=False),
    link("content_id", "contents", required=False),
    Column("source_id", String(64), nullable=False, unique=True),
    # How many more of this kind came while nobody had answered it.
    Column("more", Integer, nullable=False, default=0, server_default="0"),
    Column("created_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    link("done_by_id", "staff", required=False),
    Column("what_was_done", Text),
    Index("ix_staff_requests_house_id_done_at", "house_id", "done_at"),
)
