"""Into chats of a messaging app: what is due there, what became of each message, and what comes off the screen again.

A message into such a chat cannot be taken back and cannot be sent twice without showing twice. So each one is noted as
"sending" before the channel is asked and as "sent" with the channel's own number after; whatever is found as "sending"
may have arrived, and the channel finds out before it sends it again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, true, update

from storage import how_messages, outbox, staff_requests, updates
from storage.database import Transaction
from storage.how_messages import HowMessages
from storage.outbox import SAFETY_SHOWN, OutboxMessage
from storage.tables.channels import deliveries, supporter_messages
from storage.tables.conversation import outbox as outbox_table
from storage.tables.people import addresses, people
from storage.vocabulary import RequestKind

Settling = Callable[[Transaction, "Due", int], None]
"""What becomes of a part of a message that did not arrive."""
APPS = ("telegram",)
"""The channels into whose chats we send."""
_SENT = (deliveries, supporter_messages)
"""Where the numbers stand that the channel gave: it has one row of them for all its chats."""
VOICE_REFUSED_FOR = timedelta(days=1)
"""For so long a chat that refused a voice message is sent none: its person may change that at any time."""
NO_SOUND_TOLD_FOR = timedelta(hours=12)
"""For so long a person who was told that there is no sound is not told again: it would stand before every message."""


@dataclass(frozen=True)
class Chat:
    """A linked chat. `address` is the channel's own id of it, `how` what its person chose about messages. `takes_voice`: as far
    as is known; `knows_no_sound`: whether its person was told lately that there is none."""

    id: str
    address: str
    person_id: str
    how: HowMessages
    takes_voice: bool = True
    knows_no_sound: bool = False


@dataclass(frozen=True)
class Attempt:
    """A part of a message that the channel was asked to show, and when. `message_id`: the channel's number, once known;
    `is_left_out`: the message goes on without it."""

    sent_after: int
    message_id: int | None
    at: datetime
    is_left_out: bool = False


@dataclass(frozen=True)
class Due:
    """The next message for a chat, and the parts of it that were begun before."""

    chat: Chat
    message: OutboxMessage
    begun: dict[int, Attempt]


@dataclass(frozen=True)
class ToTakeOff:
    """A message of ours that is to leave the screen."""

    address_id: str
    outbox_id: str
    piece: int
    address: str
    message_id: int


def chats_of(tx: Transaction, channel: str, person_id: str) -> tuple[str, ...]:
    """The ids of the chats into which this person can be written."""
    where = (addresses.c.channel == channel, addresses.c.person_id == person_id, *is_open())
    return tuple(tx.execute(select(addresses.c.id).where(*where).order_by(addresses.c.linked_at)).scalars())


def people_due(tx: Transaction, channel: str) -> tuple[str, ...]:
    """Everyone for whom a chat of this channel has something due."""
    due = select(outbox_table.c.id).where(*_due(tx, channel)).exists()
    where = (addresses.c.channel == channel, *is_open(), due)
    return tuple(tx.execute(select(addresses.c.person_id).where(*where).distinct()).scalars())


def waiting(tx: Transaction, channel: str) -> tuple[int, datetime | None]:
    """How many messages are due in chats of this channel, and since when the oldest is."""
    chosen = select(func.count(), func.min(outbox_table.c.not_before)).select_from(outbox_table.join(addresses, true()))
    row = tx.execute(chosen.where(addresses.c.channel == channel, *is_open(), *_due(tx, channel))).one()
    return int(row[0]), row[1]


def next_for(tx: Transaction, channel: str, address_id: str) -> Due | None:
    """The next message for this chat, or None if nothing is due or nothing may be sent there any more."""
    if (chat := open_chat(tx, address_id)) is None:
        return None
    due = select(outbox_table.c.id).join(addresses, addresses.c.person_id == outbox_table.c.person_id)
    first = due.where(addresses.c.id == address_id, *_due(tx, channel)).order_by(outbox_table.c.position).limit(1)
    return due_in(tx, chat, tx.execute(first).scalar())


def open_chat(tx: Transaction, address_id: str) -> Chat | None:
    """This chat, or None if nothing may be sent there."""
    row = tx.execute(
        select(addresses, *how_messages.COLUMNS)
        .join(people, people.c.id == addresses.c.person_id)
        .where(addresses.c.id == address_id, *is_open())
    ).first()
    if row is None:
        return None
    refused, told = row.voice_refused_at, row.no_sound_told_at
    takes_voice = refused is None or refused + VOICE_REFUSED_FOR <= tx.now
    knows = told is not None and told + NO_SOUND_TOLD_FOR > tx.now
    return Chat(row.id, row.address, row.person_id, how_messages.of_row(row), takes_voice, knows)


def due_in(tx: Transaction, chat: Chat, outbox_id: str | None) -> Due | None:
    """This message for this chat, as far as it can still be shown."""
    message = None if outbox_id is None else outbox.message(tx, chat.person_id, outbox_id)
    return None if message is None else Due(chat, message, _begun(tx, chat.id, message.id))


def begin(tx: Transaction, due: Due, piece: int, sent_after: int, picture_id: str | None = None) -> bool:
    """The channel is about to be asked to show this part. `sent_after`: the highest number of a message known so far;
    `picture_id`: the photo that it is. False if nothing of this person's may go into that chat any more: it was ended, or became another person's."""
    if not tx.execute(select(addresses.c.id).where(*_still_theirs(due), *is_open())).first():
        return False
    _forget(tx, due, piece)
    row = {"address_id": due.chat.id, "outbox_id": due.message.id, "piece": piece}
    tx.execute(
        insert(deliveries),
        {**row, "status": "sending", "sent_after": sent_after, "at": tx.now, "picture_id": picture_id},
    )
    return True


def not_sent(tx: Transaction, due: Due, piece: int) -> None:
    """It certainly did not arrive: it is sent again."""
    _forget(tx, due, piece)


def left_out(tx: Transaction, due: Due, piece: int) -> None:
    """The message goes on without this part, for good."""
    tx.execute(update(deliveries).where(*_this(due, piece)).values(status="failed", at=tx.now))


def sent(tx: Transaction, due: Due, piece: int, message_id: int, *, is_last: bool, has_voice: bool = False) -> None:
    """The channel shows this part under this number, perhaps with its voice. With the last one the message has arrived."""
    if has_voice:
        outbox.mark_voiced(tx, due.message.id)
    remove_at = tx.now + SAFETY_SHOWN if due.message.kind == "safety" else None
    shown = {"status": "sent", "message_id": message_id, "at": tx.now, "remove_at": remove_at}
    tx.execute(update(deliveries).where(*_this(due, piece)).values(**shown))
    if is_last:
        _settle(tx, due)
        if tx.execute(select(outbox_table.c.status).where(outbox_table.c.id == due.message.id)).scalar() == "waiting":
            updates.arrived(tx, due.message)


def refused(tx: Transaction, due: Due, piece: int) -> None:
    """The channel will never show this message. Its person was not told, staff are, and what comes after it goes on."""
    left_out(tx, due, piece)
    _settle(tx, due)
    source = f"undelivered:{due.message.id}"
    staff_requests.ask(tx, due.chat.person_id, RequestKind.COULD_NOT_DELIVER, source)


def shut_out(tx: Transaction, address_id: str) -> None:
    """The person blocked us, or the chat is gone: nothing is tried any more, and staff are told, once."""
    row = tx.execute(select(addresses).where(addresses.c.id == address_id)).one()
    if row.blocked_at is not None:
        return
    _set(tx, address_id, blocked_at=tx.now)
    source = f"blocked:{address_id}:{tx.now:%y%m%d%H%M%S%f}"
    staff_requests.ask(tx, row.person_id, RequestKind.COULD_NOT_DELIVER, source)


def let_in(tx: Transaction, channel: str, address: str) -> None:
    """The person wrote, or let us in again: what waited for this chat goes out."""
    where = (addresses.c.channel == channel, addresses.c.address == address, addresses.c.blocked_at.is_not(None))
    tx.execute(update(addresses).where(*where).values(blocked_at=None))


def refused_voice(tx: Transaction, address_id: str) -> None:
    """The chat takes no voice messages."""
    _set(tx, address_id, voice_refused_at=tx.now)


def told_no_sound(tx: Transaction, address_id: str) -> None:
    """The person was told there that there is no sound."""
    _set(tx, address_id, no_sound_told_at=tx.now)


def chat_at(tx: Transaction, channel: str, address: str) -> str | None:
    """The id of the linked chat with this address of the channel's own."""
    where = (addresses.c.channel == channel, addresses.c.address == address, addresses.c.ended_at.is_(None))
    found = tx.execute(select(addresses.c.id).where(*where)).scalar()
    return None if found is None else str(found)


