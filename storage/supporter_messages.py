"""What supporters are sent in their own chats: kept with the work that caused it, and sent once, as far as a channel can say.

What was found as "sending" may have arrived; the channel finds out before it sends it again (`storage/deliveries.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, or_, select, update

from storage.database import Transaction
from storage.deliveries import Attempt
from storage.outbox import ShownOption
from storage.tables.base import new_id
from storage.tables.channels import supporter_messages
from storage.tables.choices import choice_sets, supporter_chats
from storage.vocabulary import ChoiceState


@dataclass(frozen=True)
class ToSupporter:
    """One message. `supporter_id`: whose link must hold, None where it tells of nobody's choices; `buttons` carry what a tap
    brings back; `words`: what the supporter wrote, until a tap says what to do with it."""

    channel: str
    address: str
    source_id: str
    text: str
    supporter_id: str | None = None
    buttons: tuple[ShownOption, ...] = ()
    words: str | None = None
    choice_set_id: str | None = None


@dataclass(frozen=True)
class Waiting:
    """The next message for a chat. `begun`: the channel was asked for it before."""

    id: str
    address: str
    text: str
    buttons: tuple[ShownOption, ...]
    begun: Attempt | None


@dataclass(frozen=True)
class TakenWords:
    """What a supporter wrote. `supporter_id`: for whom it was meant, None while that was asked."""

    words: str
    supporter_id: str | None


def new_message_id() -> str:
    """An id for a message that is not kept yet: its buttons can name it."""
    return new_id()


def queue(tx: Transaction, message: ToSupporter, part: int = 0, *, message_id: str | None = None) -> None:
    """Keep it to be sent; a part of a source that is kept already changes nothing."""
    same = (supporter_messages.c.source_id == message.source_id, supporter_messages.c.part == part)
    if tx.execute(select(supporter_messages.c.id).where(*same)).first():
        return
    row = {
        "id": message_id or new_id(),
        "channel": message.channel,
        "address": message.address,
        "supporter_id": message.supporter_id,
        "source_id": message.source_id,
        "part": part,
        "text": message.text,
        "buttons": [[one.token, one.label] for one in message.buttons],
        "words": message.words,
        "choice_set_id": message.choice_set_id,
        "status": "waiting",
        "at": tx.now,
    }
    tx.execute(insert(supporter_messages), row)


def is_answered(tx: Transaction, source_id: str) -> bool:
    """Whether what came under this id was answered: the channel brings it again."""
    found = select(supporter_messages.c.id).where(supporter_messages.c.source_id == source_id)
    return tx.execute(found.limit(1)).first() is not None


def forget_words(tx: Transaction, channel: str, address: str) -> None:
    """They wrote something new: what waited for a tap before is not needed any more."""
    waits = (*_to(channel, address), supporter_messages.c.words.is_not(None))
    tx.execute(update(supporter_messages).where(*waits).values(words=None))


def take_words(tx: Transaction, channel: str, address: str, message_id: str) -> TakenWords | None:
    """What waited for this tap; it waits no more. None: it was taken, or something newer was written."""
    this = (*_to(channel, address), supporter_messages.c.id == message_id, supporter_messages.c.words.is_not(None))
    row = tx.execute(select(supporter_messages.c.words, supporter_messages.c.supporter_id).where(*this)).first()
    if row is None:
        return None
    tx.execute(update(supporter_messages).where(*this).values(words=None))
    return TakenWords(row.words, row.supporter_id)


def is_about(tx: Transaction, message_id: str, set_id: str) -> None:
    """This message turned out to be about this choice."""
    this = supporter_messages.c.id == message_id
    tx.execute(update(supporter_messages).where(this).values(choice_set_id=set_id))


def set_from(tx: Transaction, source_id: str) -> str | None:
    """The choice that what came under this id made."""
    this = (supporter_messages.c.source_id == source_id, supporter_messages.c.choice_set_id.is_not(None))
    found: str | None = tx.execute(select(supporter_messages.c.choice_set_id).where(*this).limit(1)).scalar()
    return found


def drafts_of(tx: Transaction, channel: str, address: str) -> tuple[str, ...]:
    """The drafts that this chat was about, the one of the newest message first."""
    spoken = supporter_messages.join(choice_sets, choice_sets.c.id == supporter_messages.c.choice_set_id)
    newest = func.max(supporter_messages.c.position).desc()
    where = (*_to(channel, address), choice_sets.c.state == ChoiceState.DRAFT)
    found = select(choice_sets.c.id).select_from(spoken).where(*where).group_by(choice_sets.c.id).order_by(newest)
    return tuple(tx.execute(found).scalars())


def chats_due(tx: Transaction, channel: str) -> tuple[str, ...]:
    """Every chat of this channel for which something waits."""
    due = select(supporter_messages.c.address).where(supporter_messages.c.channel == channel, *_is_due())
    return tuple(tx.execute(due.distinct().order_by(supporter_messages.c.address)).scalars())


def next_for(tx: Transaction, channel: str, address: str) -> Waiting | None:
    """The next message for this chat, or None. What tells of a person is due only while the link holds."""
    due = select(supporter_messages).where(*_to(channel, address), *_is_due())
    row = tx.execute(due.order_by(supporter_messages.c.position).limit(1)).first()
    if row is None:
        return None
    begun = Attempt(row.sent_after, None, row.at) if row.status == "sending" else None
    return Waiting(row.id, row.address, row.text, tuple(ShownOption(*one) for one in row.buttons), begun)


def begin(tx: Transaction, message_id: str, sent_after: int) -> bool:
    """The channel is about to be asked for it. False where it may not go any more."""
    begun = {"status": "sending", "sent_after": sent_after, "at": tx.now}
    changed: Any = tx.execute(
        update(supporter_messages).where(supporter_messages.c.id == message_id, *_is_due()).values(**begun)
    )
    return bool(changed.rowcount)


def not_sent(tx: Transaction, message_id: str) -> None:
    """It certainly did not arrive: it is sent again."""
    _set(tx, message_id, status="waiting")


def sent(tx: Transaction, message_id: str, number: int) -> None:
    """The channel shows it under this number."""
    _set(tx, message_id, status="sent", message_id=number, text=None, buttons=[], at=tx.now)


def wait_or_give_up(tx: Transaction, message_id: str) -> None:
    """The chat is shut to us: what tells of a person waits for it to open, all else does not."""
    this = supporter_messages.c.id == message_id
    is_of_person = supporter_messages.c.supporter_id.is_not(None)
    waits = tx.execute(update(supporter_messages).where(this, is_of_person).values(status="waiting")).rowcount
    if not waits:
        given_up(tx, message_id)


def given_up(tx: Transaction, message_id: str) -> None:
    """The channel will never show it."""
    _set(tx, message_id, **_GIVEN_UP, at=tx.now)


def close(tx: Transaction, channel: str, address: str) -> None:
    """The chat is no supporter's any more, or another's: nothing that waited goes there, and no words wait for a tap."""
    waits = supporter_messages.c.status.in_(("waiting", "sending"))
    tx.execute(update(supporter_messages).where(*_to(channel, address), waits).values(**_GIVEN_UP))
    forget_words(tx, channel, address)


_GIVEN_UP: dict[str, object] = {"status": "failed", "text": None, "words": None, "buttons": []}


def _set(tx: Transaction, which: str, **values: object) -> None:
    tx.execute(update(supporter_messages).where(supporter_messages.c.id == which).values(**values))


def _to(channel: str, address: str) -> tuple[ColumnElement[bool], ...]:
    return (supporter_messages.c.channel == channel, supporter_messages.c.address == address)


def _is_due() -> tuple[ColumnElement[bool], ...]:
    same = (
        supporter_chats.c.supporter_id == supporter_messages.c.supporter_id,
        supporter_chats.c.channel == supporter_messages.c.channel,
        supporter_chats.c.address == supporter_messages.c.address,
    )
    holds = exists().where(*same, supporter_chats.c.ended_at.is_(None), supporter_chats.c.blocked_at.is_(None))
    return (
        supporter_messages.c.status.in_(("waiting", "sending")),
        supporter_messages.c.text.is_not(None),
        or_(supporter_messages.c.supporter_id.is_(None), holds),
    )
