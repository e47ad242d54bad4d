"""Who keeps people safe, when each of them is there, and how they were told of what. Nobody else may know of a row."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# A safeguarding lead's account, and what they are among those who are told.
safeguarding_contacts = Table(
    "safeguarding_contacts",
    metadata,
    link("staff_id", "staff", primary_key=True),
    Column("post", String(20), nullable=False),
    # What people may call them beside their name: nicknames, and words for what they are, such as "the area manager".
    Column("also_called", JSON, nullable=False),
    # An Apprise address of their own, encrypted: the second way to them. Empty: there is none.
    Column("sealed_direct", Text, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)

# The week as it comes round, in the service's own time. A night is two rows.
rota_shifts = Table(
    "rota_shifts",
    metadata,
    id_column(),
    link("staff_id", "staff", index=True),
    # 0 is Monday.
    Column("weekday", Integer, nullable=False),
    # Minutes of the day; the last of them is 1440.
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# Who may not know of a concern, because it may be about them (R12). Added to, never taken away.
concern_exclusions = Table(
    "concern_exclusions",
    metadata,
    link("concern_id", "concerns", primary_key=True),
    link("staff_id", "staff", primary_key=True),
    Column("why", String(20), nullable=False),
    link("by_id", "staff", required=False),
    Column("at", UtcTime, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    id_column(),
    # What it is raised for, so that nothing is raised twice: a concern and its tier, a day, a part that is down.
    Column("once", String(80), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("tier", String(10), nullable=False),
    link("concern_id", "concerns", required=False, index=True),
    Column("part", String(30), nullable=False),
    Column("reference", String(20), nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    # How far up the ladder it is, and since when.
    Column("step", Integer, nullable=False),
    Column("step_at", UtcTime, nullable=False),
    # The first channel of a contact that took it, and what that contact is.
    Column("accepted_at", UtcTime),
    Column("accepted_post", String(20)),
    Column("still_trying_at", UtcTime),
    Column("acknowledged_at", UtcTime),
    link("acknowledged_by_id", "staff", required=False),
    # It needs no more telling: acknowledged, over, or another took its place.
    Column("ended_at", UtcTime, index=True),
)

# One message to one contact by one way, at one step. None for the member: the pager of the service.
alert_messages = Table(
    "alert_messages",
    metadata,
    id_column(),
    link("alert_id", "alerts"),
    link("staff_id", "staff", required=False),
    Column("channel", String(20), nullable=False),
    Column("step", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("next_try_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    UniqueConstraint("alert_id", "staff_id", "channel", "step"),
    Index("ix_alert_messages_status_next_try_at", "status", "next_try_at"),
)

# Every try, as it was (R15). Added to, never changed.
alert_attempts = Table(
    "alert_attempts",
    metadata,
    id_column(),
    link("message_id", "alert_messages", index=True),
    Column("at", UtcTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("error", String(40)),
)

# When something last happened that must not be forgotten over a restart.
service_marks = Table(
    "service_marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
