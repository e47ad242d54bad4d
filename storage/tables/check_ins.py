"""Check-ins a person chose: what they are about, when they are asked, and each day on which one was asked or was not."""

from sqlalchemy import JSON, Column, Date, Index, String, Table, Time, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# What staff prepared for a person to be asked about. One that is ended is offered no more, and its check-ins go on.
check_in_things = Table(
    "check_in_things",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("words", String(60), nullable=False),
    Column("sign", String(100)),
    link("added_by_id", "staff"),
    Column("added_at", UtcTime, nullable=False),
    link("ended_by_id", "staff", required=False),
    Column("ended_at", UtcTime),
)

# Either a thing that was prepared, or the person's own words. While it is being chosen, days and time come one by one.
check_ins = Table(
    "check_ins",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    link("thing_id", "check_in_things", required=False),
    link("content_id", "contents", required=False),
    # Monday is 0.
    Column("weekdays", JSON, nullable=False, default=list),
    # By the clock on the wall of the house, whatever that is in UTC on the day.
    Column("at", Time),
    # Whoever of staff sat beside the person; nobody where they chose it in the chat by themselves.
    link("chosen_with_id", "staff", required=False),
    Column("begun_at", UtcTime, nullable=False),
    # From here on it is asked.
    Column("kept_at", UtcTime),
    Column("ended_at", UtcTime),
    # "person", or the id of the member of staff who ended it for them.
    Column("ended_by", String(32)),
)

# One for each local day, which is what makes sure that a day is asked about once.
check_in_askings = Table(
    "check_in_askings",
    metadata,
    id_column(),
    link("check_in_id", "check_ins"),
    link("person_id", "people"),
    Column("day", Date, nullable=False),
    Column("status", String(20), nullable=False),
    # Why it was not asked.
    Column("reason", String(30)),
    # None of a day on which nothing could be asked.
    link("question_id", "questions", required=False),
    Column("asked_at", UtcTime),
    # When it was asked once more, the next day.
    Column("nudged_at", UtcTime),
    UniqueConstraint("check_in_id", "day"),
    Index("ix_check_in_askings_status_day", "status", "day"),
    Index("ix_check_in_askings_person_id_day", "person_id", "day"),
)