def highest_message_id(tx: Transaction) -> int:
    """The highest number that the channel gave a message of ours; 0 before the first."""
    highest = (tx.execute(select(func.max(one.c.message_id))).scalar() for one in _SENT)
    return max(int(one or 0) for one in highest)


def unsettled(tx: Transaction) -> int:
    """How many parts may have been shown without our knowing their number."""
    waiting = (select(func.count()).select_from(one).where(one.c.status == "sending") for one in _SENT)
    return sum(int(tx.execute(one).scalar_one()) for one in waiting)


def message_ids_above(tx: Transaction, message_id: int) -> frozenset[int]:
    """The numbers above this one of which we know what they are."""
    above = (select(one.c.message_id).where(one.c.message_id > message_id) for one in _SENT)
    return frozenset(number for one in above for number in tx.execute(one).scalars())


def to_take_off(tx: Transaction, channel: str, count: int = 50) -> tuple[ToTakeOff, ...]:
    """What is to leave the screen by now, the longest due first (R19)."""
    columns = (deliveries.c.address_id, deliveries.c.outbox_id, deliveries.c.piece)
    rows = tx.execute(
        select(*columns, addresses.c.address, deliveries.c.message_id)
        .join(addresses, addresses.c.id == deliveries.c.address_id)
        .where(addresses.c.channel == channel, deliveries.c.remove_at <= tx.now, deliveries.c.message_id.is_not(None))
        .order_by(deliveries.c.remove_at)
        .limit(count)
    )
    return tuple(ToTakeOff(*row) for row in rows)


