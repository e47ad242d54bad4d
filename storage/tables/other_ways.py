"""What comes and is told without the chat, names staff are called by, and plans for an emergency."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# Beside a feedback row that staff wrote down: how it came to them (R36, R57). Append-only, as the row itself.
feedback_entries = Table(
    "feedback_entries",
    metadata,
    link("feedback_id", "feedback", primary_key=True),
    link("entered_by_id", "staff"),
    Column("said_on", Date, nullable=False),
    Column("present", String(20), nullable=False),
    Column("helper", String(120)),
    # Made from what was sent: the same form sent twice is one thing said.
    Column("source_id", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)

# Beside an update that was told in person. Append-only.
tellings_in_person = Table(
    "tellings_in_person",
    metadata,
    link("update_id", "updates", primary_key=True),
    Column("how", String(20), nullable=False),
    Column("told_on", Date, nullable=False),
    # A member of staff, or somebody else by name.
    link("told_by_id", "staff", required=False),
    Column("told_by", String(120)),
    link("entered_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)

# Beside an answer to "Did it help?" that was asked in person. Append-only.
outcome_entries = Table(
    "outcome_entries",
    metadata,
    link("outcome_id", "outcomes", primary_key=True),
    Column("voice", String(20), nullable=False),
    Column("how", String(20), nullable=False),
    Column("asked_on", Date, nullable=False),
    link("asked_by_id", "staff", required=False),
    Column("asked_by", String(120)),
    link("entered_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)

# What people call a member of staff, so that nobody owns what is about them (R39).
staff_aliases = Table(
    "staff_aliases",
    metadata,
    link("staff_id", "staff", primary_key=True),
    Column("alias", String(60), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

# Each review of a plan is a row of its own; the newest holds (R22). Append-only.
emergency_plans = Table(
    "emergency_plans",
    metadata,
    id_column(),
    link("person_id", "people"),
    Column("version", Integer, nullable=False),
    Column("trusts", Text, nullable=False),
    Column("can_phone", String(20), nullable=False),
    Column("text_to_999", String(20), nullable=False),
    Column("practised_on", Date),
    Column("notes", Text),
    Column("reviewed_on", Date, nullable=False),
    Column("next_review_on", Date, nullable=False),
    link("kept_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "version"),
)
