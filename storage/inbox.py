"""Messages from people, durable before they are acknowledged; each is worked off once, in order per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from storage import contents
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.recordings import Recording
from storage.tables.base import new_id
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import inbox


@dataclass(frozen=True)
class Incoming:
    """One message as a channel received it: words, or a tap (`option_token`), or one of the fixed controls. What is no
    words has a control of `vocabulary.Sent`: its caption, or the new text of a message that was edited, stands in `words`;
    of these only a voice message brings its sound."""

    person_id: str
    channel: str
    channel_message_id: str
    sent_at: datetime
    words: str | None = None
    option_token: str | None = None
    control: str | None = None
    recording: Recording | None = None


@dataclass(frozen=True)
class InboxMessage:
    """A kept message. `reading` is what it was understood as (None until it was first worked on)."""

    id: str
    position: int
    person_id: str
    channel: str
    words: str | None
    content_id: str | None
    option_token: str | None
    control: str | None
    sent_at: datetime
    attempts: int
    status: str
    reading: dict[str, Any] | None


def receive(tx: Transaction, incoming: Incoming) -> tuple[str, bool]:
    """Keep a message; returns its id and whether it is new (False: the channel delivered it again)."""
    same = (
        inbox.c.channel == incoming.channel,
        inbox.c.person_id == incoming.person_id,
        inbox.c.channel_message_id == incoming.channel_message_id,
    )
    known = tx.execute(select(inbox.c.id).where(*same)).first()
    if known is not None:
        return str(known.id), False
    content_id = None
    if incoming.words is not None or incoming.recording is not None:
        actor = Actor("person", incoming.person_id)
        content_id = contents.keep(tx, actor, incoming.person_id, incoming.words, incoming.recording)
    message_id = new_id()
    row = {
        "id": message_id,
        "person_id": incoming.person_id,
        "channel": incoming.channel,
        "channel_message_id": incoming.channel_message_id,
        "content_id": content_id,
        "option_token": incoming.option_token,
        "control": incoming.control,
        "sent_at": incoming.sent_at,
        "received_at": tx.now,
    }
    tx.execute(insert(inbox), row)
    return message_id, True


_MESSAGE = select(
    inbox.c.id,
    inbox.c.position,
    inbox.c.person_id,
    inbox.c.channel,
    contents_table.c.words,
    inbox.c.content_id,
    inbox.c.option_token,
    inbox.c.control,
    inbox.c.sent_at,
    inbox.c.attempts,
    inbox.c.status,
    inbox.c.reading,
).outerjoin(contents_table, contents_table.c.id == inbox.c.content_id)


def message(tx: Transaction, message_id: str) -> InboxMessage:
    """Raises NotFound."""
    row = tx.execute(_MESSAGE.where(inbox.c.id == message_id)).first()
    if row is None:
        raise NotFound("There is no such message.")
    return InboxMessage(*row)


def all_waiting(tx: Transaction, person_id: str) -> tuple[InboxMessage, ...]:
    """Every message of this person that is not worked off, oldest first."""
    where = (inbox.c.person_id == person_id, inbox.c.status == "waiting")
    return tuple(InboxMessage(*row) for row in tx.execute(_MESSAGE.where(*where).order_by(inbox.c.position)))


def waiting_of_everybody(tx: Transaction) -> tuple[InboxMessage, ...]:
    """Every message that is not worked off, whoever sent it, as they came in."""
    rows = tx.execute(_MESSAGE.where(inbox.c.status == "waiting").order_by(inbox.c.position))
    return tuple(InboxMessage(*row) for row in rows)


def people_waiting(tx: Transaction) -> tuple[str, ...]:
    """Everyone with a message that is not worked off, longest waiting first."""
    rows = tx.execute(select(inbox.c.person_id).where(inbox.c.status == "waiting").order_by(inbox.c.position))
    return tuple(dict.fromkeys(row.person_id for row in rows))


def hidden_lately(tx: Transaction, person_id: str) -> tuple[str, ...]:
    """The channel's ids of what this person sent in the last day and what is not to stay on a screen (R19)."""
    lately = inbox.c.received_at > tx.now - timedelta(days=1)
    where = (inbox.c.person_id == person_id, inbox.c.is_hidden, lately)
    return tuple(row.channel_message_id for row in tx.execute(select(inbox.c.channel_message_id).where(*where)))


def keep_reading(tx: Transaction, message_id: str, reading: dict[str, Any]) -> None:
    """What the message is read as (names and ids only); a repeated turn uses this and does not read again."""
    tx.execute(update(inbox).where(inbox.c.id == message_id).values(reading=reading))


def count_attempt(tx: Transaction, message_id: str) -> int:
    tx.execute(update(inbox).where(inbox.c.id == message_id).values(attempts=inbox.c.attempts + 1))
    return int(tx.execute(select(inbox.c.attempts).where(inbox.c.id == message_id)).scalar_one())


def hide(tx: Transaction, message_id: str) -> str | None:
    """Keep the words of a message off the screen from now on (R19); returns the id under which they stand."""
    tx.execute(update(inbox).where(inbox.c.id == message_id).values(is_hidden=True))
    row = tx.execute(select(inbox.c.content_id).where(inbox.c.id == message_id)).first()
    return None if row is None else row.content_id


def hide_words(tx: Transaction, content_id: str) -> None:
    """The same for the message whose words stand under this id."""
    tx.execute(update(inbox).where(inbox.c.content_id == content_id).values(is_hidden=True))


@dataclass(frozen=True)
class Hidden:
    """A message that is not to stay on a screen, and the channel's own id of it."""

    id: str
    channel_message_id: str


def hidden_to_remove(tx: Transaction, channel: str, within: timedelta) -> tuple[Hidden, ...]:
    """What came so lately through this channel, is not to be seen any more, and still stands in the app itself (R19)."""
    where = (inbox.c.channel == channel, inbox.c.is_hidden, inbox.c.removed_at.is_(None))
    lately = inbox.c.received_at > tx.now - within
    columns = (inbox.c.id, inbox.c.channel_message_id)
    rows = tx.execute(select(*columns).where(*where, lately).order_by(inbox.c.received_at).limit(50))
    return tuple(Hidden(*row) for row in rows)


def removed(tx: Transaction, message_id: str) -> None:
    """The app shows it no more, or never will take it off."""
    tx.execute(update(inbox).where(inbox.c.id == message_id).values(removed_at=tx.now))


def last_ids(tx: Transaction, channel: str, count: int = 200) -> tuple[str, ...]:
    """The channel's own ids of what it brought last, newest first."""
    newest = select(inbox.c.channel_message_id).where(inbox.c.channel == channel).order_by(inbox.c.position.desc())
    return tuple(tx.execute(newest.limit(count)).scalars())


def ids_since(tx: Transaction, channel: str, since: datetime) -> tuple[str, ...]:
    """The channel's own ids of all it brought since then."""
    where = (inbox.c.channel == channel, inbox.c.received_at >= since)
    return tuple(tx.execute(select(inbox.c.channel_message_id).where(*where)).scalars())


def close(tx: Transaction, message_id: str, *, hide: bool = False) -> None:
    """The message is worked off. `hide` keeps its words off the screen from now on (R19)."""
    values: dict[str, Any] = {"status": "done", "done_at": tx.now}
    if hide:
        values["is_hidden"] = True
    tx.execute(update(inbox).where(inbox.c.id == message_id).values(**values))
