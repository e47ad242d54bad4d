"""Complaints: what may be one, what became of it, and whom it is about."""

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# One for each thing said that may be a complaint. The words stay with the feedback and are never copied.
complaints = Table(
    "complaints",
    metadata,
    id_column(),
    link("feedback_id", "feedback", unique=True),
    # The first of what was said at once with it: whoever may not know of one of them may not read the others either,
    # for each of them leads to the whole.
    link("told_id", "feedback", index=True),
    link("person_id", "people", index=True),
    Column("state", String(20), nullable=False, index=True),
    # Why it may be one: names of rules and the like, never words.
    Column("signs", JSON, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("acknowledge_by", Date, nullable=False),
    link("handler_id", "staff", required=False, index=True),
    Column("expected_on", Date),
    Column("is_council_funded", Boolean),
    # The acknowledgement holds the offer of an advocate and the next step outside, so this is when they were offered.
    Column("acknowledged_at", UtcTime),
    Column("acknowledged_how", String(20)),
    # In easy words: the person gets it.
    Column("answer", Text),
    Column("outcome", String(20)),
    Column("learning", Text),
    Column("told_at", UtcTime),
    Column("told_how", String(20)),
    # A manager's look at what somebody else only noted.
    link("checked_by_id", "staff", required=False),
    Column("checked_at", UtcTime),
    # Names and the like that the file for an inspector leaves out; None: nobody has gone through it.
    Column("words_left_out", JSON(none_as_null=True)),
    Column("left_out", String(20)),
)

# Each step with who took it and when. Append-only.
complaint_steps = Table(
    "complaint_steps",
    metadata,
    id_column(),
    link("complaint_id", "complaints"),
    # Several steps may be taken in one moment.
    Column("position", Integer, nullable=False),
    Column("step", String(30), nullable=False),
    link("by_id", "staff", required=False),
    Column("note", Text),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("complaint_id", "position"),
)

# Whom the words name or somebody says that it is about: to them there is no such complaint (R48). Where a manager says
# that it is not about who is named, that stays, so that nobody has to say it again.
complaint_staff = Table(
    "complaint_staff",
    metadata,
    link("complaint_id", "complaints", primary_key=True),
    link("staff_id", "staff", primary_key=True, index=True),
    Column("is_about", Boolean, nullable=False),
    # None: the computer, from a name in the words.
    link("by_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
)
