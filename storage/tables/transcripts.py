"""What a program heard in a voice message: a suggestion, apart from the message itself."""

from sqlalchemy import JSON, Column, Float, String, Table

from storage.tables.base import UtcTime, link, metadata

transcripts = Table(
    "transcripts",
    metadata,
    # The voice message.
    link("content_id", "contents", primary_key=True),
    # What was heard; None where nothing could be made out, so that it is not tried for ever.
    link("words_id", "contents", required=False),
    Column("engine", String(20)),
    Column("model", String(120)),
    Column("confidence", Float),
    Column("at", UtcTime, nullable=False),
    # When the model of the assistant had read the words, beside the rules.
    Column("read_at", UtcTime),
    # Why its words may be a complaint, as they were read then.
    Column("signs", JSON),
    # What the person said to "Is that right?", and when.
    Column("answer", String(20)),
    Column("answered_at", UtcTime),
    # What staff who support the person said of it, who did, and when. No answer of the person's came after it.
    Column("staff_answer", String(20)),
    Column("staff_answer_by_id", String(32)),
    Column("staff_answered_at", UtcTime),
)
