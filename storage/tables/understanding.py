"""What signs mean for a person, how names are said to them, and how well their messages were understood."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table, text

from storage.tables.base import UtcTime, id_column, link, metadata

# A person's own signs. One that is changed or ended stays, with who ended it when; the ones that are not ended hold.
meanings = Table(
    "meanings",
    metadata,
    id_column(),
    link("person_id", "people"),
    Column("sign", String(100), nullable=False),
    # The same for every way of typing the sign.
    Column("sign_key", String(100), nullable=False),
    Column("means", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    link("added_by_id", "staff"),
    Column("added_at", UtcTime, nullable=False),
    link("ended_by_id", "staff", required=False),
    Column("ended_at", UtcTime),
    Index(
        "uq_meanings_person_id_sign_key",
        "person_id",
        "sign_key",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# How names are said to a person, by the same rule: what is changed or ended stays.
respellings = Table(
    "respellings",
    metadata,
    id_column(),
    link("person_id", "people"),
    Column("written", String(60), nullable=False),
    # The same in small letters and capitals.
    Column("written_key", String(120), nullable=False),
    Column("said", String(100), nullable=False),
    link("added_by_id", "staff"),
    Column("added_at", UtcTime, nullable=False),
    link("ended_by_id", "staff", required=False),
    Column("ended_at", UtcTime),
    Index(
        "uq_respellings_person_id_written_key",
        "person_id",
        "written_key",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# One for each message whose words the model read: names of intents and outcomes only, never a word (R65).
readings = Table(
    "readings",
    metadata,
    link("content_id", "contents", primary_key=True),
    link("person_id", "people"),
    # As it was on that day: figures of the past do not change when it does.
    Column("communication_need", String(30), nullable=False),
    Column("day", Date, nullable=False),
    Column("intent", String(40), nullable=False),
    # What the words alone say of how it was; None where the person is asked.
    Column("kind", String(20)),
    Column("is_sure", Boolean, nullable=False),
    Column("ended", String(20), nullable=False),
    Index("ix_readings_day", "day"),
)
