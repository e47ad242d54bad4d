"""What matters to a person, entry by entry, and what is linked to the things that matter most to them."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from storage.tables.base import UtcTime, id_column, link, metadata

# An entry begins when it is asked about, gets its words when they are told, and stands on the page once it is sent. One
# that was changed or taken away stays, with when and why.
what_matters = Table(
    "what_matters",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("kind", String(20), nullable=False),
    # The name of the question that it answers: "I jump" says something only beside it. None of what staff wrote down.
    Column("response", String(60)),
    Column("begun_at", UtcTime, nullable=False),
    link("content_id", "contents", required=False, index=True),
    # What it is about, as the computer read it.
    Column("topics", JSON),
    Column("voice", String(20), nullable=False),
    Column("route", String(20)),
    Column("visible_to", String(20), nullable=False),
    Column("helped_by", String(20)),
    Column("said_at", UtcTime),
    # From here on it stands on the page; `place`: where, among those of its kind.
    Column("kept_at", UtcTime),
    Column("place", Integer),
    # A photo of the person's own.
    link("picture_id", "pictures", required=False),
    link("replaces_id", "what_matters", required=False),
    link("entered_by_id", "staff", required=False),
    Column("present", String(20)),
    Column("helper", String(120)),
    # Of what was sent by the staff page, so that a form sent twice counts once.
    Column("source_id", String(60), unique=True),
    Column("ended_at", UtcTime),
    Column("ended", String(20)),
    link("ended_by_id", "staff", required=False),
)

# The thing that matters most which something said, a choice or an action is about; said by staff or by the person.
priority_links = Table(
    "priority_links",
    metadata,
    Column("linked_to", String(20), primary_key=True),
    Column("subject_id", String(32), primary_key=True),
    link("what_matters_id", "what_matters"),
    # None: the person said so.
    link("by_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_priority_links_what_matters_id", "what_matters_id"),
)
