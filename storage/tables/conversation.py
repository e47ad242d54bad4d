"""What came in, what goes out, and the question that is open in between."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.tables.base import UtcTime, id_column, link, metadata

# Words stand alone, so that they can be purged while every row about them stays true.
contents = Table(
    "contents",
    metadata,
    id_column(),
    # None for what somebody wrote whom we do not know, which is kept only where it tells of harm.
    link("person_id", "people", required=False, index=True),
    Column("words", Text),
    # With the salt gone the digest in the audit trail can no longer be matched to guessed words.
    Column("salt", String(32)),
    Column("created_at", UtcTime, nullable=False),
    Column("purged_at", UtcTime),
)

inbox = Table(
    "inbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    link("person_id", "people", index=True),
    Column("channel", String(20), nullable=False),
    # The channel's own id, made unique with channel and person: a repeated delivery is the same message.
    Column("channel_message_id", String(80), nullable=False),
    link("content_id", "contents", required=False),
    Column("option_token", String(64)),
    Column("control", String(30)),
    Column("sent_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("status", String(20), nullable=False, default="waiting"),
    Column("attempts", Integer, nullable=False, default=0),
    # What the message was read as, kept before any work so that a repeated turn reads the same (ids and names only).
    Column("reading", JSON),
    Column("is_hidden", Boolean, nullable=False, default=False),
    # When the message itself was taken out of the chat app, where that can be done.
    Column("removed_at", UtcTime),
    Column("done_at", UtcTime),
    UniqueConstraint("channel", "person_id", "channel_message_id"),
    Index("ix_inbox_status_position", "status", "position"),
    Index("ix_inbox_person_id_position", "person_id", "position"),
    Index(
        "ix_inbox_to_remove",
        "channel",
        "received_at",
        sqlite_where=text("is_hidden AND removed_at IS NULL"),
        postgresql_where=text("is_hidden AND removed_at IS NULL"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    link("person_id", "people", index=True),
    # What this answers or tells of, with its part number: the same thing is never queued twice.
    Column("source_id", String(64), nullable=False),
    Column("part", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("response", String(80), nullable=False),
    Column("text", Text),
    link("content_id", "contents", required=False),
    # Only for chats of this channel; None is for all of them.
    Column("channel", String(20)),
    link("question_id", "questions", required=False),
    # A photo of the person's own that is shown with the text.
    Column("picture_id", String(32)),
    # Of each answer the token, the label and the id of a photo that stands on it.
    Column("options", JSON, nullable=False, default=list),
    Column("status", String(20), nullable=False, default="waiting"),
    Column("not_before", UtcTime, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    # How it came, for figures without words: what the person had chosen then, and when its voice was sent or played. None of
    # the first before this was counted.
    Column("applied", JSON(none_as_null=True)),
    Column("voiced_at", UtcTime),
    UniqueConstraint("source_id", "part"),
    Index("ix_outbox_person_id_position", "person_id", "position"),
    Index("ix_outbox_status_not_before", "status", "not_before"),
)

questions = Table(
    "questions",
    metadata,
    id_column(),
    link("person_id", "people"),
    Column("kind", String(30), nullable=False),
    Column("response", String(80), nullable=False),
    Column("values", JSON, nullable=False, default=dict),
    # The answers in the order in which they are shown; a typed number means this order.
    Column("shown_order", JSON, nullable=False, default=list),
    # Which of them is shown, where they are shown one by one.
    Column("place", Integer),
    # The draft, pending action or concern that the answer is about.
    Column("subject_id", String(32)),
    Column("status", String(20), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("misunderstood", Integer, nullable=False, default=0),
    Column("started_by", String(10), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("opened_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("answer", String(40)),
    Index("ix_questions_person_id_status", "person_id", "status"),
    Index(
        "uq_questions_open",
        "person_id",
        unique=True,
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
)

options = Table(
    "options",
    metadata,
    Column("token", String(32), primary_key=True),
    link("question_id", "questions", index=True),
    link("person_id", "people"),
    Column("answer", String(40), nullable=False),
)

# Each step of a turn, once: a repeated turn finds its result here and changes nothing.
turn_steps = Table(
    "turn_steps",
    metadata,
    Column("message_id", String(32), primary_key=True),
    Column("verb", String(60), primary_key=True),
    Column("result", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
)