def taken_off(tx: Transaction, one: ToTakeOff) -> None:
    """It is off the screen, or the channel will not take it off any more."""
    key = {"address_id": one.address_id, "outbox_id": one.outbox_id, "piece": one.piece}
    where = [deliveries.c[name] == value for name, value in key.items()]
    tx.execute(update(deliveries).where(*where).values(remove_at=None))


def is_open() -> tuple[ColumnElement[bool], ...]:
    return (addresses.c.ended_at.is_(None), addresses.c.blocked_at.is_(None))


def _due(tx: Transaction, channel: str) -> tuple[ColumnElement[bool], ...]:
    """To be joined with `addresses`. A safety text that the person saw elsewhere is shown nowhere after an hour (R19)."""
    seen = outbox_table.c.sent_at
    harmless = or_(outbox_table.c.kind != "safety", seen.is_(None), seen > tx.now - SAFETY_SHOWN)
    return (
        outbox_table.c.person_id == addresses.c.person_id,
        outbox_table.c.position > addresses.c.settled_to,
        outbox_table.c.text.is_not(None),
        outbox_table.c.not_before <= tx.now,
        or_(outbox_table.c.channel.is_(None), outbox_table.c.channel == channel),
        harmless,
    )


def _begun(tx: Transaction, address_id: str, outbox_id: str) -> dict[int, Attempt]:
    where = (deliveries.c.address_id == address_id, deliveries.c.outbox_id == outbox_id)
    rows = tx.execute(select(deliveries).where(*where))
    return {row.piece: Attempt(row.sent_after, row.message_id, row.at, row.status == "failed") for row in rows}


def _this(due: Due, piece: int) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.address_id == due.chat.id,
        deliveries.c.outbox_id == due.message.id,
        deliveries.c.piece == piece,
    )


def _still_theirs(due: Due) -> tuple[ColumnElement[bool], ...]:
    return (addresses.c.id == due.chat.id, addresses.c.person_id == due.chat.person_id)


def _settle(tx: Transaction, due: Due) -> None:
    """Never backwards: the chat may be linked anew since, and what was said before that is not for it."""
    where = (*_still_theirs(due), addresses.c.settled_to < due.message.position)
    tx.execute(update(addresses).where(*where).values(settled_to=due.message.position))


def _forget(tx: Transaction, due: Due, piece: int) -> None:
    tx.execute(delete(deliveries).where(*_this(due, piece)))


def _set(tx: Transaction, address_id: str, **values: object) -> None:
    tx.execute(update(addresses).where(addresses.c.id == address_id).values(**values))
