"""What staff are told of, how each of them wants it, who is away, and how actions changed hands."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Text

from storage.tables.base import UtcTime, id_column, link, metadata

# One row for each member, way and cause. It holds no words and no names: what is sent is made from kind and path alone.
notifications = Table(
    "notifications",
    metadata,
    id_column(),
    # Channel, member, kind, subject and occasion in one: a repeated turn or round queues nothing twice.
    Column("once", String(200), nullable=False, unique=True),
    # None: for the place that the whole service reads.
    link("staff_id", "staff", required=False),
    link("house_id", "houses"),
    Column("channel", String(20), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("subject_kind", String(30), nullable=False),
    Column("subject_id", String(32), nullable=False),
    # What makes it another notice about the same thing: a day that was missed, an owner, how often it was opened again.
    Column("occasion", String(80), nullable=False),
    Column("reference", String(20), nullable=False),
    Column("path", String(100), nullable=False),
    Column("is_digest", Boolean, nullable=False),
    Column("status", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("next_try_at", UtcTime, nullable=False),
    # The message it was put into. Kept while nobody knows whether that arrived, so that it goes again as the same one.
    Column("message_id", String(32), index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("first_tried_at", UtcTime),
    # Digests of the places of the service channel that have it already.
    Column("reached", JSON, nullable=False, default=list),
    Column("last_error", String(40)),
    Column("sent_at", UtcTime),
    Index("ix_notifications_status_next_try_at", "status", "next_try_at"),
    Index("ix_notifications_staff_id_created_at", "staff_id", "created_at"),
    Index("ix_notifications_subject_id_kind", "subject_id", "kind"),
)

notice_choices = Table(
    "notice_choices",
    metadata,
    link("staff_id", "staff", primary_key=True),
    Column("mode", String(20), nullable=False),
    # Local time of day, as 08:30.
    Column("digest_at", String(5), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)

staff_absences = Table(
    "staff_absences",
    metadata,
    id_column(),
    link("staff_id", "staff", index=True),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    # None: the managers of the house stand in.
    link("cover_id", "staff", required=False),
    link("entered_by_id", "staff"),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("announced_at", UtcTime),
    Index("ix_staff_absences_to_day", "to_day"),
)

handovers = Table(
    "handovers",
    metadata,
    id_column(),
    link("pending_action_id", "pending_actions", index=True),
    link("by_id", "staff"),
    link("from_owner_id", "staff"),
    link("to_owner_id", "staff"),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
