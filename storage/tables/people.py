"""Houses, the people who live in them, the staff, and how each of them gets in."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, Time, false

from storage.tables.base import UtcTime, id_column, link, metadata

houses = Table(
    "houses",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False, unique=True),
    Column("is_demo", Boolean, nullable=False, default=False),
    Column("created_at", UtcTime, nullable=False),
)

people = Table(
    "people",
    metadata,
    id_column(),
    link("house_id", "houses", index=True),
    Column("name", String(120), nullable=False),
    # How their messages come, as each message asks for it (storage/how_messages.py): whether with a voice and how fast that
    # speaks, how fast one message follows another, with which pictures, and how answers are shown.
    Column("pace", String(10), nullable=False, default="normal"),
    Column("audio_on", Boolean, nullable=False, default=True),
    Column("speed", String(20), nullable=False, default="usual_speed", server_default="usual_speed"),
    Column("pictures", String(20), nullable=False, default="pictures_on", server_default="pictures_on"),
    Column("choices_form", String(20), nullable=False, default="together", server_default="together"),
    # The version of the first-contact words this person heard, and what they answered (R60).
    Column("notice_version", String(40)),
    Column("notice_answer", String(20)),
    Column("notice_at", UtcTime),
    # How often the bot may ask something by itself (R44).
    Column("asks", String(20), nullable=False, default="every_day", server_default="every_day"),
    # The bot starts nothing while it is paused: until then, or until the person says so where there is no "until".
    Column("paused_at", UtcTime),
    Column("paused_until", UtcTime),
    # Their own quiet times, by the clock on the wall: nothing is started before the one or from the other on.
    Column("quiet_before", Time),
    Column("quiet_after", Time),
    # How many check-ins they let the bot ask on one day (conversation rule 58).
    Column("check_ins_a_day", Integer, nullable=False, default=1, server_default="1"),
    # For the figures of how well the chat understands: it changes nothing for the person.
    Column("communication_need", String(30), nullable=False, default="not_known", server_default="not_known"),
    # For how the law protects them (R26).
    Column("is_under_18", Boolean, nullable=False, default=False, server_default=false()),
    Column("created_at", UtcTime, nullable=False),
    link("keyworker_id", "staff", required=False),
)

staff = Table(
    "staff",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False),
    Column("email", String(200), nullable=False, unique=True),
    Column("role", String(30), nullable=False),
    # Empty until the member has chosen a password of their own.
    Column("password_hash", String(200), nullable=False),
    Column("is_active", Boolean, nullable=False, default=True),
    Column("created_at", UtcTime, nullable=False),
    # Sees the people of `staff_people` alone, and of those only the ones of their houses. A mark of its own: with no row
    # left there, such a member must see nobody, not everybody.
    Column("only_named_people", Boolean, nullable=False, default=False, server_default=false()),
)

staff_houses = Table(
    "staff_houses",
    metadata,
    link("staff_id", "staff", primary_key=True),
    link("house_id", "houses", primary_key=True),
)

staff_people = Table(
    "staff_people",
    metadata,
    link("staff_id", "staff", primary_key=True),
    link("person_id", "people", primary_key=True),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    link("staff_id", "staff"),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    # The password was right; the code of the second factor is still to come.
    Column("is_half", Boolean, nullable=False, default=False, server_default=false()),
)

# One-time links to the page where a member of staff chooses a password.
staff_invitations = Table(
    "staff_invitations",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    link("staff_id", "staff", index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

second_factors = Table(
    "second_factors",
    metadata,
    link("staff_id", "staff", primary_key=True),
    # Encrypted: unlike a password, this secret is needed again as it is.
    Column("sealed_secret", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    # None while it is being set up.
    Column("confirmed_at", UtcTime),
    # The half minute of the last code that was taken: no code is taken twice.
    Column("last_step", Integer),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_digest", String(64), primary_key=True),
    link("staff_id", "staff", index=True),
    Column("used_at", UtcTime),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_sign_in_attempts_who_at", "who", "at"),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_digest", String(64), primary_key=True),
    link("person_id", "people"),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

# Where a person can be reached: one row per linked chat. For the web chat the address is a digest of its cookie.
addresses = Table(
    "addresses",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("channel", String(20), nullable=False),
    Column("address", String(100), nullable=False),
    Column("linked_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    # Chats into which we send: the position in the outbox up to which all is settled, and when the person shut us out.
    Column("settled_to", Integer, nullable=False, default=0, server_default="0"),
    Column("blocked_at", UtcTime),
    # When the chat last refused a voice message, and when its person was last told that there is no sound.
    Column("voice_refused_at", UtcTime),
    Column("no_sound_told_at", UtcTime),
    Index("uq_addresses_channel_address", "channel", "address", unique=True),
)
