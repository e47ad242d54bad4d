"""What was sent into which chat of a messaging app, to people and to supporters, and who wrote to us without being anybody's chat."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.tables.base import UtcTime, link, metadata

# One row for each message that a channel was asked to show; `piece` counts the parts of a bubble too long for one. Photos
# that go before it have numbers below zero, a voice that comes after it a number above all.
deliveries = Table(
    "deliveries",
    metadata,
    link("address_id", "addresses", primary_key=True),
    link("outbox_id", "outbox", primary_key=True),
    Column("piece", Integer, primary_key=True),
    # "sending" until the channel's answer is kept: found after a kill, nobody knows yet whether it arrived.
    Column("status", String(10), nullable=False),
    # The channel's own number of the newest message anywhere before this one was sent: ours has a higher one.
    Column("sent_after", Integer, nullable=False),
    Column("message_id", Integer),
    Column("at", UtcTime, nullable=False),
    # The photo that it is, which leaves the screen when it is taken away.
    Column("picture_id", String(32)),
    # When it is to be taken off the screen again, and nothing once it was (R19).
    Column("remove_at", UtcTime),
    Index("ix_deliveries_message_id", "message_id"),
    Index(
        "ix_deliveries_remove_at",
        "remove_at",
        sqlite_where=text("remove_at IS NOT NULL"),
        postgresql_where=text("remove_at IS NOT NULL"),
    ),
)

# Messages whose words went without their voice; gone once it came after them, or is of no use any more.
voices_owed = Table(
    "voices_owed",
    metadata,
    link("address_id", "addresses", primary_key=True),
    link("outbox_id", "outbox", primary_key=True),
    # When the words were sent: a person who does something after that has moved on.
    Column("since", UtcTime, nullable=False),
)

# Sounds that a channel holds, by what is in them. Only of texts that are the same for everybody: nobody's own are here.
uploaded_voices = Table(
    "uploaded_voices",
    metadata,
    # The channel's own id of the bot that sent it: another bot cannot use it.
    Column("bot", String(40), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("file_id", String(250), nullable=False),
    # Whose own voice it is, where it is somebody's: with their yes it goes.
    link("voice_id", "phrase_voices", required=False, index=True),
    Column("at", UtcTime, nullable=False),
)

# Of somebody we do not know only this is kept; what they wrote is kept only where it tells of harm.
strangers = Table(
    "strangers",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("address", String(100), primary_key=True),
    Column("last_message_id", String(80), nullable=False),
    Column("last_at", UtcTime, nullable=False),
    # The name of the fixed text they are still to get.
    Column("owed", String(80)),
    # What that text says of their worry: the post of whoever is told, and whether anybody is there.
    Column("worry_post", String(20)),
    Column("worry_is_read", Boolean),
)

# What supporters are sent in chats of their own. None of it is ever in the outbox, which is the conversation of a person.
supporter_messages = Table(
    "supporter_messages",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("channel", String(20), nullable=False),
    Column("address", String(100), nullable=False),
    # Whose link must hold for it to be sent; none: it tells of nobody's choices.
    link("supporter_id", "supporters", required=False, index=True),
    # What it answers or tells of, with its part number: the same thing is never said twice.
    Column("source_id", String(80), nullable=False),
    Column("part", Integer, nullable=False),
    # Nothing once it has arrived: the choice itself is kept, and this row only says that it was answered.
    Column("text", Text),
    # Of each button what it carries and its label.
    Column("buttons", JSON, nullable=False, default=list),
    # What the supporter wrote, where a tap has to come before anything can be done with it.
    Column("words", Text),
    # The choice that it is about.
    link("choice_set_id", "choice_sets", required=False),
    # As in `deliveries`; "waiting" before, "failed" where it never will be there.
    Column("status", String(10), nullable=False),
    Column("sent_after", Integer),
    Column("message_id", Integer),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("source_id", "part"),
    Index("ix_supporter_messages_status_position", "status", "position"),
    Index("ix_supporter_messages_address", "channel", "address"),
)
